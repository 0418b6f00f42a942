"""The servers that are measured: the application and the floor, each as a process of its own."""

import asyncio
import datetime as dt
import json
import os
import platform
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import streamlit

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60
# A server that uses less of a core than this has nothing left to do.
CALM, CALM_TRIES = 0.05, 10


@dataclass
class Server:
    """A running Streamlit server."""

    address: str
    process: psutil.Process

    def cpu(self) -> float:
        """Seconds of processor time so far, user and system."""
        everyone = [self.process, *self.process.children(recursive=True)]
        return sum(sum(one.cpu_times()[:2]) for one in everyone)

    def memory(self) -> int:
        """Bytes that lie in this process alone."""
        return self.process.memory_full_info().uss


def environment(folder: Path, port: int) -> dict[str, str]:
    """The application's settings for a database of its own."""
    return {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "DATA_DIR": str(folder),
        "PORT": str(port),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": "a key of the simulated room",
        "PYTHONPATH": str(ROOT),
    }


def prepared(
    purpose: str, settings: Mapping[str, str], folder: Path, plan: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The meetings to play in, made by a process of its own before the server has the database."""
    file = folder / "meetings.json"
    command = [sys.executable, "-m", "bench.prepare", purpose, json.dumps(plan), str(file)]
    subprocess.run(command, cwd=ROOT, env=dict(settings), check=True)
    found: list[dict[str, Any]] = json.loads(file.read_text())
    return found


def circumstances() -> dict[str, Any]:
    """When and on what was measured."""
    return {
        "when": dt.datetime.now(dt.UTC).isoformat(timespec="minutes"),
        "machine": {
            "cores": psutil.cpu_count(),
            "python": platform.python_version(),
            "streamlit": streamlit.__version__,
        },
    }


@contextmanager
def running(script: str, port: int, settings: Mapping[str, str], *, log: Path) -> Iterator[Server]:
    """Starts `streamlit run <script>`, waits until it answers, and stops it in the end."""
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    with log.open("w") as output:
        child = subprocess.Popen(command, cwd=ROOT, env=dict(settings), stdout=output, stderr=output)
        try:
            _wait_until_it_answers(child, port)
            yield Server(f"127.0.0.1:{port}", psutil.Process(child.pid))
        except BaseException:
            print(log.read_text()[-2000:], file=sys.stderr)
            raise
        finally:
            child.terminate()
            try:
                child.wait(20)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _wait_until_it_answers(child: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and child.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"the server on port {port} does not answer")


async def idle_share(server: Server, seconds: float) -> float:
    """The share of a core that the server uses by itself, once it is done with what was before."""
    share = 1.0
    for _ in range(CALM_TRIES):
        before = server.cpu()
        await asyncio.sleep(seconds)
        share = (server.cpu() - before) / seconds
        if share < CALM:
            break
    return share


def machine_seconds() -> float:
    """Seconds of processor time that anybody on this machine has used."""
    times = psutil.cpu_times()
    return float(times.user + times.nice + times.system)
