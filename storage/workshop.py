"""Alliances, workshops, their fields of action and topic chips."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update

from domain.refusal import Refusal
from domain.workshop import Alliance, Chip, Field, Workshop
from storage.database import Transaction
from storage.rows import columns, insert_row, read
from storage.schema import AllianceRow, ChipRow, FieldRow, WorkshopRow

_WORKSHOP = columns(WorkshopRow, Workshop)


def by_id(tx: Transaction, workshop_id: int) -> Workshop:
    row = tx.execute(select(*_WORKSHOP).where(WorkshopRow.id == workshop_id)).first()
    if row is None:
        raise Refusal("workshop_unknown")
    return read(Workshop, row)


def by_code(tx: Transaction, code: str) -> Workshop | None:
    row = tx.execute(select(*_WORKSHOP).where(WorkshopRow.code == code)).first()
    return read(Workshop, row) if row else None


def of_alliance(tx: Transaction, alliance_id: int) -> list[Workshop]:
    """The alliance's workshops, newest first."""
    rows = tx.execute(
        select(*_WORKSHOP).where(WorkshopRow.alliance_id == alliance_id).order_by(WorkshopRow.id.desc())
    )
    return [read(Workshop, row) for row in rows]


def owned(tx: Transaction, alliance_id: int, workshop_id: int) -> Workshop:
    """The workshop if the alliance holds it; another alliance's cannot be found."""
    row = tx.execute(
        select(*_WORKSHOP).where(WorkshopRow.id == workshop_id, WorkshopRow.alliance_id == alliance_id)
    ).first()
    if row is None:
        raise Refusal("workshop_unknown")
    return read(Workshop, row)


def add(tx: Transaction, alliance_id: int, code: str, **values: Any) -> int:
    """A new workshop; the code must not be taken. Returns its id."""
    return insert_row(tx, insert(WorkshopRow).values(alliance_id=alliance_id, code=code, **values))


def change(tx: Transaction, workshop_id: int, **values: Any) -> None:
    tx.execute(update(WorkshopRow).where(WorkshopRow.id == workshop_id).values(**values))


def remove(tx: Transaction, workshop_id: int) -> None:
    """The workshop and everything that belongs to it."""
    tx.execute(delete(WorkshopRow).where(WorkshopRow.id == workshop_id))


def alliance(tx: Transaction, alliance_id: int) -> Alliance:
    row = tx.execute(select(*columns(AllianceRow, Alliance)).where(AllianceRow.id == alliance_id)).first()
    if row is None:
        raise Refusal("alliance_unknown")
    return read(Alliance, row)


def alliances(tx: Transaction) -> list[Alliance]:
    rows = tx.execute(select(*columns(AllianceRow, Alliance)).order_by(AllianceRow.id))
    return [read(Alliance, row) for row in rows]


def add_alliance(tx: Transaction, name: str, *, funding_note: str = "", is_demo: bool = False) -> int:
    return insert_row(tx, insert(AllianceRow).values(name=name, funding_note=funding_note, is_demo=is_demo))


def remove_alliance(tx: Transaction, alliance_id: int) -> None:
    tx.execute(delete(AllianceRow).where(AllianceRow.id == alliance_id))


def fields(tx: Transaction, workshop_id: int) -> list[Field]:
    rows = tx.execute(
        select(*columns(FieldRow, Field))
        .where(FieldRow.workshop_id == workshop_id)
        .order_by(FieldRow.position, FieldRow.id)
    )
    return [read(Field, row) for row in rows]


def chips(tx: Transaction, workshop_id: int) -> list[Chip]:
    rows = tx.execute(
        select(*columns(ChipRow, Chip))
        .where(ChipRow.workshop_id == workshop_id)
        .order_by(ChipRow.position, ChipRow.id)
    )
    return [read(Chip, row) for row in rows]


def set_fields(tx: Transaction, workshop_id: int, wanted: Sequence[tuple[str, str]]) -> None:
    """Makes (name, explanation) the list. What keeps its name keeps its id, so ideas keep their field."""
    _set_list(tx, FieldRow, workshop_id, wanted, lambda pair: {"name": pair[0], "short": pair[1]})


def set_chips(tx: Transaction, workshop_id: int, wanted: Sequence[str]) -> None:
    _set_list(tx, ChipRow, workshop_id, wanted, lambda name: {"name": name})


def _set_list(tx: Transaction, row_type: Any, workshop_id: int, wanted: Iterable[Any], values: Any) -> None:
    known = {
        row.name: row.id
        for row in tx.execute(select(row_type.id, row_type.name).where(row_type.workshop_id == workshop_id))
    }
    for position, item in enumerate(wanted):
        row = {"position": position, **values(item)}
        if row["name"] in known:
            row_id = known.pop(row["name"])
            tx.execute(update(row_type).where(row_type.id == row_id).values(**row))
        else:
            tx.execute(insert(row_type).values(workshop_id=workshop_id, **row))
    if known:
        tx.execute(delete(row_type).where(row_type.id.in_(known.values())))
