"""Text in cells: what a spreadsheet would take for a formula gets an apostrophe in front (CWE-1236).

A number, a temperature or a telephone number with its sign stays readable. `read_back` undoes it exactly.
"""

import re
import unicodedata

_MARK = "'"
# Also in full width, which some programs fold to the plain sign.
_STARTS_A_FORMULA = frozenset("=+-@＝＋－＠\t\r\n")
# A sign, a digit, and nothing that could calculate or call: "-5 °C im Raum", "+49 30 1234567", "-3,5 %".
_HARMLESS = re.compile(r"[+\-]\d[\w .,°%€]*\Z")


def neutralised(text: str) -> str:
    """The text as it may stand in a cell."""
    return _MARK + text if _is_dangerous(text) else text


def read_back(cell: str) -> str:
    """The text that `neutralised` was given."""
    return cell[len(_MARK) :] if cell.startswith(_MARK) and _is_dangerous(cell[len(_MARK) :]) else cell


def _is_dangerous(text: str) -> bool:
    if not text or _HARMLESS.match(text):
        return False
    # An apostrophe of the person's own counts, so that reading back is exact; a program may skip what is unseen.
    bare = text.lstrip(_MARK)
    start = next((char for char in bare if char != _MARK and not _is_unseen(char)), "")
    return bare[:1] in ("\t", "\r", "\n") or start in _STARTS_A_FORMULA


def _is_unseen(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in ("Cc", "Cf")
