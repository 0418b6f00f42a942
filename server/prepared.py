"""Serves what server/compression.py has made, before Streamlit's own files are looked at.

Until it is made, and for all that is not in it, Streamlit and server/assets.py answer as ever. So no start waits
for it, and a machine that cannot write anything only serves larger files.
"""

import asyncio
import logging
import os
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import streamlit
from servestatic import ServeStaticASGI
from servestatic.responders import StaticFile
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from actions.operation import settings
from server.icons import icon_names
from texts.fingerprint import version

ROOT = Path(__file__).resolve().parent.parent
# As short as they can be: they come with each of a hundred files.
_HEADERS = [
    (b"content-security-policy", b"default-src 'self'"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
]
_CONDITIONS = {"range", "if-none-match", "if-modified-since"}

_log = logging.getLogger(__name__)


class PreparedFiles(ServeStaticASGI):
    """The outermost layer: answers for prepared files, and hands everything else on."""

    _running: "PreparedFiles | None" = None

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(app, max_age=0, immutable_file_test=_never_changes, allow_all_origins=False)
        PreparedFiles._running = self
        self.take_over()

    def take_over(self) -> None:
        """From now on answers for what is prepared."""
        folders = {"/static": streamlit_folder(cache_dir()), f"/assets/{version()}": components_folder(cache_dir())}
        for prefix, folder in folders.items():
            if folder.exists():
                self.add_files(folder, prefix)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        file = self.files.get(scope["path"]) if scope["type"] == "http" else None
        if not isinstance(file, StaticFile):
            await self.application(scope, receive, send)
            return
        asked = Headers(scope=scope)
        if scope["method"] == "GET" and not _CONDITIONS & set(asked):
            await _send_whole(file, asked.get("accept-encoding", ""), send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_HEADERS]
            await send(message)

        await super().__call__(scope, receive, send_with_headers)


async def _send_whole(file: StaticFile, encodings: str, send: Send) -> None:
    """The usual case, out of memory: a tenth of the work of reading in another thread. A room asks 25,000 times."""
    path, chosen = file.get_path_and_headers({"HTTP_ACCEPT_ENCODING": encodings})
    headers = [(name.lower().encode(), value.encode()) for name, value in chosen if value]
    await send({"type": "http.response.start", "status": 200, "headers": [*headers, *_HEADERS]})
    await send({"type": "http.response.body", "body": _content(path)})


@lru_cache(maxsize=200)
def _content(path: str) -> bytes:
    return Path(path).read_bytes()


async def prepare_files() -> None:
    """Runs beside the server: once, in a process of its own that makes way for everybody else."""
    if is_prepared(cache_dir()):
        return
    # Not the event loop's own way: it hands the port down, and after a kill the next start would find it taken.
    child = subprocess.Popen(
        [sys.executable, "-m", "server.compression", str(cache_dir())], cwd=ROOT, stderr=subprocess.PIPE
    )
    try:
        _, complaint = await asyncio.to_thread(child.communicate)
    except asyncio.CancelledError:
        child.kill()
        raise
    if child.returncode == 0 and PreparedFiles._running:
        PreparedFiles._running.take_over()
    elif child.returncode:
        reason = complaint.decode(errors="replace").strip().rpartition("\n")[2]
        _log.warning("Static files are served uncompressed: %s", reason)


def cache_dir() -> Path:
    """`CACHE_DIR` for images that are made beforehand (manage.py compress); else beside the data."""
    given = os.environ.get("CACHE_DIR")
    return Path(given).resolve() if given else settings().data_dir / "cache"


def streamlit_folder(cache: Path) -> Path:
    """Named by what is in it, so that another version of Streamlit or another icon makes another one."""
    return cache / f"streamlit-{streamlit.__version__}-{icon_names().fingerprint}"


def components_folder(cache: Path) -> Path:
    return cache / f"components-{version()}"


def is_prepared(cache: Path) -> bool:
    return streamlit_folder(cache).exists() and components_folder(cache).exists()


def _never_changes(_path: str, url: str) -> bool:
    """Names carry a fingerprint. But the icon font, under Streamlit's name, holds what this version of ours needs."""
    return not url.endswith(".woff2")
