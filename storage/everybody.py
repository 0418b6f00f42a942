"""Everybody's offers and wishes, looked up once for the whole room until somebody changes theirs.

Each of three hundred pages needs all of them to find its few suggestions. The news of a change makes this process
forget, before the page of whoever made it is drawn; of another process' change as soon as PostgreSQL has told it.
"""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from domain.contacts import Profile
from domain.people import Person
from storage import contacts, news, people, workshop
from storage.database import Database, Transaction, database, reading

# What these sections show is what is kept here.
_SECTIONS = {"profiles", "people", "fields"}
# Should news ever get lost, nobody is shown something older than this.
_LONGEST_SECONDS = 20.0


@dataclass(frozen=True)
class Everybody:
    """By id: profiles without e-mail addresses, people, names of topic chips and of fields of action."""

    profiles: Mapping[str, Profile]
    people: Mapping[str, Person]
    chips: Mapping[int, str]
    fields: Mapping[int, str]


_kept: WeakKeyDictionary[Database, dict[int, tuple[float, Everybody]]] = WeakKeyDictionary()
_changes = 0
_turn = threading.Lock()


def everybody(workshop_id: int) -> Everybody:
    """In a transaction of its own: what an open one sees may be older than the news that it missed."""
    since, known = _kept.setdefault(database(), {}).get(workshop_id, (0.0, None))
    if known and time.monotonic() - since < _LONGEST_SECONDS:
        return known
    before = _changes
    with reading() as tx:
        found = _look(tx, workshop_id)
    with _turn:
        # What was changed during the look may not be in it.
        if _changes == before:
            _kept.setdefault(database(), {})[workshop_id] = (time.monotonic(), found)
    return found


def _look(tx: Transaction, workshop_id: int) -> Everybody:
    return Everybody(
        contacts.profiles(tx, workshop_id),
        {person.id: person for person in people.of_workshop(tx, workshop_id)},
        {chip.id: chip.name for chip in workshop.chips(tx, workshop_id)},
        {field.id: field.name for field in workshop.fields(tx, workshop_id)},
    )


def _forget(workshop_id: int, sections: set[str]) -> None:
    if sections & _SECTIONS:
        _forget_all(workshop_id)


def _forget_all(workshop_id: int | None = None) -> None:
    global _changes
    with _turn:
        _changes += 1
        for kept in _kept.values():
            for each in [workshop_id] if workshop_id is not None else list(kept):
                kept.pop(each, None)


news.listen(_forget)
news.listen_for_gaps(_forget_all)
