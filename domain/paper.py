"""Ballots on paper: the number on each, the order of its options, and dots as they are typed from it.

A number has six digits and a check digit by Damm's method, which finds every wrong digit and every two that are
swapped (H. Michael Damm, Total anti-symmetrische Quasigruppen, Marburg 2004).
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.people import Person
from domain.refusal import Refusal
from domain.text_rules import clean_line
from domain.voting import Ballot, Option, Round

# The first digit is never 0, so that no spreadsheet shortens a number.
LEAST, MOST = 100_000, 999_999
LENGTH = 7
# On one click, and of one round.
SHEETS_AT_ONCE = 200
SHEETS_MOST = 999
_SHOWN_AT_MOST = 20

_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


@dataclass(frozen=True)
class Sheet:
    """A printed ballot. `ballot_id` as soon as it belongs to somebody or was entered; `entered`: its dots are in.

    Its receipt is three words like everybody's: by a number in the list of all ballots one would see which ones were
    on paper, and often whose they were.
    """

    number: str
    round_id: int
    batch: int
    receipt: str | None = None
    ballot_id: str | None = None
    entered: bool = False


@dataclass(frozen=True)
class Batch:
    """What was printed at one time."""

    batch: int
    sheets: int
    entered: int


@dataclass(frozen=True)
class SheetInHand:
    """A sheet with all that is needed to enter it. `person`: whose it is; None if nobody's name is known."""

    sheet: Sheet
    round: Round
    title: str
    options: tuple[Option, ...]
    ballot: Ballot
    person: Person | None


def numbered(drawn: int) -> str:
    """The number on a sheet, from a random one between LEAST and MOST."""
    digits = str(drawn)
    return digits + str(_check(digits))


def typed_number(text: str | None) -> str:
    """What was typed or scanned: blanks and dashes do not matter, nor the address that a scanner writes around it."""
    line = clean_line(text)
    scanned = re.search(r"[?&]nr=(\d+)", line)
    digits = scanned[1] if scanned else re.sub(r"[\s.\-–/]", "", line)
    if not re.fullmatch(rf"[1-9][0-9]{{{LENGTH - 1}}}", digits) or _check(digits) != 0:
        raise Refusal("paper_number_wrong", length=LENGTH)
    return digits


def spoken_number(number: str) -> str:
    """In two groups, as it stands on the sheet: 417 2038."""
    return f"{number[:3]} {number[3:]}"


def order_on(number: str, options: Sequence[Option]) -> list[tuple[int, Option]]:
    """The options with their numbers, in an order that every sheet has for itself; printed anew it is the same.

    Numbers go by the order of `options`, so that one idea has one number on all sheets.
    """
    return sorted(
        enumerate(options, start=1), key=lambda each: hashlib.sha256(f"{number}:{each[0]}".encode()).digest()
    )


def typed_dots(text: str | None, options: Sequence[Option]) -> dict[int, int]:
    """Dots by option from what was typed: the number of the idea once a dot, or „3x2“; „0“ for an empty sheet.

    Whether they keep to the rule, the ballot says.
    """
    line = re.sub(r"\s*([x×*=:])\s*", r"\1", clean_line(text).lower())
    parts = [part for part in re.split(r"[\s,;+]+", line) if part]
    if not parts:
        raise Refusal("paper_dots_missing")
    wanted = {option.id: 0 for option in options}
    if parts == ["0"]:
        return wanted
    for part in parts:
        found = re.fullmatch(r"([0-9]{1,4})(?:[x×*=:]([0-9]{1,3}))?", part)
        if found is None:
            raise Refusal("paper_dots_unreadable", text=part[:_SHOWN_AT_MOST])
        wanted[numbered_option(int(found[1]), options).id] += int(found[2] or 1)
    return wanted


def numbered_option(number: int, options: Sequence[Option]) -> Option:
    if not 1 <= number <= len(options):
        raise Refusal("paper_idea_unknown", number=number, most=len(options))
    return options[number - 1]


def written_dots(ballot: Ballot, options: Sequence[Option]) -> str:
    """The ballot as it would be typed."""
    return " ".join(
        " ".join([str(number)] * ballot.on(option.id))
        for number, option in enumerate(options, start=1)
        if ballot.on(option.id)
    )


def checked_count(count: int, there: int) -> int:
    """How many sheets are printed, or the refusal that says how many may be."""
    if not 1 <= count <= SHEETS_AT_ONCE:
        raise Refusal("paper_count_out_of_range", most=SHEETS_AT_ONCE)
    if there + count > SHEETS_MOST:
        raise Refusal("paper_too_many_sheets", most=SHEETS_MOST)
    return count


def _check(digits: str) -> int:
    """0 for a number that carries its check digit; else the digit that is missing."""
    interim = 0
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return interim
