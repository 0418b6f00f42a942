"""What people agreed to: which wording, when, by which way; and when they took it back."""

import datetime as dt

from sqlalchemy import insert, select, update

from domain.privacy import Consent
from storage.database import Transaction
from storage.rows import columns, read
from storage.schema import ConsentRow, PersonRow

_CONSENT = columns(ConsentRow, Consent)


def add(
    tx: Transaction,
    person_id: str,
    purpose: str,
    *,
    version: str,
    text_hash: str,
    channel: str,
    at: dt.datetime,
    request_id: int | None = None,
) -> None:
    tx.execute(
        insert(ConsentRow).values(
            person_id=person_id,
            purpose=purpose,
            text_version=version,
            text_hash=text_hash,
            channel=channel,
            given_at=at,
            request_id=request_id,
        )
    )


def of_person(tx: Transaction, workshop_id: int, person_id: str) -> list[Consent]:
    """Oldest first, those taken back too: both are proof."""
    rows = tx.execute(
        select(*_CONSENT)
        .join(PersonRow, PersonRow.id == ConsentRow.person_id)
        .where(PersonRow.workshop_id == workshop_id, ConsentRow.person_id == person_id)
        .order_by(ConsentRow.id)
    )
    return [read(Consent, row) for row in rows]


def withdraw(tx: Transaction, person_id: str, purpose: str, at: dt.datetime) -> None:
    """Every consent of this purpose that still holds ends now."""
    tx.execute(
        _HOLDING.where(ConsentRow.person_id == person_id, ConsentRow.purpose == purpose).values(withdrawn_at=at)
    )


def withdraw_one(tx: Transaction, person_id: str, consent_id: int, at: dt.datetime) -> None:
    tx.execute(_HOLDING.where(ConsentRow.person_id == person_id, ConsentRow.id == consent_id).values(withdrawn_at=at))


def withdraw_for_request(tx: Transaction, person_id: str, request_id: int, at: dt.datetime) -> None:
    theirs = (ConsentRow.person_id == person_id, ConsentRow.request_id == request_id)
    tx.execute(_HOLDING.where(*theirs).values(withdrawn_at=at))


_HOLDING = update(ConsentRow).where(ConsentRow.withdrawn_at.is_(None))
