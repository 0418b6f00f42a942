"""What happens to text that people type before it is kept: cleaned, measured, never silently cut."""

import unicodedata

from domain.refusal import Refusal

_INVISIBLE = {"Cc", "Cf", "Cs", "Co"}
# Holds emoji of several parts together.
_JOINER = "\u200d"
# Letters and signs that show nothing.
_BLANK = set("\u115f\u1160\u2800\u3164\uffa0")
_MOST_MARKS_IN_A_ROW = 4


def clean_line(text: str | None) -> str:
    """One line: normalised to NFC, control and direction characters out, white space folded."""
    return " ".join(clean_text(text).split())


def clean_text(text: str | None) -> str:
    """Several lines, cleaned like `clean_line`, line breaks kept, also those that word processors make."""
    kept: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", "\n".join((text or "").splitlines())):
        category = unicodedata.category(char)
        if char in "\n\t" or char == _JOINER:
            kept.append(char)
            continue
        if category in _INVISIBLE or _is_no_character(char):
            continue
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks <= _MOST_MARKS_IN_A_ROW:
            kept.append(char)
    # Once more: what was taken out may have stood between a letter and its accent.
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def required_line(text: str | None, field: str, most: int) -> str:
    """A line that must say something. `field` names the refusals `<field>_missing` and `<field>_too_long`."""
    line = clean_line(text)
    if not _can_be_seen(line):
        raise Refusal(f"{field}_missing")
    return within(line, field, most)


def within(text: str, field: str, most: int) -> str:
    """The text itself, or the refusal `<field>_too_long` with both lengths in characters."""
    if len(text) > most:
        raise Refusal(f"{field}_too_long", most=most, length=len(text))
    return text


def _can_be_seen(line: str) -> bool:
    return any(unicodedata.category(char)[0] in "LNPSC" and char not in _BLANK | {_JOINER} for char in line)


def _is_no_character(char: str) -> bool:
    """Code points that will never be a character. Those that are only younger than this Python stay."""
    code = ord(char)
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
