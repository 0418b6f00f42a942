"""People in a workshop and their institutions."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, update

from domain.people import CheckIn, Institution, InstitutionType, Person, institution_key
from domain.refusal import Refusal
from storage.database import Transaction
from storage.rows import columns, insert_once, read
from storage.schema import InstitutionRow, PersonRow

_PEOPLE = (
    select(
        *columns(PersonRow, Person),
        InstitutionRow.name.label("institution"),
        InstitutionRow.type.label("institution_type"),
    )
    .outerjoin(InstitutionRow, InstitutionRow.id == PersonRow.institution_id)
    .where(PersonRow.workshop_id == bindparam("workshop_id"))
)
_BY_ID = _PEOPLE.where(PersonRow.id == bindparam("person_id"))
_ALL = _PEOPLE.order_by(PersonRow.joined_at, PersonRow.id)
_ADD = insert(PersonRow)
_INSTITUTIONS = (
    select(*columns(InstitutionRow, Institution))
    .where(InstitutionRow.workshop_id == bindparam("workshop_id"))
    .order_by(InstitutionRow.name)
)
_INSTITUTION_OF_KEY = select(InstitutionRow.id).where(
    InstitutionRow.workshop_id == bindparam("workshop_id"), InstitutionRow.key == bindparam("key")
)
_ADD_INSTITUTION = insert(InstitutionRow)
_COUNT = select(func.count()).where(PersonRow.workshop_id == bindparam("workshop_id"))
_KIND = func.coalesce(InstitutionRow.type, InstitutionType.KEINE.value)
_COUNT_BY_TYPE = (
    select(_KIND.label("kind"), func.count().label("people"))
    .select_from(PersonRow)
    .outerjoin(InstitutionRow, InstitutionRow.id == PersonRow.institution_id)
    .where(PersonRow.workshop_id == bindparam("workshop_id"))
    .group_by(_KIND)
)


def _person(row: Row[*tuple[Any, ...]]) -> Person:
    kind = InstitutionType(row.institution_type or InstitutionType.KEINE)
    return read(Person, row, institution=row.institution or "", institution_type=kind)


def by_id(tx: Transaction, workshop_id: int, person_id: str) -> Person:
    row = tx.execute(_BY_ID, {"workshop_id": workshop_id, "person_id": person_id}).first()
    if row is None:
        raise Refusal("not_joined")
    return _person(row)


def by_return_code(tx: Transaction, code_hash: str) -> tuple[int, str] | None:
    """(workshop, person) that the code belongs to."""
    row = tx.execute(
        select(PersonRow.workshop_id, PersonRow.id).where(PersonRow.return_code_hash == code_hash)
    ).first()
    return (row.workshop_id, row.id) if row else None


def lock(tx: Transaction, workshop_id: int, person_ids: Collection[str]) -> None:
    """Waits for whoever is just changing something between these people, and keeps others out of it."""
    tx.execute(
        select(PersonRow.id)
        .where(PersonRow.workshop_id == workshop_id, PersonRow.id.in_(person_ids))
        .order_by(PersonRow.id)
        .with_for_update(key_share=True)
    )


def of_workshop(tx: Transaction, workshop_id: int) -> list[Person]:
    """Everybody, in order of arrival."""
    return [_person(row) for row in tx.execute(_ALL, {"workshop_id": workshop_id})]


def count(tx: Transaction, workshop_id: int) -> int:
    return tx.scalar(_COUNT, {"workshop_id": workshop_id}) or 0


def count_by_type(tx: Transaction, workshop_id: int) -> dict[str, int]:
    """How many people of each institution type; those without an institution as `keine`."""
    return {row.kind: row.people for row in tx.execute(_COUNT_BY_TYPE, {"workshop_id": workshop_id})}


def add(
    tx: Transaction,
    workshop_id: int,
    person_id: str,
    form: CheckIn,
    *,
    joined_at: dt.datetime,
    return_code_hash: str | None = None,
    at_desk: bool = False,
) -> bool:
    """False if this id is in already: a form sent twice makes one person."""
    values = {
        "id": person_id,
        "workshop_id": workshop_id,
        "name": form.name,
        "institution_id": _institution_id(tx, workshop_id, form),
        "joined_at": joined_at,
        "return_code_hash": return_code_hash,
        "at_desk": at_desk,
    }
    return insert_once(tx, _ADD, values)


def change(tx: Transaction, workshop_id: int, person_id: str, form: CheckIn) -> None:
    tx.execute(
        update(PersonRow)
        .where(PersonRow.workshop_id == workshop_id, PersonRow.id == person_id)
        .values(name=form.name, institution_id=_institution_id(tx, workshop_id, form))
    )


def institutions(tx: Transaction, workshop_id: int) -> list[Institution]:
    rows = tx.execute(_INSTITUTIONS, {"workshop_id": workshop_id})
    return [read(Institution, row, type=InstitutionType(row.type)) for row in rows]


def add_institution(tx: Transaction, workshop_id: int, name: str, kind: InstitutionType) -> int:
    """The institution's id; one that is known already under this spelling is not made twice."""
    key = institution_key(name) or name
    known = {"workshop_id": workshop_id, "key": key}
    there = tx.scalar(_INSTITUTION_OF_KEY, known)
    if there is not None:
        return there
    insert_once(tx, _ADD_INSTITUTION, known | {"name": name, "type": kind.value})
    return tx.execute(_INSTITUTION_OF_KEY, known).scalar_one()


def _institution_id(tx: Transaction, workshop_id: int, form: CheckIn) -> int | None:
    if not form.institution:
        return None
    return add_institution(tx, workshop_id, form.institution, form.institution_type)
