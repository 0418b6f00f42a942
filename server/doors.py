"""What of Streamlit's own addresses stays open, and who may send something.

Streamlit brings endpoints that no page of ours needs: figures about the process, uploads, files by address, sign-in
with other services, an interface for agents. What is not needed is not there.
"""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from server.hosts import is_own_origin

# Streamlit's browser asks for these before it opens the websocket.
OPEN = {"/_stcore/health", "/_stcore/host-config", "/_stcore/stream"}
_CLOSED = ("/_stcore/", "/media/", "/component/", "/app/static/", "/auth/", "/oauth2callback")
_READING = {"GET", "HEAD", "OPTIONS"}


class Doors:
    """404 for what is closed, 403 for what a foreign page sends."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif is_closed(scope["path"]):
            await PlainTextResponse("not found", status_code=404)(scope, receive, send)
        elif scope["method"] not in _READING and not _is_sent_by_us(Headers(scope=scope)):
            await PlainTextResponse("foreign origin", status_code=403)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def is_closed(path: str) -> bool:
    return path.startswith(_CLOSED) and path not in OPEN


def _is_sent_by_us(headers: Headers) -> bool:
    """A browser names the page's origin with everything it sends; a foreign page cannot forge it."""
    return is_own_origin(headers.get("origin", ""), headers.get("host", ""))
