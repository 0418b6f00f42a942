"""What one person is in the meeting rounds: there or not, at which table, and what is stored about it."""

from typing import Any

from sqlalchemy import bindparam, func, select

from domain.meetings import Bench, MeetingStatus, Seat
from domain.privacy import Purpose
from storage.database import Transaction
from storage.schema import ConsentRow, MeetingGuestRow, MeetingRoundRow, MeetingSeatRow, PersonRow

_SEAT = select(
    MeetingSeatRow.person_id,
    MeetingSeatRow.table_number,
    MeetingSeatRow.place,
    MeetingSeatRow.bench,
    MeetingSeatRow.here,
).where(MeetingSeatRow.round_id == bindparam("round_id"), MeetingSeatRow.person_id == bindparam("person_id"))
_AT_TABLE = (
    select(MeetingSeatRow.person_id)
    .where(MeetingSeatRow.round_id == bindparam("round_id"), MeetingSeatRow.table_number == bindparam("number"))
    .order_by(MeetingSeatRow.place)
)
_HERE = select(MeetingGuestRow.here).where(
    MeetingGuestRow.activity_id == bindparam("activity_id"), MeetingGuestRow.person_id == bindparam("person_id")
)
_AGREED = (ConsentRow.purpose == Purpose.TABLE_NAME.value, ConsentRow.withdrawn_at.is_(None))
_HAS_AGREED = select(func.count()).where(ConsentRow.person_id == bindparam("person_id"), *_AGREED)


def seat(tx: Transaction, round_id: int, person_id: str) -> Seat | None:
    row = tx.execute(_SEAT, {"round_id": round_id, "person_id": person_id}).first()
    if row is None:
        return None
    return Seat(row.person_id, row.table_number, row.place, Bench(row.bench) if row.bench else None, row.here)


def people_at(tx: Transaction, round_id: int, number: int) -> tuple[str, ...]:
    """Who sits at this table, in order of their places."""
    return tuple(tx.scalars(_AT_TABLE, {"round_id": round_id, "number": number}))


def is_here(tx: Transaction, activity_id: int, person_id: str) -> bool | None:
    """None if this person has never taken part."""
    return tx.scalar(_HERE, {"activity_id": activity_id, "person_id": person_id})


def has_agreed_to_screen(tx: Transaction, person_id: str) -> bool:
    return bool(tx.scalar(_HAS_AGREED, {"person_id": person_id}))


def named_on_screen(tx: Transaction, workshop_id: int) -> dict[str, str]:
    """The names of those who agreed that theirs stands beside their table's number, by person."""
    rows = tx.execute(
        select(PersonRow.id, PersonRow.name)
        .join(ConsentRow, ConsentRow.person_id == PersonRow.id)
        .where(
            PersonRow.workshop_id == workshop_id,
            *_AGREED,
        )
    )
    return {row.id: row.name for row in rows}


def personal(tx: Transaction, person_id: str) -> dict[str, Any]:
    """`in_meetings`: takes part. `meetings`: (number, table or None, the names of who else sat there) by round."""
    announced = MeetingRoundRow.status.in_((MeetingStatus.RUNNING.value, MeetingStatus.ENDED.value))
    mine = tx.execute(
        select(MeetingRoundRow.number, MeetingSeatRow.round_id, MeetingSeatRow.table_number)
        .join(MeetingRoundRow, MeetingRoundRow.id == MeetingSeatRow.round_id)
        .where(MeetingSeatRow.person_id == person_id, announced)
        .order_by(MeetingSeatRow.round_id)
    ).all()
    takes_part = select(func.count()).where(MeetingGuestRow.person_id == person_id)
    return {
        "in_meetings": bool(tx.scalar(takes_part)),
        "meetings": tuple(
            (row.number, row.table_number, _beside(tx, person_id, row.round_id, row.table_number)) for row in mine
        ),
    }


def _beside(tx: Transaction, person_id: str, round_id: int, number: int | None) -> tuple[str, ...]:
    if number is None:
        return ()
    return tuple(
        tx.scalars(
            select(PersonRow.name)
            .join(MeetingSeatRow, MeetingSeatRow.person_id == PersonRow.id)
            .where(
                MeetingSeatRow.round_id == round_id,
                MeetingSeatRow.table_number == number,
                MeetingSeatRow.person_id != person_id,
            )
            .order_by(MeetingSeatRow.place)
        )
    )
