"""Chores: what is done once a day by whichever process comes first, and what is still to be done."""

import datetime as dt

from sqlalchemy import delete, func, insert, select

from storage.database import Transaction
from storage.rows import insert_once
from storage.schema import ChoreRow

RETENTION = "retention"
# Something was deleted, and the file has not been written anew since.
TIDY = "tidy"


def claim(tx: Transaction, name: str, at: dt.datetime) -> bool:
    """True for the one process that may do this chore today. The key decides, also between processes."""
    return insert_once(tx, insert(ChoreRow).values(name=name, day=at.date(), at=at))


def note(tx: Transaction, name: str, at: dt.datetime) -> None:
    """This is to be done; said twice, it is to be done once."""
    claim(tx, name, at)


def is_waiting(tx: Transaction, name: str) -> bool:
    return bool(tx.scalar(select(func.count()).where(ChoreRow.name == name)))


def done(tx: Transaction, name: str) -> None:
    tx.execute(delete(ChoreRow).where(ChoreRow.name == name))


def last(tx: Transaction, name: str) -> dt.datetime | None:
    return tx.scalar(select(func.max(ChoreRow.at)).where(ChoreRow.name == name))
