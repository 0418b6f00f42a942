"""Projects that grew out of earlier meetings, looked at in the review (R-1)."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Stage(StrEnum):
    IDEE = "idee"
    SKIZZE = "skizze"
    ANTRAG = "antrag"
    BEWILLIGT = "bewilligt"
    LAUFEND = "laufend"
    ABGESCHLOSSEN = "abgeschlossen"
    EVALUIERT = "evaluiert"


@dataclass(frozen=True)
class Project:
    id: int
    title: str
    stage: Stage
    summary: str = ""
    lead: str = ""
    next_step: str = ""
    evaluation: str = ""
    results: dict[str, Any] = field(default_factory=dict)
