"""Two processes on one PostgreSQL: what one commits the other tells; when one dies its people go on in the other."""

import asyncio
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bench.guests import CUT, Guest, Notebook
from bench.several import Application, applications, has_proxy, proxy, settings
from bench.several_prepare import held, prepare
from storage import configuration
from storage.database import Database, use
from tests.awaited import awaited
from tests.ports import free_port

CLICKS = 4
PAUSE_SECONDS = 0.4


class Changeling(Guest):
    """Goes to the other process when its own does not answer, as the proxy would send it."""

    other = ""

    async def arrive(self) -> None:
        try:
            await super().arrive()
        except CUT:
            self.address, self.other = self.other, self.address
            raise


@pytest.fixture(scope="module")
def shared(
    postgresql_server: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, list[Application]]]:
    """The address of a database, and two processes on it that were started at the same moment."""
    name = f"many_{secrets.token_hex(4)}"
    url = postgresql_server.replace("/postgres?", f"/{name}?")
    folder: Path = tmp_path_factory.mktemp("many")
    with psycopg.connect(postgresql_server, autocommit=True) as server:
        # Empty: both want to make the tables.
        server.execute(f"CREATE DATABASE {name}")
        with applications([free_port(), free_port()], settings(url, folder, "http://localhost"), folder) as running:
            yield url, running
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    for log in folder.glob("app*.log"):
        assert "Traceback" not in log.read_text(), log.read_text()


@pytest.fixture
def processes(
    shared: tuple[str, list[Application]], monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Application, Application]]:
    """The two, both alive; this process works on the same database with the same key."""
    url, (one, two) = shared
    monkeypatch.setenv("SECRET_KEY", settings("", Path(), "")["SECRET_KEY"])
    configuration.secret_key.cache_clear()
    for process in (one, two):
        if process.process.poll() is not None:
            process.start()
            process.wait_until_healthy()
    own = Database(url.replace("postgresql://", "postgresql+psycopg://"))
    use(own)
    with closing(own):
        yield one, two
    use(None)


def test_a_click_in_one_process_is_told_by_the_other(processes: tuple[Application, Application]) -> None:
    writers, _ = prepare(4)
    book = Notebook()
    near, far = (
        Guest(one.address, place, writers["people"][place], writers, book) for place, one in enumerate(processes)
    )

    async def play() -> None:
        await asyncio.gather(near.arrive(), far.arrive())
        await near.act()
        async with asyncio.timeout(5):
            while len(book.seen["idea0.1"]) < 2:
                await asyncio.sleep(0.01)
        await asyncio.gather(near.leave(), far.leave())

    awaited(play())
    assert max(book.seen["idea0.1"]) - book.clicked["idea0.1"] < 3, "not by the look at everything every 20 seconds"


def test_when_a_process_dies_its_people_go_on_in_the_other(processes: tuple[Application, Application]) -> None:
    meetings = prepare(16)
    book = Notebook()
    guests: list[Guest] = []
    for meeting in meetings:
        for number, seat in enumerate(meeting["people"]):
            mine, other = processes[number % 2], processes[1 - number % 2]
            guest = Changeling(mine.address, number, seat, meeting, book)
            guest.other = other.address
            guests.append(guest)
    awaited(_played(guests, processes[0]))
    assert {guest.address for guest in guests} == {processes[1].address}
    _nothing_is_lost_or_doubled(book, guests, meetings)


@pytest.mark.skipif(not has_proxy(), reason="HAProxy is not installed (apt-get install haproxy)")
def test_behind_the_proxy_nobody_needs_to_know(processes: tuple[Application, Application], tmp_path: Path) -> None:
    meetings = prepare(16)
    book = Notebook()
    with ExitStack() as stack:
        port = free_port()
        stack.enter_context(proxy(port, list(processes), tmp_path))
        guests = [
            Guest(f"127.0.0.1:{port}", number, seat, meeting, book)
            for meeting in meetings
            for number, seat in enumerate(meeting["people"])
        ]
        awaited(_played(guests, processes[0]))
    assert {guest.process for guest in guests} == {"two"}
    assert _quick_quarter(book) < 0.19, "the proxy holds the stream back (option http-no-delay)"
    _nothing_is_lost_or_doubled(book, guests, meetings)


async def _played(guests: list[Guest], dying: Application) -> None:
    """Everybody clicks a few times; after half of it the process is killed."""
    for guest in guests:
        await guest.arrive()
    staying = [asyncio.create_task(guest.stay()) for guest in guests]

    async def click(guest: Guest, offset: float) -> None:
        await asyncio.sleep(offset)
        for _ in range(CLICKS):
            await guest.act()
            await asyncio.sleep(PAUSE_SECONDS)

    clicking = asyncio.gather(
        *(click(guest, place * PAUSE_SECONDS / len(guests)) for place, guest in enumerate(guests))
    )
    await asyncio.sleep(CLICKS / 2 * PAUSE_SECONDS)
    dying.kill()
    await clicking
    # Also who had nothing more to click comes back.
    await asyncio.gather(*(asyncio.wait_for(guest.here.wait(), 20) for guest in guests))
    for task in staying:
        task.cancel()
    await asyncio.gather(*staying, return_exceptions=True)
    await asyncio.gather(*(guest.leave() for guest in guests))


def _nothing_is_lost_or_doubled(book: Notebook, guests: list[Guest], meetings: list[dict[str, Any]]) -> None:
    assert book.failures == []
    assert len(book.confirmed) == len(guests) * CLICKS
    assert len(book.cut) == len(guests) / 2
    there = held(meetings)
    assert there["ideas"] == {mark: 1 for mark in book.clicked if mark.startswith("idea")}
    voters = [guest for guest in guests if guest.meeting["play"] == "dot"]
    assert {guest.seat["person_id"]: _placed(guest) for guest in voters} == there["ballots"]


def _quick_quarter(book: Notebook) -> float:
    """Seconds from a click to another screen, undercut by a quarter of them: a busy machine does not touch it."""
    delays = sorted(at - book.clicked[mark] for mark, moments in book.seen.items() for at in moments)
    return delays[len(delays) // 4]


def _placed(guest: Guest) -> dict[int, int]:
    return {int(option): count for option, count in guest.wanted.items() if count}
