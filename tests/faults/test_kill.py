"""kill -9 of the whole application under a room of voters: nothing acknowledged is lost, nothing counts twice."""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

from bench.guests import Notebook
from tests.awaited import awaited
from tests.faults.figures import measured, percentile
from tests.faults.forms import forms
from tests.faults.ledger import Ledger
from tests.faults.place import Place, kill_now
from tests.faults.voters import Clicking, Voter, all_back, seated


@dataclass(frozen=True)
class Plan:
    kills: int
    voters: int
    # Of clicking before each kill.
    seconds: float
    pause: float


SHORT = Plan(kills=3, voters=12, seconds=1.0, pause=0.15)
LONG = Plan(kills=50, voters=50, seconds=4.0, pause=0.4)


@forms("plan", short=SHORT, long=LONG)
def test_no_acknowledged_dot_is_lost_or_doubled_by_kill_9(place: Place, plan: Plan, tmp_path: Path) -> None:
    place.furnish(plan.voters)
    ledger, book = Ledger(tmp_path / "ledger"), Notebook()
    (application,) = place.start()
    voters = [Voter([application.address], number, place.meeting, book, ledger) for number in range(plan.voters)]
    returns: list[float] = []

    async def play() -> None:
        async with seated(voters):
            clicking = Clicking(voters, plan.pause)
            for kill in range(plan.kills):
                # Never at the same point of a click.
                await asyncio.sleep(plan.seconds * (0.7 + 0.6 * (kill * 0.618 % 1)))
                killed = kill_now(application)
                assert ledger.wrong(place.ballots()) == []
                application.start()
                began = time.monotonic()
                await asyncio.to_thread(application.wait_until_healthy)
                await all_back(voters, killed)
                returns.extend(voter.back_at[-1] - began for voter in voters)
            await clicking.end()

    awaited(play())
    application.stop()
    assert ledger.wrong(place.ballots()) == []
    assert book.failures == []
    assert "Traceback" not in place.said()
    measured(
        "kill",
        database=place.url.partition(":")[0],
        kills=plan.kills,
        acknowledged=ledger.acknowledged,
        sent_again=len(book.sent_again),
        back_after_start_p95=round(percentile(returns, 0.95), 2),
        back_after_start_max=round(max(returns), 2),
    )
    assert ledger.acknowledged >= plan.kills * plan.voters
