"""What has had its time: a report without a change, and the daily deletion."""

import datetime as dt

from actions.clock import now
from actions.organisation import kept_for
from domain.contacts import OPEN_FOR
from domain.privacy import Due, Kept
from storage import chores, contact_cards, scrubbing
from storage import privacy as privacy_store
from storage import retention as store
from storage.database import reading, writing

# People who are deleted in one go; meanwhile nobody on SQLite can place a dot.
_AT_ONCE = 20
# In bytes: written anew in a tenth of a second (2.6 MB) to a third.
_QUICKLY_WRITTEN = 6_000_000
_AS_LONG_AS_A_MEETING = dt.timedelta(hours=3)


def due(at: dt.datetime | None = None) -> list[Due]:
    """What the next deletion would take, by kind of data. Changes nothing."""
    with reading() as tx:
        ends = privacy_store.ends(tx)
        return [
            Due(kind, before, store.count(tx, kind, over, before), len(over))
            for kind, before, over in _over(ends, at or now())
        ]


def delete_due(at: dt.datetime | None = None) -> list[Due]:
    """Deletes what `due` names, in small steps, and returns it."""
    found = due(at)
    with reading() as tx:
        ends = privacy_store.ends(tx)
    for kind, before, over in _over(ends, at or now()):
        if any(each.kind is kind and each.count for each in found):
            _delete(kind, over, before)
    return found


def run_once_a_day(at: dt.datetime | None = None) -> bool:
    """Deletes what is due, if no process has done so today. True if this one did."""
    moment = at or now()
    last = last_run()
    if last and last.date() == moment.date():
        return False
    with writing() as tx:
        mine = chores.claim(tx, chores.RETENTION, moment)
    if mine:
        with writing() as tx:
            contact_cards.forget_unanswered(tx, moment - OPEN_FOR)
        delete_due(moment)
    return mine


def last_run() -> dt.datetime | None:
    with reading() as tx:
        return chores.last(tx, chores.RETENTION)


def tidy_up(at: dt.datetime | None = None) -> bool:
    """Writes SQLite's file anew if something was deleted since the last time. True if it did.

    A large file takes seconds, in which nobody could place a dot: then it waits until no meeting is running.
    """
    moment = at or now()
    with reading() as tx:
        if not chores.is_waiting(tx, chores.TIDY):
            return False
        if scrubbing.size() > _QUICKLY_WRITTEN and store.begun_since(tx, moment - _AS_LONG_AS_A_MEETING):
            return False
    with writing() as tx:
        chores.done(tx, chores.TIDY)
    if not scrubbing.write_anew():
        _note_tidy()
    return True


def _over(ends: dict[int, dt.datetime], at: dt.datetime) -> list[tuple[Kept, dt.datetime, list[int]]]:
    """(kind, moment before which meetings must have ended, those meetings)"""
    return [
        (kind, at - period.length, [id_ for id_, ended in ends.items() if ended < at - period.length])
        for kind, period in kept_for().items()
    ]


def _delete(kind: Kept, workshop_ids: list[int], before: dt.datetime) -> None:
    more = True
    while more:
        with writing() as tx:
            more = store.delete_some(tx, kind, workshop_ids, before, _AT_ONCE) == _AT_ONCE
            for workshop_id in workshop_ids:
                tx.tell(workshop_id, "people", "profiles", "requests")
    _note_tidy()
    scrubbing.empty_log()


def _note_tidy() -> None:
    with writing() as tx:
        chores.note(tx, chores.TIDY, now())
