"""What components fetch: their scripts, styles and words. The version in the address changes with the content."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

import texts
from texts.fingerprint import version

ROOT = Path(__file__).resolve().parent.parent / "components"
_FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
_TYPES = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}


def asset(request: Request) -> Response:
    """GET /assets/{version}/{component}/{file}"""
    try:
        path = (ROOT / request.path_params["component"] / request.path_params["file"]).resolve()
    except ValueError:
        # A zero byte is no name of a file.
        return PlainTextResponse("not found", status_code=404)
    if path.suffix not in _TYPES or not path.is_relative_to(ROOT) or not path.is_file():
        return PlainTextResponse("not found", status_code=404)
    return FileResponse(path, media_type=_TYPES[path.suffix], headers=_cached(request, path.suffix))


def icon(_request: Request) -> Response:
    """GET /favicon.png"""
    return FileResponse(ROOT / "look" / "icon.png", headers={"Cache-Control": "public, max-age=86400"})


def words(request: Request) -> Response:
    """GET /assets/{version}/words.{language}.js: the texts that browser components speak."""
    script = words_script(request.path_params["language"])
    return Response(script, media_type="text/javascript", headers=_cached(request, ".js"))


def words_script(language: str) -> str:
    return f"export default {texts.browser_words(language)}\n"


def _cached(request: Request, suffix: str) -> dict[str, str]:
    """A page of another version may ask here: what it gets now must not stay under that version's address."""
    same = suffix == ".woff2" or request.path_params["version"] == version()
    return _FOREVER if same else {"Cache-Control": "no-cache"}
