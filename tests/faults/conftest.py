"""Databases and applications to break."""

import os
import secrets
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bench.several import settings
from storage import configuration
from tests.conftest import ROOT
from tests.faults.place import Place


@pytest.fixture(autouse=True)
def same_key(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This process signs cookies as the applications do."""
    monkeypatch.setenv("SECRET_KEY", settings("", Path(), "")["SECRET_KEY"])
    configuration.secret_key.cache_clear()
    yield
    configuration.secret_key.cache_clear()


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a start takes its time; nobody gives up before."""
    monkeypatch.setattr("bench.guests.PATIENCE_SECONDS", 120)
    monkeypatch.setattr("bench.guests.LOADING_SECONDS", 90)
    monkeypatch.setattr("bench.several.START_SECONDS", 120)


@pytest.fixture
def sqlite_place(tmp_path: Path) -> Iterator[Place]:
    place = Place(f"sqlite:///{tmp_path / 'buendniswerkstatt.db'}", tmp_path)
    yield place
    place.stop()


@pytest.fixture
def postgresql_place(postgresql_server: str, tmp_path: Path) -> Iterator[Place]:
    name = f"fault_{secrets.token_hex(4)}"
    with psycopg.connect(postgresql_server, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    url = postgresql_server.replace("/postgres?", f"/{name}?").replace("postgresql://", "postgresql+psycopg://")
    place = Place(url, tmp_path)
    yield place
    place.stop()
    with psycopg.connect(postgresql_server, autocommit=True) as server:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest) -> Place:
    """The test runs twice: on SQLite and on PostgreSQL."""
    found: Place = request.getfixturevalue(f"{request.param}_place")
    return found


@pytest.fixture(scope="session")
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder on a disk of its own, of eight megabytes; where that is not allowed, any folder."""
    folder: Path = tmp_path_factory.mktemp("small")
    mounted = _run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder))
    yield folder
    if mounted:
        _run("umount", "-l", str(folder))


@pytest.fixture(scope="session")
def crowded(small_disk: Path) -> Iterator[Place]:
    """An application on SQLite that several tests break and let recover, with sixty people in each meeting."""
    place = Place(f"sqlite:///{small_disk / 'buendniswerkstatt.db'}", small_disk)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SECRET_KEY", settings("", Path(), "")["SECRET_KEY"])
        configuration.secret_key.cache_clear()
        place.furnish(60)
    place.start(CACHE_DIR=str(ROOT / ".pytest_cache" / "prepared"))
    yield place
    place.stop()


def _run(*command: str) -> bool:
    return os.geteuid() == 0 and subprocess.run(command, capture_output=True).returncode == 0
