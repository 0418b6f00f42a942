"""The live channel: one hub per workshop and audience, pushed to browsers as server-sent events.

A change goes out at once; what follows within the next moment goes out together, at most a quarter of a second
later. A listener gets the whole state once, then differences with a version; who comes back names the last version
they saw.
"""

import asyncio
import json
import logging
import secrets
import time
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from sse_starlette import EventSourceResponse
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from actions.entrance import audience_of_stream
from actions.live import state_of
from actions.operation import listen_for_changes
from domain.live import State, difference, section_of
from domain.refusal import Refusal
from domain.visitor import Role

# To tell one listener takes the server about 0.05 ms. So a small room hardly waits for what else comes, and telling
# a large one takes at most a quarter of a core.
TOGETHER_LEAST_SECONDS = 0.02
TOGETHER_MOST_SECONDS = 0.25
TOGETHER_SECONDS_A_LISTENER = 0.0002
TOGETHER_LOOKS = 4
KEPT_CHANGES = 64
# A missed message is healed by a look at everything, now and then.
HEAL_SECONDS = 20.0
HEARTBEAT_SECONDS = 15

_log = logging.getLogger(__name__)


@dataclass
class Channel:
    """What one audience of one workshop knows."""

    workshop_id: int
    audience: Role
    state: State = field(default_factory=dict)
    version: int = 0
    changes: deque[tuple[int, bytes]] = field(default_factory=lambda: deque(maxlen=KEPT_CHANGES))
    listeners: set["Listener"] = field(default_factory=set)
    # What the news named since the last look; None: everything.
    stale: set[str] | None = None
    sent_at: float = 0.0
    # How long the last look at the database took.
    look_seconds: float = 0.0
    updating: asyncio.Task[None] | None = None
    asked_at: float = 0.0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    # Versions of another channel, process or day mean nothing here.
    epoch: str = field(default_factory=lambda: secrets.token_hex(4))
    _whole: tuple[int, bytes] | None = None

    def whole(self) -> bytes:
        """The event for who knows nothing yet; a room that comes back at once asks for it many times."""
        if self._whole is None or self._whole[0] != self.version:
            self._whole = (self.version, _event("state", self._id(self.version), self.state))
        return self._whole[1]

    @property
    def together(self) -> float:
        """Seconds after one change within which others go out together: the longer, the more work each makes."""
        wanted = TOGETHER_SECONDS_A_LISTENER * len(self.listeners) + TOGETHER_LOOKS * self.look_seconds
        return min(max(wanted, TOGETHER_LEAST_SECONDS), TOGETHER_MOST_SECONDS)

    def since(self, event_id: str | None) -> list[bytes] | None:
        """The changes after that version; None if it is too long ago or from another process."""
        epoch, _, version = (event_id or "").partition("-")
        if epoch != self.epoch or not version.isdecimal():
            return None
        missing = self.version - int(version)
        if missing < 0 or missing > len(self.changes):
            return None
        return [change for _, change in list(self.changes)[len(self.changes) - missing :]]

    def take(self, new: State) -> bytes | None:
        """Makes the sections of `new` current; the event to send, if they differ."""
        change = difference({name: self.state.get(name, {}) for name in new}, new)
        if not change:
            return None
        self.state = {**self.state, **new}
        self.version += 1
        event = _event("change", self._id(self.version), change)
        self.changes.append((self.version, event))
        return event

    def end(self) -> None:
        """Ends the streams; who still has a right to one comes back by themselves."""
        for listener in self.listeners:
            listener.waiting.put_nowait(None)

    def _id(self, version: int) -> str:
        return f"{self.epoch}-{version}"


class Listener:
    """One open stream. A slow one is not queued without end: it is told everything anew."""

    MOST_WAITING = 32

    def __init__(self) -> None:
        # None: the end.
        self.waiting: asyncio.Queue[bytes | None] = asyncio.Queue()

    def send(self, channel: Channel, event: bytes) -> None:
        if self.waiting.qsize() >= self.MOST_WAITING:
            while not self.waiting.empty():
                self.waiting.get_nowait()
            event = channel.whole()
        self.waiting.put_nowait(event)


class Hub:
    """All channels of this process. Lives on the server's event loop."""

    def __init__(self) -> None:
        self._channels: dict[tuple[int, Role], Channel] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._background: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Begins to listen for commits; call on the event loop."""
        self._loop = asyncio.get_running_loop()
        self._stop_listening = listen_for_changes(self._heard)
        self._keep(self._loop.create_task(self._heal()))

    def stop(self) -> None:
        self._stop_listening()
        for task in self._background:
            task.cancel()
        for channel in self._channels.values():
            channel.end()
        self._channels.clear()

    async def channel(self, workshop_id: int, audience: Role) -> Channel:
        key = (workshop_id, audience)
        channel = self._channels.get(key)
        if channel is None:
            channel = self._channels[key] = Channel(workshop_id, audience)
        channel.asked_at = time.monotonic()
        await self._update(channel)
        return channel

    def _heard(self, workshop_id: int, sections: set[str]) -> None:
        """A commit happened, in whatever thread."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._mark, workshop_id, frozenset(sections))

    def _mark(self, workshop_id: int, sections: frozenset[str]) -> None:
        for channel in self._channels.values():
            if channel.workshop_id != workshop_id:
                continue
            if "links" in sections and channel.audience is not Role.PARTICIPANT:
                channel.end()
            # An audience that does not have the section needs no look at the database: a dot is no news to the room.
            news = {name for name in sections if section_of(name) in channel.state} if channel.state else sections
            if not news:
                continue
            if channel.stale is not None:
                channel.stale |= news
            if channel.updating is None:
                channel.updating = asyncio.create_task(self._update_soon(channel))

    async def _update_soon(self, channel: Channel) -> None:
        """At once if the last change is a while ago, otherwise together with what comes meanwhile."""
        wait = channel.sent_at + channel.together - time.monotonic()
        if wait > 0:
            await asyncio.sleep(wait)
        channel.updating = None
        try:
            await self._update(channel)
        except Refusal:
            # The workshop is gone, and with it what there was to see.
            channel.end()
        except Exception:
            _log.exception("A live channel could not be brought up to date; it heals by itself.")
            channel.stale = None

    async def _update(self, channel: Channel) -> None:
        async with channel.turn:
            news, channel.stale = channel.stale, set()
            if news is not None and not news:
                return
            begun = time.monotonic()
            new = await asyncio.to_thread(state_of, channel.workshop_id, channel.audience, news, channel.state)
            channel.look_seconds = time.monotonic() - begun
            event = channel.take(new)
        if event:
            channel.sent_at = time.monotonic()
            for listener in list(channel.listeners):
                listener.send(channel, event)

    async def _heal(self) -> None:
        while True:
            await asyncio.sleep(HEAL_SECONDS)
            for key, channel in list(self._channels.items()):
                if not channel.listeners:
                    # Not one that somebody has asked for and is just about to listen to.
                    if time.monotonic() - channel.asked_at > HEAL_SECONDS:
                        del self._channels[key]
                    continue
                channel.stale = None
                if channel.updating is None:
                    channel.updating = asyncio.create_task(self._update_soon(channel))

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._background.add(task)
        task.add_done_callback(self._background.discard)


hub = Hub()


async def live(request: Request) -> Response:
    """GET /live/{token}: the stream of one audience."""
    try:
        workshop_id, audience = await asyncio.to_thread(audience_of_stream, request.path_params["token"])
        channel = await hub.channel(workshop_id, audience)
    except Refusal:
        return PlainTextResponse("stream expired", status_code=403)
    return EventSourceResponse(
        _events(channel, request.headers.get("last-event-id")), ping=HEARTBEAT_SECONDS, sep="\n"
    )


async def _events(channel: Channel, last_seen: str | None) -> AsyncIterator[bytes]:
    listener = Listener()
    missed = channel.since(last_seen)
    channel.listeners.add(listener)
    try:
        for event in [channel.whole()] if missed is None else missed:
            yield event
        while (news := await listener.waiting.get()) is not None:
            yield news
    finally:
        channel.listeners.discard(listener)


def _event(name: str, event_id: str, content: State) -> bytes:
    data = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f"id: {event_id}\nevent: {name}\ndata: {data}\n\n".encode()
