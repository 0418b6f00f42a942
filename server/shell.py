"""The page that carries the application: Streamlit's index.html with our language and title."""

from functools import cache
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

import texts

# Otherwise a page such as /leitung asks /leitung/_stcore/… first, twice in vain, before it asks the root.
_BASE = "<script>window.__streamlit = { BACKEND_BASE_URL: window.location.origin }</script>"
_NO_SCRIPT = "<noscript><p>{text}</p></noscript>"


def shell(_request: Request) -> Response:
    """GET / and every page: never cached, so that a new version arrives at once."""
    return HTMLResponse(index(), headers={"Cache-Control": "no-cache"})


@cache
def index() -> str:
    """Streamlit's page with our language, title, base address and a word for browsers without scripts."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text()
    page = page.replace('<html lang="en">', '<html lang="de">')
    page = page.replace("<title>Streamlit</title>", f"<title>{texts.say('app.name')}</title>")
    page = page.replace('href="./', 'href="/').replace('src="./', 'src="/')
    page = page.replace("<script>", f"{_BASE}<script>", 1)
    notice = _NO_SCRIPT.format(text=texts.say("app.no_script"))
    return page.replace('<div id="root">', f'{notice}<div id="root">')
