"""The page to check the technology before the day. Works without Streamlit, to tell why Streamlit does not."""

import asyncio
import os
from collections.abc import AsyncIterator
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from sse_starlette import EventSourceResponse
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

import texts
from actions.operation import settings
from texts.fingerprint import version

CHECKS = ("script", "cookies", "socket", "stream", "delay", "speed")
# As technik.js expects it.
APART_SECONDS = 2.0
MOST_BYTES = 100_000

_PAGE = Template((Path(__file__).parent / "technik.html").read_text(encoding="utf-8"))
_CHECK = Template(
    '<li data-check="$check" data-state="$state"><div class="head"><h3>$title</h3>'
    '<p class="state" data-open="$open" data-fine="$fine" data-note="$note" data-wrong="$wrong">$now</p></div>'
    "$measured$advice</li>"
)
_LETTER = ("access", "sockets", "streams", "inspection", "foreign", "room")
_COOKIE = "bw_technik"


def technik(request: Request) -> Response:
    """GET /technik"""
    language = request.query_params.get("lang", texts.DEFAULT)
    page = _page(language if language in texts.LANGUAGES else texts.DEFAULT, settings().public_url)
    return HTMLResponse(page, headers={"Cache-Control": "no-cache"})


def probe(request: Request) -> Response:
    """GET /technik/probe/{size}: so many bytes that nothing on the way can make smaller."""
    size = min(request.path_params["size"], MOST_BYTES)
    return Response(_noise()[:size], media_type="font/woff2", headers={"Cache-Control": "no-store"})


def cookie(request: Request) -> Response:
    """GET /technik/cookie: whether the cookie came back that the last answer brought."""
    response = JSONResponse({"kept": _COOKIE in request.cookies}, headers={"Cache-Control": "no-store"})
    secure = settings().public_url.startswith("https://")
    response.set_cookie(_COOKIE, "1", max_age=60, path="/technik", httponly=True, samesite="lax", secure=secure)
    return response


def stream(_request: Request) -> Response:
    """GET /technik/stream: two events with a pause between them, as the live stream sends its news."""
    return EventSourceResponse(_two_events(), sep="\n")


async def _two_events() -> AsyncIterator[bytes]:
    yield b"data: 1\n\n"
    await asyncio.sleep(APART_SECONDS)
    yield b"data: 2\n\n"


@cache
def _noise() -> bytes:
    return os.urandom(MOST_BYTES)


@cache
def _page(language: str, address: str) -> str:
    own = ("title", "how", "again", "running", "all_fine", "some_slow", "some_wrong", "home", "other_language")
    said = {name: _say(f"technik.{name}", language) for name in own}
    said |= {
        f"it_{name}": _say(f"technik.it.{name}", language) for name in ("title", "how", "copy", "copied", "uncopied")
    }
    return _PAGE.substitute(
        said,
        language=language,
        other=next(one for one in texts.LANGUAGES if one != language),
        name=_say("app.name", language),
        version=version(),
        checks="\n".join(_check(name, language) for name in CHECKS),
        letter="\n".join(f"<p>{line}</p>" for line in _letter(language, address)),
    )


def _check(name: str, language: str) -> str:
    # Whoever sees this page as it comes has no scripts: that is already the first result.
    state = "wrong" if name == "script" else "open"
    words = {one: _say(f"technik.{one}", language) for one in ("open", "fine", "note", "wrong")}
    title = _say(f"technik.{name}.title", language)
    advice = "".join(_advice(name, of, language, hidden=of != state) for of in ("note", "wrong"))
    measured = ""
    if texts.has(f"technik.{name}.value"):
        # The browser fills in what it has measured.
        text = _say(f"technik.{name}.value", language, value="{value}")
        measured = f'<p class="value" data-text="{text}" hidden></p>'
    return _CHECK.substitute(
        words, check=name, state=state, title=title, now=words[state], measured=measured, advice=advice
    )


def _advice(name: str, of: str, language: str, *, hidden: bool) -> str:
    if not texts.has(f"technik.{name}.{of}"):
        return ""
    return (
        f'<p class="advice" data-of="{of}"{" hidden" if hidden else ""}>{_say(f"technik.{name}.{of}", language)}</p>'
    )


def _letter(language: str, address: str) -> list[str]:
    """What the IT department needs to know, a line each."""
    parts = urlsplit(address)
    values = {
        "host": parts.hostname or "",
        "port": parts.port or (443 if parts.scheme == "https" else 80),
        "scheme": parts.scheme.upper(),
        "socket": f"{address.replace('http', 'ws', 1)}/_stcore/stream",
        "stream": f"{address}/live/",
    }
    return [_say(f"technik.it.{line}", language, **values) for line in _LETTER]


def _say(key: str, language: str, **values: object) -> str:
    return escape(texts.say(key, language, **values))
