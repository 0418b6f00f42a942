"""What people do in the exchange: say what they offer and seek, and change it."""

import random
import time
from typing import Any

from bench.rooms import Person, Room


async def save_entry(room: Room, person: Person) -> None:
    """Chooses an offer, a wish and a field, writes a line, agrees to be shown; confirmed when the page answers."""
    browser = person.browser
    mark = f"entry{person.number}.{person.operation}"
    person.operation += 1
    operation, data = person.operation, _shown(person)
    message = {"operation": operation, **_choice(random.Random(mark), data), **_line(person)}
    room.ledger.clicked[mark] = time.monotonic()
    await browser.tell("bw_exchange", "save", message)
    await browser.until(lambda: _shown(person)["answer"]["operation"] == operation)
    room.ledger.confirmed[mark] = time.monotonic()
    shown = _shown(person)
    if shown["answer"]["refusal"] or shown["profile"]["offer_line"] != message["offer_line"]:
        room.ledger.failures.append(f"{mark}: {shown['answer']['refusal'] or shown['profile']}")


def is_there(person: Person) -> bool:
    return person.browser.component("bw_exchange") is not None


def _choice(chance: random.Random, data: dict[str, Any]) -> dict[str, Any]:
    def one_of(name: str) -> list[int]:
        return [chance.choice(data[name])[0]]

    return {"offer": one_of("chips"), "seek": one_of("chips"), "fields": one_of("fields")}


def _line(person: Person) -> dict[str, Any]:
    line = f"Erfahrung {person.number}.{person.operation}"
    return {"offer_line": line, "seek_line": "", "visible": True, "email": ""}


def _shown(person: Person) -> dict[str, Any]:
    """What the page gave the component."""
    element = person.browser.component("bw_exchange")
    if element is None:
        raise LookupError(f"no exchange on the page; it says: {person.browser.says()}")
    return element.data
