"""Where the application under fault lives: its database, its folder, its port; and the truth that lies in it."""

import os
import shutil
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from actions import voting
from bench.several import Application, settings
from bench.several_prepare import prepare
from domain.visitor import Role, Visitor
from storage import ideas as idea_store
from storage import voting as voting_store
from storage.database import Database, reading, use
from tests.faults.ledger import Ballots
from tests.ports import free_port

STARTING_SECONDS = 10


@dataclass
class Place:
    """One database and the applications on it."""

    url: str
    folder: Path
    meeting: dict[str, Any] = field(default_factory=dict)
    other_meeting: dict[str, Any] = field(default_factory=dict)
    applications: list[Application] = field(default_factory=list)
    # What the last look at the database has found on the wall.
    ideas: Counter[str] = field(default_factory=Counter)

    @property
    def is_sqlite(self) -> bool:
        return self.url.startswith("sqlite")

    @property
    def file(self) -> Path:
        return Path(self.url.removeprefix("sqlite:///"))

    def furnish(self, people: int) -> None:
        """Two meetings, one that gives points and one that collects ideas, with everybody checked in."""
        with self.opened() as database:
            database.upgrade()
            ideas, dots = prepare(2 * people)
        self.meeting, self.other_meeting = dots, ideas

    def start(self, count: int = 1, **more: str) -> list[Application]:
        """As many processes on this database, started at the same moment."""
        for _ in range(count):
            port = free_port()
            environment = settings(self.url.replace("+psycopg", ""), self.folder, f"http://127.0.0.1:{port}") | more
            self.applications.append(Application(port, environment, self.folder / f"app{port}.log"))
        for one in self.applications[-count:]:
            one.wait_until_healthy()
        return self.applications[-count:]

    def stop(self) -> None:
        for one in self.applications:
            if one.process.poll() is None:
                one.stop()

    @contextmanager
    def opened(self) -> Iterator[Database]:
        """The database in use by this process; on SQLite only while the application is not running."""
        with _in_use(self.url) as database:
            yield database

    def ballots(self) -> Ballots:
        """What everybody's ballot holds. Of SQLite a copy is read, so that the next start heals the file itself."""
        with tempfile.TemporaryDirectory() as folder:
            with _in_use(self._copied(Path(folder)) if self.is_sqlite else self._left_alone()):
                self.ideas = ideas_of(self.other_meeting)
                return ballots_of(self.meeting)

    def _copied(self, folder: Path) -> str:
        for name in (self.file.name, f"{self.file.name}-wal"):
            if (self.file.parent / name).exists():
                shutil.copy(self.file.parent / name, folder / name)
        _must_be_sound(folder / self.file.name)
        return f"sqlite:///{folder / self.file.name}"

    def _left_alone(self) -> str:
        wait_until_alone(self.url)
        return self.url

    def said(self) -> str:
        """What the applications have written into their logs."""
        return "".join(log.read_text() for log in self.folder.glob("app*.log"))


def ballots_of(meeting: Mapping[str, Any]) -> Ballots:
    """By the rules of the application: each person has one ballot, and no more dots than the budget."""
    found = {}
    for seat in meeting["people"]:
        visitor = Visitor(Role.PARTICIPANT, workshop_id=meeting["workshop_id"], person_id=seat["person_id"])
        ballot = voting.my_ballot(visitor, meeting["round_id"])
        assert len(ballot.dots) <= ballot.budget
        found[seat["person_id"]] = ballot.counts()
    with reading() as tx:
        totals = voting_store.totals(tx, meeting["round_id"])
    assert sum(totals.values()) == sum(sum(counts.values()) for counts in found.values()), "dots that are nobody's"
    return found


def ideas_of(meeting: Mapping[str, Any]) -> Counter[str]:
    """How often each writer's mark hangs on the wall."""
    with reading() as tx:
        written = idea_store.of_workshop(tx, meeting["workshop_id"])
    return Counter(idea.title.split("|")[0] for idea in written if "|" in idea.title)


def wait_until_alone(url: str) -> None:
    """Until PostgreSQL has noticed that its client is dead: what it was about to commit is done or not by then."""
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline:
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            busy = connection.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'buendniswerkstatt'"
                " AND state <> 'idle' AND datname = current_database()"
            ).fetchone()
        if busy == (0,):
            return
        time.sleep(0.05)


def _must_be_sound(file: Path) -> None:
    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


@contextmanager
def _in_use(url: str) -> Iterator[Database]:
    own = Database(url)
    use(own)
    try:
        yield own
    finally:
        use(None)
        own.close()


def kill_now(application: Application) -> float:
    """SIGKILL; when."""
    os.kill(application.process.pid, 9)
    application.process.wait()
    return time.monotonic()
