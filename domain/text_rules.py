"""What happens to text that people type before it is kept: cleaned, measured, never silently cut."""

import unicodedata

from domain.refusal import Refusal

_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
_MOST_MARKS_IN_A_ROW = 4


def clean_line(text: str | None) -> str:
    """One line: normalised to NFC, control and direction characters out, white space folded."""
    return " ".join(clean_text(text).split())


def clean_text(text: str | None) -> str:
    """Several lines, cleaned like `clean_line`, line breaks kept."""
    kept: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", text or "").replace("\r\n", "\n").replace("\r", "\n"):
        if char in "\n\t":
            kept.append(char)
            continue
        category = unicodedata.category(char)
        # The zero-width joiner holds emoji of several parts together.
        if category in _INVISIBLE and char != "\u200d":
            continue
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks <= _MOST_MARKS_IN_A_ROW:
            kept.append(char)
    return "".join(kept).strip()


def required_line(text: str | None, field: str, most: int) -> str:
    """A line that must say something. `field` names the refusals `<field>_missing` and `<field>_too_long`."""
    line = clean_line(text)
    if not line:
        raise Refusal(f"{field}_missing")
    return within(line, field, most)


def within(text: str, field: str, most: int) -> str:
    """The text itself, or the refusal `<field>_too_long` with both lengths in characters."""
    if len(text) > most:
        raise Refusal(f"{field}_too_long", most=most, length=len(text))
    return text
