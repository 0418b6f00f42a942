"""Everybody's offers and wishes, looked up once for the whole room until somebody changes theirs.

Each of three hundred pages needs all of them to find its few suggestions. The news of a change makes this process
look again, at that person alone, before their page is drawn; at another process' as soon as PostgreSQL has told it.
"""

import threading
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from weakref import WeakKeyDictionary

from domain.contacts import Profile
from domain.live import sections_and_parts
from domain.people import Person
from storage import contacts, groups, news, people, workshop
from storage.database import Database, Transaction, database, reading

# What these sections show is what is kept here.
_SECTIONS = {"profiles", "offers", "people", "fields", "chips"}
# Should news ever get lost, nobody is shown something older than this.
_LONGEST_SECONDS = 20.0


@dataclass(frozen=True)
class Everybody:
    """By id: profiles without e-mail addresses, people, names of topic chips and of fields of action."""

    profiles: Mapping[str, Profile]
    people: Mapping[str, Person]
    chips: Mapping[int, str]
    fields: Mapping[int, str]

    @cached_property
    def visible(self) -> list[Profile]:
        """Those who agreed to be suggested."""
        return [profile for profile in self.profiles.values() if profile.visible]


@dataclass
class _Kept:
    """What is known of a room since `since`, and who has changed their profile after `room` was looked up."""

    since: float
    room: Everybody
    changed: dict[str, int] = field(default_factory=dict)


_kept: WeakKeyDictionary[Database, dict[int, _Kept]] = WeakKeyDictionary()
_changes = 0
_turn = threading.Lock()


def everybody(workshop_id: int) -> Everybody:
    """In a transaction of its own: what an open one sees may be older than the news that it missed."""
    with _turn:
        kept = _kept.setdefault(database(), {}).get(workshop_id)
        before, room, changed = _changes, kept and kept.room, dict(kept.changed) if kept else {}
    if kept and room and time.monotonic() - kept.since < _LONGEST_SECONDS:
        return _renewed(workshop_id, kept, room, changed) if changed else room
    with reading() as tx:
        found = _look(tx, workshop_id)
    with _turn:
        # What was changed during the look may not be in it.
        if _changes == before:
            _kept.setdefault(database(), {})[workshop_id] = _Kept(time.monotonic(), found)
    return found


def _renewed(workshop_id: int, kept: _Kept, room: Everybody, changed: Mapping[str, int]) -> Everybody:
    """The room with a look at those alone who have changed their profile."""
    with reading() as tx:
        found = contacts.profiles(tx, workshop_id, changed.keys())
    profiles = {each: replace(profile, ideas=_ideas_of(room.profiles.get(each))) for each, profile in found.items()}
    renewed = replace(room, profiles={**room.profiles, **profiles})
    with _turn:
        # Somebody else may have been quicker, with others' changes that are not in this one.
        if kept.room is room:
            kept.room = renewed
            for person_id, change in changed.items():
                if kept.changed.get(person_id) == change:
                    del kept.changed[person_id]
    return renewed


def _look(tx: Transaction, workshop_id: int) -> Everybody:
    ideas = groups.titles_by_person(tx, workshop_id)
    profiles = contacts.profiles(tx, workshop_id)
    return Everybody(
        {each: replace(profile, ideas=ideas.get(each, frozenset())) for each, profile in profiles.items()},
        {person.id: person for person in people.of_workshop(tx, workshop_id)},
        {chip.id: chip.name for chip in workshop.chips(tx, workshop_id)},
        {field.id: field.name for field in workshop.fields(tx, workshop_id)},
    )


def _ideas_of(known: Profile | None) -> frozenset[str]:
    """A profile says nothing new about the groups that its person has joined; the next look at everybody will."""
    return known.ideas if known else frozenset()


def _hear(workshop_id: int, names: set[str]) -> None:
    whole, parts = sections_and_parts(names)
    if whole & _SECTIONS:
        _forget(workshop_id)
    elif changed := parts.get("profiles", set()) | parts.get("offers", set()):
        _mark(workshop_id, changed)


def _mark(workshop_id: int, person_ids: Collection[str]) -> None:
    global _changes
    with _turn:
        _changes += 1
        for rooms in _kept.values():
            if workshop_id in rooms:
                rooms[workshop_id].changed.update(dict.fromkeys(person_ids, _changes))


def _forget(workshop_id: int | None = None) -> None:
    global _changes
    with _turn:
        _changes += 1
        for rooms in _kept.values():
            for each in [workshop_id] if workshop_id is not None else list(rooms):
                rooms.pop(each, None)


news.listen(_hear)
news.listen_for_gaps(_forget)
