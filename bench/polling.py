"""People at the polling board: their browsers ask for it every two seconds, and they click as ours do."""

import asyncio
import time
from collections.abc import Awaitable
from dataclasses import dataclass, field

from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.browser import Browser
from bench.ledger import MARK_END, Ledger
from bench.rooms import OPENING_AT_ONCE, spread

# Who writes an idea in this turn; the others place a dot.
WRITERS = 5
_LEFT = "Noch "


class PollingBrowser(Browser):
    """Does what Streamlit's frontend does with `run_every`, and notes which ideas it shows."""

    def __init__(self, address: str, ledger: Ledger) -> None:
        super().__init__(address)
        self.ledger = ledger
        self.shown: set[str] = set()
        self.left = -1
        self._polling: dict[str, asyncio.Task[None]] = {}

    async def close(self) -> None:
        for task in self._polling.values():
            task.cancel()
        await super().close()

    def _take(self, message: ForwardMsg) -> None:
        super()._take(message)
        if message.WhichOneof("type") == "auto_rerun" and message.auto_rerun.fragment_id not in self._polling:
            rerun = message.auto_rerun
            self._polling[rerun.fragment_id] = asyncio.create_task(self._poll(rerun.fragment_id, rerun.interval))

    async def _poll(self, fragment: str, seconds: float) -> None:
        while not self._reading.done():
            await asyncio.sleep(seconds)
            await self.ask(fragment=fragment)

    def _draw(self, place: tuple[int, ...], delta: Delta) -> None:
        super()._draw(place, delta)
        body = delta.new_element.markdown.body
        if body.startswith(_LEFT):
            self.left = int(body.split()[1])
        elif MARK_END in body:
            mark = body.strip("*").split(MARK_END)[0]
            if mark not in self.shown:
                self.shown.add(mark)
                self.ledger.seen[mark]["room"].append(time.monotonic())


@dataclass
class Poller:
    """Somebody at the polling board."""

    number: int
    browser: PollingBrowser
    turn: int = 0


@dataclass
class PollingShare:
    """The people of one generator process."""

    ledger: Ledger = field(default_factory=Ledger)
    people: list[Poller] = field(default_factory=list)


async def enter(share: PollingShare, address: str, numbers: range) -> None:
    doors = asyncio.Semaphore(OPENING_AT_ONCE)

    async def come(number: int) -> Poller:
        async with doors:
            browser = PollingBrowser(address, share.ledger)
            await browser.open()
            return Poller(number, browser)

    share.people = list(await asyncio.gather(*(come(number) for number in numbers)))


async def leave(share: PollingShare) -> None:
    await asyncio.gather(*(person.browser.close() for person in share.people))


async def act(share: PollingShare, play: str, begin: float, seconds: float, times: int) -> None:
    """One in five writes an idea, four place a dot."""

    async def one(person: Poller) -> None:
        writes = person.number % WRITERS == person.turn % WRITERS
        person.turn += 1
        try:
            await (_write(share, person) if writes else _place(share, person))
        except Exception as error:
            share.ledger.failures.append(f"{play}: {error!r}")

    await spread(share.people, one, seconds=seconds, times=times, begin=begin, seed=share.people[0].number + 1)


async def ledger(share: PollingShare) -> Ledger:
    found, share.ledger = share.ledger, Ledger()
    for person in share.people:
        person.browser.ledger = share.ledger
    return found


async def traffic(share: PollingShare) -> int:
    return sum(person.browser.bytes_read + person.browser.bytes_sent for person in share.people)


async def _write(share: PollingShare, person: Poller) -> None:
    """Confirmed when the own board shows it."""
    browser, mark = person.browser, f"idea{person.number}.{person.turn}"
    browser.keep(browser.keyed("title"), string_value=f"{mark}{MARK_END} ein Vorschlag")
    browser.keep(browser.keyed("description"), string_value="Damit Betriebe und Schulen gemeinsam ausprobieren. " * 2)
    await _confirmed(share.ledger, mark, browser.press(browser.keyed("send")), person, lambda: mark in browser.shown)


async def _place(share: PollingShare, person: Poller) -> None:
    """Confirmed when the own board has one dot less to give."""
    browser, mark = person.browser, f"dot{person.number}.{person.turn}"
    free = [button for button in browser.all("button") if "-more_" in button.proto.id and not button.proto.disabled]
    before = browser.left
    button = free[(7 * person.number + 3 * person.turn) % len(free)]
    await _confirmed(share.ledger, mark, browser.press(button), person, lambda: browser.left < before)


async def _confirmed(ledger: Ledger, mark: str, click: Awaitable[None], person: Poller, there) -> None:  # type: ignore[no-untyped-def]
    ledger.clicked[mark] = time.monotonic()
    await click
    await person.browser.until(there)
    ledger.confirmed[mark] = time.monotonic()
