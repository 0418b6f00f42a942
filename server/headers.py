"""Headers of every response: what a browser may load, and that nobody may frame the page."""

import base64
import hashlib
import re
from functools import cache

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.shell import index


class SecurityHeaders:
    """Pure ASGI, because Starlette's BaseHTTPMiddleware would hold streams back."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *_headers()]
            await send(message)

        await self.app(scope, receive, send_with_headers)


@cache
def _headers() -> list[tuple[bytes, bytes]]:
    policy = "; ".join(
        (
            "default-src 'self'",
            # Vega (Altair's charts) compiles expressions; components arrive as blobs.
            f"script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval' blob: {' '.join(_inline_scripts())}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' ws: wss:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )
    return [
        (b"content-security-policy", policy.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"x-frame-options", b"DENY"),
        (b"referrer-policy", b"no-referrer"),
    ]


def _inline_scripts() -> list[str]:
    scripts = re.findall(r"<script>(.*?)</script>", index(), re.DOTALL)
    return [f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts]
