"""What the running of the application needs from below: its settings, its database, its news."""

from collections.abc import Callable
from dataclasses import dataclass

from storage import configuration as environment
from storage import news, watching
from storage.configuration import Configuration, configuration, derived
from storage.database import database, reading


def settings() -> Configuration:
    return configuration()


def local_address() -> str:
    """This machine's address in the local network, as it is now."""
    return environment.local_address()


def database_answers() -> bool:
    """True if a query comes back; the driver's error if it does not."""
    return database().answers()


@dataclass(frozen=True)
class Tables:
    """At which revision the tables are (None: there are none yet), and which one this application brings."""

    revision: str | None
    newest: str
    is_from_the_future: bool


def tables() -> Tables:
    known = database().known_revisions()
    revision = database().revision()
    return Tables(revision, known[0], revision not in (None, *known))


@dataclass(frozen=True)
class Processes:
    """How many processes work on this database now, and how many of them with another secret key than ours."""

    running: int
    with_other_key: int


def processes() -> Processes:
    """Only PostgreSQL can have several."""
    with reading() as tx:
        names = news.names_of_processes(tx.connection)
    return Processes(len(names), sum(name != _my_name() for name in names))


def start_database() -> Callable[[], None]:
    """Brings the tables up to date and follows the other processes' news. Returns how to stop."""
    if tables().is_from_the_future:
        raise SystemExit("A newer version of this application has changed the database. Please use that version.")
    database().upgrade()
    following = None if database().is_sqlite else news.follow_other_processes(database().url, _my_name())

    def stop() -> None:
        if following:
            following.set()
        database().close()

    # Asked when this process can be seen itself, so that of two that start together at least one notices.
    if following and processes().with_other_key:
        stop()
        raise SystemExit(
            "Another process works on this database with another secret key: neither would know the other's people. "
            "Set the same SECRET_KEY for all of them."
        )
    return stop


def listen_for_changes(listener: Callable[[int, set[str]], None]) -> Callable[[], None]:
    """Calls `listener(workshop_id, sections)` after every commit that others must see. Returns how to stop."""
    return news.listen(listener)


def listen_for_gaps(listener: Callable[[], None]) -> Callable[[], None]:
    """Calls `listener()`, in whatever thread, when changes may have been missed. Returns how to stop."""
    return news.listen_for_gaps(listener)


def listen_for_actions(listener: Callable[[str, str, float], None]) -> Callable[[], None]:
    """Calls `listener(name, outcome, seconds)` after every action that writes. Returns how to stop."""
    return watching.listen(listener)


def _my_name() -> str:
    return news.PROCESS + derived("name of a process", 6)
