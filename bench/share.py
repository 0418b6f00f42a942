"""What one generator process does with its share of the people; called through bench/crowd.py."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench import exchange, plays, rooms
from bench.ledger import Ledger
from bench.rooms import Person, Room

# How long a browser needs until it has noticed that the line is back; Streamlit's and the stream's differ little.
LINE_SECONDS = 0.5
# components/foot/foot.js
BACK_JITTER_SECONDS = 1.5
PLAYS: dict[str, Callable[[Room, Person], Awaitable[None]]] = {
    "idea": plays.send_idea,
    "dot": plays.place_dot,
    "entry": exchange.save_entry,
}
FLOOR_PLAYS = {"page": plays.rerun_page, "fragment": plays.rerun_fragment}


@dataclass
class Share:
    """The people of one generator process."""

    room: Room | None = None
    floor: list[Person] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)

    @property
    def here(self) -> Room:
        if self.room is None:
            raise LookupError("nobody has come in yet")
        return self.room


async def enter(share: Share, address: str, meeting: dict[str, Any], numbers: Sequence[int], watched: bool) -> None:
    share.room = rooms.empty_room(address, meeting)
    await rooms.fill(share.room, numbers, watched=watched)


async def leave(share: Share) -> None:
    await share.here.close()
    share.room = None


async def act(share: Share, play: str, begin: float, seconds: float, times: int) -> None:
    """Each does it so many times, at a moment of their own."""
    room = share.here

    async def one(person: Person) -> None:
        await _tried(room.ledger, play, PLAYS[play](room, person))

    await rooms.spread(room.people, one, seconds=seconds, times=times, begin=begin, seed=_seed(room.people))


async def check_in(share: Share, numbers: Sequence[int], begin: float, seconds: float) -> None:
    room = share.here

    async def one(number: int) -> None:
        await _tried(room.ledger, "check-in", plays.check_in(room, number))

    await rooms.spread(numbers, one, seconds=seconds, begin=begin, seed=numbers[0] + 1 if numbers else 1)


async def expect(share: Share, step: str) -> None:
    """What everybody's page turns to from now on belongs to this step."""
    share.here.step = step


async def arrived(share: Share) -> int:
    """How many pages have followed the step."""
    return len(share.here.ledger.seen[share.here.step]["page"])


async def press(share: Share, step: str, ending: str) -> None:
    """The facilitator presses the button whose key ends so."""
    room = share.here
    browser = room.watchers[0].browser
    before = browser.runs
    room.ledger.clicked[step] = time.monotonic()
    await browser.press(next(button for button in browser.all("button") if button.proto.id.endswith(ending)))
    await browser.until(lambda: browser.runs > before)
    room.ledger.confirmed[step] = time.monotonic()


async def ready_for_dots(share: Share) -> None:
    """Each thinks about where their dots go, once the ballot is there."""
    room = share.here
    state = room.ears.states["room"]
    options = [int(option) for option in state["options"]]
    room.meeting = {**room.meeting, "round_id": state["now"]["round"]["id"], "options": options}
    for person in room.people:
        person.operation, person.steps = 0, []
        plays.choose_dots(room, person)


async def ballots(share: Share) -> list[dict[str, int]]:
    """What the server has told each of the people to be saved, dots by option."""
    elements = [person.browser.component("bw_ballot") for person in share.here.people]
    return [element.data["own"] if element else {} for element in elements]


async def ready_for_entries(share: Share) -> None:
    """Everybody's page shows the form."""
    for person in share.here.people:
        await person.browser.until(lambda person=person: exchange.is_there(person))  # type: ignore[misc]


async def drop(share: Share) -> None:
    """The line breaks for everybody at once."""
    for person in share.here.people:
        if person.stream:
            await person.stream.close()
    await asyncio.gather(*(person.browser.drop() for person in share.here.people))


async def come_back(share: Share, begin: float) -> None:
    """The line is back at `begin`: everybody's page and stream come back as their scripts see to it."""
    room = share.here

    async def one(person: Person) -> None:
        await _tried(room.ledger, "reconnect", _back(room, person, begin))

    await asyncio.gather(*(one(person) for person in room.people))


async def _back(room: Room, person: Person, begin: float) -> None:
    mark, browser = f"back{person.number}", person.browser
    room.ledger.clicked[mark] = begin
    await asyncio.sleep(begin + random.uniform(0, LINE_SECONDS) - time.monotonic())
    streaming = asyncio.create_task(rooms.follow(room, person, "room"))
    await browser.come_back()
    await asyncio.sleep(random.uniform(0, BACK_JITTER_SECONDS))
    element = browser.component("bw_foot")
    assert element is not None
    before = browser.runs
    await browser.send(element, "back", int(1000 * begin))
    await browser.until(lambda: browser.runs > before)
    await streaming
    room.ledger.confirmed[mark] = time.monotonic()


async def enter_floor(share: Share, address: str, page: str, numbers: range) -> None:
    share.floor = await rooms.fill_floor(address, page, numbers)


async def act_floor(share: Share, play: str, begin: float, seconds: float, times: int) -> None:
    async def one(person: Person) -> None:
        mark = f"{person.number}.{person.operation}"
        person.operation += 1
        share.ledger.clicked[mark] = time.monotonic()
        await _tried(share.ledger, play, FLOOR_PLAYS[play](person))
        share.ledger.confirmed[mark] = time.monotonic()

    await rooms.spread(share.floor, one, seconds=seconds, times=times, begin=begin, seed=_seed(share.floor))


async def leave_floor(share: Share) -> None:
    await asyncio.gather(*(person.browser.close() for person in share.floor))
    share.floor = []


async def ledger(share: Share) -> Ledger:
    """Hands over what was written down so far, and begins a new ledger."""
    if share.room is None:
        found, share.ledger = share.ledger, Ledger()
    else:
        found, share.room.ledger = share.room.ledger, Ledger()
        share.room.ears.ledger = share.room.ledger
    return found


async def traffic(share: Share) -> int:
    """Bytes that have gone over websockets and streams of the participants, both ways."""
    people = share.room.people if share.room else share.floor
    return sum(
        person.browser.bytes_read + person.browser.bytes_sent + (person.stream.bytes_read if person.stream else 0)
        for person in people
    )


def _seed(people: Sequence[Person]) -> int:
    """Another one in each process."""
    return people[0].number + 1 if people else 1


async def _tried(ledger: Ledger, what: str, work: Awaitable[None]) -> None:
    """A failure is written down; the others go on."""
    try:
        await work
    except Exception as error:
        ledger.failures.append(f"{what}: {error!r}")
