"""A room full of people at browsers, each with their live stream open, and how they come and go."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from bench.browser import Browser
from bench.ledger import Ears, Ledger
from bench.reactions import Reactions
from bench.stream import Stream

OPENING_AT_ONCE = 4


@dataclass
class Person:
    """Somebody at a browser."""

    number: int
    browser: Browser
    stream: Stream | None = None
    operation: int = 0
    # Counts wanted by option, in the order they are clicked, and back.
    steps: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class Room:
    """Everybody who is in one meeting, with what they notice."""

    address: str
    meeting: dict[str, Any]
    ledger: Ledger
    ears: Ears
    people: list[Person] = field(default_factory=list)
    watchers: list[Person] = field(default_factory=list)
    # The facilitator's step that everybody is about to see.
    step: str = ""
    # Whether pages do by themselves what their scripts would.
    reacts: bool = True

    @property
    def everyone(self) -> list[Person]:
        return [*self.people, *self.watchers]

    async def close(self) -> None:
        for person in self.everyone:
            if person.stream:
                await person.stream.close()
            await person.browser.close()


def empty_room(address: str, meeting: dict[str, Any]) -> Room:
    ledger = Ledger()
    return Room(address, meeting, ledger, Ears(ledger))


async def fill(room: Room, numbers: Sequence[int], *, watched: bool = True) -> None:
    """These people of the meeting come in, a few at a time; facilitator and projector before them."""
    meeting = room.meeting
    doors = asyncio.Semaphore(OPENING_AT_ONCE)

    async def come(number: int, audience: str, page: str, seat: dict[str, Any]) -> Person:
        async with doors:
            browser = await Browser(room.address, seat["cookies"]).open(f"w={meeting['code']}", page)
            person = Person(number, browser)
            await follow(room, person, audience, seat["stream"])
            return person

    if watched:
        room.watchers = [
            await come(-1, "facilitator", "leitung", meeting["facilitator"]),
            await come(-2, "screen", "beamer", meeting["screen"]),
        ]
    room.people = await asyncio.gather(*(come(number, "room", "", meeting["people"][number]) for number in numbers))


async def follow(room: Room, person: Person, audience: str, token: str = "") -> None:
    """Opens the live stream that the page names (else the one of the token)."""
    stream_token = person.browser.stream_token() or token
    hear = room.ears.of(audience)
    if audience == "room" and room.reacts:
        hear = Reactions(room, person.browser).after(hear)
    person.stream = await Stream(room.address, stream_token, hear).open()


@asynccontextmanager
async def opened(address: str, meeting: dict[str, Any]) -> AsyncIterator[Room]:
    """The meeting with everybody in it: participants, facilitator and projector, their streams open.

    Pages do nothing by themselves here, so that one click is all that a window pays for.
    """
    room = empty_room(address, meeting)
    room.reacts = False
    try:
        await fill(room, range(len(meeting["people"])))
        yield room
    finally:
        await room.close()


async def fill_floor(address: str, page: str, numbers: Sequence[int]) -> list[Person]:
    """As many browsers on one of the floor's pages."""
    doors = asyncio.Semaphore(OPENING_AT_ONCE)

    async def come(number: int) -> Person:
        async with doors:
            return Person(number, await Browser(address).open(f"page={page}"))

    return list(await asyncio.gather(*(come(number) for number in numbers)))


@asynccontextmanager
async def opened_floor(address: str, page: str, people: int) -> AsyncIterator[list[Person]]:
    room = await fill_floor(address, page, range(people))
    try:
        yield room
    finally:
        for person in room:
            await person.browser.close()


async def spread(
    people: Sequence[Any],
    act: Callable[[Any], Awaitable[None]],
    *,
    seconds: float,
    times: int = 1,
    begin: float | None = None,
    seed: int = 0,
) -> None:
    """Everybody acts so many times, at even intervals of their own, at a moment drawn by lot."""
    chance = random.Random(seed or len(people))
    start = time.monotonic() if begin is None else begin
    interval = seconds / times

    async def one(person: Any, offset: float) -> None:
        for turn in range(times):
            await asyncio.sleep(start + turn * interval + offset - time.monotonic())
            await act(person)

    await asyncio.gather(*(one(person, chance.uniform(0, interval)) for person in people))
