"""What people do in the exchange: say what they offer and seek, and change it."""

import random
import time

from bench.browser import Browser
from bench.rooms import Person, Room


async def open_form(person: Person) -> None:
    """Whoever has saved before opens the form again; at the first visit it stands there."""
    browser = person.browser
    if not _form_is_open(browser):
        await browser.unfold(browser.keyed("profile_changing"))
        await browser.until(lambda: _form_is_open(browser))


async def save_entry(room: Room, person: Person) -> None:
    """Chooses an offer, a wish and a field, writes a line, agrees to be shown; confirmed when the page is back."""
    browser = person.browser
    await open_form(person)
    mark = f"entry{person.number}.{person.operation}"
    person.operation += 1
    chance = random.Random(mark)
    for name in ("offer", "seek", "fields"):
        element = browser.keyed(f"profile_{name}")
        browser.keep(element, string_array_value={"data": [chance.choice(list(element.proto.options))]})
    browser.keep(browser.keyed("profile_offer_line"), string_value=f"Erfahrung {person.number}.{person.operation}")
    browser.keep(browser.keyed("profile_visible"), bool_value=True)
    before = _arrivals(browser)
    room.ledger.clicked[mark] = time.monotonic()
    await browser.press(browser.keyed("profile_save"))
    await browser.until(lambda: _arrivals(browser) > before)
    room.ledger.confirmed[mark] = time.monotonic()


def _form_is_open(browser: Browser) -> bool:
    return any(button.proto.id.endswith("-profile_save") for button in browser.all("button"))


def _arrivals(browser: Browser) -> int:
    """How many forms have done their work on this page (components/arrive)."""
    arrival = browser.component("bw_arrive")
    return int(arrival.data["count"]) if arrival else 0
