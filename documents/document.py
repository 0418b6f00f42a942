"""A file made when it is asked for, and its name: ASCII, sortable, the same for every kind."""

import re
import unicodedata
from dataclasses import dataclass

from domain.workshop import Workshop
from texts.days import local_day

_LONGEST_TITLE = 40
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


@dataclass(frozen=True)
class Document:
    file_name: str
    media_type: str
    content: bytes


def file_name(workshop: Workshop, what: str, ending: str) -> str:
    """For example 2027-03-11_Netzwerktreffen_Ideen.csv"""
    day = local_day(workshop.starts_at)
    parts = [day.isoformat() if day else "", _ascii(_short(workshop.title)) or "Treffen", _ascii(what)]
    return "_".join(part for part in parts if part) + "." + ending


def _short(title: str) -> str:
    """What stands before the first comma, colon, bracket or dash."""
    return re.split(r"[,;:(–—]", title)[0]


def _ascii(text: str) -> str:
    """Letters and digits, words joined by hyphens, whole words up to a length."""
    spelled = unicodedata.normalize("NFKD", text.translate(_SPELLED_OUT)).encode("ascii", "ignore").decode()
    name = ""
    for word in re.findall(r"[A-Za-z0-9]+", spelled):
        longer = f"{name}-{word}" if name else word[:_LONGEST_TITLE]
        if len(longer) > _LONGEST_TITLE:
            break
        name = longer
    return name
