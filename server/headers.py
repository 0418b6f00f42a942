"""Headers of every response: what a browser may load, and that nobody may frame the page."""

import base64
import hashlib
import re
from functools import lru_cache

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from actions.operation import settings
from server.shell import index

Headers = list[tuple[bytes, bytes]]

# What the application does not use, no script on its pages may use.
_NOT_USED = (
    "camera",
    "geolocation",
    "microphone",
    "payment",
    "usb",
    "serial",
    "midi",
    "display-capture",
)
# Answers that belong to one person, whatever the route itself says.
_PERSONAL = ("/download/", "/live/", "/enter", "/leave", "/leitung/", "/beamer/", "/zurueck/", "/demo/", "/_stcore/")
_NO_STORE = (b"cache-control", b"no-store")


class SecurityHeaders:
    """Pure ASGI, because Starlette's BaseHTTPMiddleware would hold streams back."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_personal = scope["path"].startswith(_PERSONAL)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = message.get("headers", [])
                if is_personal:
                    headers = [*(one for one in headers if one[0].lower() != b"cache-control"), _NO_STORE]
                message["headers"] = [*headers, *_headers(settings().public_url, _asked_host(scope))]
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _asked_host(scope: Scope) -> str:
    """The Host header, which server/hosts.py has found to be ours."""
    host = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1")
    return host if re.fullmatch(r"[\w.:\[\]-]+", host, re.ASCII) else ""


@lru_cache(maxsize=64)
def _headers(public_url: str, host: str) -> Headers:
    headers = [
        (b"content-security-policy", _policy(host).encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"x-frame-options", b"DENY"),
        (b"referrer-policy", b"no-referrer"),
        (b"permissions-policy", ", ".join(f"{name}=()" for name in _NOT_USED).encode()),
        (b"cross-origin-resource-policy", b"same-origin"),
    ]
    if public_url.startswith("https://"):
        headers += [
            (b"strict-transport-security", b"max-age=31536000"),
            # Browsers heed it on encrypted pages only, and complain elsewhere.
            (b"cross-origin-opener-policy", b"same-origin"),
        ]
    return headers


def _policy(host: str) -> str:
    # Safari before 15.4 does not count the websocket of the same host as 'self'.
    sockets = f" ws://{host} wss://{host}" if host else ""
    return "; ".join(
        (
            "default-src 'none'",
            # Components arrive as blobs (docs/decisions/0002). Charts and tables do without eval, but not without
            # WebAssembly; `python -m pytest tests/trust` opens all pages.
            f"script-src 'self' 'wasm-unsafe-eval' blob: {' '.join(_inline_scripts())}",
            # Streamlit's own style sheets are made while it draws.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self'{sockets}",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def _inline_scripts() -> list[str]:
    scripts = re.findall(r"<script>(.*?)</script>", index(), re.DOTALL)
    return [f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts]
