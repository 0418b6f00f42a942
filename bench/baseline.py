"""How many people a board that polls every two seconds carries, measured as our room is.

    python -m bench.baseline                    5, 10, 20 … people until it is too slow
    python -m bench.baseline --people 5 10

writes bench/results/baseline.json.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast

from bench import polling
from bench.crowd import Crowd, gathered
from bench.figures import quantiles
from bench.files import BASELINE
from bench.ledger import Ledger, together
from bench.polling import PollingShare
from bench.servers import Server, circumstances, environment, running
from bench.stage import PACE_SECONDS, Line, Stage, tell

TURNS = 3
# What was clicked last may still arrive; what has not arrived then counts as arriving now.
WAIT_SECONDS = 5.0
IDLE_SECONDS = 10.0
TOO_SLOW_MS = 8000.0
Found = dict[str, Any]


class PollingStage(Stage):
    """Measures the polling board; nobody is ever idle there, so nothing is taken off."""

    async def play(self) -> None:
        before = await self._quiet_for(IDLE_SECONDS)
        await self.crowd.all(polling.ledger)
        line = Line("polling", self.people, TURNS * self.people)
        traffic = sum(await self.crowd.all(polling.traffic))
        with self.clocked(line):
            begin = time.monotonic() + 0.2
            seconds = TURNS * PACE_SECONDS
            await self.crowd.all(polling.act, play="polling", begin=begin, seconds=seconds, times=TURNS)
            await asyncio.sleep(WAIT_SECONDS)
        line.idle = before
        line.bytes = (sum(await self.crowd.all(polling.traffic)) - traffic) / self.people
        ledger = together(await self.crowd.all(polling.ledger))
        line.failures = ledger.failures
        line.delays = {
            "confirmed": quantiles(padded(ledger.until_confirmed(), TURNS * self.people, line.seconds)),
            "room": quantiles(until_seen_by_all(ledger, self.people)),
        }
        self.lines.append(line)
        tell(line)

    async def _quiet_for(self, seconds: float) -> float:
        before = self.server.cpu()
        await asyncio.sleep(seconds)
        return (self.server.cpu() - before) / seconds


def until_seen_by_all(ledger: Ledger, people: int) -> list[float]:
    """Seconds to each screen; one that never showed it counts as if it did at the end."""
    ideas = [mark for mark in ledger.clicked if mark.startswith("idea")]
    end = max((at for mark in ideas for at in ledger.seen[mark]["room"]), default=0.0)
    found = []
    for mark in ideas:
        seen = [at - ledger.clicked[mark] for at in ledger.seen[mark]["room"]]
        found += padded(seen, people, max(0.0, end - ledger.clicked[mark]))
    return found


def padded(found: list[float], wanted: int, least: float) -> list[float]:
    """What is missing took at least so long."""
    return found + [least] * max(0, wanted - len(found))


async def measure(server: Server, crowd: Crowd[PollingShare], people: int) -> Found:
    stage = PollingStage(server, cast(Crowd[Any], crowd), people)
    await _enter(crowd, server, 2)
    await crowd.all(polling.leave)
    before = server.memory()
    await _enter(crowd, server, people)
    await asyncio.sleep(2)
    memory = (server.memory() - before) / people
    await stage.play()
    return {"people": people, "memory": memory, "line": asdict(stage.lines[0])}


async def _enter(crowd: Crowd[PollingShare], server: Server, people: int) -> None:
    places = [{"address": server.address, "numbers": numbers} for numbers in crowd.shares(people)]
    await crowd.each(polling.enter, places)


def played(people: int, wanted: argparse.Namespace) -> Found:
    with tempfile.TemporaryDirectory(prefix="baseline-") as name:
        folder = Path(name)
        settings = environment(folder, wanted.port) | {"BOARD_DATABASE": f"sqlite:///{folder}/board.db"}
        with running("bench/baseline_polling.py", wanted.port, settings, log=folder / "log") as server:
            with gathered(wanted.generators, PollingShare) as crowd:
                return asyncio.run(measure(server, crowd, people))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, nargs="+", default=[5, 10, 15, 20, 30, 40, 60])
    parser.add_argument("--generators", type=int, default=2)
    parser.add_argument("--port", type=int, default=8652)
    parser.add_argument("--out", type=Path, default=BASELINE)
    wanted = parser.parse_args()
    wanted.out.parent.mkdir(parents=True, exist_ok=True)
    sizes: list[Found] = []
    for people in wanted.people:
        print(f"{people} people", file=sys.stderr)
        sizes.append(played(people, wanted))
        wanted.out.write_text(json.dumps({**circumstances(), "sizes": sizes}, indent=1))
        if sizes[-1]["line"]["delays"]["room"]["p95"] > TOO_SLOW_MS:
            break


if __name__ == "__main__":
    main()
