"""What browsers fetch is compressed once, kept for good, and complete."""

import gzip
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import brotli
import httpx
import pytest
from fontTools.ttLib import TTFont
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from server import compression, prepared
from server.icon_font import _ligatures
from server.icons import ROOT, icon_names
from server.modules import STREAMLIT, needed_modules
from server.prepared import PreparedFiles, components_folder, is_prepared, streamlit_folder
from server.shell import index
from tests.awaited import awaited
from texts.fingerprint import version

HASHED = re.compile(r'(?:href|src)="(/(?:static|assets)/[^"]+)"')


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Prepared as ever, but in a hurry: how small the files get is measured in bench/first_load.py."""
    folder: Path = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            compression._Thorough, "compress_brotli", staticmethod(lambda data: brotli.compress(data, quality=5))
        )
        patch.setattr(
            compression._Quick, "compress_brotli", staticmethod(lambda data: brotli.compress(data, quality=5))
        )
        compression.prepare(folder)
    return folder


@pytest.fixture
def browser(cache: Path, monkeypatch: pytest.MonkeyPatch) -> "Browser":
    monkeypatch.setenv("CACHE_DIR", str(cache))
    return Browser()


class Browser:
    """Asks the prepared files; behind them nothing but a page that says so."""

    def __init__(self) -> None:
        rest = Route("/{path:path}", lambda _request: PlainTextResponse("somebody else"))
        self.app = Starlette(routes=[rest], middleware=[Middleware(PreparedFiles)])

    def get(self, path: str, encoding: str = "gzip, deflate, br", **headers: str) -> httpx.Response:
        return awaited(self._get(path, {"Accept-Encoding": encoding, **headers}))

    async def _get(self, path: str, headers: dict[str, str]) -> httpx.Response:
        async with _client(self.app) as client:
            request = client.build_request("GET", path, headers=headers)
            answer = await client.send(request, stream=True)
            # As it came over the line, not unpacked.
            raw = b"".join([part async for part in answer.aiter_raw()])
            return httpx.Response(answer.status_code, headers=answer.headers, extensions={"raw": raw})


@asynccontextmanager
async def _client(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


def _raw(answer: httpx.Response) -> bytes:
    raw: bytes = answer.extensions["raw"]
    return raw


def _script() -> str:
    return next(path for path in HASHED.findall(index()) if path.startswith("/static/js/index."))


@pytest.mark.parametrize(
    ("asked", "given"),
    [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("identity", None), ("br;q=0, gzip", "gzip")],
)
def test_each_browser_gets_the_smallest_form_it_can_read(browser: Browser, asked: str, given: str | None) -> None:
    answer = browser.get(_script(), asked)
    original = (STREAMLIT / _script().removeprefix("/")).read_bytes()
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[given]
    assert answer.headers.get("content-encoding") == given
    assert unpack(_raw(answer)) == original
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "accept-encoding" in answer.headers["vary"].lower()


def test_what_never_changes_under_its_name_is_kept_for_good(browser: Browser) -> None:
    for path in (_script(), f"/assets/{version()}/live/live.js", f"/assets/{version()}/look/look.css"):
        kept = browser.get(path).headers["cache-control"]
        assert "immutable" in kept
        assert int(re.search(r"max-age=(\d+)", kept)[1]) >= 31536000  # type: ignore[index]


def test_prepared_files_carry_headers_of_safety_once(browser: Browser) -> None:
    headers = browser.get(_script()).headers
    assert headers.get_list("x-content-type-options") == ["nosniff"]
    assert headers.get_list("content-security-policy") == ["default-src 'self'"]
    assert "access-control-allow-origin" not in headers


def test_another_versions_address_is_not_answered_with_this_versions_file(browser: Browser) -> None:
    assert browser.get("/assets/123456789abc/live/live.js").headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize("language", ["de", "en"])
def test_all_that_the_page_names_is_prepared(browser: Browser, language: str) -> None:
    named = HASHED.findall(index(language))
    assert len(named) > 60
    for path in named:
        answer = browser.get(path)
        assert "immutable" in answer.headers.get("cache-control", ""), path
        # Tiny files can be smaller as they are.
        assert "content-encoding" in answer.headers or len(_raw(answer)) < 1000, path


def test_all_that_these_scripts_import_is_named_too() -> None:
    """Otherwise a bad line waits once more for each step."""
    named = {path.rpartition("/")[2] for path in HASHED.findall(index())}
    assert needed_modules() <= named
    assert any(name.startswith("BidiComponent.") for name in named)


def test_the_icon_font_draws_every_icon_that_we_name(cache: Path) -> None:
    (font,) = streamlit_folder(cache).glob("media/*.woff2")
    ours = {
        name
        for folder in ("components", "pages")
        for path in Path(folder).rglob("*.py")
        for name in re.findall(r":material/([a-z0-9_]+):", path.read_text(encoding="utf-8"))
    }
    assert len(ours) > 20
    with TTFont(font) as small:
        drawn = {name for name, _ in _ligatures(small)}
    assert ours - drawn == set()
    assert {"keyboard_arrow_right", "expand_more", "check"} <= drawn
    assert font.stat().st_size < 30_000


def test_no_icon_is_named_in_pieces() -> None:
    """Its name would be found nowhere, so its letters would stand in its place."""
    found = [path for folder in ("components", "pages") for path in (ROOT / folder).rglob("*.py")]
    assert len(found) > 80
    assert [path.name for path in found if re.search(r":material/(?![a-z])", path.read_text(encoding="utf-8"))] == []


def test_the_icon_font_is_asked_for_anew_because_its_name_stays(browser: Browser) -> None:
    (font,) = (STREAMLIT / "static" / "media").glob("MaterialSymbols-*.woff2")
    path = f"/static/media/{font.name}"
    first = browser.get(path)
    assert "max-age=0" in first.headers["cache-control"]
    assert len(_raw(first)) < font.stat().st_size / 10
    again = browser.get(path, **{"If-None-Match": first.headers["etag"]})
    assert (again.status_code, _raw(again)) == (304, b"")


def test_other_icons_make_another_folder(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = streamlit_folder(cache)
    monkeypatch.setattr(prepared, "icon_names", lambda: type(icon_names())(icon_names().names | {"new_one"}))
    assert streamlit_folder(cache) != before


def test_a_second_start_makes_nothing(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_folder: Path) -> None:
        raise AssertionError("made again")

    monkeypatch.setattr(compression, "_fill_with_streamlit", fail)
    monkeypatch.setattr(compression, "_fill_with_components", fail)
    compression.prepare(cache)
    assert is_prepared(cache)


def test_what_an_interrupted_start_left_is_taken_away_and_never_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "unfinished-x" / "js").mkdir(parents=True)

    def break_off(folder: Path) -> None:
        (folder / "half.js").write_text("half")
        raise KeyboardInterrupt

    monkeypatch.setattr(compression, "_fill_with_streamlit", break_off)
    with pytest.raises(KeyboardInterrupt):
        compression.prepare(tmp_path)
    assert not (tmp_path / "unfinished-x").exists()
    assert components_folder(tmp_path).exists()
    assert not streamlit_folder(tmp_path).exists()
    assert not is_prepared(tmp_path)


def test_until_it_is_prepared_everything_is_answered_as_ever(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CACHE_DIR", str(tmp_path))
    browser = Browser()
    assert browser.get(_script()).headers["content-type"].startswith("text/plain")
    monkeypatch.setenv("CACHE_DIR", str(cache))
    assert PreparedFiles._running is not None
    PreparedFiles._running.take_over()
    assert browser.get(_script()).headers["content-encoding"] == "br"
