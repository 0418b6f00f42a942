"""The page that carries the application: Streamlit's index.html with our language and title."""

from functools import cache
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

import texts

_NO_SCRIPT = "<noscript><p>{text}</p></noscript>"


def shell(_request: Request) -> Response:
    """GET / and every page: never cached, so that a new version arrives at once."""
    return HTMLResponse(_index(), headers={"Cache-Control": "no-cache"})


@cache
def _index() -> str:
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text()
    page = page.replace('<html lang="en">', '<html lang="de">')
    page = page.replace("<title>Streamlit</title>", f"<title>{texts.say('app.name')}</title>")
    page = page.replace('href="./', 'href="/').replace('src="./', 'src="/')
    notice = _NO_SCRIPT.format(text=texts.say("app.no_script"))
    return page.replace('<div id="root">', f'{notice}<div id="root">')
