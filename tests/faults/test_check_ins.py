"""A full room comes in within a minute, and some scan the code twice: everybody is in once."""

import asyncio
import secrets
import time
import urllib.request
from dataclasses import dataclass, field

from bench.browser import Browser
from bench.stream import post
from storage import people as people_store
from storage.database import reading
from tests.awaited import awaited
from tests.faults.figures import measured, percentile
from tests.faults.forms import forms
from tests.faults.place import Place

PEOPLE_A_MINUTE = 500
# Of ten people one clicks twice, one loses the line and sends the form again, and one who is in scans once more.
TWICE = 10
CUT_OFF, SCANS_AGAIN = 3, 5


@dataclass
class Door:
    """Where people come in, and what was seen there."""

    address: str
    code: str
    seconds: list[float] = field(default_factory=list)
    health: list[float] = field(default_factory=list)
    scanned_again: int = 0


@forms("people", short=60, long=500)
def test_everybody_is_in_once_however_often_they_scan(sqlite_place: Place, people: int) -> None:
    sqlite_place.furnish(1)
    (application,) = sqlite_place.start()
    door = Door(application.address, sqlite_place.other_meeting["code"])

    async def play() -> None:
        watching = asyncio.create_task(_watch_health(door))
        begin, apart = time.monotonic(), 60 / PEOPLE_A_MINUTE
        await asyncio.gather(*(_come(door, number, begin + number * apart) for number in range(people)))
        watching.cancel()

    awaited(play())
    sqlite_place.stop()
    assert _names_in(sqlite_place) == sorted(["Teilnehmende 1", *(f"Gast {number}" for number in range(people))])
    assert door.scanned_again == len(range(SCANS_AGAIN, people, TWICE))
    assert "Traceback" not in sqlite_place.said()
    measured(
        "check-ins",
        people=people,
        p50=round(percentile(door.seconds, 0.5), 2),
        p95=round(percentile(door.seconds, 0.95), 2),
        health_p95_ms=round(1000 * percentile(door.health, 0.95)),
        health_max_ms=round(1000 * max(door.health)),
    )


async def _come(door: Door, number: int, at: float) -> None:
    """Scans the code, fills in the form, is in."""
    await asyncio.sleep(at - time.monotonic())
    began = time.monotonic()
    browser = await Browser(door.address).open(f"w={door.code}")
    typed = {"name": f"Gast {number}", "institution": f"Haus {number % 20}", "type": "verband"}
    form = {"operation": 1, "form": secrets.token_hex(16), **typed}
    await browser.tell("bw_join", "join", form)
    if number % TWICE == CUT_OFF:
        # The line breaks before the answer; the browser sends the same form over the next one.
        await browser.drop()
        browser = await Browser(door.address).open(f"w={door.code}")
        await browser.tell("bw_join", "join", form)
    if number % TWICE == 0:
        await browser.tell("bw_join", "join", form)
    await browser.until(lambda: browser.component("bw_now") is not None)
    entrance = browser.component("bw_entrance")
    assert entrance, browser.says()
    _, cookies = await post(door.address, "/enter", entrance.data["ticket"])
    door.seconds.append(time.monotonic() - began)
    if number % TWICE == SCANS_AGAIN:
        again = await Browser(door.address, cookies).open(f"w={door.code}")
        assert again.component("bw_now")
        assert not again.component("bw_join"), "who is in is not asked again"
        door.scanned_again += 1
        await again.close()
    await browser.close()


async def _watch_health(door: Door) -> None:
    def ask() -> float:
        began = time.monotonic()
        with urllib.request.urlopen(f"http://{door.address}/health", timeout=30) as answer:
            assert answer.status == 200
        return time.monotonic() - began

    while True:
        door.health.append(await asyncio.to_thread(ask))
        await asyncio.sleep(0.3)


def _names_in(place: Place) -> list[str]:
    with place.opened(), reading() as tx:
        return sorted(person.name for person in people_store.of_workshop(tx, place.other_meeting["workshop_id"]))
