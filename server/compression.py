"""Compresses what browsers fetch, once: `python -m server.compression`, or by itself beside the first start.

Streamlit sends its scripts as they are, 2.4 MB for a check-in. They never change under their address, so the
smallest form is worth a few seconds of work. What stands here is served by server/prepared.py.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
from filelock import FileLock
from servestatic.compress import Compressor

import texts
from server.assets import ROOT as COMPONENTS
from server.assets import words_script
from server.icon_font import only_these_icons
from server.icons import icon_names
from server.modules import STREAMLIT, needed_modules
from server.prepared import components_folder, is_prepared, streamlit_folder

# Larger ones draw kinds of charts that no page of ours has.
MOST_BYTES = 1_000_000
KINDS = (".js", ".css")


def prepare(cache: Path) -> None:
    """Makes what is missing. Several processes may ask at once: one works, nobody sees half of it."""
    if is_prepared(cache):
        return
    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(cache / "prepare.lock"):
        for unfinished in cache.glob("unfinished-*"):
            shutil.rmtree(unfinished)
        _make(components_folder(cache), _fill_with_components)
        _make(streamlit_folder(cache), _fill_with_streamlit)


def _make(folder: Path, fill: Callable[[Path], None]) -> None:
    if folder.exists():
        return
    with tempfile.TemporaryDirectory(prefix="unfinished-", dir=folder.parent) as unfinished:
        content = Path(unfinished) / folder.name
        content.mkdir()
        fill(content)
        content.rename(folder)


def _fill_with_components(folder: Path) -> None:
    for source in COMPONENTS.glob("*/*"):
        if source.suffix in KINDS:
            _copy(source, folder / source.parent.name)
    for language in texts.LANGUAGES:
        (folder / f"words.{language}.js").write_text(words_script(language), encoding="utf-8")
    _compress(folder.rglob("*.*"), _Thorough())


def _fill_with_streamlit(folder: Path) -> None:
    needed = needed_modules()
    for source in STREAMLIT.glob("static/*/*"):
        if source.suffix in KINDS and source.stat().st_size < MOST_BYTES:
            _copy(source, folder / source.parent.name)
    scripts = sorted(folder.rglob("*.*"))
    _compress([one for one in scripts if one.name in needed or one.suffix == ".css"], _Thorough())
    _compress([one for one in scripts if one.name not in needed and one.suffix != ".css"], _Quick())
    for font in STREAMLIT.glob("static/media/MaterialSymbols-*.woff2"):
        only_these_icons(font, icon_names(), _copy(font, folder / "media"))


def _copy(source: Path, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return Path(shutil.copy2(source, folder))


def _compress(paths: Iterable[Path], compressor: Compressor) -> None:
    with ThreadPoolExecutor(os.cpu_count()) as together:
        list(together.map(compressor.compress, list(paths)))


class _Thorough(Compressor):
    """As small as can be: for what every phone in the room fetches."""

    def __init__(self) -> None:
        super().__init__(use_zstd=False, quiet=True)


class _Quick(_Thorough):
    """A tenth of the time, a tenth larger."""

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        return bytes(brotli.compress(data, quality=9))


if __name__ == "__main__":
    if hasattr(os, "nice"):
        # Who is served now goes first.
        os.nice(10)
    prepare(Path(sys.argv[1]))
