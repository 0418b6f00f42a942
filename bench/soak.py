"""The soak: people join and leave for hours; does the server's memory come to rest?

    python -m bench.soak --minutes 240 --sessions 500

Each comes in as a page and a live stream, places a dot, takes it back, stays a while, goes, and somebody else takes
the seat: what lies in the database is the same in the end. Writes bench/results/soak.json. The bar of F18 in
docs/security.md: less than 1 MB an hour, once it is warm.
"""

import argparse
import asyncio
import json
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench import plays, rooms
from bench.files import RESULTS
from bench.rooms import Person, Room
from bench.servers import Server, circumstances, environment, prepared, running

SOAK = RESULTS / "soak.json"
IDEAS = 40
# The first part is not counted: code is loaded, caches fill, the allocator finds its size.
WARM_SHARE, WARM_MOST_SECONDS = 0.25, 1200.0
LOOK_SECONDS = 5.0
MEGABYTE = 1e6


@dataclass
class Diary:
    """What happened: looks at the memory as (seconds since the start, bytes), and counts."""

    looks: list[tuple[float, int]] = field(default_factory=list)
    joins: int = 0
    dots: int = 0
    failures: list[str] = field(default_factory=list)


def slope(looks: Sequence[tuple[float, int]]) -> float:
    """The straight line through the looks, in MB an hour."""
    return 3600 * statistics.linear_regression(*zip(*looks, strict=True)).slope / MEGABYTE


def warm(looks: Sequence[tuple[float, int]]) -> list[tuple[float, int]]:
    """The looks after the first part."""
    end = looks[-1][0]
    return [look for look in looks if look[0] >= min(WARM_SHARE * end, WARM_MOST_SECONDS)]


def found(diary: Diary, sessions: int, minutes: float) -> dict[str, Any]:
    counted = warm(diary.looks)
    half = len(counted) // 2
    return {
        "sessions": sessions,
        "minutes": minutes,
        "joins": diary.joins,
        "dots": diary.dots,
        "failures": diary.failures[:20],
        "failed": len(diary.failures),
        "memory_mb": {
            "first": round(diary.looks[0][1] / MEGABYTE, 1),
            "warm": round(counted[0][1] / MEGABYTE, 1),
            "last": round(counted[-1][1] / MEGABYTE, 1),
            "most": round(max(size for _, size in diary.looks) / MEGABYTE, 1),
        },
        "mb_an_hour": round(slope(counted), 2),
        # Whether it is still coming to rest: the second half of what is counted, by itself.
        "mb_an_hour_second_half": round(slope(counted[half:]), 2),
        "looks": [[round(at), round(size / MEGABYTE, 1)] for at, size in diary.looks[:: len(diary.looks) // 200 + 1]],
    }


async def soak(server: Server, meeting: dict[str, Any], sessions: int, seconds: float, stay: float) -> Diary:
    diary, room = Diary(), rooms.empty_room(server.address, meeting)
    room.reacts = False
    began = time.monotonic()
    seats = [
        asyncio.create_task(_keep_taken(room, diary, number, began + seconds, stay)) for number in range(sessions)
    ]
    while time.monotonic() < began + seconds:
        diary.looks.append((time.monotonic() - began, await asyncio.to_thread(server.memory)))
        await asyncio.sleep(LOOK_SECONDS)
    await asyncio.gather(*seats)
    return diary


async def _keep_taken(room: Room, diary: Diary, number: int, end: float, stay: float) -> None:
    """One seat: somebody comes, stays, goes, and so on."""
    chance = random.Random(number)
    # Not all at the same moment, neither at first nor later.
    await asyncio.sleep(chance.uniform(0, stay))
    while time.monotonic() < end:
        try:
            await _visit(room, diary, number, min(chance.uniform(0.5, 1.5) * stay, max(end - time.monotonic(), 0)))
        except Exception as error:
            diary.failures.append(f"{number}: {error!r}")
            await asyncio.sleep(1)


async def _visit(room: Room, diary: Diary, number: int, stay: float) -> None:
    seat = room.meeting["people"][number]
    browser = await rooms.Browser(room.address, seat["cookies"]).open(f"w={room.meeting['code']}")
    person = Person(number, browser)
    try:
        await rooms.follow(room, person, "room", seat["stream"])
        diary.joins += 1
        plays.choose_dots(room, person)
        await plays.place_dot(room, person)
        diary.dots += 1
        await asyncio.sleep(stay)
        # The same option with none: what is in the database afterwards is what was there before.
        await plays._wish(room, person, f"back{number}.{diary.joins}", person.steps[0][0], 0)
    finally:
        if person.stream:
            await person.stream.close()
        # Every second one just vanishes, as phones do.
        await (browser.drop() if diary.joins % 2 else browser.close())


def run(sessions: int, seconds: float, stay: float, port: int) -> Diary:
    """Starts a server of its own and plays."""
    with tempfile.TemporaryDirectory(prefix="bw_soak_") as name:
        folder = Path(name)
        settings = environment(folder, port)
        plan = {"persons": sessions, "idea_counts": [IDEAS], "repeats": 1}
        meetings = prepared("costs", settings, folder, plan)
        meeting = next(one for one in meetings if one["play"] == "dot")
        with running("app.py", port, settings, log=folder / "server.log") as server:
            return asyncio.run(soak(server, meeting, sessions, seconds, stay))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=240)
    parser.add_argument("--sessions", type=int, default=500)
    parser.add_argument("--stay", type=float, default=60, help="seconds that a person stays, on average")
    parser.add_argument("--port", type=int, default=8791)
    parser.add_argument("--out", type=Path, default=SOAK)
    asked = parser.parse_args()
    diary = run(asked.sessions, 60 * asked.minutes, asked.stay, asked.port)
    result = {**circumstances(), "stay_seconds": asked.stay, **found(diary, asked.sessions, asked.minutes)}
    asked.out.write_text(json.dumps(result, indent=1) + "\n")
    print(json.dumps({name: value for name, value in result.items() if name != "looks"}, indent=1))


if __name__ == "__main__":
    main()
