"""The facilitator moves on in a room that two processes share: half of the people at each, PostgreSQL between them.

    python -m bench.two_steps --people 300

Straight to the processes, without a proxy: what a proxy costs stands in docs/scale.md. Writes
bench/results/two_steps.json.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil

from bench import scenes, share
from bench.crowd import Crowd, gathered
from bench.files import RESULTS
from bench.servers import Server, circumstances
from bench.several import ROOT, Application, applications, postgresql, settings
from bench.share import Share
from bench.stage import Stage

CACHE = Path(tempfile.gettempdir()) / "buendniswerkstatt-bench-cache"
OUT = RESULTS / "two_steps.json"


@dataclass
class Pair(Server):
    """Two processes that serve one room; the facilitator sits at the first."""

    second: psutil.Process

    def cpu(self) -> float:
        return super().cpu() + sum(self.second.cpu_times()[:2])


async def play(apps: list[Application], crowd: Crowd[Share], meeting: dict[str, Any], people: int) -> dict[str, Any]:
    first, second = (psutil.Process(app.process.pid) for app in apps)
    places = [
        {"address": app.address, "meeting": meeting, "numbers": list(numbers), "watched": place == 0}
        for place, (app, numbers) in enumerate(zip(apps, crowd.shares(people), strict=True))
    ]
    await crowd.each(share.enter, places)
    stage = Stage(Pair(apps[0].address, first, second), crowd, people)
    await scenes.play_meeting(stage, ["change"])
    await crowd.all(share.leave)
    return asdict(stage.lines[-1])


def played(people: int, port: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="two-") as name, postgresql() as database:
        folder = Path(name)
        same = {**settings(database, folder, f"http://127.0.0.1:{port}"), "CACHE_DIR": str(CACHE)}
        subprocess.run([sys.executable, "-m", "server.compression", str(CACHE)], cwd=ROOT, env=same, check=True)
        file = folder / "meetings.json"
        plan = json.dumps({"persons": people, "ideas": 60})
        subprocess.run(
            [sys.executable, "-m", "bench.prepare", "room", plan, str(file)], cwd=ROOT, env=same, check=True
        )
        meeting = json.loads(file.read_text())[0]
        with gathered(2, Share) as crowd, applications([port, port + 1], same, folder) as apps:
            line = asyncio.run(play(apps, crowd, meeting, people))
    return {**circumstances(), "people": people, "line": line}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--port", type=int, default=8670, help="of the first process; the second takes the next one")
    wanted = parser.parse_args()
    result = played(wanted.people, wanted.port)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(result, indent=1))
    print(json.dumps(result["line"]["delays"], indent=1))


if __name__ == "__main__":
    main()
