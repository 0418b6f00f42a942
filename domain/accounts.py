"""Organisers' accounts. How passwords are kept is storage's matter, how long they must be is a rule."""

from dataclasses import dataclass

from domain.refusal import Refusal

PASSWORD_LEAST = 10
PASSWORD_MOST = 200


@dataclass(frozen=True)
class Account:
    id: int
    alliance_id: int
    email: str
    name: str


def checked_password(password: str | None) -> str:
    if not PASSWORD_LEAST <= len(password or "") <= PASSWORD_MOST:
        raise Refusal("password_length", least=PASSWORD_LEAST)
    return password or ""
