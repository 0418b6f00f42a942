"""The database cannot store: somebody else has locked it, or the disk is full. People are told, and go on reading."""

import asyncio
import contextlib
import itertools
import os
import resource
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bench.browser import Browser
from bench.guests import Notebook
from bench.several import answers
from tests.awaited import awaited
from tests.faults.figures import measured
from tests.faults.ledger import Ledger
from tests.faults.place import Place
from tests.faults.voters import Voter, seated
from texts import say

LOCKED_SECONDS = 8
# Five of waiting, and what the machine takes.
ANSWER_SECONDS = 7.5
TRIES = 200
# Everybody's ballot is still empty when they come.
_seats = itertools.count()


class Told(Voter):
    """Remembers what was refused, and when it was told."""

    def __init__(self, *seat: Any) -> None:
        super().__init__(*seat)
        self.sentences: list[str] = []

    def refused(self, mark: str, sentence: str) -> None:
        self.sentences.append(sentence)

    async def click(self) -> str:
        """One dot. The sentence that refused it, or none."""
        self.clicks += 1
        before = len(self.sentences)
        with contextlib.suppress(ConnectionError):
            await self._place_dot(f"dot{self.number}.{self.clicks}")
        return self.sentences[-1] if len(self.sentences) > before else ""

    async def click_again(self) -> str:
        """The same wish once more, as the person who was asked to."""
        assert self._sent
        option, count = self._sent
        # Every tenth click is the same dot, wanted the same way.
        self.clicks += 9
        refusal = await self.click()
        assert self.wanted[option] == count
        return refusal


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return Ledger(tmp_path_factory.mktemp("ledger") / "ledger")


@pytest.fixture
def voters(crowded: Place, ledger: Ledger) -> Iterator[list[Told]]:
    book = Notebook()
    address = crowded.applications[0].address
    yield [Told([address], next(_seats), crowded.meeting, book, ledger) for _ in range(3)]
    assert book.failures == []
    assert ledger.wrong(crowded.ballots()) == [], "what was acknowledged is there, what was refused is not"
    assert "Traceback" not in crowded.said()


def test_a_locked_database_is_waited_for_and_then_the_click_is_asked_for_once_more(
    crowded: Place, voters: list[Told]
) -> None:
    async def play() -> None:
        async with seated(voters):
            assert [await voter.click() for voter in voters] == ["", "", ""]
            with _locked(crowded.file):
                began = time.monotonic()
                answered = asyncio.gather(*(voter.click() for voter in voters))
                await _can_read(crowded)
                assert set(await answered) == {say("refusal.database_busy")}
                waited = time.monotonic() - began
                assert waited < ANSWER_SECONDS
                await asyncio.sleep(max(0.0, LOCKED_SECONDS - waited))
            assert [await voter.click_again() for voter in voters] == ["", "", ""]
            measured("locked", answered_after=round(waited, 2))

    awaited(play())


@pytest.mark.parametrize("kind", ["full", "limited"])
def test_on_a_full_disk_people_are_told_and_read_on_and_it_recovers(
    crowded: Place, voters: list[Told], kind: str
) -> None:
    if kind == "full" and not os.path.ismount(crowded.folder):
        pytest.skip("a disk of its own needs root")
    filled = _filled(crowded.folder) if kind == "full" else _limited(crowded)

    async def play() -> None:
        async with seated(voters):
            with filled:
                stored = [await _stored_until_refused(voter) for voter in voters]
                await _can_read(crowded)
                assert voters[0].ballot["own"] == await _own_on_a_new_page(voters[0])
            assert [await voter.click_again() for voter in voters] == ["", "", ""]
            measured(f"disk {kind}", stored_before=sum(stored))

    awaited(play())


async def _stored_until_refused(voter: Told) -> int:
    """What lies in the log that SQLite already has still finds room."""
    for stored in range(TRIES):
        if sentence := await voter.click():
            assert sentence == say("refusal.database_full")
            return stored
    raise AssertionError("the disk was never full")


async def _can_read(place: Place) -> None:
    """Somebody who comes in now sees their page, and the process calls itself healthy."""
    began = time.monotonic()
    seat = place.other_meeting["people"][7]
    browser = await Browser(place.applications[0].address, seat["cookies"]).open(f"w={place.other_meeting['code']}")
    assert browser.component("bw_now")
    await browser.close()
    assert await asyncio.to_thread(answers, f"http://{place.applications[0].address}/health")
    assert time.monotonic() - began < ANSWER_SECONDS


async def _own_on_a_new_page(voter: Told) -> object:
    browser = await Browser(voter.address, voter.seat["cookies"]).open(f"w={voter.meeting['code']}")
    ballot = browser.component("bw_ballot")
    await browser.close()
    return ballot.data["own"] if ballot else None


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Another process writes and does not end."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


@contextmanager
def _filled(folder: Path) -> Iterator[None]:
    """Not a byte is left."""
    balloon = folder / "balloon"
    with balloon.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))
    try:
        yield
    finally:
        balloon.unlink()


@contextmanager
def _limited(place: Place) -> Iterator[None]:
    """No file of the process may grow beyond what the database's log is now."""
    pid = place.applications[0].process.pid
    size = Path(f"{place.file}-wal").stat().st_size
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)
