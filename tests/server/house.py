"""Two meetings in one running application: everybody's cookies, and what lies in the database."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from actions.entrance import cookie_for, cookie_name, return_code, stream_token
from bench.browser import Browser
from domain.agenda import Kind
from domain.visitor import Visitor
from tests.builders import (
    a_facilitator,
    a_person,
    a_screen,
    a_workshop,
    an_open_round,
    an_organiser,
    option_ids,
    some_ideas,
    start,
    the_workshop,
)
from tests.conftest import ROOT
from tests.ports import free_port

# What a person's name, address and idea would look like in a log.
CANARY_NAME, CANARY_EMAIL, CANARY_IDEA = "Kanaria Vogel", "kanaria@kanarienvogel.example", "Kanarienidee zum Fliegen"


@dataclass
class Seat:
    """One browser's way in."""

    visitor: Visitor
    cookies: dict[str, str]
    stream: str
    return_code: str = ""


@dataclass
class Meeting:
    workshop_id: int
    code: str
    round_id: int
    options: list[int]
    people: list[Seat]
    facilitator: Seat
    screen: Seat
    organiser: Seat


@dataclass
class House:
    address: str
    data: Path
    log: Path
    process: subprocess.Popen[bytes]
    meetings: list[Meeting] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://{self.address}"

    def browser(self, seat: Seat | None = None) -> Browser:
        return Browser(self.address, seat.cookies if seat else None)

    def content(self) -> dict[str, list[tuple[object, ...]]]:
        """All rows of all tables."""
        with closing(sqlite3.connect(f"file:{self.data / 'buendniswerkstatt.db'}?mode=ro", uri=True)) as database:
            names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {name: sorted(database.execute(f"SELECT * FROM {name}"), key=repr) for name in names}  # noqa: S608

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)


def seat_of(visitor: Visitor) -> Seat:
    code = return_code(visitor.person_id) if visitor.person_id else ""
    return Seat(visitor, {cookie_name(visitor): cookie_for(visitor)}, stream_token(visitor), code)


def a_meeting(alliance: str) -> Meeting:
    """Three people have contributed ideas and may place dots on three topic groups."""
    host = an_organiser(alliance)
    workshop_id = a_workshop(f"Treffen {alliance}", organiser=host, now=Kind.IDEAS)
    people = [a_person(workshop_id, name, institution="Vogelhaus") for name in (CANARY_NAME, "Bob", "Cem")]
    some_ideas(people[0])
    start(workshop_id, Kind.VOTE)
    round_id = an_open_round(workshop_id)
    return Meeting(
        workshop_id,
        the_workshop(workshop_id).code,
        round_id,
        option_ids(workshop_id, round_id),
        [seat_of(person) for person in people],
        seat_of(a_facilitator(workshop_id)),
        seat_of(a_screen(workshop_id)),
        seat_of(host),
    )


def environment(data: Path, port: int, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SECRET_KEY")}
    return {**kept, "DATA_DIR": str(data), "PORT": str(port), "PUBLIC_URL": f"http://127.0.0.1:{port}", **more}


def begin(data: Path, log: Path, *, port: int | None = None, settings: dict[str, str] | None = None) -> House:
    """Starts the application as `make start` does, and waits until it is healthy."""
    chosen = port or free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(chosen)],
        cwd=ROOT,
        env=settings or environment(data, chosen),
        stdout=log.open("ab"),
        stderr=subprocess.STDOUT,
    )
    house = House(f"127.0.0.1:{chosen}", data, log, process)
    for _ in range(200):
        try:
            if httpx.get(f"{house.url}/health", timeout=5).status_code == 200:
                return house
        except httpx.TransportError:
            time.sleep(0.2)
    process.kill()
    raise AssertionError(log.read_text())


def built(data: Path, alliances: tuple[str, ...], template: Path) -> Iterator[list[Meeting]]:
    """Meetings in a database of their own, made before the application starts on it."""
    import shutil

    from storage.database import Database
    from tests.conftest import _forget_configuration, _in_use

    path = data / "buendniswerkstatt.db"
    shutil.copy(template, path)
    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("DATA_DIR", str(data))
        changed.setenv("PUBLIC_URL", "http://127.0.0.1")
        _forget_configuration()
        with _in_use(Database(f"sqlite:///{path}")):
            yield [a_meeting(alliance) for alliance in alliances]
    _forget_configuration()
