"""A meeting round as one of those who take part sees it: which table, with whom, and about what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from actions import live_meetings, seats
from actions.clock import now
from documents.consents import proof
from domain.matching import Reason, suggestions_of
from domain.matching_room import RoomScores
from domain.meeting_plan import Plan, confirmed, gone, taken_in
from domain.meetings import Bench, MeetingRound
from domain.people import Person
from domain.privacy import Purpose
from domain.refusal import Refusal
from domain.visitor import Visitor
from storage import consents
from storage import meetings as store
from storage import people as people_store
from storage import table as own
from storage import workshop as workshop_store
from storage.database import Transaction, reading, writing
from storage.everybody import everybody
from storage.trouble import may_come_twice


@dataclass(frozen=True)
class MyTable:
    """`here`: takes part. `others`: who sits at this table besides. `confirmed`: has said so at this table.
    `on_screen`: agreed that their name stands beside the table's number on the projector. `live`: what the stream
    says of all this, as `round` and `mine`.
    """

    round: MeetingRound | None
    rounds: int
    here: bool = False
    table: int | None = None
    bench: Bench | None = None
    others: tuple[Person, ...] = ()
    confirmed: bool = False
    reasons: tuple[Reason, ...] = ()
    on_screen: bool = False
    live: Mapping[str, Any] = field(default_factory=dict)


def my_table(visitor: Visitor) -> MyTable:
    """Nothing of a plan that is not announced yet."""
    workshop_id, person_id = visitor.as_participant()
    with reading() as tx:
        people_store.by_id(tx, workshop_id, person_id)
        sitting = seats.sitting_if_any(tx, workshop_id)
        if sitting is None:
            return MyTable(None, 0)
        here = own.is_here(tx, sitting.activity.id, person_id)
        seat = own.seat(tx, sitting.running.id, person_id) if sitting.running else None
        ids = own.people_at(tx, sitting.running.id, seat.table) if sitting.running and seat and seat.table else ()
        others = tuple(people_store.by_id(tx, workshop_id, each) for each in ids if each != person_id)
        on_screen = own.has_agreed_to_screen(tx, person_id)
    return MyTable(
        sitting.newest,
        sitting.rule.rounds,
        bool(here),
        seat.table if seat else None,
        seat.bench if seat else None,
        others,
        seat.here if seat else False,
        _reasons(workshop_id, person_id, others),
        on_screen,
        {"round": live_meetings.round_said(sitting), "mine": live_meetings.mine(seat, ids, here)},
    )


@may_come_twice
def come(visitor: Visitor) -> None:
    """„Ich bin da“: takes part from now on; in a round that runs, at the table or on the bench."""
    workshop_id, person_id = visitor.as_participant()
    with writing() as tx:
        workshop_store.by_id(tx, workshop_id).must_be_open()
        people_store.by_id(tx, workshop_id, person_id)
        sitting = seats.sitting_now(tx, workshop_id)
        # Most are at their table and only say so: nobody has to wait for anybody.
        if not (sitting.running and store.confirm(tx, sitting.running.id, person_id)):
            workshop_store.lock(tx, workshop_id)
            seats.come(tx, seats.sitting_now(tx, workshop_id), person_id)
        tx.tell(workshop_id, "meetings")


@may_come_twice
def miss(visitor: Visitor, meeting_round_id: int, person_id: str | None) -> None:
    """„Mein Gegenüber fehlt“: who says so gets company at once. None if there is nobody at the table at all."""
    workshop_id, my_id = visitor.as_participant()
    with writing() as tx:
        workshop_store.by_id(tx, workshop_id).must_be_open()
        people_store.by_id(tx, workshop_id, my_id)
        workshop_store.lock(tx, workshop_id)
        sitting = seats.sitting_now(tx, workshop_id)
        round_ = store.by_id(tx, workshop_id, meeting_round_id)
        if sitting.running is None or round_.id != sitting.running.id:
            raise Refusal("meeting_is_over")
        if person_id is not None:
            people_store.by_id(tx, workshop_id, person_id)
        before = store.plan(tx, round_.id)
        after = _without(tx, sitting, round_, before, my_id, person_id)
        if after == before:
            return
        store.save_plan(tx, round_.id, after)
        if person_id is not None:
            store.set_here(tx, sitting.activity.id, [person_id], here=False)
        tx.tell(workshop_id, "meetings")


@may_come_twice
def leave(visitor: Visitor) -> None:
    """Takes part no more, until they say that they are there again."""
    workshop_id, person_id = visitor.as_participant()
    with writing() as tx:
        workshop_store.by_id(tx, workshop_id).must_be_open()
        people_store.by_id(tx, workshop_id, person_id)
        workshop_store.lock(tx, workshop_id)
        seats.go(tx, seats.sitting_now(tx, workshop_id), person_id, Bench.LEFT)
        tx.tell(workshop_id, "meetings")


@may_come_twice
def show_my_name(visitor: Visitor, *, visible: bool) -> None:
    """The consent that one's name stands beside one's table on the projector, or its end."""
    workshop_id, person_id = visitor.as_participant()
    with writing() as tx:
        if visible:
            workshop_store.by_id(tx, workshop_id).must_be_open()
        people_store.by_id(tx, workshop_id, person_id)
        people_store.lock(tx, workshop_id, (person_id,))
        if visible and not own.has_agreed_to_screen(tx, person_id):
            consents.add(tx, person_id, Purpose.TABLE_NAME, **proof(Purpose.TABLE_NAME, "table"), at=now())
        elif not visible:
            consents.withdraw(tx, person_id, Purpose.TABLE_NAME, now())
        tx.tell(workshop_id, "meetings")


def _without(
    tx: Transaction,
    sitting: seats.Sitting,
    round_: MeetingRound,
    plan: Plan,
    my_id: str,
    person_id: str | None,
) -> Plan:
    """The plan without who is missing at my table; unchanged if that was said already."""
    number = plan.table_of(my_id)
    if number is None:
        return plan
    fits = seats.fits_for(tx, sitting, round_)
    if person_id is None:
        alone = len(plan.tables[number]) == 1
        return taken_in(confirmed(plan, my_id), my_id, *fits) if alone else plan
    if person_id == my_id or plan.table_of(person_id) != number:
        return plan
    return gone(confirmed(plan, my_id), person_id, *fits)


def _reasons(workshop_id: int, person_id: str, others: Sequence[Person]) -> tuple[Reason, ...]:
    """Worth talking about, for pairs: from what those offer and seek who agreed to be suggested with it."""
    room = everybody(workshop_id)
    both = [person_id, *(other.id for other in others)]
    if (
        len(both) != 2
        or any(each not in room.profiles or each not in room.people for each in both)
        or not room.profiles[both[1]].visible
    ):
        return ()
    pair = RoomScores(
        {each: room.profiles[each] for each in both}, {each: room.people[each] for each in both}, room.chips
    )
    found = suggestions_of(pair, room.fields, person_id, both[1:])
    return tuple(reason for each in found for reason in each.reasons if reason.kind != "surprise")
