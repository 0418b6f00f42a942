"""The Wi-Fi of the room fails: everybody's lines break in one instant, and everybody comes back as who they were."""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from bench.guests import Notebook
from tests.awaited import awaited
from tests.faults.figures import measured, percentile
from tests.faults.forms import forms
from tests.faults.ledger import Ledger
from tests.faults.place import Place
from tests.faults.voters import Voter, all_back, seated

DOTS = 3


@forms("people", short=60, long=500)
def test_a_room_whose_lines_all_break_comes_back_with_everybodys_dots(
    request: pytest.FixtureRequest, people: int, tmp_path: Path
) -> None:
    place: Place = request.getfixturevalue("crowded" if people == 60 else "sqlite_place")
    if people != 60:
        place.furnish(people)
        place.start()
    before = place.ballots()
    ledger, book = Ledger(tmp_path / "ledger"), Notebook()
    address = place.applications[-1].address
    # Who has placed dots in an earlier test is left out.
    seats = [number for number in range(people) if not before[place.meeting["people"][number]["person_id"]]]
    voters = [Voter([address], number, place.meeting, book, ledger) for number in seats]

    async def play() -> list[float]:
        async with seated(voters):
            for _ in range(DOTS):
                await asyncio.gather(*(voter.act() for voter in voters))
            await asyncio.sleep(1)
            dropped = time.monotonic()
            await _drop(voters)
            await all_back(voters, dropped)
            # And everybody can go on.
            await asyncio.gather(*(voter.act() for voter in voters))
            return [voter.back_at[-1] - dropped for voter in voters]

    usable = awaited(play())
    assert book.failures == [], "who came back saw other dots than their own"
    held = place.ballots()
    assert {person: counts for person, counts in held.items() if not before[person]} == {
        voter.person: {int(option): count for option, count in voter.wanted.items() if count} for voter in voters
    }
    measured(
        "wifi",
        dropped=len(voters),
        kept="100 %",
        usable_p50=round(percentile(usable, 0.5), 2),
        usable_p95=round(percentile(usable, 0.95), 2),
        usable_max=round(max(usable), 2),
    )
    assert "Traceback" not in place.said()


async def _drop(voters: Sequence[Voter]) -> None:
    """Nothing is said to the server on either line."""
    for voter in voters:
        voter.here.clear()
        voter.browser._socket.transport.abort()
        voter.stream._writer.transport.abort()
