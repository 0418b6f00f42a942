"""Offers and wishes, consent, contact requests."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import bindparam, case, func, insert, literal, or_, select, union_all, update

from domain.contacts import ContactRequest, Entry, Profile, RequestState, Side
from domain.refusal import Refusal
from storage.database import Transaction
from storage.rows import columns, insert_row, read
from storage.schema import (
    ContactRequestRow,
    EntryRow,
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

_HERE = PersonRow.workshop_id == bindparam("workshop_id")
_SOME = PersonRow.id.in_(bindparam("person_ids", expanding=True))
_PEOPLE = select(PersonRow.id, PersonRow.visible, PersonRow.email).where(_HERE)
_SOME_PEOPLE = _PEOPLE.where(_SOME)
# A statement of its own, before the content is read: what waited for a lock still sees the rows of before.
_ONE_TO_CHANGE = _SOME_PEOPLE.with_for_update(key_share=True)
# In place of a side: the row is a field of action.
_FIELD = "field"


def _content(*here: Any) -> Any:
    """Entries and fields of action in one look: person, number of the entry, side, topic or field, text."""
    entries = select(EntryRow.person_id, EntryRow.id, EntryRow.side, EntryRow.chip_id, EntryRow.text)
    fields = select(PersonFieldRow.person_id, literal(0), literal(_FIELD), PersonFieldRow.field_id, literal(""))
    return union_all(
        entries.join(PersonRow, PersonRow.id == EntryRow.person_id).where(*here),
        fields.join(PersonRow, PersonRow.id == PersonFieldRow.person_id).where(*here),
    )


_CONTENT, _SOME_CONTENT = _content(_HERE), _content(_HERE, _SOME)


def _request(row: Any) -> ContactRequest:
    return read(ContactRequest, row, state=RequestState(row.state))


def profiles(tx: Transaction, workshop_id: int, person_ids: Collection[str] | None = None) -> dict[str, Profile]:
    """Everybody's offers, wishes and fields, or only theirs, by person. Without e-mail addresses."""
    values: dict[str, Any] = {"workshop_id": workshop_id}
    people, content = _PEOPLE, _CONTENT
    if person_ids is not None:
        values["person_ids"] = list(person_ids)
        people, content = _SOME_PEOPLE, _SOME_CONTENT
    found = _Content(tx.execute(content, values))
    return {row.id: found.profile(row.id, row.visible) for row in tx.execute(people, values)}


def profile(tx: Transaction, workshop_id: int, person_id: str, *, to_change: bool = False) -> Profile:
    """One person's own profile, with the address they gave. `to_change` keeps others from changing it meanwhile."""
    values = {"workshop_id": workshop_id, "person_ids": [person_id]}
    row = tx.execute(_ONE_TO_CHANGE if to_change else _SOME_PEOPLE, values).first()
    if row is None:
        raise Refusal("not_joined")
    return _Content(tx.execute(_SOME_CONTENT, values)).profile(person_id, row.visible, row.email)


def email(tx: Transaction, workshop_id: int, person_id: str) -> str:
    """The person's own address; empty without one."""
    row = tx.execute(_SOME_PEOPLE, {"workshop_id": workshop_id, "person_ids": [person_id]}).first()
    if row is None:
        raise Refusal("not_joined")
    address: str = row.email
    return address


def is_visible(tx: Transaction, workshop_id: int, person_id: str) -> bool:
    """Whether somebody is here who agreed to be suggested."""
    row = tx.execute(_SOME_PEOPLE, {"workshop_id": workshop_id, "person_ids": [person_id]}).first()
    return row is not None and row.visible


class _Content:
    """Offers, wishes and fields as they come out of the database, by person."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self.entries: dict[str, list[Entry]] = {}
        self.fields: dict[str, set[int]] = {}
        for person_id, entry_id, side, reference, text in rows:
            if side == _FIELD:
                self.fields.setdefault(person_id, set()).add(reference)
            else:
                self.entries.setdefault(person_id, []).append(Entry(Side(side), reference, text, entry_id))

    def profile(self, person_id: str, visible: bool, address: str = "") -> Profile:
        entries = sorted(self.entries.get(person_id, ()), key=lambda entry: entry.id or 0)
        return Profile(person_id, tuple(entries), frozenset(self.fields.get(person_id, ())), visible, address)


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


def answer_request(
    tx: Transaction, request_id: int, state: RequestState, at: dt.datetime, *, of: Iterable[RequestState]
) -> bool:
    """False if it is in none of these states any more: whoever withdraws in this very moment is not overruled."""
    answered = tx.execute(
        update(ContactRequestRow)
        .where(ContactRequestRow.id == request_id, ContactRequestRow.state.in_([each.value for each in of]))
        .values(state=state.value, decided_at=at, refused=state is RequestState.DECLINED)
    )
    return answered.rowcount == 1


def refused_pairs(tx: Transaction, workshop_id: int) -> frozenset[frozenset[str]]:
    """Who has said no to whom, also where the request has been withdrawn since."""
    rows = tx.execute(
        select(ContactRequestRow.from_id, ContactRequestRow.to_id).where(
            ContactRequestRow.workshop_id == workshop_id, ContactRequestRow.refused.is_(True)
        )
    )
    return frozenset(frozenset((row.from_id, row.to_id)) for row in rows)


def forget_refusal(tx: Transaction, from_id: str, to_id: str) -> None:
    """Who has said no to this sender asks them now."""
    pair = {"from_id": from_id, "to_id": to_id}
    tx.execute(update(ContactRequestRow).filter_by(**pair, refused=True).values(refused=False))


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
    """Grows with every request, agreement, edit and withdrawal: each state weighs more than those it can follow.

    Not with a no: in a small room the number alone would tell of it.
    """
    weight = case(
        (ContactRequestRow.state == RequestState.ACCEPTED.value, 2),
        (ContactRequestRow.state == RequestState.WITHDRAWN.value, 3),
        else_=1,
    )
    steps = func.sum(weight + ContactRequestRow.edits)
    return tx.scalar(select(steps).where(ContactRequestRow.workshop_id == workshop_id)) or 0


def count_visible(tx: Transaction, workshop_id: int) -> int:
    """How many agreed to be suggested."""
    return (
        tx.scalar(select(func.count()).where(PersonRow.workshop_id == workshop_id, PersonRow.visible.is_(True))) or 0
    )
