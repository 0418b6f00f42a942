"""What people do in the simulated room, each through their own browser and with the stream open."""

import random
import time
from typing import Any

from bench.browser import Browser
from bench.ledger import MARK_END
from bench.rooms import Person, Room, follow
from bench.stream import post

CLICKS = 5
MOST_ON_ONE = 2


async def check_in(room: Room, number: int) -> None:
    """Opens the projected address, fills in the form, gets the cookie, follows the stream."""
    mark = f"in{number}"
    browser = await Browser(room.address).open(f"w={room.meeting['code']}")
    person = Person(number, browser)
    room.people.append(person)
    form = {
        "operation": 1,
        "name": f"Teilnehmende {number + 1}",
        "institution": f"Institution {number % 20 + 1}",
        "type": "verband",
    }
    room.ledger.clicked[mark] = time.monotonic()
    await browser.tell("bw_join", "join", form)
    await browser.until(lambda: browser.component("bw_now") is not None)
    room.ledger.confirmed[mark] = time.monotonic()
    entrance = browser.component("bw_entrance")
    if entrance:
        await post(room.address, "/enter", entrance.data["ticket"])
    if browser.stream_token():
        await follow(room, person, "room")


async def send_idea(room: Room, person: Person) -> None:
    """Fills in the form and sends it; confirmed when the page comes back with the form emptied."""
    browser = person.browser
    person.operation += 1
    mark = f"idea{person.number}.{person.operation}"
    text = "Damit Betriebe und Schulen in der Region gemeinsam ausprobieren, was trägt. " * 2
    browser.keep(browser.keyed("new_idea_title"), string_value=f"{mark}{MARK_END} ein Vorschlag")
    browser.keep(browser.keyed("new_idea_text"), string_value=text)
    before = browser.runs
    room.ledger.clicked[mark] = time.monotonic()
    await browser.press(browser.keyed("send_idea"))
    await browser.until(lambda: browser.runs > before)
    room.ledger.confirmed[mark] = time.monotonic()
    title = browser.keyed("new_idea_title").proto
    if not title.set_value or title.value:
        room.ledger.failures.append(f"{mark}: {browser.says()}")


def choose_dots(room: Room, person: Person) -> None:
    """Which options the person will put their dots on, and in which order."""
    chance = random.Random(person.number)
    counts: dict[int, int] = {}
    for _ in range(CLICKS):
        option = chance.choice([one for one in room.meeting["options"] if counts.get(one, 0) < MOST_ON_ONE])
        counts[option] = counts.get(option, 0) + 1
        person.steps.append((option, counts[option]))


async def place_dot(room: Room, person: Person) -> None:
    """The next plus; confirmed when the ballot comes back with it."""
    option, count = person.steps[person.operation % CLICKS]
    mark = f"dot{person.number}.{person.operation}"
    await _wish(room, person, mark, option, count)


async def take_dot(room: Room, person: Person) -> None:
    """The last plus undone."""
    option, count = person.steps[-1 - person.operation % CLICKS]
    mark = f"dot{person.number}.{person.operation}"
    await _wish(room, person, mark, option, count - 1)


async def _wish(room: Room, person: Person, mark: str, option: int, count: int) -> None:
    browser = person.browser
    person.operation += 1
    operation = person.operation
    message = {"round": room.meeting["round_id"], "operation": operation, "wanted": {str(option): count}}
    room.ledger.clicked[mark] = time.monotonic()
    await browser.tell("bw_ballot", "wish", message)
    await browser.until(lambda: _ballot(person).get("operation") == operation)
    room.ledger.confirmed[mark] = time.monotonic()
    ballot = _ballot(person)
    if ballot["refusal"] or ballot["own"].get(str(option), 0) != count:
        room.ledger.failures.append(f"{mark}: {ballot['refusal'] or ballot['own']}")


def _ballot(person: Person) -> dict[str, Any]:
    element = person.browser.component("bw_ballot")
    return element.data if element else {}


async def rerun_page(person: Person) -> None:
    await person.browser.rerun()


async def rerun_fragment(person: Person) -> None:
    browser = person.browser
    before = browser.runs
    await browser.press(next(browser.all("button")))
    await browser.until(lambda: browser.runs > before)
