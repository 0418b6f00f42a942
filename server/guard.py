"""Stands between the network and Streamlit's websocket.

Streamlit takes everything from every browser: a message that empties all caches, one that reads the repository,
frames of 20 MB, thousands a second. And a session's id is enough to take that session over. So a frame goes on only
if it is one that a page of ours sends, small enough, and not too many of them; and no session is ever taken up again.
What a frame says *within* a page is checked by the actions.
"""

import asyncio
import logging
import time
from collections import Counter

from google.protobuf.message import DecodeError
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from server.hosts import is_own_origin
from server.rights import Rights, may_lead

STREAM = "/_stcore/stream"
MOST_BYTES = 256 * 1024
# Nobody clicks faster for long. Who does all the same waits; who goes on for seconds is let go.
FRAMES_A_SECOND, FRAMES_AT_ONCE = 10.0, 30
# Who has just come has saved up less, so that it is no use to come again and again.
FRAMES_AT_FIRST = 12.0
# To draw a whole page costs several times what a part of it does, such as the ballot.
PAGE_WEIGHT = 3
PATIENCE_SECONDS = 2.0

# What pages send: "draw this again, with these values", "stop drawing", "I am still here".
PASSED = ("rerun_script", "stop_script", "app_heartbeat")
_PROTOCOL, _TEXT, _POLICY, _TOO_BIG = 1002, 1003, 1008, 1009

# What was kept away since the start, by reason.
kept_away: Counter[str] = Counter()

_log = logging.getLogger(__name__)


class SocketGuard:
    """Pure ASGI: for each connection one watch over what comes in."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        if scope["path"] != STREAM or not _is_from_our_page(Headers(scope=scope)):
            kept_away["origin"] += 1
            await send({"type": "websocket.close", "code": _POLICY})
            return
        cookies = Headers(scope=scope).get("cookie", "")
        rights = await asyncio.to_thread(Rights, cookies) if may_lead(cookies) else None
        watch = _Watch(receive, send, rights)
        await self.app({**scope, "headers": _without_session(scope["headers"])}, watch.receive, watch.send)


class _Watch:
    """One connection."""

    def __init__(self, receive: Receive, send: Send, rights: Rights | None) -> None:
        self._receive, self._send, self._rights = receive, send, rights
        self._frames, self._at = FRAMES_AT_FIRST, time.monotonic()
        self._too_fast_since: float | None = None
        self._closed = False

    async def send(self, message: Message) -> None:
        # Streamlit may still be drawing for whoever was let go.
        if not self._closed:
            await self._send(message)

    async def receive(self) -> Message:
        while True:
            message = await self._receive()
            if message["type"] != "websocket.receive":
                return message
            frame = message.get("bytes")
            if frame is None:
                return await self._close(_TEXT, "text")
            if len(frame) > MOST_BYTES:
                return await self._close(_TOO_BIG, "size")
            weight = weight_of(frame)
            if weight is None:
                return await self._close(_PROTOCOL, "garbage")
            wait = self._wait(weight or 1)
            if wait is None:
                return await self._close(_POLICY, "flood")
            if wait:
                # Meanwhile uvicorn does not read on: the rest stays with the sender.
                await asyncio.sleep(wait)
            if self._rights and not await self._rights.hold():
                return await self._close(_POLICY, "rights")
            if weight:
                return message
            kept_away["type"] += 1

    def _wait(self, weight: int) -> float | None:
        """Seconds until this frame may go on; None if it has been too many for too long."""
        now = time.monotonic()
        self._frames = min(self._frames + (now - self._at) * FRAMES_A_SECOND, FRAMES_AT_ONCE) - weight
        self._at = now
        if self._frames >= 0:
            # Not yet calm as long as every frame that is saved up is used at once.
            if self._frames >= 1:
                self._too_fast_since = None
            return 0.0
        if self._too_fast_since is None:
            self._too_fast_since = now
        if now - self._too_fast_since > PATIENCE_SECONDS:
            return None
        return -self._frames / FRAMES_A_SECOND

    async def _close(self, code: int, reason: str) -> Message:
        kept_away[reason] += 1
        _log.warning("A connection was closed by the guard: %s", reason)
        self._closed = True
        await self._send({"type": "websocket.close", "code": code, "reason": reason})
        return {"type": "websocket.disconnect", "code": code}


def weight_of(frame: bytes) -> int | None:
    """How much the frame counts; 0 if it is nothing that a page sends, None if it is no message at all.

    Read by the same parser as Streamlit's, so that both see the same. Of the guard's 2 µs a click this is one.
    """
    message = BackMsg()
    try:
        message.ParseFromString(frame)
    except DecodeError:
        return None
    kind = message.WhichOneof("type")
    if kind not in PASSED:
        return 0
    return PAGE_WEIGHT if kind == "rerun_script" and not message.rerun_script.fragment_id else 1


def _is_from_our_page(headers: Headers) -> bool:
    """Browsers always name the page's origin; what names none is no browser, and has no person's cookies."""
    origin = headers.get("origin")
    return origin is None or is_own_origin(origin, headers.get("host", ""))


def _without_session(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Streamlit's browser sends "streamlit, <token>, <session>" and may so take up a session; here nobody may.

    The page's own origin goes on only where Streamlit compares it with the same host; where a proxy names another
    host, Streamlit would ask a foreign server for our address.
    """
    host = Headers(raw=headers).get("host", "").encode("latin-1")
    kept = []
    for name, value in headers:
        if name == b"sec-websocket-protocol":
            value = b",".join(value.split(b",")[:2])
        if name == b"origin" and value.partition(b"://")[2] != host:
            continue
        kept.append((name, value))
    return kept
