"""The live channel: one hub per workshop and audience, pushed to browsers as server-sent events.

A change goes out at once; what follows within the next moment goes out together, at most a quarter of a second
later. A listener gets the whole state once, then differences with a version; who comes back names the last version
they saw.
"""

import asyncio
import logging
import time

from actions.entrance import who_may_listen
from actions.live import state_of
from actions.operation import listen_for_changes, listen_for_gaps
from domain.live import Section, section_of
from domain.refusal import Refusal, Trouble
from domain.visitor import Role
from server import rights
from server.channel import Channel
from server.measures import stream_delay

# A missed message is healed by a look at everything, now and then.
HEAL_SECONDS = 20.0
# Whether a listener still has the right they came with: links may be new, the person may be gone.
RIGHTS_SECONDS = 60.0
# In this process; more than that is an attack, or wants another process.
MOST_STREAMS = 4000

_log = logging.getLogger(__name__)


class Hub:
    """All channels of this process. Lives on the server's event loop."""

    def __init__(self) -> None:
        self._channels: dict[tuple[int, Role], Channel] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._background: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Begins to listen for commits; call on the event loop."""
        self._loop = asyncio.get_running_loop()
        self._stop_listening = [
            listen_for_changes(rights.heard),
            listen_for_changes(self._heard),
            listen_for_gaps(rights.missed),
            listen_for_gaps(self._missed),
        ]
        self._keep(self._loop.create_task(self._heal()))
        self._keep(self._loop.create_task(self._ask_for_rights()))

    def stop(self) -> None:
        for stop in self._stop_listening:
            stop()
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

    def _missed(self) -> None:
        """News of other processes may have got lost, in whatever thread."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._look_everywhere)

    def _look_everywhere(self) -> None:
        for channel in self._channels.values():
            channel.stale = None
            if channel.updating is None:
                channel.updating = asyncio.create_task(self._update_soon(channel))

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
            if channel.heard_at is None:
                channel.heard_at = time.monotonic()
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
        except Trouble:
            # Said in the log already. The next look, at most twenty seconds from now, is at everything.
            channel.stale = None
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
            heard = channel.heard_at
            new = await asyncio.to_thread(state_of, channel.workshop_id, channel.audience, news, channel.state)
            channel.look_seconds = time.monotonic() - begun
            event = channel.take(new)
        if event:
            channel.sent_at = time.monotonic()
            for listener in list(channel.listeners):
                listener.send(channel, event)
        if heard is not None:
            stream_delay.observe(time.monotonic() - heard)
            # What came during the look waits since then at the latest.
            channel.heard_at = begun if channel.stale else None

    def show(self, audience: Role, section: str, content: Section) -> None:
        """What is no news of the database, told at once: the database may be what is wrong."""
        for channel in self.channels:
            if channel.audience is audience and channel.state and (event := channel.take({section: content})):
                for listener in list(channel.listeners):
                    listener.send(channel, event)

    def waiting_seconds(self) -> float:
        """For how long the oldest news waits."""
        waiting = [
            channel.heard_at for channel in self.channels if channel.heard_at is not None and channel.listeners
        ]
        return time.monotonic() - min(waiting) if waiting else 0.0

    @property
    def channels(self) -> list[Channel]:
        return list(self._channels.values())

    async def _heal(self) -> None:
        while True:
            await asyncio.sleep(HEAL_SECONDS)
            for key, channel in list(self._channels.items()):
                # Not one that somebody has asked for and is just about to listen to.
                if not channel.listeners and time.monotonic() - channel.asked_at > HEAL_SECONDS:
                    del self._channels[key]
            self._look_everywhere()

    @property
    def is_full(self) -> bool:
        return sum(len(channel.listeners) for channel in self._channels.values()) >= MOST_STREAMS

    async def _ask_for_rights(self) -> None:
        while True:
            await asyncio.sleep(RIGHTS_SECONDS)
            for channel in list(self._channels.values()):
                await self.end_without_right(channel)

    async def end_without_right(self, channel: Channel) -> None:
        """Ends the streams of those who may no longer listen."""
        try:
            may_listen = await asyncio.to_thread(who_may_listen, channel.workshop_id, channel.audience)
        except Trouble:
            return
        except Refusal:
            channel.end()
            return
        for listener in list(channel.listeners):
            if listener.right and not may_listen(listener.right):
                listener.end()

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._background.add(task)
        task.add_done_callback(self._background.discard)


hub = Hub()
