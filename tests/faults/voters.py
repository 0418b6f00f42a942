"""Voters at real sessions: page and stream open, one dot after the other, each wish in the ledger."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from bench.guests import CUT, Guest, Notebook
from tests.faults.ledger import Ledger

OPENING_AT_ONCE = 4
SETTLE_SECONDS = 120


class Comer(Guest):
    """Comes back to the next process, if there are several, when its own does not answer."""

    def __init__(self, addresses: Sequence[str], number: int, meeting: dict[str, Any], book: Notebook) -> None:
        super().__init__(addresses[number % len(addresses)], number, meeting["people"][number], meeting, book)
        self.addresses = addresses
        self.back_at: list[float] = []

    async def arrive(self) -> None:
        try:
            await super().arrive()
        except CUT:
            # As a proxy would send them.
            place = self.addresses.index(self.address) + 1
            self.address = self.addresses[place % len(self.addresses)]
            raise
        self.back_at.append(time.monotonic())
        self.look()

    def look(self) -> None:
        """What one looks for first after having come back."""


class Writer(Comer):
    """Writes one idea after the other; each has an operation that makes it one idea whatever breaks."""


class Voter(Comer):
    """Looks, after each way back in, whether the own dots are there."""

    def __init__(
        self, addresses: Sequence[str], number: int, meeting: dict[str, Any], book: Notebook, ledger: Ledger
    ) -> None:
        super().__init__(addresses, number, meeting, book)
        self.ledger = ledger
        self.person = str(self.seat["person_id"])
        self._sent: tuple[str, int] | None = None

    def look(self) -> None:
        ballot = self.browser.component("bw_ballot")
        own = {option: count for option, count in (ballot.data["own"] if ballot else {}).items() if count}
        wanted = {option: count for option, count in self.wanted.items() if count}
        open_wish = self._sent and self._sent[0]
        if {k: v for k, v in own.items() if k != open_wish} != {k: v for k, v in wanted.items() if k != open_wish}:
            self.book.failures.append(f"{self.number} sees {own} instead of {wanted}")

    async def _place_dot(self, mark: str) -> None:
        """A dot on an option or off it again; five options, so that the budget is never exceeded."""
        options = self.meeting["options"]
        option = options[(self.number + self.clicks % 5) % len(options)]
        count = 0 if (self.clicks // 5) % 2 else 1
        self.wanted[str(option)] = count
        self._sent = (str(option), count)
        self.ledger.send(self.person, option, count)
        await self._told(mark, option, count)
        self.ledger.acknowledge(self.person, option, count)
        self._sent = None

    async def _told(self, mark: str, option: int, count: int) -> None:
        """Sends the wish until the application says it is saved; the same wish, the same number."""
        browser = self.browser
        message = {
            "round": self.meeting["round_id"],
            "operation": self.clicks,
            "wanted": {str(option): count},
        }
        before = browser.runs
        await browser.tell("bw_ballot", "wish", message)
        await browser.until(lambda: browser.runs > before and self.ballot.get("operation") == self.clicks)
        if self.ballot["refusal"]:
            self.refused(mark, str(self.ballot["refusal"]))
            # As the person does who is asked to try once more: with the next click on a page drawn anew.
            raise ConnectionError(self.ballot["refusal"])
        if self.ballot["own"].get(str(option), 0) != count:
            self.book.failures.append(f"{mark}: {self.ballot['own']}")

    def refused(self, mark: str, sentence: str) -> None:
        self.book.failures.append(f"{mark}: {sentence}")

    @property
    def ballot(self) -> dict[str, Any]:
        element = self.browser.component("bw_ballot")
        return element.data if element else {}


@asynccontextmanager
async def seated(voters: Sequence[Comer]) -> AsyncIterator[None]:
    """Everybody comes in, and comes back whenever their line is cut."""
    doors = asyncio.Semaphore(OPENING_AT_ONCE)

    async def come(voter: Comer) -> None:
        async with doors:
            await voter.arrive()

    await asyncio.gather(*map(come, voters))
    staying = [asyncio.create_task(voter.stay()) for voter in voters]
    try:
        yield
    finally:
        for task in staying:
            task.cancel()
        await asyncio.gather(*staying, return_exceptions=True)
        await asyncio.gather(*(voter.leave() for voter in voters))


class Clicking:
    """Everybody clicks again and again until told to stop."""

    def __init__(self, voters: Sequence[Comer], pause: float) -> None:
        self._ending = asyncio.Event()
        self._tasks = [asyncio.create_task(self._click(voter, pause)) for voter in voters]

    async def _click(self, voter: Comer, pause: float) -> None:
        chance = random.Random(voter.number)
        await asyncio.sleep(chance.uniform(0, pause))
        while not self._ending.is_set():
            await voter.act()
            await asyncio.sleep(chance.uniform(0.5 * pause, 1.5 * pause))

    async def end(self) -> None:
        self._ending.set()
        await asyncio.gather(*self._tasks)


async def all_back(voters: Sequence[Comer], since: float) -> float:
    """Waits until everybody has come back after that moment; when the last one was."""

    def missing() -> bool:
        return any(not voter.here.is_set() or voter.back_at[-1] < since for voter in voters)

    async with asyncio.timeout(SETTLE_SECONDS):
        while missing():
            await asyncio.sleep(0.02)
    return max(voter.back_at[-1] for voter in voters)
