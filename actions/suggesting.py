"""Everybody's suggestions, worked out for the whole room at once and kept until they may be better.

A list that somebody reads changes with their own profile and requests, and when somebody on it may not be shown any
more. What the others do makes new lists only now and then, and those keep whom they can.
"""

import time
from collections.abc import Collection, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from domain import matching
from domain.contacts import ContactRequest, Profile
from domain.matching_room import RoomScores
from domain.refusal import Refusal
from domain.suggestions import list_for, lists_for_all, still_good
from storage import contacts as store
from storage import encounters
from storage.database import Database, Transaction, database, reading
from storage.everybody import Everybody, everybody

# A small room's lists are there before the page is drawn; for a large one the page says that they are coming.
SOON_SECONDS = 0.1
# A room that changes gets new lists at most so often.
_ANEW_SECONDS = 10.0
# The rooms of so many meetings are kept.
_MEETINGS_MOST = 8


@dataclass
class _Kept:
    """What is known of a room. `made_for`: the profile each list was made for; `planned`: the room of all lists."""

    room: Everybody
    scores: RoomScores
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    made_for: dict[str, Profile] = field(default_factory=dict)
    planned: Everybody | None = None
    planned_at: float = 0.0


_kept: WeakKeyDictionary[Database, dict[int, _Kept]] = WeakKeyDictionary()
# One after the other and beside the pages. What comes too late for its page is kept for the next look.
_worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="suggesting")
_jobs: set[Future[list[matching.Suggestion]]] = set()


def suggested_to(workshop_id: int, person_id: str, most: int) -> list[matching.Suggestion] | None:
    """Whom this person is shown, and why; None while that is being worked out.

    Who was asked, or has asked, is not suggested, whatever came of it; nor who sat at one table already.
    """
    room = everybody(workshop_id)
    if person_id not in room.profiles or person_id not in room.people:
        raise Refusal("not_joined")
    is_due = _is_due(_kept.get(database(), {}).get(workshop_id), room)
    with reading() as tx:
        known = _pairs(store.requests_of(tx, workshop_id, person_id))
        known |= {frozenset((person_id, other)) for other in encounters.met_by(tx, workshop_id, person_id)}
        apart = _all_apart(tx, workshop_id) if is_due else None
    job = _worker.submit(_find, workshop_id, room, person_id, known, apart, most)
    _jobs.add(job)
    job.add_done_callback(_jobs.discard)
    try:
        return job.result(SOON_SECONDS)
    except TimeoutError:
        return None


def finish() -> None:
    """Waits for whatever is being worked out."""
    wait(list(_jobs))


def _find(
    workshop_id: int,
    room: Everybody,
    person_id: str,
    known: Collection[frozenset[str]],
    apart: Collection[frozenset[str]] | None,
    most: int,
) -> list[matching.Suggestion]:
    """`apart`: who has anything to do with whom already, if all lists were due when it was asked for."""
    kept = _kept_of(workshop_id, room)
    # A room that comes to the exchange at once asks for the same lists: the first to come makes them for all.
    if apart is not None and _is_due(kept, room):
        _plan(kept, apart, most)
    return matching.suggestions_of(kept.scores, room.fields, person_id, _list(kept, person_id, known, most))


def _is_due(kept: _Kept | None, room: Everybody) -> bool:
    """Whether all lists should be made anew, because the room has changed some time ago."""
    if kept is None or kept.planned is None:
        return True
    return kept.planned is not room and time.monotonic() - kept.planned_at > _ANEW_SECONDS


def _kept_of(workshop_id: int, room: Everybody) -> _Kept:
    """The room as it is now, with what was worked out before as far as it still holds."""
    rooms = _kept.setdefault(database(), {})
    kept = rooms.pop(workshop_id, None)
    if kept is None:
        kept = _Kept(room, RoomScores(room.profiles, room.people, room.chips))
    elif kept.room is not room:
        before = kept.scores
        same = before.people == room.people and before.chips == room.chips
        kept.scores = (
            before.renewed(room.profiles)
            if same
            else RoomScores(room.profiles, room.people, room.chips, before.lines)
        )
        kept.room = room
    rooms[workshop_id] = kept
    while len(rooms) > _MEETINGS_MOST:
        rooms.pop(next(iter(rooms)))
    return kept


def _plan(kept: _Kept, apart: Collection[frozenset[str]], most: int) -> None:
    kept.lists = lists_for_all(kept.scores, apart, kept.lists, most)
    kept.made_for = {each: kept.scores.profiles[each] for each in kept.lists}
    kept.planned, kept.planned_at = kept.room, time.monotonic()


def _list(kept: _Kept, person_id: str, known: Collection[frozenset[str]], most: int) -> tuple[str, ...]:
    """This person's list; made anew if their own profile has changed or somebody is missing on it."""
    if kept.made_for.get(person_id) != kept.scores.profiles[person_id]:
        kept.lists.pop(person_id, None)
    shown = kept.lists.get(person_id, ())
    good = still_good(kept.scores, known, person_id, shown)
    if len(good) < most:
        good = list_for(kept.scores, known, {**kept.lists, person_id: good}, person_id, most)
        kept.lists[person_id] = good
        kept.made_for[person_id] = kept.scores.profiles[person_id]
    return good


def _all_apart(tx: Transaction, workshop_id: int) -> set[frozenset[str]]:
    met = {frozenset(couple) for couple in encounters.couples(tx, workshop_id)}
    return _pairs(store.requests(tx, workshop_id)) | met


def _pairs(requests: Iterable[ContactRequest]) -> set[frozenset[str]]:
    return {frozenset((request.from_id, request.to_id)) for request in requests}
