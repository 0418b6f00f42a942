"""One browser's stream of a live channel: GET /live/{token}."""

import asyncio
import time
from collections.abc import AsyncIterator

from sse_starlette import EventSourceResponse
from sse_starlette.sse import SendTimeoutError
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Message, Receive, Scope, Send

from actions.entrance import Listening, listening_of
from domain.refusal import Refusal, Trouble
from server.channel import Channel, Listener
from server.live import hub

HEARTBEAT_SECONDS = 15
# Who takes nothing for so long is not there.
SENDING_SECONDS = 30


class Stream(EventSourceResponse):
    """Events as they come. Who stops reading is let go, without a trace in the log: it happens to every phone.

    One watch for the whole stream: a timeout around every message would be a good part of the work of telling a room.
    """

    def __init__(self, events: AsyncIterator[bytes]) -> None:
        super().__init__(events, ping=HEARTBEAT_SECONDS, sep="\n", data_sender_callable=self._watch)
        self._sending_since: float | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_watched(message: Message) -> None:
            self._sending_since = time.monotonic()
            await send(message)
            self._sending_since = None

        try:
            await super().__call__(scope, receive, send_watched)
        except* SendTimeoutError:
            pass

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(SENDING_SECONDS / 2)
            if self._sending_since and time.monotonic() - self._sending_since > SENDING_SECONDS:
                raise SendTimeoutError


async def live(request: Request) -> Response:
    """GET /live/{token}: the stream of one audience."""
    if hub.is_full:
        return PlainTextResponse("too many streams", status_code=503, headers={"Retry-After": "5"})
    try:
        right = await asyncio.to_thread(listening_of, request.path_params["token"])
        channel = await hub.channel(right.workshop_id, right.audience)
    except Trouble:
        return PlainTextResponse("try again", status_code=503, headers={"Retry-After": "5"})
    except Refusal:
        return PlainTextResponse("stream expired", status_code=403)
    return Stream(_events(channel, right, request.headers.get("last-event-id")))


async def _events(channel: Channel, right: Listening, last_seen: str | None) -> AsyncIterator[bytes]:
    listener = Listener(right)
    missed = channel.since(last_seen)
    channel.admit(listener)
    try:
        for event in [channel.whole()] if missed is None else missed:
            yield event
        while (news := await listener.waiting.get()) is not None:
            yield news
    finally:
        channel.listeners.discard(listener)
