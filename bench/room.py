"""The simulated room: real Streamlit sessions, real actions, think times, the streams open, for many sizes.

    python -m bench.room                                   all scenes with 20 to 300 people
    python -m bench.room --people 500 --add                another size, added to what is there
    python -m bench.room --only idle,mixed --people 60     some scenes

prints a table and writes bench/results/room.json. Single actions beside the floor: `python -m bench.costs`.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench import scenes, share
from bench.crowd import Crowd, gathered
from bench.files import ROOM
from bench.scenes import SCENES
from bench.servers import Server, circumstances, environment, prepared, running
from bench.share import Share
from bench.stage import Stage, tell

WARM_PEOPLE, WARM_ROUNDS = 8, 4
FLOOR_IDLE_SECONDS = 6.0
# server/housekeeping.py collects garbage after a minute; until then a start holds more than it needs.
CLEAN_SECONDS = 66.0
MOVE_JITTER_SECONDS = 0.3
Found = dict[str, Any]


async def play_app(
    server: Server, crowd: Crowd[Share], meetings: list[Found], people: int, wanted: list[str]
) -> Found:
    """All scenes of one size at the application."""
    meeting, empty = meetings
    stage = Stage(server, crowd, people)
    await warm_up(server, crowd, meeting)
    before = server.memory()
    await enter(crowd, server, meeting, people)
    found: Found = {"bytes_to_enter": sum(await crowd.all(share.traffic)) / people}
    if "idle" in wanted:
        await stage.idle()
    found["memory"] = (server.memory() - before) / people
    await scenes.play_meeting(stage, wanted)
    found["memory_at_the_end"] = (server.memory() - before) / people
    await crowd.all(share.leave)
    if "check_in" in wanted:
        await enter(crowd, server, empty, 0)
        await scenes.play_check_in(stage)
        await crowd.all(share.leave)
    return {**found, "lines": [asdict(line) for line in stage.lines]}


async def warm_up(server: Server, crowd: Crowd[Share], meeting: Found) -> None:
    """A few people come and go, again and again: code is loaded, and what only the start needed is let go."""
    for _ in range(WARM_ROUNDS):
        await enter(crowd, server, meeting, min(WARM_PEOPLE, len(meeting["people"])))
        await crowd.all(share.leave)
        await asyncio.sleep(1.0)


async def play_floor(server: Server, crowd: Crowd[Share], people: int, wanted: list[str]) -> Found:
    """The same with pages that do nothing."""
    stage = Stage(server, crowd, people)
    before = server.memory()
    await _enter_floor(crowd, server, "empty", people)
    found: Found = {"memory": (server.memory() - before) / people}
    if "idle" in wanted:
        await stage.idle(FLOOR_IDLE_SECONDS)
    if "change" in wanted:
        tell(await stage.at_once("page at once", "page", MOVE_JITTER_SECONDS))
    await crowd.all(share.leave_floor)
    if "mixed" in wanted:
        await _enter_floor(crowd, server, "fragment", people)
        line, _ = await stage.act("fragment", "fragment", on=share.act_floor, turns=1)
        tell(line)
        await crowd.all(share.leave_floor)
    return {**found, "lines": [asdict(line) for line in stage.lines]}


async def enter(crowd: Crowd[Share], server: Server, meeting: Found, people: int) -> None:
    common = {"address": server.address, "meeting": meeting}
    places = [
        {**common, "numbers": list(numbers), "watched": place == 0}
        for place, numbers in enumerate(crowd.shares(people))
    ]
    await crowd.each(share.enter, places)


async def _enter_floor(crowd: Crowd[Share], server: Server, page: str, people: int) -> None:
    places = [{"address": server.address, "page": page, "numbers": one} for one in crowd.shares(people)]
    await crowd.each(share.enter_floor, places)


def played(people: int, wanted: argparse.Namespace) -> Found:
    """A fresh server of each kind, so that what one size has left behind is not counted for the next."""
    print(f"{people} people", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="room-") as name:
        folder = Path(name)
        settings = environment(folder, wanted.port)
        meetings = prepared("room", settings, folder, {"persons": people, "ideas": wanted.ideas})
        with gathered(wanted.generators, Share) as crowd:
            with running("app.py", wanted.port, settings, log=folder / "app.log") as app:
                asyncio.run(warm_up(app, crowd, meetings[0]))
                with running("bench/floor.py", wanted.port + 1, settings, log=folder / "floor.log") as floor:
                    nothing = asyncio.run(play_floor(floor, crowd, people, wanted.only))
                time.sleep(max(0.0, app.process.create_time() + CLEAN_SECONDS - time.time()))
                ours = asyncio.run(play_app(app, crowd, meetings, people, wanted.only))
    return {"people": people, "app": ours, "floor": nothing}


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, nargs="+", default=[20, 60, 150, 200, 300])
    parser.add_argument("--only", type=lambda text: text.split(","), default=list(SCENES), help=",".join(SCENES))
    parser.add_argument("--ideas", type=int, default=60, help="on the wall before the meeting")
    parser.add_argument("--generators", type=int, default=2, help="processes that play the people")
    parser.add_argument("--port", type=int, default=8650, help="of the application; the floor takes the next one")
    parser.add_argument("--out", type=Path, default=ROOM)
    parser.add_argument("--add", action="store_true", help="keep the other sizes that were measured before")
    return parser.parse_args(given)


def main() -> None:
    wanted = arguments()
    sizes: dict[int, Found] = {}
    if wanted.add and wanted.out.exists():
        sizes = {size["people"]: size for size in json.loads(wanted.out.read_text())["sizes"]}
    wanted.out.parent.mkdir(parents=True, exist_ok=True)
    for people in wanted.people:
        sizes[people] = played(people, wanted)
        in_order = [sizes[size] for size in sorted(sizes)]
        result = {**circumstances(), "ideas": wanted.ideas, "generators": wanted.generators, "sizes": in_order}
        wanted.out.write_text(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
