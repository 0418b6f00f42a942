"""Meeting rounds live: each audience hears what it may know, and nobody a plan before it is announced."""

import datetime as dt
from typing import Any

from actions import seats
from domain.agenda import Activity, Kind
from domain.live import Section
from domain.meeting_plan import Plan
from domain.meetings import Seat
from domain.workshop import Workshop
from storage import meetings as store
from storage import table as table_store
from storage.configuration import derived
from storage.database import Transaction


def room(tx: Transaction, workshop: Workshop) -> Section:
    """For everybody under a name that only they know: their table, and a mark that changes with what they see."""
    sitting = seats.sitting_if_any(tx, workshop.id)
    if sitting is None:
        return {}
    here = store.guests(tx, sitting.activity.id)
    plan = store.plan(tx, sitting.running.id) if sitting.running else Plan()
    views = {each: mine(None, (), is_here) for each, is_here in here.items()}
    for seat in plan.seats():
        people = plan.tables.get(seat.table, ()) if seat.table is not None else ()
        views[seat.person_id] = mine(seat, people, here.get(seat.person_id))
    return {"round": round_said(sitting), **{tag(each): view for each, view in views.items()}}


def mine(seat: Seat | None, people: tuple[str, ...], here: bool | None) -> list[Any] | None:
    """What the stream says of one person: the table or 0, and a mark. None of somebody who takes no part."""
    if seat is None:
        return None if here is None else [0, _mark(f"{here}")]
    if seat.table is not None:
        return [seat.table, _mark(f"{people}{seat.here}")]
    return [0, _mark(f"{seat.bench}{here}")]


def tag(person_id: str) -> str:
    """A person's name in this section: others cannot work it out."""
    return derived(f"seat of {person_id}", 6)


def screen(tx: Transaction, workshop: Workshop) -> Section:
    """How many; and who, only of those who agreed that their name stands here."""
    sitting = seats.sitting_if_any(tx, workshop.id)
    if sitting is None:
        return {}
    found: Section = {
        "round": round_said(sitting),
        "size": sitting.rule.size,
        "minutes": sitting.newest.minutes if sitting.newest else sitting.rule.minutes,
        "here": sum(store.guests(tx, sitting.activity.id).values()),
    }
    if sitting.running:
        plan = store.plan(tx, sitting.running.id)
        found["tables"] = {str(number): len(people) for number, people in plan.tables.items()}
        agreed = table_store.named_on_screen(tx, workshop.id)
        found["names"] = {
            str(number): names
            for number, people in plan.tables.items()
            if (names := [agreed[each] for each in people if each in agreed])
        }
        found["seated"] = sum(bool(plan.here & set(people)) for people in plan.tables.values())
        found["pause"] = len(plan.waiting)
    return found


def desk(tx: Transaction, workshop: Workshop) -> Section:
    """A mark that changes with anything the facilitator's page shows, and how many are there."""
    sitting = seats.sitting_if_any(tx, workshop.id)
    if sitting is None:
        return {}
    here = store.guests(tx, sitting.activity.id)
    return {"mark": mark_of(sitting, here, plan_of_newest(tx, sitting)), "here": sum(here.values())}


def mark_of(sitting: seats.Sitting, here: dict[str, bool], plan: Plan) -> str:
    waiting = {person_id: why for person_id, why in plan.bench.items() if not why.is_away}
    return _mark(
        f"{round_said(sitting)}{sitting.newest and sitting.newest.status}{sorted(here.items())}{plan.tables}"
        f"{sorted(plan.here)}{sorted(plan.locked)}{waiting}{sitting.rule}"
    )


def ends_at(tx: Transaction, workshop: Workshop, activity: Activity) -> dt.datetime | None:
    """While a meeting round is running, the clock on every screen is the round's."""
    if activity.kind is not Kind.MEETINGS:
        return activity.ends_at
    rounds = store.of_activity(tx, workshop.id, activity.id)
    return (rounds[-1].ends_at if rounds else None) or activity.ends_at


def plan_of_newest(tx: Transaction, sitting: seats.Sitting) -> Plan:
    return store.plan(tx, sitting.newest.id) if sitting.newest else Plan()


def round_said(sitting: seats.Sitting) -> list[Any]:
    """(number, of how many, what of it). A plan that is not announced is only something that comes soon."""
    newest = sitting.newest
    if newest is None:
        return [0, sitting.rule.rounds, "before"]
    said = newest.status.value if newest.is_announced else "soon"
    return [newest.number, sitting.rule.rounds, said]


def _mark(words: str) -> str:
    """Nobody can find out by trying whose names are behind it."""
    return derived(words, 6)
