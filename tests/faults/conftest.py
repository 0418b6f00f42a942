"""Databases and applications to break."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bench.several import settings
from storage import configuration
from tests.faults.place import Place


@pytest.fixture(autouse=True)
def same_key(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This process signs cookies as the applications do."""
    monkeypatch.setenv("SECRET_KEY", settings("", Path(), "")["SECRET_KEY"])
    configuration.secret_key.cache_clear()
    yield
    configuration.secret_key.cache_clear()


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
