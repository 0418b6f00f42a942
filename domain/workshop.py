"""A workshop: one meeting of an alliance, its code, its place and day, its settings."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.refusal import Refusal
from domain.text_rules import clean_line

# No 0/O, 1/I/L: people type this from a washed-out projector.
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
# With five wrong guesses a second (actions/brake.py) six letters last 98 days, eight 257 years.
CODE_LENGTH = 8


@dataclass(frozen=True)
class Alliance:
    id: int
    name: str
    is_demo: bool = False
    funding_note: str = ""


@dataclass(frozen=True)
class Workshop:
    id: int
    alliance_id: int
    code: str
    title: str
    question: str
    place: str
    starts_at: dt.datetime | None
    is_open: bool
    is_demo: bool
    activity_id: int | None
    settings: dict[str, Any] = field(default_factory=dict)
    facilitator_key: int = 0
    screen_key: int = 0

    def must_be_open(self) -> None:
        if not self.is_open:
            raise Refusal("workshop_closed")


@dataclass(frozen=True)
class Links:
    """The addresses of one workshop, as they stand on paper and in QR codes."""

    participant: str
    # The same way in as it stands in QR codes: who comes by it does not wait while somebody guesses codes.
    scan: str
    facilitator: str
    screen: str


@dataclass(frozen=True)
class Field:
    """A field of action (Handlungsfeld) of the alliance's strategy, as this workshop uses it."""

    id: int
    name: str
    short: str = ""


@dataclass(frozen=True)
class Chip:
    """A topic word (Stichwort) that offers and wishes are tagged with."""

    id: int
    name: str


def draw_code(choose: Callable[[Sequence[str]], str]) -> str:
    """A new code. `choose` is the source of chance, e.g. `secrets.choice`."""
    return "".join(choose(CODE_LETTERS) for _ in range(CODE_LENGTH))


def typed_code(text: str | None) -> str:
    """What a person meant when they typed a code: capitals, no spaces or dashes."""
    return "".join(char for char in clean_line(text).upper() if char.isalnum())
