"""Meeting rounds: who takes part, the rounds of an activity, who sat where."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from domain.meeting_plan import Plan, plan_of
from domain.meetings import Bench, MeetingRound, MeetingStatus, Seat
from domain.refusal import Refusal
from storage.database import Transaction
from storage.rows import columns, insert_once, insert_row, read
from storage.schema import MeetingGuestRow, MeetingRoundRow, MeetingSeatRow, MeetingTableRow

_ROUND = columns(MeetingRoundRow, MeetingRound)
_SEATS = (
    select(
        MeetingSeatRow.person_id,
        MeetingSeatRow.table_number,
        MeetingSeatRow.place,
        MeetingSeatRow.bench,
        MeetingSeatRow.here,
    )
    .where(MeetingSeatRow.round_id == bindparam("round_id"))
    .order_by(MeetingSeatRow.table_number, MeetingSeatRow.place, MeetingSeatRow.person_id)
)
_UNSEAT = (
    update(MeetingSeatRow)
    .where(MeetingSeatRow.round_id == bindparam("in_round"), MeetingSeatRow.person_id == bindparam("of_person"))
    .values(table_number=None, place=None, bench=Bench.WAITING.value)
)
_SEAT = (
    update(MeetingSeatRow)
    .where(MeetingSeatRow.round_id == bindparam("in_round"), MeetingSeatRow.person_id == bindparam("of_person"))
    .values(
        table_number=bindparam("at_table"),
        place=bindparam("at_place"),
        bench=bindparam("on_bench"),
        here=bindparam("is_here"),
    )
)


def of_activity(tx: Transaction, workshop_id: int, activity_id: int | None) -> list[MeetingRound]:
    """The rounds of an activity, the oldest first."""
    rows = tx.execute(
        select(*_ROUND)
        .where(MeetingRoundRow.workshop_id == workshop_id, MeetingRoundRow.activity_id == activity_id)
        .order_by(MeetingRoundRow.number)
    )
    return [_round(row) for row in rows]


def of_workshop(tx: Transaction, workshop_id: int) -> list[MeetingRound]:
    rows = tx.execute(select(*_ROUND).where(MeetingRoundRow.workshop_id == workshop_id).order_by(MeetingRoundRow.id))
    return [_round(row) for row in rows]


def by_id(tx: Transaction, workshop_id: int, round_id: int) -> MeetingRound:
    row = tx.execute(
        select(*_ROUND).where(MeetingRoundRow.workshop_id == workshop_id, MeetingRoundRow.id == round_id)
    ).first()
    if row is None:
        raise Refusal("meeting_round_unknown")
    return _round(row)


def add(tx: Transaction, workshop_id: int, **values: Any) -> int:
    return insert_row(tx, insert(MeetingRoundRow).values(workshop_id=workshop_id, extra_minutes=0, **values))


def change(tx: Transaction, round_id: int, **values: Any) -> None:
    tx.execute(update(MeetingRoundRow).where(MeetingRoundRow.id == round_id).values(**values))


def add_minutes(tx: Transaction, round_: MeetingRound, minutes: int) -> None:
    """More time for a round, or less, never before its beginning."""
    change(tx, round_.id, extra_minutes=max(1 - round_.minutes, round_.extra_minutes + minutes))


def seats(tx: Transaction, round_id: int) -> list[Seat]:
    """In order of tables and places, the bench besides."""
    return [
        Seat(person_id, table, place, Bench(bench) if bench else None, here)
        for person_id, table, place, bench, here in tx.execute(_SEATS, {"round_id": round_id})
    ]


def plan(tx: Transaction, round_id: int) -> Plan:
    locked = tx.scalars(
        select(MeetingTableRow.number).where(MeetingTableRow.round_id == round_id, MeetingTableRow.locked.is_(True))
    )
    return plan_of(seats(tx, round_id), list(locked))


def save_plan(tx: Transaction, round_id: int, wanted: Plan) -> None:
    """Writes what differs from what is there. A place is free before somebody else takes it."""
    before = {seat.person_id: seat for seat in seats(tx, round_id)}
    after = {seat.person_id: seat for seat in wanted.seats()}
    changed = [seat for person_id, seat in after.items() if before.get(person_id) != seat]
    if moved := [seat for seat in changed if seat.person_id in before]:
        tx.execute(_UNSEAT, [{"in_round": round_id, "of_person": seat.person_id} for seat in moved])
    if left := before.keys() - after.keys():
        tx.execute(
            delete(MeetingSeatRow).where(MeetingSeatRow.round_id == round_id, MeetingSeatRow.person_id.in_(left))
        )
    _save_tables(tx, round_id, wanted)
    if new := [seat for seat in changed if seat.person_id not in before]:
        tx.execute(insert(MeetingSeatRow), [_values(round_id, seat) for seat in new])
    if moved:
        tx.execute(
            _SEAT,
            [
                {
                    "in_round": round_id,
                    "of_person": seat.person_id,
                    "at_table": seat.table,
                    "at_place": seat.place,
                    "on_bench": seat.bench.value if seat.bench else None,
                    "is_here": seat.here,
                }
                for seat in moved
            ],
        )


def confirm(tx: Transaction, round_id: int, person_id: str) -> bool:
    """Notes that this person is at their table. False if they have none in this round."""
    theirs = (MeetingSeatRow.round_id == round_id, MeetingSeatRow.person_id == person_id)
    seated = MeetingSeatRow.table_number.is_not(None)
    return tx.execute(update(MeetingSeatRow).where(*theirs, seated).values(here=True)).rowcount == 1


def guests(tx: Transaction, activity_id: int) -> dict[str, bool]:
    """Who takes part in these rounds, by person; False for those who left or were missing."""
    rows = tx.execute(
        select(MeetingGuestRow.person_id, MeetingGuestRow.here).where(MeetingGuestRow.activity_id == activity_id)
    )
    return {row.person_id: row.here for row in rows}


def set_here(tx: Transaction, activity_id: int, person_ids: Collection[str], *, here: bool) -> None:
    """The wanted end: said twice, it is the same."""
    for person_id in person_ids:
        row = {"activity_id": activity_id, "person_id": person_id, "here": here}
        if not insert_once(tx, insert(MeetingGuestRow), row):
            tx.execute(
                update(MeetingGuestRow)
                .where(MeetingGuestRow.activity_id == activity_id, MeetingGuestRow.person_id == person_id)
                .values(here=here)
            )


def past(tx: Transaction, workshop_id: int, before: int | None = None) -> dict[int, list[Seat]]:
    """The seats of all rounds of this workshop that took place, the oldest first; `before`: this round is none."""
    return {
        round_.id: seats(tx, round_.id)
        for round_ in of_workshop(tx, workshop_id)
        if round_.is_announced and round_.id != before
    }


def _save_tables(tx: Transaction, round_id: int, wanted: Plan) -> None:
    there = {
        row.number: row.locked
        for row in tx.execute(
            select(MeetingTableRow.number, MeetingTableRow.locked).where(MeetingTableRow.round_id == round_id)
        )
    }
    of_round = MeetingTableRow.round_id == round_id
    if gone := there.keys() - wanted.tables.keys():
        tx.execute(delete(MeetingTableRow).where(of_round, MeetingTableRow.number.in_(gone)))
    for number in wanted.tables:
        locked = number in wanted.locked
        if number not in there:
            tx.execute(insert(MeetingTableRow).values(round_id=round_id, number=number, locked=locked))
        elif there[number] is not locked:
            tx.execute(
                update(MeetingTableRow).where(of_round, MeetingTableRow.number == number).values(locked=locked)
            )


def _values(round_id: int, seat: Seat) -> dict[str, Any]:
    return {
        "round_id": round_id,
        "person_id": seat.person_id,
        "table_number": seat.table,
        "place": seat.place,
        "bench": seat.bench.value if seat.bench else None,
        "here": seat.here,
    }


def _round(row: Any) -> MeetingRound:
    return read(MeetingRound, row, status=MeetingStatus(row.status))
