"""What the two of a pair have released to each other, what they noted and agreed on; and its end."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import bindparam, case, delete, exists, insert, or_, select, update
from sqlalchemy.orm import aliased

from domain.contact_cards import ContactCard, Release
from domain.contacts import RequestState
from domain.refusal import Refusal
from storage.database import Transaction
from storage.erasure import AGREEMENTS, tally
from storage.schema import (
    ChipRow,
    ContactRequestRow,
    ContactSideRow,
    InstitutionRow,
    PersonRow,
    WorkshopRow,
)

_READER: Any = bindparam("reader_id")
_OTHER_ID = case((ContactRequestRow.from_id == _READER, ContactRequestRow.to_id), else_=ContactRequestRow.from_id)
_Reader, _Theirs, _Mine = aliased(PersonRow), aliased(ContactSideRow), aliased(ContactSideRow)
# Both sides must be there: who has released nothing is shown nothing either.
_CARDS = (
    select(
        ContactRequestRow.id.label("request_id"),
        PersonRow.name,
        InstitutionRow.name.label("institution"),
        case((_Theirs.email, PersonRow.email), else_="").label("email"),
        _Theirs.phone,
        ChipRow.name.label("topic"),
        _Mine.note,
        ContactRequestRow.next_step,
        ContactRequestRow.due,
        _Reader.name.label("reader"),
        WorkshopRow.title.label("meeting"),
    )
    .select_from(ContactRequestRow)
    .join(WorkshopRow, WorkshopRow.id == ContactRequestRow.workshop_id)
    .join(PersonRow, PersonRow.id == _OTHER_ID)
    .join(_Reader, _Reader.id == _READER)
    .join(_Theirs, (_Theirs.request_id == ContactRequestRow.id) & (_Theirs.person_id == PersonRow.id))
    .join(_Mine, (_Mine.request_id == ContactRequestRow.id) & (_Mine.person_id == _READER))
    .outerjoin(InstitutionRow, InstitutionRow.id == PersonRow.institution_id)
    .outerjoin(ChipRow, ChipRow.id == ContactRequestRow.chip_id)
    .where(
        ContactRequestRow.workshop_id == bindparam("workshop_id"),
        ContactRequestRow.state == RequestState.ACCEPTED.value,
        or_(ContactRequestRow.from_id == _READER, ContactRequestRow.to_id == _READER),
    )
    .order_by(ContactRequestRow.id.desc())
)


def cards(tx: Transaction, workshop_id: int, reader_id: str) -> dict[int, ContactCard]:
    """What this person may see of others, by request: of those alone with whom both agreed.

    The only place that hands out an address or a number.
    """
    rows = tx.execute(_CARDS, {"workshop_id": workshop_id, "reader_id": reader_id})
    found = {}
    for row in rows:
        said = {name: value or "" for name, value in row._mapping.items() if name != "request_id"}
        found[row.request_id] = ContactCard(**said)
    return found


def release(tx: Transaction, request_id: int, person_id: str, released: Release) -> None:
    tx.execute(
        insert(ContactSideRow).values(
            request_id=request_id, person_id=person_id, email=released.email, phone=released.phone
        )
    )


def sides_of(tx: Transaction, person_id: str) -> dict[int, tuple[Release, str]]:
    """What this person has released, and their own note, by request."""
    rows = tx.execute(
        select(ContactSideRow.request_id, ContactSideRow.email, ContactSideRow.phone, ContactSideRow.note).where(
            ContactSideRow.person_id == person_id
        )
    )
    return {row.request_id: (Release(row.email, row.phone), row.note) for row in rows}


def steps_of(tx: Transaction, workshop_id: int, request_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """What was agreed on, and by when, by request."""
    rows = tx.execute(
        select(ContactRequestRow.id, ContactRequestRow.next_step, ContactRequestRow.due).where(
            ContactRequestRow.workshop_id == workshop_id, ContactRequestRow.id.in_(request_ids)
        )
    )
    return {row.id: (row.next_step, row.due) for row in rows}


def note(tx: Transaction, request_id: int, person_id: str, text: str) -> None:
    """Refused if the agreement has ended meanwhile."""
    written = tx.execute(
        update(ContactSideRow)
        .where(
            ContactSideRow.request_id == request_id,
            ContactSideRow.person_id == person_id,
            exists().where(
                ContactRequestRow.id == request_id, ContactRequestRow.state == RequestState.ACCEPTED.value
            ),
        )
        .values(note=text)
    )
    if written.rowcount != 1:
        raise Refusal("contact_ended")


def agree_on(tx: Transaction, request_id: int, changed: Mapping[str, str]) -> None:
    """Refused if the agreement has ended meanwhile."""
    written = tx.execute(
        update(ContactRequestRow)
        .where(ContactRequestRow.id == request_id, ContactRequestRow.state == RequestState.ACCEPTED.value)
        .values({**changed, "edits": ContactRequestRow.edits + 1})
    )
    if written.rowcount != 1:
        raise Refusal("contact_ended")


def end(tx: Transaction, workshop_id: int, request_id: int, at: dt.datetime) -> None:
    """Nobody sees anything of the other any more. What stays is a number, and that these two are not suggested to
    each other again."""
    this = ContactRequestRow.id == request_id
    gone = {"state": RequestState.WITHDRAWN.value, "decided_at": at, "chip_id": None, "next_step": "", "due": ""}
    had_agreed = tx.execute(
        update(ContactRequestRow)
        .where(this, ContactRequestRow.state == RequestState.ACCEPTED.value)
        .values(gone | {"edits": ContactRequestRow.edits + 1})
    )
    if had_agreed.rowcount:
        tally(tx, workshop_id, AGREEMENTS)
    tx.execute(update(ContactRequestRow).where(this, ContactRequestRow.state != gone["state"]).values(gone))
    tx.execute(delete(ContactSideRow).where(ContactSideRow.request_id == request_id))


def hide_address(tx: Transaction, request_id: int, person_id: str) -> bool:
    """Only the number stays. False if there is none: then nothing would be left to exchange."""
    hidden = tx.execute(
        update(ContactSideRow)
        .where(
            ContactSideRow.request_id == request_id,
            ContactSideRow.person_id == person_id,
            ContactSideRow.phone != "",
        )
        .values(email=False)
    )
    return bool(hidden.rowcount)


def forget_unanswered(tx: Transaction, before: dt.datetime) -> None:
    """Numbers that were given for requests whose day is over: they can never be shown any more."""
    over = select(ContactRequestRow.id).where(
        ContactRequestRow.created_at < before,
        ContactRequestRow.state.in_((RequestState.OPEN.value, RequestState.DECLINED.value)),
    )
    tx.execute(delete(ContactSideRow).where(ContactSideRow.request_id.in_(over)))
