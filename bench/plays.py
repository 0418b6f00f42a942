"""What people do in the simulated room, each through their own browser and with the stream open."""

import random
import secrets
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
        "form": secrets.token_hex(16),
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
    """Sends the form as the page's script does; confirmed when the page has answered it."""
    browser = person.browser
    person.operation += 1
    mark = f"idea{person.number}.{person.operation}"
    message = an_idea(f"{mark}{MARK_END} ein Vorschlag")
    room.ledger.clicked[mark] = time.monotonic()
    await browser.tell("bw_ideas", "wish", message)
    await browser.until(lambda: answer_to(browser, message) is not None)
    room.ledger.confirmed[mark] = time.monotonic()
    if problem := (answer_to(browser, message) or {})["refusal"]:
        room.ledger.failures.append(f"{mark}: {problem}")


def an_idea(title: str) -> dict[str, Any]:
    """The message with which components/ideas sends an idea."""
    text = "Damit Betriebe und Schulen in der Region gemeinsam ausprobieren, was trägt. " * 2
    words = {"title": title, "text": text, "field": None}
    return {"operation": secrets.token_hex(16), "deed": "contribute", **words, "anonymous": False, "key": None}


def answer_to(browser: Browser, message: dict[str, Any]) -> dict[str, Any] | None:
    """What the page has answered to this message, if it has."""
    element = browser.component("bw_ideas")
    answer = element.data["answer"] if element else None
    return answer if answer and answer["operation"] == message["operation"] else None


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
