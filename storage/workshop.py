"""Alliances, workshops, their fields of action and topic chips."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from domain.refusal import Refusal
from domain.workshop import Alliance, Chip, Field, Workshop
from storage.database import Transaction
from storage.rows import columns, insert_row, read
from storage.schema import AllianceRow, ChipRow, EntryRow, FieldRow, IdeaRow, WorkshopRow

_WORKSHOP = columns(WorkshopRow, Workshop)
_BY_ID = select(*_WORKSHOP).where(WorkshopRow.id == bindparam("workshop_id"))
_BY_CODE = select(*_WORKSHOP).where(WorkshopRow.code == bindparam("code"))
_FIELDS = (
    select(*columns(FieldRow, Field))
    .where(FieldRow.workshop_id == bindparam("workshop_id"))
    .order_by(FieldRow.position, FieldRow.id)
)
_CHIPS = (
    select(*columns(ChipRow, Chip))
    .where(ChipRow.workshop_id == bindparam("workshop_id"))
    .order_by(ChipRow.position, ChipRow.id)
)
_LARGEST_ID = 2**31 - 1


def by_id(tx: Transaction, workshop_id: int) -> Workshop:
    row = tx.execute(_BY_ID, {"workshop_id": workshop_id}).first()
    if row is None:
        raise Refusal("workshop_unknown")
    return read(Workshop, row)


def by_code(tx: Transaction, code: str) -> Workshop | None:
    row = tx.execute(_BY_CODE, {"code": code}).first()
    return read(Workshop, row) if row else None


def of_alliance(tx: Transaction, alliance_id: int) -> list[Workshop]:
    """The alliance's workshops, newest first."""
    rows = tx.execute(
        select(*_WORKSHOP).where(WorkshopRow.alliance_id == alliance_id).order_by(WorkshopRow.id.desc())
    )
    return [read(Workshop, row) for row in rows]


def lock(tx: Transaction, workshop_id: int) -> None:
    """Waits for whoever is just leading this workshop, and keeps others out until this transaction ends."""
    tx.execute(select(WorkshopRow.id).where(WorkshopRow.id == workshop_id).with_for_update(key_share=True))


def owned(tx: Transaction, alliance_id: int, workshop_id: int) -> Workshop:
    """The workshop if the alliance holds it; another alliance's cannot be found."""
    row = None
    # Addresses can name numbers that no column could hold.
    if 0 < workshop_id <= _LARGEST_ID:
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
    return [read(Field, row) for row in tx.execute(_FIELDS, {"workshop_id": workshop_id})]


def chips(tx: Transaction, workshop_id: int) -> list[Chip]:
    return [read(Chip, row) for row in tx.execute(_CHIPS, {"workshop_id": workshop_id})]


def set_fields(
    tx: Transaction,
    workshop_id: int,
    wanted: Sequence[tuple[str, str]],
    ids: Sequence[int | None] | None = None,
) -> list[int]:
    """Makes (name, explanation) the list; `ids` says which field each of them was before, else its name does.

    Returns the ids of the fields that are no longer on the list. They are still there: see `remove_fields`.
    """
    rows = [{"name": name, "short": short} for name, short in wanted]
    return _set_list(tx, FieldRow, workshop_id, rows, ids or [None] * len(rows))


def set_chips(tx: Transaction, workshop_id: int, wanted: Sequence[str]) -> list[int]:
    """Makes these names the list. Returns the ids of the chips that are no longer on it."""
    return _set_list(tx, ChipRow, workshop_id, [{"name": name} for name in wanted], [None] * len(wanted))


def fields_with_ideas(tx: Transaction, workshop_id: int, field_ids: Sequence[int]) -> list[str]:
    """The names of those fields that ideas use, withdrawn and hidden ones too."""
    return _names_in_use(tx, FieldRow, IdeaRow.field_id, workshop_id, field_ids)


def chips_with_entries(tx: Transaction, workshop_id: int, chip_ids: Sequence[int]) -> list[str]:
    """The names of those chips that offers or wishes use."""
    return _names_in_use(tx, ChipRow, EntryRow.chip_id, workshop_id, chip_ids)


def remove_fields(tx: Transaction, workshop_id: int, field_ids: Sequence[int]) -> None:
    tx.execute(delete(FieldRow).where(FieldRow.workshop_id == workshop_id, FieldRow.id.in_(field_ids)))


def remove_chips(tx: Transaction, workshop_id: int, chip_ids: Sequence[int]) -> None:
    tx.execute(delete(ChipRow).where(ChipRow.workshop_id == workshop_id, ChipRow.id.in_(chip_ids)))


def _set_list(
    tx: Transaction,
    row_type: Any,
    workshop_id: int,
    wanted: Sequence[dict[str, str]],
    ids: Sequence[int | None],
) -> list[int]:
    # Locked, so that nobody starts to use what is about to go (PostgreSQL; SQLite has one writer anyhow).
    there = tx.execute(
        select(row_type.id, row_type.name).where(row_type.workshop_id == workshop_id).with_for_update()
    ).all()
    left = {row.id for row in there}
    by_name = {row.name: row.id for row in there if row.id not in ids}
    for position, (values, named_id) in enumerate(zip(wanted, ids, strict=True)):
        row_id = named_id if named_id in left else by_name.get(values["name"])
        if row_id in left:
            left.discard(row_id)
            tx.execute(update(row_type).where(row_type.id == row_id).values(position=position, **values))
        else:
            tx.execute(insert(row_type).values(workshop_id=workshop_id, position=position, **values))
    return sorted(left)


def _names_in_use(tx: Transaction, row_type: Any, reference: Any, workshop_id: int, ids: Sequence[int]) -> list[str]:
    return list(
        tx.scalars(
            select(row_type.name)
            .where(row_type.workshop_id == workshop_id, row_type.id.in_(ids))
            .where(select(reference).where(reference == row_type.id).exists())
            .order_by(row_type.position)
        )
    )
