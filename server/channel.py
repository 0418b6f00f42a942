"""What one audience of one workshop knows, who listens, and how long a change waits for others."""

import asyncio
import itertools
import json
import secrets
from collections import deque
from dataclasses import dataclass, field

from actions.entrance import Listening
from domain.live import State, difference
from domain.visitor import Role

# To tell one listener takes the server about 0.05 ms. So a small room hardly waits for what else comes, and telling
# a large one takes at most a quarter of a core.
TOGETHER_LEAST_SECONDS = 0.02
TOGETHER_MOST_SECONDS = 0.25
TOGETHER_SECONDS_A_LISTENER = 0.0002
TOGETHER_LOOKS = 4
KEPT_CHANGES = 64
# A phone and a laptop, and one to spare.
MOST_OF_ONE_PERSON = 3
# What live.js hears before the end, so that two pages of one person do not take the place from each other for ever.
ELSEWHERE = b"event: elsewhere\ndata: {}\n\n"


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
    # Since when the oldest news waits that nobody has been told yet.
    heard_at: float | None = None
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

    def admit(self, listener: "Listener") -> None:
        """From now on tells this one too. Of one person's streams the newest count; a phone in bad WLAN leaves some
        behind that nobody has closed."""
        self.listeners.add(listener)
        if listener.mark:
            own = sorted((one for one in self.listeners if one.mark == listener.mark), key=lambda one: one.number)
            for surplus in own[:-MOST_OF_ONE_PERSON]:
                self.listeners.discard(surplus)
                surplus.end(ELSEWHERE)

    def end(self) -> None:
        """Ends the streams; who still has a right to one comes back by themselves."""
        for listener in self.listeners:
            listener.end()

    def _id(self, version: int) -> str:
        return f"{self.epoch}-{version}"


class Listener:
    """One open stream. A slow one is not queued without end: it is told everything anew."""

    MOST_WAITING = 32
    _numbers = itertools.count()

    def __init__(self, right: Listening | None = None) -> None:
        self.right = right
        self.mark = right.mark if right else ""
        self.number = next(self._numbers)
        # None: the end.
        self.waiting: asyncio.Queue[bytes | None] = asyncio.Queue()

    def send(self, channel: Channel, event: bytes) -> None:
        if self.waiting.qsize() >= self.MOST_WAITING:
            self._forget()
            event = channel.whole()
        self.waiting.put_nowait(event)

    def end(self, *last_words: bytes) -> None:
        self._forget()
        for event in (*last_words, None):
            self.waiting.put_nowait(event)

    def _forget(self) -> None:
        while not self.waiting.empty():
            self.waiting.get_nowait()


def _event(name: str, event_id: str, content: State) -> bytes:
    data = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f"id: {event_id}\nevent: {name}\ndata: {data}\n\n".encode()
