"""kill -9 of the whole application under a busy room: nothing acknowledged is lost, nothing counts twice."""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.guests import Notebook
from tests.awaited import awaited
from tests.faults.figures import measured, percentile
from tests.faults.forms import forms
from tests.faults.ledger import Ledger
from tests.faults.place import Place, kill_now
from tests.faults.voters import Clicking, Voter, Writer, all_back, seated


@dataclass(frozen=True)
class Plan:
    kills: int
    voters: int
    writers: int
    # Of clicking before each kill.
    seconds: float
    pause: float


SHORT = Plan(kills=3, voters=10, writers=3, seconds=1.0, pause=0.15)
LONG = Plan(kills=50, voters=50, writers=6, seconds=4.0, pause=0.4)


@forms("plan", short=SHORT, long=LONG)
def test_nothing_acknowledged_is_lost_or_doubled_by_kill_9(place: Place, plan: Plan, tmp_path: Path) -> None:
    place.furnish(plan.voters)
    ledger, book = Ledger(tmp_path / "ledger"), Notebook()
    (application,) = place.start()
    voters = [Voter([application.address], number, place.meeting, book, ledger) for number in range(plan.voters)]
    writers = [Writer([application.address], number, place.other_meeting, book) for number in range(plan.writers)]
    everybody = [*voters, *writers]
    returns: list[float] = []

    def must_be_right() -> None:
        assert ledger.wrong(place.ballots()) == []
        assert not {mark: count for mark, count in place.ideas.items() if count != 1}, "an idea hangs twice"
        assert {mark for mark in book.confirmed if mark.startswith("idea")} <= set(place.ideas), "an idea is lost"

    async def play() -> None:
        async with seated(everybody):
            clicking = Clicking(everybody, plan.pause)
            for kill in range(plan.kills):
                # Never at the same point of a click.
                await asyncio.sleep(plan.seconds * (0.7 + 0.6 * (kill * 0.618 % 1)))
                killed = kill_now(application)
                must_be_right()
                application.start()
                began = time.monotonic()
                await asyncio.to_thread(application.wait_until_healthy)
                await all_back(everybody, killed)
                returns.extend(voter.back_at[-1] - began for voter in everybody)
            await clicking.end()

    awaited(play())
    application.stop()
    must_be_right()
    assert book.failures == []
    assert "Traceback" not in place.said()
    measured(
        "kill",
        database=place.url.partition(":")[0],
        kills=plan.kills,
        acknowledged=len(book.confirmed),
        sent_again=len(book.sent_again),
        back_after_start_p95=round(percentile(returns, 0.95), 2),
        back_after_start_max=round(max(returns), 2),
    )
    assert len(book.confirmed) >= plan.kills * plan.voters


def test_a_start_that_is_killed_while_it_prepares_its_files_can_be_repeated_at_once(sqlite_place: Place) -> None:
    """The process that compresses them lives on for a while, and must not hold the port."""
    (application,) = sqlite_place.start(CACHE_DIR=str(sqlite_place.folder / "cache"))
    helpers = psutil.Process(application.process.pid).children()
    kill_now(application)
    assert any(helper.is_running() for helper in helpers), "too late to see anything"
    application.start()
    application.wait_until_healthy()
    for helper in helpers:
        helper.kill()
