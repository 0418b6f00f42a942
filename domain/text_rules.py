"""What happens to text that people type before it is kept: cleaned, measured, never silently cut.

Every action that takes text sends it through here: NFC, no control and direction characters, a few accents on a
letter, some lines. What people see is what stays; what is too long is refused with both lengths.
"""

import unicodedata

from domain.refusal import Refusal

_INVISIBLE = {"Cc", "Cf", "Cs", "Co"}
# Holds emoji of several parts together.
_JOINER = "\u200d"
# Letters and signs that show nothing.
_BLANK = set("\u115f\u1160\u2800\u3164\uffa0")
_MOST_MARKS_IN_A_ROW = 4
# Sorting a letter's accents takes time that grows with the square of their number: never more of them than this.
_MOST_MARKS_SORTED = 32
LINES_MOST = 20


def clean_line(text: str | None) -> str:
    """One line: normalised to NFC, control and direction characters out, white space folded."""
    return " ".join(clean_text(text).split())


def clean_text(text: str | None) -> str:
    """Several lines, cleaned like `clean_line`, line breaks kept, also those that word processors make."""
    visible = _visible("\n".join((text or "").splitlines()))
    sorted_once = unicodedata.normalize("NFC", _few_marks(visible, _MOST_MARKS_SORTED))
    # Once more: what was taken out may have stood between a letter and its accent.
    return unicodedata.normalize("NFC", _few_marks(sorted_once, _MOST_MARKS_IN_A_ROW)).strip()


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
    if text.count("\n") >= LINES_MOST:
        raise Refusal("too_many_lines", most=LINES_MOST)
    return text


def _visible(text: str) -> str:
    """Without what shows nothing itself and changes how the rest is shown."""
    return "".join(
        char
        for char in text
        if char in "\n\t"
        or char == _JOINER
        or not (unicodedata.category(char) in _INVISIBLE or _is_no_character(char))
    )


def _few_marks(text: str, most: int) -> str:
    """With at most so many accents on one letter; a joiner is no new letter."""
    kept: list[str] = []
    marks = 0
    for char in text:
        if _is_mark(char):
            marks += 1
        elif char != _JOINER:
            marks = 0
        if marks <= most or char == _JOINER:
            kept.append(char)
    return "".join(kept)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me") or unicodedata.combining(char) > 0


def _can_be_seen(line: str) -> bool:
    return any(unicodedata.category(char)[0] in "LNPSC" and char not in _BLANK | {_JOINER} for char in line)


def _is_no_character(char: str) -> bool:
    """Code points that will never be a character. Those that are only younger than this Python stay."""
    code = ord(char)
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
