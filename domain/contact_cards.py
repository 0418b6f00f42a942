"""What the two of a pair release to each other, and the card that shows it once both agreed (R-32)."""

import re
from dataclasses import dataclass

from domain.refusal import Refusal
from domain.text_rules import clean_line, clean_text, within

PHONE_MOST = 40
NOTE_MOST = 500
STEP_MOST = 200
DUE_MOST = 40
_PHONE = re.compile(r"\+?[0-9 ()/.\-]+")
_FEWEST_DIGITS = 5


@dataclass(frozen=True)
class Release:
    """What its owner shows to the other of this very pair, beside name and institution."""

    email: bool = False
    phone: str = ""


BY_EMAIL = Release(email=True)


@dataclass(frozen=True)
class ContactCard:
    """What one of a pair sees of the other once both agreed. `note` is the reader's own, the next step is both's.

    `reader` and `meeting`: who looks at it, and where the two met.
    """

    name: str
    institution: str
    email: str = ""
    phone: str = ""
    topic: str = ""
    note: str = ""
    next_step: str = ""
    due: str = ""
    reader: str = ""
    meeting: str = ""


def checked_release(release: Release) -> Release:
    """Something by which the other can get in touch. A number that nobody can dial is refused."""
    phone = clean_line(release.phone)
    if not (release.email or phone):
        raise Refusal("release_missing")
    digits = sum(char.isdigit() for char in phone)
    if phone and (not _PHONE.fullmatch(phone) or digits < _FEWEST_DIGITS or len(phone) > PHONE_MOST):
        raise Refusal("phone_invalid")
    return Release(release.email, phone)


def checked_note(text: str | None) -> str:
    return within(clean_text(text), "contact_note", NOTE_MOST)


def checked_step(next_step: str | None, due: str | None) -> dict[str, str]:
    """What comes next, and by when; of the two only what is to be changed."""
    found = {}
    if next_step is not None:
        found["next_step"] = within(clean_line(next_step), "contact_step", STEP_MOST)
    if due is not None:
        found["due"] = within(clean_line(due), "due", DUE_MOST)
    return found
