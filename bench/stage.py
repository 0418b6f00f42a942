"""What is measured while a scene is played: every delay, the server's and the generators' processor time, bytes."""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from bench import share
from bench.crowd import Crowd
from bench.figures import quantiles
from bench.ledger import Ledger, together
from bench.servers import Server, idle_share, machine_seconds
from bench.share import Share

PACE_SECONDS = 10.0
TURNS = 2
# The live channels look at everything anew every 20 seconds.
IDLE_SECONDS = 22.0
QUIET_SECONDS = 1.5
SETTLE_SECONDS = 1.0


@dataclass
class Line:
    """What came out of one scene."""

    scene: str
    people: int
    actions: int = 0
    seconds: float = 0.0
    # Milliseconds of the server's processor time an action, and the share of a core it uses when nobody acts.
    cost: float = 0.0
    idle: float = 0.0
    # Shares of a core: each generator process, and everybody else on this machine.
    generators: list[float] = field(default_factory=list)
    others: float = 0.0
    # Bytes for each person, of websocket and stream.
    bytes: float = 0.0
    # Name → milliseconds (n, p50, p95, p99).
    delays: dict[str, dict[str, float]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)


class Stage:
    """Measures scenes of one meeting (or of the floor) with so many people."""

    def __init__(self, server: Server, crowd: Crowd[Share], people: int) -> None:
        self.server, self.crowd, self.people = server, crowd, people
        self.lines: list[Line] = []

    async def measured(self, scene: str, actions: int, play: Callable[[], Awaitable[None]]) -> tuple[Line, Ledger]:
        """Plays it between all clocks."""
        await asyncio.sleep(SETTLE_SECONDS)
        idle = await idle_share(self.server, QUIET_SECONDS)
        bytes_before = sum(await self.crowd.all(share.traffic))
        await self.crowd.all(share.ledger)
        line = Line(scene, self.people, actions, idle=idle)
        with self.clocked(line):
            await play()
        line.bytes = (sum(await self.crowd.all(share.traffic)) - bytes_before) / self.people
        ledger = together(await self.crowd.all(share.ledger))
        line.delays["confirmed"] = quantiles(ledger.until_confirmed())
        line.failures = ledger.failures
        self.lines.append(line)
        return line, ledger

    async def idle(self, seconds: float = IDLE_SECONDS) -> None:
        line, _ = await self.measured("idle", 0, lambda: asyncio.sleep(seconds))
        tell(line)

    async def act(
        self, scene: str, play: str, *, on: Any = share.act, turns: int = TURNS, settle: float = SETTLE_SECONDS
    ) -> tuple[Line, Ledger]:
        """Everybody acts once in ten seconds; `settle`: until all that follows has been done."""

        async def acting() -> None:
            begin = time.monotonic() + 0.2
            await self.crowd.all(on, play=play, begin=begin, seconds=turns * PACE_SECONDS, times=turns)
            await asyncio.sleep(settle)

        line, ledger = await self.measured(scene, turns * self.people, acting)
        return line, ledger

    async def at_once(self, scene: str, play: str, seconds: float) -> Line:
        """Everybody on the floor within a moment."""

        async def acting() -> None:
            begin = time.monotonic() + 0.2
            await self.crowd.all(share.act_floor, play=play, begin=begin, seconds=seconds, times=1)

        line, _ = await self.measured(scene, self.people, acting)
        return line

    @contextmanager
    def clocked(self, line: Line) -> Iterator[None]:
        at, cpu, generators, machine = self._clocks()
        yield
        end, cpu_end, generators_end, machine_end = self._clocks()
        line.seconds = end - at
        used = [after - before for before, after in zip(generators, generators_end, strict=True)]
        line.generators = [one / line.seconds for one in used]
        line.others = max(0.0, machine_end - machine - sum(used) - (cpu_end - cpu)) / line.seconds
        if line.actions:
            line.cost = 1000 * (cpu_end - cpu - line.idle * line.seconds) / line.actions
        else:
            line.idle = (cpu_end - cpu) / line.seconds

    def _clocks(self) -> tuple[float, float, list[float], float]:
        return time.monotonic(), self.server.cpu(), self.crowd.cpu(), machine_seconds()


def tell(line: Line) -> None:
    """What is seen on the terminal meanwhile."""
    delays = " ".join(
        f"{name} {found['p50']:.0f}/{found['p95']:.0f}" for name, found in line.delays.items() if found["n"]
    )
    failed = f" FAILED {len(line.failures)}: {line.failures[0]}" if line.failures else ""
    text = f"  {line.people:4} {line.scene:15} {line.cost:7.2f} ms  idle {line.idle:.1%}  {delays}{failed}"
    print(text, file=sys.stderr, flush=True)
