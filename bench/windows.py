"""Windows of time in which one thing is done over and over, and what it costs the server meanwhile."""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bench import exchange, plays, rooms
from bench.figures import Window
from bench.ledger import Ledger
from bench.servers import Server, idle_share, machine_seconds

# What every cost is told as a multiple of.
FLOORS = {"fragment": "empty fragment", "page": "empty page", "opening": "empty page opened"}
SETTLE_SECONDS = 1.0
OTHERS = ("facilitator", "screen")
Delays = dict[str, list[float]]


@dataclass(frozen=True)
class Begin:
    """All clocks at the beginning of a window."""

    server: Server
    # What the server uses in a second in which nobody does anything.
    idle: float
    at: float
    cpu: float
    generator: float
    machine: float


class Measurement:
    """Plays windows against the two servers and keeps what they cost."""

    def __init__(self, app: Server, floor: Server, *, people: int, seconds: float) -> None:
        self.app, self.floor = app, floor
        self.people, self.seconds = people, seconds
        self.windows: list[Window] = []

    async def floors(self) -> None:
        """What any Streamlit server does at least: open a page, run a page, run a fragment."""
        begin = await self._begin(self.floor)
        async with rooms.opened_floor(self.floor.address, "empty", self.people) as room:
            self._end(begin, FLOORS["opening"], self.people)
            await self._floor(FLOORS["page"], room, plays.rerun_page)
        async with rooms.opened_floor(self.floor.address, "fragment", self.people) as room:
            await self._floor(FLOORS["fragment"], room, plays.rerun_fragment)

    async def play(self, meeting: dict[str, Any]) -> None:
        act = {"check_in": self._check_in, "idea": self._ideas, "dot": self._dots, "profile": self._profiles}[
            meeting["play"]
        ]
        async with rooms.opened(self.app.address, meeting) as room:
            await act(room)

    async def _floor(
        self, action: str, room: list[rooms.Person], act: Callable[[rooms.Person], Awaitable[None]]
    ) -> None:
        """At the pace of the dots: the closer clicks follow each other, the less of Streamlit's work each costs."""
        begin = await self._begin(self.floor)
        await rooms.spread(room, act, seconds=self.seconds, times=plays.CLICKS)
        self._end(begin, action, len(room) * plays.CLICKS)

    async def _check_in(self, room: rooms.Room) -> None:
        begin = await self._begin(self.app)
        await rooms.spread(range(self.people), lambda number: plays.check_in(room, number), seconds=self.seconds)
        await asyncio.sleep(SETTLE_SECONDS)
        delays = _until_counted(room.ledger, "present", room.ledger.clicked)
        self._end(begin, "check-in", self.people, ledger=room.ledger, delays=delays)

    async def _ideas(self, room: rooms.Room) -> None:
        begin = await self._begin(self.app)
        await rooms.spread(room.people, lambda person: plays.send_idea(room, person), seconds=self.seconds)
        await asyncio.sleep(SETTLE_SECONDS)
        delays = {audience: room.ledger.until_seen(audience) for audience in ("room", *OTHERS)}
        self._end(begin, "idea", len(room.people), room.meeting["ideas"], room.ledger, delays)

    async def _dots(self, room: rooms.Room) -> None:
        """Everybody places all their dots one by one; then takes them back, so that both ways are paid for."""
        for person in room.people:
            plays.choose_dots(room, person)
        begin = await self._begin(self.app)
        await self._click_all(room, plays.place_dot)
        firsts = [mark for mark in room.ledger.clicked if mark.endswith(".0")]
        delays = _until_counted(room.ledger, "voted", firsts)
        await self._click_all(room, plays.take_dot)
        self._end(begin, "dot", 2 * plays.CLICKS * len(room.people), room.meeting["ideas"], room.ledger, delays)

    async def _profiles(self, room: rooms.Room) -> None:
        """Everybody has saved once, and saves a change."""
        await rooms.spread(room.people, lambda person: exchange.save_entry(room, person), seconds=self.seconds)
        room.ledger.clicked.clear()
        room.ledger.confirmed.clear()
        begin = await self._begin(self.app)
        await rooms.spread(room.people, lambda person: exchange.save_entry(room, person), seconds=self.seconds)
        await asyncio.sleep(SETTLE_SECONDS)
        self._end(begin, "profile edit", len(room.people), room.meeting["ideas"], room.ledger)

    async def _click_all(self, room: rooms.Room, act: Callable[[rooms.Room, rooms.Person], Awaitable[None]]) -> None:
        await rooms.spread(room.people, lambda person: act(room, person), seconds=self.seconds, times=plays.CLICKS)
        await asyncio.sleep(SETTLE_SECONDS)

    async def _begin(self, server: Server) -> Begin:
        """Lets everything settle, looks at what the server does by itself, and starts the clocks."""
        await asyncio.sleep(SETTLE_SECONDS)
        idle = await idle_share(server, self.seconds / 4)
        return Begin(server, idle, time.monotonic(), server.cpu(), time.process_time(), machine_seconds())

    def _end(
        self,
        begin: Begin,
        action: str,
        actions: int,
        ideas: int = 0,
        ledger: Ledger | None = None,
        delays: Delays | None = None,
    ) -> None:
        seconds = time.monotonic() - begin.at
        cpu, generator = begin.server.cpu() - begin.cpu, time.process_time() - begin.generator
        others = max(0.0, machine_seconds() - begin.machine - cpu - generator)
        window = Window(action, ideas, actions, seconds, cpu, begin.idle, generator / seconds, others / seconds)
        if ledger:
            window.delays = {"confirmed": ledger.until_confirmed(), **(delays or {})}
            window.failures = ledger.failures
        self.windows.append(window)
        print(f"  {action:26} {ideas or '':>4} {window.cost:7.2f} ms", file=sys.stderr, flush=True)


def _until_counted(ledger: Ledger, what: str, marks: Iterable[str]) -> Delays:
    marks = list(marks)
    return {audience: ledger.until_counted(audience, what, marks) for audience in OTHERS}
