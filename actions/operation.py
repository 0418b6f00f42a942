"""What the running of the application needs from below: its settings, its database, its news."""

from collections.abc import Callable
from dataclasses import dataclass

from storage import news
from storage.configuration import Configuration, configuration
from storage.database import database


def settings() -> Configuration:
    return configuration()


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


def start_database() -> Callable[[], None]:
    """Brings the tables up to date and follows the other processes' news. Returns how to stop."""
    if tables().is_from_the_future:
        raise SystemExit("A newer version of this application has changed the database. Please use that version.")
    database().upgrade()
    following = None if database().is_sqlite else news.follow_other_processes(database().url)

    def stop() -> None:
        if following:
            following.set()
        database().close()

    return stop


def listen_for_changes(listener: Callable[[int, set[str]], None]) -> Callable[[], None]:
    """Calls `listener(workshop_id, sections)` after every commit that others must see. Returns how to stop."""
    return news.listen(listener)
