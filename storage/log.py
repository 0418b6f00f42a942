"""What facilitators and organisers did, append-only."""

import datetime as dt
from typing import Any

from sqlalchemy import insert, select

from storage.database import Transaction
from storage.schema import LogRow


def note(tx: Transaction, workshop_id: int, role: str, verb: str, subject_id: object = "", **before: Any) -> None:
    """`before` holds what is needed to take it back; never names or texts of participants."""
    tx.execute(
        insert(LogRow).values(
            workshop_id=workshop_id,
            at=dt.datetime.now(dt.UTC),
            role=role,
            verb=verb,
            subject_id=str(subject_id),
            before=before,
        )
    )


def of_workshop(tx: Transaction, workshop_id: int) -> list[tuple[dt.datetime, str, str, str]]:
    """(when, role, verb, subject), oldest first."""
    rows = tx.execute(
        select(LogRow.at, LogRow.role, LogRow.verb, LogRow.subject_id)
        .where(LogRow.workshop_id == workshop_id)
        .order_by(LogRow.id)
    )
    return [tuple(row) for row in rows]  # type: ignore[misc]


def newest(tx: Transaction, workshop_id: int, most: int) -> list[tuple[dt.datetime, str, str, str]]:
    """The same, newest first."""
    rows = tx.execute(
        select(LogRow.at, LogRow.role, LogRow.verb, LogRow.subject_id)
        .where(LogRow.workshop_id == workshop_id)
        .order_by(LogRow.id.desc())
        .limit(most)
    )
    return [tuple(row) for row in rows]  # type: ignore[misc]
