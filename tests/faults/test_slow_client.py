"""Screens that never read: nobody else notices, the server keeps little for them, in the end they are up to date."""

import asyncio
import json
import socket
import time
from pathlib import Path
from typing import Any

import psutil

from actions.entrance import stream_token
from bench.guests import MARK_END, Notebook
from bench.plays import an_idea
from bench.stream import Stream
from domain.visitor import Role, Visitor
from tests.awaited import awaited
from tests.faults.figures import measured, percentile
from tests.faults.forms import forms
from tests.faults.place import Place
from tests.faults.voters import Writer, seated

SLEEPERS = 20
# The least that a system gives a line, so that it is full soon.
SMALL_BUFFER = 4096
MOST_MORE_BYTES = 20_000_000


@forms("ideas", short=24, long=400)
def test_screens_that_never_read_hold_nobody_up_and_are_told_the_latest_in_the_end(
    crowded: Place, ideas: int, tmp_path: Path
) -> None:
    (application,) = crowded.applications
    server = psutil.Process(application.process.pid)
    book = Notebook()
    writers = [Wordy([application.address], number, crowded.other_meeting, book) for number in range(40, 44)]

    async def play() -> dict[str, Any]:
        async with seated(writers):
            alone = await _written(writers, book, ideas)
            tokens = [_token(crowded, number) for number in range(SLEEPERS)]
            sleepers = [_asleep(application.port, token) for token in tokens]
            await asyncio.sleep(0.5)
            before = server.memory_full_info().uss
            beside = await _written(writers, book, ideas)
            grown = server.memory_full_info().uss - before
            assert book.failures == []
            latest = await _state(application.address, tokens[0])
            for sleeper in sleepers[:3]:
                assert await asyncio.to_thread(_read_up_to, sleeper, _last(latest))
            for sleeper in sleepers:
                sleeper.close()
            return {"alone": alone, "beside": beside, "grown": grown}

    found = awaited(play())
    assert book.failures == []
    assert "Traceback" not in crowded.said()
    alone, beside = percentile(found["alone"], 0.95), percentile(found["beside"], 0.95)
    measured(
        "slow client",
        sleepers=SLEEPERS,
        confirmed_p95_alone=round(alone, 3),
        confirmed_p95_beside=round(beside, 3),
        grown_mb=round(found["grown"] / 1e6, 1),
    )
    assert found["grown"] < MOST_MORE_BYTES
    assert beside < 3 * alone + 1, "a slow reader holds the others up"


class Wordy(Writer):
    """Writes long ideas."""

    async def _send_idea(self, mark: str) -> None:
        self.ideas.setdefault(mark, an_idea(f"{mark}{MARK_END} ein Vorschlag") | {"text": "Gemeinsam. " * 40})
        await super()._send_idea(mark)


def _token(place: Place, number: int) -> str:
    person_id = place.other_meeting["people"][number]["person_id"]
    return stream_token(
        Visitor(Role.PARTICIPANT, workshop_id=place.other_meeting["workshop_id"], person_id=person_id)
    )


async def _written(writers: list[Writer], book: Notebook, ideas: int) -> list[float]:
    """Everybody writes so many ideas; seconds until each was confirmed."""
    begin = time.monotonic()
    for _ in range(ideas // len(writers)):
        await asyncio.gather(*(writer.act() for writer in writers))
    return [book.confirmed[mark] - at for mark, at in book.clicked.items() if at >= begin]


def _asleep(port: int, token: str) -> socket.socket:
    """Asks for the stream and reads nothing of it."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
    line.connect(("127.0.0.1", port))
    line.sendall(f"GET /live/{token} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
    return line


async def _state(address: str, token: str) -> dict[str, Any]:
    """What somebody is told who comes now."""
    told: list[dict[str, Any]] = []
    stream = await Stream(address, token, lambda _name, _id, data, _at: told.append(json.loads(data))).open()
    await stream.close()
    return told[0]


def _last(state: dict[str, Any]) -> bytes:
    """The mark of the newest idea."""
    newest = max(state["ideas"], key=int)
    return str(state["ideas"][newest]["title"]).split("|")[0].encode() + b"|"


def _read_up_to(line: socket.socket, mark: bytes) -> bool:
    """Reads at last, until the newest idea comes."""
    line.settimeout(10)
    heard = b""
    while mark not in heard:
        heard += (part := line.recv(65536))
        if not part:
            return False
    return True
