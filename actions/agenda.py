"""What the facilitator does with the agenda: next, back, insert, more time."""

from typing import Any

from actions import seats
from actions.clock import now
from domain.agenda import Activity, Kind, activity_after, activity_before, checked_minutes
from domain.refusal import Refusal
from domain.text_rules import clean_text, required_line, within
from domain.visitor import Visitor
from domain.voting import Subject, checked_rule
from storage import agenda as store
from storage import log
from storage import meetings as meeting_store
from storage import workshop as workshop_store
from storage.database import Transaction, reading, writing
from storage.trouble import may_come_twice


def agenda_of(visitor: Visitor) -> list[Activity]:
    with reading() as tx:
        return store.of_workshop(tx, visitor.in_workshop())


def current_activity(visitor: Visitor) -> Activity:
    with reading() as tx:
        workshop = workshop_store.by_id(tx, visitor.in_workshop())
        return store.by_id(tx, workshop.id, workshop.activity_id)


@may_come_twice
def start_activity(visitor: Visitor, activity_id: int) -> None:
    """Opens any activity of the agenda; what was done in it before is still there."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        workshop_store.lock(tx, workshop_id)
        _start(tx, visitor, workshop_id, activity_id)


@may_come_twice
def start_next(visitor: Visitor, seen_id: int | None) -> None:
    """Moves on from the activity the facilitator saw; a second click on a slow line changes nothing."""
    _step(visitor, seen_id, forward=True)


@may_come_twice
def go_back(visitor: Visitor, seen_id: int | None) -> None:
    _step(visitor, seen_id, forward=False)


def add_minutes(visitor: Visitor, minutes: int) -> None:
    """More (or less) time for the current activity, or for the meeting round that is running in it."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        workshop_store.lock(tx, workshop_id)
        sitting = seats.sitting_if_any(tx, workshop_id)
        if sitting and sitting.running:
            meeting_store.add_minutes(tx, sitting.running, minutes)
            tx.tell(workshop_id, "now")
            return
        activity = store.by_id(tx, workshop_id, workshop_store.by_id(tx, workshop_id).activity_id)
        extra = activity.extra_minutes + minutes
        checked_minutes(activity.minutes + extra)
        store.change(tx, workshop_id, activity.id, extra_minutes=extra)
        log.note(tx, workshop_id, visitor.role, "add_minutes", activity.id, minutes=minutes)
        tx.tell(workshop_id, "now", "agenda")


def insert_activity(
    visitor: Visitor,
    *,
    after_id: int | None,
    kind: Kind,
    title: str,
    minutes: int,
    question: str = "",
    settings: dict[str, Any] | None = None,
) -> int:
    """A new activity right after another (at the beginning for None). Returns its id."""
    workshop_id = visitor.as_facilitator()
    values = {
        "kind": kind.value,
        "title": required_line(title, "title", 200),
        "question": within(clean_text(question), "question", 300),
        "minutes": checked_minutes(minutes),
        "settings": settings or {},
    }
    with writing() as tx:
        workshop_store.lock(tx, workshop_id)
        position = 0 if after_id is None else store.by_id(tx, workshop_id, after_id).position + 1
        store.make_room(tx, workshop_id, position)
        activity_id = store.add(tx, workshop_id, position=position, **values)
        log.note(tx, workshop_id, visitor.role, "insert_activity", activity_id)
        tx.tell(workshop_id, "now", "agenda")
    return activity_id


def edit_activity(visitor: Visitor, activity_id: int, *, title: str, question: str, minutes: int) -> None:
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        store.by_id(tx, workshop_id, activity_id)
        store.change(
            tx,
            workshop_id,
            activity_id,
            title=required_line(title, "title", 200),
            question=within(clean_text(question), "question", 300),
            minutes=checked_minutes(minutes),
        )
        log.note(tx, workshop_id, visitor.role, "edit_activity", activity_id)
        tx.tell(workshop_id, "now", "agenda")


def remove_activity(visitor: Visitor, activity_id: int) -> None:
    """Takes an activity off the agenda; not the current one, and none that has begun."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        activity = store.by_id(tx, workshop_id, activity_id)
        if activity.started_at or workshop_store.by_id(tx, workshop_id).activity_id == activity_id:
            raise Refusal("activity_in_use")
        store.remove(tx, workshop_id, activity_id)
        log.note(tx, workshop_id, visitor.role, "remove_activity", activity_id)
        tx.tell(workshop_id, "now", "agenda")


def prepare_vote(
    visitor: Visitor, workshop_id: int, activity_id: int, *, subject: Subject, budget: int, maximum: int
) -> None:
    """The organiser sets what a round of this activity starts from; a round that was opened keeps its rule."""
    with writing() as tx:
        workshop_store.owned(tx, visitor.as_organiser(), workshop_id)
        activity = store.by_id(tx, workshop_id, activity_id)
        if activity.kind not in (Kind.VOTE, Kind.POLL):
            raise Refusal("activity_unknown")
        checked_rule(budget, maximum, (activity,))
        rule = {"subject": subject.value, "budget": budget, "maximum": maximum}
        store.change(tx, workshop_id, activity_id, settings={**activity.settings, **rule})
        log.note(tx, workshop_id, visitor.role, "prepare_vote", activity_id)
        tx.tell(workshop_id, "agenda")


def _step(visitor: Visitor, seen_id: int | None, *, forward: bool) -> None:
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        workshop_store.lock(tx, workshop_id)
        if workshop_store.by_id(tx, workshop_id).activity_id != seen_id:
            return
        activities = store.of_workshop(tx, workshop_id)
        wanted = activity_after(activities, seen_id) if forward else activity_before(activities, seen_id)
        if wanted is None:
            raise Refusal("agenda_end" if forward else "agenda_beginning")
        _start(tx, visitor, workshop_id, wanted.id)


def _start(tx: Transaction, visitor: Visitor, workshop_id: int, activity_id: int) -> None:
    activity = store.by_id(tx, workshop_id, activity_id)
    before = workshop_store.by_id(tx, workshop_id).activity_id
    if before == activity_id and activity.started_at:
        return
    if before is not None:
        store.change(tx, workshop_id, before, ended_at=now())
    store.change(tx, workshop_id, activity_id, started_at=now(), ended_at=None, extra_minutes=0)
    workshop_store.change(tx, workshop_id, activity_id=activity_id)
    log.note(tx, workshop_id, visitor.role, "start_activity", activity_id)
    tx.tell(workshop_id, "now", "options", "question", "marks", "progress", "meetings")
