"""Project groups around chosen ideas: who leads, who is a partner, who is interested."""

from dataclasses import dataclass
from enum import StrEnum


class GroupRole(StrEnum):
    LEAD = "lead"
    PARTNER = "partner"
    INTERESTED = "interested"


@dataclass(frozen=True)
class Group:
    id: int
    title: str
    cluster_id: int | None = None
    idea_id: int | None = None
    goal: str = ""
    lead_organisation: str = ""
    partners: str = ""
    next_step: str = ""
    due: str = ""
    open_question: str = ""
    benefit: str = ""


@dataclass(frozen=True)
class Member:
    group_id: int
    person_id: str
    role: GroupRole
    name: str = ""
    institution: str = ""


@dataclass(frozen=True)
class Turn:
    """Who writes a Steckbrief; `is_on`: they have written within the last two minutes."""

    person_id: str
    name: str
    is_on: bool
