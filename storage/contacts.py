"""Offers and wishes, consent, contact requests."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import bindparam, case, delete, func, insert, or_, select, true, update

from domain.contacts import ContactCard, ContactRequest, Entry, Profile, RequestState, Side
from domain.refusal import Refusal
from storage.database import Transaction
from storage.rows import columns, insert_row, read
from storage.schema import (
    ConsentRow,
    ContactRequestRow,
    EntryRow,
    InstitutionRow,
    PersonFieldRow,
    PersonRow,
)

_REQUEST = columns(ContactRequestRow, ContactRequest)
_REQUESTS_OF = (
    select(*_REQUEST)
    .where(
        ContactRequestRow.workshop_id == bindparam("workshop_id"),
        or_(ContactRequestRow.from_id == bindparam("person_id"), ContactRequestRow.to_id == bindparam("person_id")),
    )
    .order_by(ContactRequestRow.id.desc())
)


def _request(row: Any) -> ContactRequest:
    return read(ContactRequest, row, state=RequestState(row.state))


def profiles(tx: Transaction, workshop_id: int, person_ids: Collection[str] | None = None) -> dict[str, Profile]:
    """Everybody's offers, wishes and fields, or only theirs, by person. Without e-mail addresses."""
    mine: Any = PersonRow.id.in_(person_ids) if person_ids is not None else true()
    here = (PersonRow.workshop_id == workshop_id, mine)
    entries: dict[str, list[Entry]] = {}
    for row in tx.execute(
        select(EntryRow.id, EntryRow.person_id, EntryRow.side, EntryRow.chip_id, EntryRow.text)
        .join(PersonRow, PersonRow.id == EntryRow.person_id)
        .where(*here)
        .order_by(EntryRow.id)
    ):
        entries.setdefault(row.person_id, []).append(_entry(row))
    fields: dict[str, set[int]] = {}
    for person_id, field_id in tx.execute(
        select(PersonFieldRow.person_id, PersonFieldRow.field_id)
        .join(PersonRow, PersonRow.id == PersonFieldRow.person_id)
        .where(*here)
    ):
        fields.setdefault(person_id, set()).add(field_id)
    people = tx.execute(select(PersonRow.id, PersonRow.visible).where(*here))
    return {
        person_id: Profile(
            person_id,
            tuple(entries.get(person_id, ())),
            frozenset(fields.get(person_id, ())),
            visible,
        )
        for person_id, visible in people
    }


def profile(tx: Transaction, workshop_id: int, person_id: str) -> Profile:
    """One person's own profile, with the address they gave."""
    person = tx.execute(
        select(PersonRow.visible, PersonRow.email).where(
            PersonRow.workshop_id == workshop_id, PersonRow.id == person_id
        )
    ).first()
    if person is None:
        raise Refusal("not_joined")
    entries = tx.execute(
        select(EntryRow.id, EntryRow.side, EntryRow.chip_id, EntryRow.text)
        .where(EntryRow.person_id == person_id)
        .order_by(EntryRow.id)
    )
    fields = tx.scalars(select(PersonFieldRow.field_id).where(PersonFieldRow.person_id == person_id))
    return Profile(person_id, tuple(_entry(row) for row in entries), frozenset(fields), person.visible, person.email)


def _entry(row: Any) -> Entry:
    return Entry(Side(row.side), row.chip_id, row.text, row.id)


def set_entries(tx: Transaction, workshop_id: int, person_id: str, entries: Iterable[Entry]) -> None:
    """These are the person's offers and wishes now."""
    tx.execute(delete(EntryRow).where(EntryRow.person_id == person_id))
    rows = [
        {
            "workshop_id": workshop_id,
            "person_id": person_id,
            "side": entry.side.value,
            "chip_id": entry.chip_id,
            "text": entry.text,
        }
        for entry in entries
    ]
    if rows:
        tx.execute(insert(EntryRow), rows)


def set_fields(tx: Transaction, person_id: str, field_ids: Iterable[int]) -> None:
    tx.execute(delete(PersonFieldRow).where(PersonFieldRow.person_id == person_id))
    rows = [{"person_id": person_id, "field_id": field_id} for field_id in sorted(set(field_ids))]
    if rows:
        tx.execute(insert(PersonFieldRow), rows)


def set_visible(tx: Transaction, workshop_id: int, person_id: str, visible: bool, email: str) -> None:
    tx.execute(
        update(PersonRow)
        .where(PersonRow.workshop_id == workshop_id, PersonRow.id == person_id)
        .values(visible=visible, email=email)
    )


def add_consent(
    tx: Transaction, person_id: str, purpose: str, *, version: str, channel: str, at: dt.datetime
) -> None:
    tx.execute(
        insert(ConsentRow).values(
            person_id=person_id, purpose=purpose, text_version=version, channel=channel, given_at=at
        )
    )


def withdraw_consent(tx: Transaction, person_id: str, purpose: str, at: dt.datetime) -> None:
    tx.execute(
        update(ConsentRow)
        .where(
            ConsentRow.person_id == person_id,
            ConsentRow.purpose == purpose,
            ConsentRow.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=at)
    )


def requests_of(tx: Transaction, workshop_id: int, person_id: str) -> list[ContactRequest]:
    """What the person sent and received, newest first."""
    rows = tx.execute(_REQUESTS_OF, {"workshop_id": workshop_id, "person_id": person_id})
    return [_request(row) for row in rows]


def requests(tx: Transaction, workshop_id: int) -> list[ContactRequest]:
    rows = tx.execute(
        select(*_REQUEST).where(ContactRequestRow.workshop_id == workshop_id).order_by(ContactRequestRow.id)
    )
    return [_request(row) for row in rows]


def request_by_id(tx: Transaction, workshop_id: int, request_id: int) -> ContactRequest:
    row = tx.execute(
        select(*_REQUEST).where(ContactRequestRow.workshop_id == workshop_id, ContactRequestRow.id == request_id)
    ).first()
    if row is None:
        raise Refusal("request_unknown")
    return _request(row)


def request_between(tx: Transaction, from_id: str, to_id: str) -> ContactRequest | None:
    """The request in this direction."""
    row = tx.execute(
        select(*_REQUEST).where(ContactRequestRow.from_id == from_id, ContactRequestRow.to_id == to_id)
    ).first()
    return _request(row) if row else None


def add_request(tx: Transaction, workshop_id: int, **values: Any) -> int:
    return insert_row(tx, insert(ContactRequestRow).values(workshop_id=workshop_id, **values))


def decide_request(tx: Transaction, request_id: int, state: RequestState, at: dt.datetime) -> None:
    tx.execute(
        update(ContactRequestRow).where(ContactRequestRow.id == request_id).values(state=state.value, decided_at=at)
    )


def answer_open_request(tx: Transaction, request_id: int, state: RequestState, at: dt.datetime) -> bool:
    """False if it is not open any more: whoever withdraws in this very moment is not overruled."""
    answered = tx.execute(
        update(ContactRequestRow)
        .where(ContactRequestRow.id == request_id, ContactRequestRow.state == RequestState.OPEN.value)
        .values(state=state.value, decided_at=at)
    )
    return answered.rowcount == 1


def card_between(tx: Transaction, workshop_id: int, reader_id: str, other_id: str) -> ContactCard | None:
    """The other's contact data, if both of the two have agreed. The only place that hands out an address."""
    agreed = tx.scalar(
        select(func.count()).where(
            ContactRequestRow.workshop_id == workshop_id,
            ContactRequestRow.state == RequestState.ACCEPTED.value,
            or_(
                (ContactRequestRow.from_id == reader_id) & (ContactRequestRow.to_id == other_id),
                (ContactRequestRow.from_id == other_id) & (ContactRequestRow.to_id == reader_id),
            ),
        )
    )
    if not agreed:
        return None
    row = tx.execute(
        select(PersonRow.name, InstitutionRow.name.label("institution"), PersonRow.email)
        .outerjoin(InstitutionRow, InstitutionRow.id == PersonRow.institution_id)
        .where(PersonRow.id == other_id)
    ).one()
    return ContactCard(row.name, row.institution or "", row.email)


def count_people_with_entries(tx: Transaction, workshop_id: int) -> int:
    return (
        tx.scalar(select(func.count(EntryRow.person_id.distinct())).where(EntryRow.workshop_id == workshop_id)) or 0
    )


def count_agreed(tx: Transaction, workshop_id: int) -> int:
    """How many contact requests both sides agreed to."""
    return (
        tx.scalar(
            select(func.count()).where(
                ContactRequestRow.workshop_id == workshop_id,
                ContactRequestRow.state == RequestState.ACCEPTED.value,
            )
        )
        or 0
    )


def count_steps(tx: Transaction, workshop_id: int) -> int:
    """Grows with every request, answer and withdrawal: each state weighs more than those it can follow."""
    weight = case(
        (ContactRequestRow.state == RequestState.OPEN.value, 1),
        (ContactRequestRow.state == RequestState.WITHDRAWN.value, 3),
        else_=2,
    )
    return tx.scalar(select(func.sum(weight)).where(ContactRequestRow.workshop_id == workshop_id)) or 0


def count_visible(tx: Transaction, workshop_id: int) -> int:
    """How many agreed to be suggested."""
    return (
        tx.scalar(select(func.count()).where(PersonRow.workshop_id == workshop_id, PersonRow.visible.is_(True))) or 0
    )
