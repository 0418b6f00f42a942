"""Organisers' accounts; passwords as argon2 hashes."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import func, insert, select, update

from domain.accounts import Account
from storage.database import Transaction
from storage.rows import columns, insert_row, read
from storage.schema import AccountRow

_hasher = PasswordHasher()
# Checked against when the address is unknown, so that the answer takes as long as for a known one.
_NOBODY = _hasher.hash("nobody's password")


def count(tx: Transaction) -> int:
    return tx.scalar(select(func.count()).select_from(AccountRow)) or 0


def by_id(tx: Transaction, account_id: int) -> Account | None:
    row = tx.execute(select(*columns(AccountRow, Account)).where(AccountRow.id == account_id)).first()
    return read(Account, row) if row else None


def first_of(tx: Transaction, alliance_id: int) -> int | None:
    return tx.scalar(
        select(AccountRow.id).where(AccountRow.alliance_id == alliance_id).order_by(AccountRow.id).limit(1)
    )


def with_password(tx: Transaction, email: str, password: str) -> Account | None:
    """The account, if address and password belong together."""
    row = tx.execute(
        select(*columns(AccountRow, Account), AccountRow.password_hash).where(
            AccountRow.email == email.strip().lower()
        )
    ).first()
    try:
        _hasher.verify(row.password_hash if row else _NOBODY, password)
    except (VerifyMismatchError, InvalidHashError):
        return None
    return Account(row.id, row.alliance_id, row.email, row.name) if row else None


def add(tx: Transaction, alliance_id: int, email: str, name: str, password: str) -> int:
    return insert_row(
        tx,
        insert(AccountRow).values(
            alliance_id=alliance_id,
            email=email.strip().lower(),
            name=name,
            password_hash=_hasher.hash(password),
        ),
    )


def is_known(tx: Transaction, email: str) -> bool:
    return bool(tx.scalar(select(func.count()).where(AccountRow.email == email.strip().lower())))


def set_password(tx: Transaction, account_id: int, password: str) -> None:
    tx.execute(update(AccountRow).where(AccountRow.id == account_id).values(password_hash=_hasher.hash(password)))
