"""The time and the chance that actions pass on to the rules."""

import datetime as dt
import secrets

from domain.receipts import drawn_receipt


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def new_receipt() -> str:
    return drawn_receipt(secrets.SystemRandom().sample)


def new_id() -> str:
    """128 random bits: names a person or a ballot and cannot be guessed."""
    return secrets.token_urlsafe(16)
