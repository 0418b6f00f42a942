"""The page that carries the application: Streamlit's index.html, in our language, readable before any script.

On a bad line the scripts take many seconds. So the first answer already says what is coming, names all scripts that
will be needed, and knows a sentence for browsers and networks in which they will not work.
"""

import gzip
import hashlib
import re
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from string import Template

import brotli
from servestatic.utils import parse_accept_encoding
from starlette.requests import Request
from starlette.responses import Response

import texts
from actions.entrance import LANGUAGE_COOKIE
from server.modules import STREAMLIT, drawn_modules
from texts.fingerprint import version

# Otherwise a page such as /leitung asks /leitung/_stcore/… first, twice in vain, before it asks the root.
_BASE = "<script>window.__streamlit = { BACKEND_BASE_URL: window.location.origin }</script>"
_BODY = Template((Path(__file__).parent / "shell.html").read_text(encoding="utf-8"))
_CODE = re.compile(r"[A-Za-z0-9]{1,12}")
# What nobody needs here: comments, a font that is not ours, an interface for agents that is switched off.
_LEFT_OUT = (
    r"<!--(?! *DOCTYPE).*?-->",
    r"<link[^>]*SourceSans[^>]*>",
    r'<link rel="service-desc"[^>]*>',
    r"<noscript>.*?</noscript>",
)
# Until Streamlit knows our theme it draws in its own font, 170 kB for two frames. The last rule of a name counts.
# And its messages are wider than a small phone, its hints at fields are English.
_STYLE = (
    '<style>@font-face{font-family:"Source Sans";font-style:normal;font-weight:100 900;font-display:swap;'
    "src:url(/assets/1/look/atkinson-hyperlegible-next-latin-wght-normal.woff2)}"
    '[data-testid="stToastContainer"],[data-testid="stToast"]{max-width:calc(100vw - 2rem)}'
    '[data-testid="InputInstructions"]{display:none}</style>'
)
_STYLESHEET = re.compile(r'<link rel="stylesheet"[^>]*>')


def shell(request: Request) -> Response:
    """GET / and every page: asked for each time, so that a new version arrives at once; sent only if it is new."""
    language = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE, texts.DEFAULT)
    code = request.query_params.get("w", "")
    wanted = (
        language if language in texts.LANGUAGES else texts.DEFAULT,
        code.upper() if _CODE.fullmatch(code) else "",
        request.url.path == "/",
    )
    accepted = parse_accept_encoding(request.headers.get("accept-encoding", ""))
    encoding = next((one for one in ("br", "gzip") if one in accepted), "")
    content, tag = _packed(encoding, *wanted)
    headers = {"Cache-Control": "no-cache", "ETag": tag, "Vary": "Accept-Encoding, Cookie"}
    if request.headers.get("if-none-match") in (tag, f"W/{tag}"):
        return Response(status_code=304, headers=headers)
    if encoding:
        headers["Content-Encoding"] = encoding
    return Response(content, media_type="text/html", headers=headers)


@lru_cache(maxsize=256)
def _packed(encoding: str, language: str, code: str, entrance: bool) -> tuple[bytes, str]:
    """The page as it is sent, and its fingerprint."""
    plain = index(language, code, entrance=entrance).encode()
    tag = f'"{hashlib.sha256(plain).hexdigest()[:16]}{encoding}"'
    if encoding == "br":
        return brotli.compress(plain, quality=6), tag
    return gzip.compress(plain, 6) if encoding else plain, tag


def index(language: str = texts.DEFAULT, code: str = "", *, entrance: bool = True) -> str:
    """Streamlit's page with our language, title, base address and words. The scripts in it are always the same."""
    page = _streamlits_page()
    stylesheet = "".join(_STYLESHEET.findall(page))
    # In the head it would keep the words back until it has come, behind sixty scripts.
    page = _STYLESHEET.sub("", page)
    page = page.replace('<html lang="en">', f'<html lang="{language}">')
    page = page.replace("<title>Streamlit</title>", f"<title>{texts.say('app.name', language)}</title>")
    page = page.replace("</head>", _early(language, entrance=entrance) + "</head>")
    return page.replace('<div id="root"></div>', _words(language, code) + stylesheet + _STYLE)


@cache
def _streamlits_page() -> str:
    page = (STREAMLIT / "index.html").read_text(encoding="utf-8")
    for pattern in _LEFT_OUT:
        page = re.sub(pattern, "", page, flags=re.DOTALL)
    page = re.sub(r"\s*\n\s*", "\n", page).strip()
    page = page.replace('href="./', 'href="/').replace('src="./', 'src="/')
    return page.replace("<script>", f"{_BASE}<script>", 1)


def _early(language: str, *, entrance: bool) -> str:
    """Scripts that are asked for at once, not only when the one before has come and names them."""
    ours = [f"/assets/{version()}/live/live.js", f"/assets/{version()}/words.{language}.js"]
    if entrance:
        ours += [f"/assets/{version()}/{name}/{name}.js" for name in ("join", "foot")]
    streamlits = [f"/static/js/{name}" for name in sorted(drawn_modules()) if name not in _streamlits_page()]
    return "".join(f'<link rel="modulepreload" href="{address}">\n' for address in [*streamlits, *ours])


def _words(language: str, code: str) -> str:
    own = ("loading", "patience", "old", "slow", "blocked", "way_out", "check")
    said = {name: escape(texts.say(f"shell.{name}", language)) for name in own}
    return _BODY.substitute(
        said,
        name=escape(texts.say("app.name", language)),
        no_script=escape(texts.say("app.no_script", language)),
        code=f"<p>{escape(texts.say('shell.code', language, code=code))}</p>" if code else "",
        technik="/technik" if language == texts.DEFAULT else f"/technik?lang={language}",
    )
