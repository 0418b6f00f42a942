"""A room that takes a while to furnish is furnished once and copied for every test."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from storage import configuration
from storage.database import Database, use

T = TypeVar("T")
SECRET = "the same for a template and its copies"


def furnished(file: Path, empty: Path, furnish: Callable[[], T]) -> T:
    """Runs `furnish` on a new database in this file. Gives what it made."""
    shutil.copy(empty, file)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SECRET_KEY", SECRET)
        configuration.secret_key.cache_clear()
        with _used(file):
            made = furnish()
    configuration.secret_key.cache_clear()
    return made


@contextmanager
def copied(file: Path, folder: Path) -> Iterator[None]:
    """A copy of that database is in use."""
    shutil.copy(file, folder / "copy.db")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SECRET_KEY", SECRET)
        configuration.secret_key.cache_clear()
        with _used(folder / "copy.db"):
            yield


@contextmanager
def _used(file: Path) -> Iterator[None]:
    database = Database(f"sqlite:///{file}")
    use(database)
    yield
    use(None)
    database.close()
