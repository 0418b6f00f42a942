"""Two processes behind the proxy of deploy/, one killed in the middle: what is lost, what is doubled, how long?

    python -m bench.two_processes --people 300

PostgreSQL from its wheel, HAProxy from the distribution. Two meetings at once: half of the people write ideas, half
give points, everybody once in ten seconds. Writes bench/results/two_processes.json.
"""

import argparse
import asyncio
import contextlib
import json
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import psycopg

from bench.figures import quantiles
from bench.guests import Guest, Notebook
from bench.several import ROOT, Application, applications, has_proxy, postgresql, proxy, settings

CACHE = Path(tempfile.gettempdir()) / "buendniswerkstatt-bench-cache"
RESULTS = ROOT / "bench" / "results" / "two_processes.json"
PAUSE_SECONDS = 10.0
OPENING_AT_ONCE = 8
SETTLE_SECONDS = 3.0
QUIET_SECONDS = 5.0
MANY_ON_THEIR_WAY = 6
# Not counted into the delays of quiet minutes: the moment of the kill, and what comes right after.
AROUND_KILL_SECONDS = 15.0


@dataclass
class Clocks:
    """Processor seconds and database counters, to be compared before and after."""

    app: list[psutil.Process]
    proxy: psutil.Process
    database: psutil.Process
    address: str
    before: dict[str, float] = field(default_factory=dict)

    def read(self) -> dict[str, float]:
        with psycopg.connect(self.address) as connection:
            row = connection.execute(
                "SELECT xact_commit, xact_rollback, tup_inserted + tup_updated + tup_deleted,"
                " (SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'buendnis%')"
                " FROM pg_stat_database WHERE datname = current_database()"
            ).fetchone()
        commits, reads, changes, connections = row or (0, 0, 0, 0)
        return {
            "at": time.monotonic(),
            "app": sum(map(_cpu, self.app)),
            "proxy": _cpu(self.proxy),
            "database": sum(map(_cpu, [self.database, *self.database.children(recursive=True)])),
            "generator": time.process_time(),
            "machine": _machine(),
            "commits": commits,
            "reads": reads,
            "changes": changes,
            "connections": connections,
        }


def _cpu(process: psutil.Process) -> float:
    with contextlib.suppress(psutil.Error):
        return float(sum(process.cpu_times()[:2]))
    return 0.0


def _machine() -> float:
    times = psutil.cpu_times()
    return float(times.user + times.nice + times.system)


async def play(
    address: str, meetings: list[dict[str, Any]], apps: list[Application], clocks: Clocks, wanted: argparse.Namespace
) -> dict[str, Any]:
    book = Notebook()
    guests = [
        Guest(address, number, seat, meeting, book)
        for meeting in meetings
        for number, seat in enumerate(meeting["people"])
    ]
    watchers = [
        Guest(address, -1, meeting[audience], meeting, Notebook())
        for meeting in meetings
        for audience in ("facilitator", "screen")
    ]
    everybody = [*guests, *watchers]
    print(f"{len(everybody)} come", file=sys.stderr)
    await _together(everybody)
    memory = [psutil.Process(app.process.pid).memory_full_info().uss for app in apps]
    shared = Counter(one.process for one in everybody)
    staying = [asyncio.create_task(one.stay()) for one in everybody]
    try:
        await asyncio.sleep(SETTLE_SECONDS)
        nobody = clocks.read()
        await asyncio.sleep(QUIET_SECONDS)
        before = clocks.read()
        acting = asyncio.ensure_future(_acts(guests, wanted.seconds))
        await asyncio.sleep(wanted.seconds / 2)
        middle = clocks.read()
        print(f"{len(book.confirmed)} clicks; now {apps[0].address} is killed", file=sys.stderr)
        in_flight = await _until_many_are_on_their_way(book)
        killed = time.monotonic()
        apps[0].kill()
        restarting = asyncio.create_task(asyncio.to_thread(_start_again, apps[0]))
        await acting
        await restarting
        await asyncio.sleep(SETTLE_SECONDS)
    finally:
        for task in staying:
            task.cancel()
        ends = await asyncio.gather(*staying, return_exceptions=True)
        book.failures += [repr(end) for end in ends if isinstance(end, Exception)]
        await asyncio.gather(*(one.leave() for one in everybody))
    cut = [*book.cut, *(one for watcher in watchers for one in watcher.book.cut)]
    return {
        "sat_with": dict(shared),
        "memory_mb_a_process_with_all": [round(one / 2**20) for one in memory],
        **_told(book, killed, in_flight, cut),
        "unit_costs": _unit_costs(nobody, before, middle, book, killed),
        "wanted": {seat_id: one.wanted for one in guests if (seat_id := one.seat["person_id"]) and one.wanted},
        "marks": [mark for mark in book.clicked if mark.startswith("idea")],
        "confirmed_ideas": [mark for mark in book.confirmed if mark.startswith("idea")],
    }


async def _together(everybody: Sequence[Guest]) -> None:
    doors = asyncio.Semaphore(OPENING_AT_ONCE)

    async def come(one: Guest) -> None:
        async with doors:
            await one.arrive()

    await asyncio.gather(*(come(one) for one in everybody))


async def _until_many_are_on_their_way(book: Notebook) -> int:
    """The worst moment for a kill: several have clicked and not heard yet. Says how many."""
    deadline = time.monotonic() + 5
    while (waiting := len(book.clicked) - len(book.confirmed)) < MANY_ON_THEIR_WAY and time.monotonic() < deadline:
        await asyncio.sleep(0.001)
    return waiting


async def _acts(guests: list[Guest], seconds: float) -> None:
    begin = time.monotonic()

    async def one(guest: Guest) -> None:
        moment = begin + random.Random(guest.number).uniform(0, min(PAUSE_SECONDS, seconds))
        while moment < begin + seconds:
            await asyncio.sleep(moment - time.monotonic())
            await guest.act()
            moment += PAUSE_SECONDS

    await asyncio.gather(*(one(guest) for guest in guests))


def _start_again(app: Application) -> None:
    """As systemd does it: a second later."""
    time.sleep(1)
    app.start()
    app.wait_until_healthy()


def _told(book: Notebook, killed: float, in_flight: int, cut: list[tuple[float, float]]) -> dict[str, Any]:
    def between(first: float, last: float, kind: str) -> dict[str, Any]:
        marks = [mark for mark, at in book.clicked.items() if first <= at < last and mark.startswith(kind)]
        confirmed = [book.confirmed[mark] - book.clicked[mark] for mark in marks if mark in book.confirmed]
        others = [at - book.clicked[mark] for mark in marks for at in book.seen.get(mark, [])]
        return {"confirmed": _rounded(confirmed)} | ({"others": _rounded(others)} if kind == "idea" else {})

    back = sorted(began + took - killed for began, took in cut)
    return {
        "sent": len(book.clicked),
        "confirmed": len(book.confirmed),
        "in_flight_at_the_kill": in_flight,
        "sent_again": len(book.sent_again),
        "failures": book.failures,
        "lines_cut": len(cut),
        "back_after_seconds": {
            "p50": round(back[len(back) // 2], 2),
            "p95": round(back[int(0.95 * len(back))], 2),
            "everybody": round(back[-1], 2),
        }
        if back
        else {},
        "ms": {
            when: {kind: between(first, last, kind) for kind in ("dot", "idea")}
            for when, first, last in (
                ("before_the_kill", 0, killed - 1),
                ("around_the_kill", killed - 1, killed + AROUND_KILL_SECONDS),
                ("after", killed + AROUND_KILL_SECONDS, killed + 1e9),
            )
        },
    }


def _rounded(seconds: list[float]) -> dict[str, float]:
    return {name: round(value) for name, value in quantiles(seconds).items()}


def _unit_costs(
    nobody: dict[str, float], before: dict[str, float], after: dict[str, float], book: Notebook, killed: float
) -> dict[str, Any]:
    """Before the kill, per click, less what goes on when nobody does anything; both processes, ideas and points."""
    clicks = sum(at < killed for at in book.confirmed.values())
    passed = {name: after[name] - before[name] for name in before}
    idle = {name: (before[name] - nobody[name]) / (before["at"] - nobody["at"]) for name in before}

    def a_click(name: str) -> float:
        return (passed[name] - idle[name] * passed["at"]) / clicks

    others = passed["machine"] - sum(passed[one] for one in ("app", "proxy", "database", "generator"))
    return {
        "clicks": clicks,
        "clicks_a_second": round(clicks / passed["at"], 1),
        "cpu_ms": {one: round(1000 * a_click(one), 2) for one in ("app", "proxy", "database")},
        "share_of_a_core": {
            one: round(passed[one] / passed["at"], 2) for one in ("app", "proxy", "database", "generator")
        },
        "others_share_of_a_core": round(others / passed["at"], 2),
        "idle_share_of_a_core": {one: round(idle[one], 3) for one in ("app", "proxy", "database")},
        # Pings of the connection pool count as commits, reading transactions end by a rollback.
        "commits_and_pings": round(a_click("commits"), 2),
        "reading_transactions": round(a_click("reads"), 2),
        "rows_written": round(a_click("changes"), 2),
        "database_connections": after["connections"],
        "stream_events_a_second": round(book.events / passed["at"], 1),
    }


def judged(result: dict[str, Any], held: dict[str, Any]) -> dict[str, Any]:
    """What people were told against what the database holds."""
    marks = result.pop("marks")
    confirmed = result.pop("confirmed_ideas")
    wrong = [
        person
        for person, wanted in result.pop("wanted").items()
        if {key: count for key, count in wanted.items() if count} != held["ballots"].get(person)
    ]
    return result | {
        "ideas_lost": [mark for mark in confirmed if not held["ideas"].get(mark)],
        "ideas_doubled": [mark for mark in marks if held["ideas"].get(mark, 0) > 1],
        "ballots_other_than_wanted": wrong,
    }


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=60, help="half of them before the kill")
    parser.add_argument("--port", type=int, default=8640, help="of the proxy; five more follow")
    parser.add_argument("--out", type=Path, default=RESULTS)
    return parser.parse_args(given)


def played(wanted: argparse.Namespace) -> dict[str, Any]:
    port = wanted.port
    with tempfile.TemporaryDirectory(prefix="two-") as name, postgresql() as database:
        folder = Path(name)
        same = settings(database, folder, f"http://127.0.0.1:{port}")
        # Compressing the static files at the first start is measured elsewhere; here it would only be in the way.
        same["CACHE_DIR"] = str(CACHE)
        subprocess.run([sys.executable, "-m", "server.compression", str(CACHE)], cwd=ROOT, env=same, check=True)
        file = folder / "meetings.json"
        prepare = [sys.executable, "-m", "bench.several_prepare", json.dumps({"people": wanted.people}), str(file)]
        subprocess.run(prepare, cwd=ROOT, env=same, check=True)
        meetings = json.loads(file.read_text())
        with applications([port + 2, port + 3], same, folder) as apps, proxy(port, apps, folder) as front:
            server = _postmaster(database)
            clocks = Clocks([psutil.Process(app.process.pid) for app in apps], front, server, database)
            result = asyncio.run(play(f"127.0.0.1:{port}", meetings, apps, clocks, wanted))
        check = subprocess.run([*prepare, "check"], cwd=ROOT, env=same, check=True, capture_output=True, text=True)
        result = judged(result, json.loads(check.stdout))
        errors = [line for log in folder.glob("app*.log") for line in log.read_text().splitlines() if "Error" in line]
    return {
        "when": time.strftime("%Y-%m-%dT%H:%M%z"),
        "machine": {"cores": psutil.cpu_count(), "python": platform.python_version()},
        "people": wanted.people,
        "seconds": wanted.seconds,
        **result,
        "errors_in_the_log": Counter(errors),
    }


def _postmaster(address: str) -> psutil.Process:
    with psycopg.connect(address) as connection:
        own = psutil.Process(connection.info.backend_pid)
        parent = own.parent()
    assert parent is not None
    return parent


def main() -> None:
    if not has_proxy():
        sys.exit("HAProxy is not installed: apt-get install haproxy")
    wanted = arguments()
    result = played(wanted)
    wanted.out.parent.mkdir(parents=True, exist_ok=True)
    wanted.out.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")
    print(json.dumps(result, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
