"""What stands at addresses that nobody knows. Streamlit would show its own page there, and then an English dialog."""

from functools import cache
from html import escape
from pathlib import Path
from string import Template

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Match, Route
from starlette.types import Scope

import texts
from texts.fingerprint import version

# Streamlit answers these itself, after our own routes.
_STREAMLITS = ("/_stcore/", "/static/", "/media/", "/component/")
_PAGE = Template((Path(__file__).parent / "unknown.html").read_text(encoding="utf-8"))


class Unknown(Route):
    """Every address that is not Streamlit's. It must be the last of our routes."""

    def __init__(self) -> None:
        super().__init__("/{path:path}", unknown)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["path"].startswith(_STREAMLITS):
            return Match.NONE, {}
        return super().matches(scope)


def unknown(request: Request) -> Response:
    """404, with a way home."""
    language = request.query_params.get("lang", texts.DEFAULT)
    page = _page(language if language in texts.LANGUAGES else texts.DEFAULT)
    return HTMLResponse(page, status_code=404, headers={"Cache-Control": "no-cache"})


@cache
def _page(language: str) -> str:
    said = {name: escape(texts.say(f"unknown.{name}", language)) for name in ("title", "how", "home")}
    return _PAGE.substitute(said, language=language, name=escape(texts.say("app.name", language)), version=version())
