"""The scenes of a meeting as many people play it."""

import asyncio
import time
from collections.abc import Sequence

from bench import share
from bench.figures import quantiles
from bench.ledger import Ledger, together
from bench.reactions import UNHURRIED_SECONDS
from bench.stage import SETTLE_SECONDS, Line, Stage, tell

# How long the line is away.
GONE_SECONDS = 3.0
STEP_SECONDS_MOST = 30.0
# 300 in 60 seconds.
CHECK_INS_A_SECOND = 5.0
AUDIENCES = ("room", "facilitator", "screen")
SCENES = ("idle", "mixed", "change", "reconnect", "check_in")


async def play_meeting(stage: Stage, wanted: Sequence[str]) -> None:
    """Everybody is in, the agenda stands before the ideas."""
    if set(wanted) & {"mixed", "change", "reconnect"}:
        await _through_the_agenda(stage, wanted)


async def _through_the_agenda(stage: Stage, wanted: Sequence[str]) -> None:
    mixed = "mixed" in wanted
    steps = [await _step(stage, "ideas", "-next")]
    if mixed:
        await _ideas(stage)
    steps += [await _step(stage, name, "-next") for name in ("topics", "break", "vote")]
    steps.append(await _step(stage, "round", "_open"))
    if mixed:
        await _dots(stage)
    if "reconnect" in wanted:
        await _reconnect(stage)
    steps.append(await _step(stage, "exchange", "-next"))
    if mixed:
        await _entries(stage)
    stage.lines.append(_all_steps(stage, steps))
    tell(stage.lines[-1])


async def _ideas(stage: Stage) -> None:
    line, ledger = await stage.act("ideas", "idea")
    line.delays |= {name: quantiles(ledger.until_seen(name)) for name in AUDIENCES}
    missing = line.actions * stage.people - int(line.delays["room"]["n"])
    line.failures += [f"{missing} times an idea has not come to a screen"] if missing > 0 else []
    tell(line)


async def _dots(stage: Stage) -> None:
    await stage.crowd.all(share.ready_for_dots)
    line, ledger = await stage.act("dots", "dot")
    firsts = [mark for mark in ledger.clicked if mark.endswith(".0")]
    line.delays |= _counted(ledger, "voted", firsts)
    tell(line)


async def _entries(stage: Stage) -> None:
    await stage.crowd.all(share.ready_for_entries)
    line, ledger = await stage.act("exchange", "entry", turns=1, settle=UNHURRIED_SECONDS[1] + SETTLE_SECONDS)
    line.delays |= _counted(ledger, "offering", list(ledger.clicked))
    tell(line)


async def _step(stage: Stage, name: str, button: str) -> tuple[Line, Ledger]:
    """The facilitator presses; every page hears of it, turns to it, and is there."""
    await stage.crowd.all(share.expect, step=name)

    async def stepping() -> None:
        await stage.crowd.first(share.press, step=name, ending=button)
        until = time.monotonic() + STEP_SECONDS_MOST
        while time.monotonic() < until and sum(await stage.crowd.all(share.arrived)) < stage.people:
            await asyncio.sleep(0.25)

    line, ledger = await stage.measured("step", stage.people, stepping)
    stage.lines.remove(line)
    missing = stage.people - len(ledger.seen[name]["page"])
    line.failures += [f"{name}: {missing} pages have not followed"] if missing else []
    return line, ledger


def _all_steps(stage: Stage, steps: Sequence[tuple[Line, Ledger]]) -> Line:
    """One line for all steps: what a step costs for each page that follows it."""
    lines = [line for line, _ in steps]
    whole = together(ledger for _, ledger in steps)
    line = Line("change", stage.people, sum(one.actions for one in lines), sum(one.seconds for one in lines))
    line.cost = sum(one.cost for one in lines) / len(lines)
    line.idle = sum(one.idle for one in lines) / len(lines)
    line.generators = [max(shares) for shares in zip(*(one.generators for one in lines), strict=True)]
    line.others = max(one.others for one in lines)
    line.bytes = sum(one.bytes for one in lines) / len(lines)
    line.delays = {name: quantiles(whole.until_seen(name)) for name in ("announced", "page")}
    line.delays["confirmed"] = quantiles(whole.until_confirmed())
    line.failures = [failure for one in lines for failure in one.failures]
    return line


async def _reconnect(stage: Stage) -> None:
    async def returning() -> None:
        await stage.crowd.all(share.drop)
        await asyncio.sleep(GONE_SECONDS)
        await stage.crowd.all(share.come_back, begin=time.monotonic() + 0.2)

    line, _ = await stage.measured("reconnect", stage.people, returning)
    tell(line)


async def play_check_in(stage: Stage) -> None:
    """Five people a second come to an empty meeting."""
    shares = stage.crowd.shares(stage.people)

    async def coming() -> None:
        begin, seconds = time.monotonic() + 0.2, stage.people / CHECK_INS_A_SECOND
        arguments = [{"numbers": list(numbers), "begin": begin, "seconds": seconds} for numbers in shares]
        await stage.crowd.each(share.check_in, arguments)
        await asyncio.sleep(SETTLE_SECONDS)

    line, ledger = await stage.measured("check_in", stage.people, coming)
    line.delays |= _counted(ledger, "present", list(ledger.clicked))
    tell(line)


def _counted(ledger: Ledger, what: str, marks: Sequence[str]) -> dict[str, dict[str, float]]:
    return {name: quantiles(ledger.until_counted(name, what, marks)) for name in ("facilitator", "screen")}
