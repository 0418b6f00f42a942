"""Processes that share a database must share the secret key too."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from actions import accounts
from actions.operation import Processes, processes, start_database
from storage import configuration
from storage.database import Database, use


@contextmanager
def another_process(url: str) -> Iterator[None]:
    """What start_database does, on a database object of its own, which it closes in the end."""
    own = Database(url)
    use(own)
    stop = start_database()
    try:
        yield
    finally:
        use(own)
        stop()


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    monkeypatch.setenv("SECRET_KEY", "the key of all of them, long enough")
    configuration.secret_key.cache_clear()
    yield monkeypatch
    configuration.secret_key.cache_clear()


def take_key(environment: pytest.MonkeyPatch, key: str) -> None:
    environment.setenv("SECRET_KEY", key)
    configuration.secret_key.cache_clear()


def test_processes_with_one_key_see_each_other(postgresql: Database, key: pytest.MonkeyPatch) -> None:
    with another_process(postgresql.url), another_process(postgresql.url):
        assert processes() == Processes(running=2, with_other_key=0)


def test_a_process_with_another_key_is_refused_and_leaves_the_first_alone(
    postgresql: Database, key: pytest.MonkeyPatch
) -> None:
    with another_process(postgresql.url):
        take_key(key, "made by itself on another machine, alas")
        with pytest.raises(SystemExit, match="Set the same SECRET_KEY"), another_process(postgresql.url):
            pass
        take_key(key, "the key of all of them, long enough")
        use(postgresql)
        deadline = time.monotonic() + 10
        while processes().running > 1 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert processes() == Processes(running=1, with_other_key=0)


def test_processes_with_one_key_print_the_same_key_for_setting_up(
    database: Database, key: pytest.MonkeyPatch
) -> None:
    first = accounts.setup_key()
    assert first
    assert len(first) == 10
    assert not list(configuration.configuration().data_dir.glob("setup.key"))
    take_key(key, "another installation's key, long enough")
    assert accounts.setup_key() != first
