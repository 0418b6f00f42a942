"""Activities of a workshop."""

from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from domain.agenda import Activity, Kind
from domain.refusal import Refusal
from storage.database import Transaction
from storage.rows import columns, insert_row, read
from storage.schema import ActivityRow

_ACTIVITY = columns(ActivityRow, Activity)
_ALL = (
    select(*_ACTIVITY)
    .where(ActivityRow.workshop_id == bindparam("workshop_id"))
    .order_by(ActivityRow.position, ActivityRow.id)
)
_BY_ID = select(*_ACTIVITY).where(
    ActivityRow.workshop_id == bindparam("workshop_id"), ActivityRow.id == bindparam("activity_id")
)


def of_workshop(tx: Transaction, workshop_id: int) -> list[Activity]:
    rows = tx.execute(_ALL, {"workshop_id": workshop_id})
    return [read(Activity, row, kind=Kind(row.kind)) for row in rows]


def by_id(tx: Transaction, workshop_id: int, activity_id: int | None) -> Activity:
    row = tx.execute(_BY_ID, {"workshop_id": workshop_id, "activity_id": activity_id}).first()
    if row is None:
        raise Refusal("activity_unknown")
    return read(Activity, row, kind=Kind(row.kind))


def add(tx: Transaction, workshop_id: int, **values: Any) -> int:
    return insert_row(tx, insert(ActivityRow).values(workshop_id=workshop_id, **values))


def change(tx: Transaction, workshop_id: int, activity_id: int, **values: Any) -> None:
    tx.execute(
        update(ActivityRow)
        .where(ActivityRow.workshop_id == workshop_id, ActivityRow.id == activity_id)
        .values(**values)
    )


def make_room(tx: Transaction, workshop_id: int, position: int) -> None:
    """Moves what stands at `position` and later one place down."""
    tx.execute(
        update(ActivityRow)
        .where(ActivityRow.workshop_id == workshop_id, ActivityRow.position >= position)
        .values(position=ActivityRow.position + 1)
    )


def remove(tx: Transaction, workshop_id: int, activity_id: int) -> None:
    tx.execute(delete(ActivityRow).where(ActivityRow.workshop_id == workshop_id, ActivityRow.id == activity_id))
