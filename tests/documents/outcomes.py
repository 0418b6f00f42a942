"""An outcome with speaking defaults, made without a database."""

import datetime as dt
from typing import Any

from domain.ideas import Idea
from domain.outcome import Outcome
from domain.workshop import Alliance, Field, Links, Workshop

LINKS = Links(
    "http://192.168.1.5:8501/?w=K7M2QX",
    "http://192.168.1.5:8501/?w=K7M2QX&s=ABCDEFGH",
    "http://x/leitung/K7M2QX/geheim",
    "http://x/beamer/K7M2QX/geheim",
)


def a_meeting(title: str = "Netzwerktreffen", **values: Any) -> Workshop:
    starts_at = dt.datetime(2027, 3, 11, 13, 0).astimezone()
    known = {"question": "Was tun?", "place": "Forum", "starts_at": starts_at, "is_open": True, "is_demo": False}
    return Workshop(1, 1, "K7M2QX", title, **{**known, "activity_id": None, **values})


def an_idea(title: str = "Eine Idee", idea_id: int = 1, **values: Any) -> Idea:
    known: dict[str, Any] = {
        "text": "",
        "field_id": None,
        "cluster_id": None,
        "author_id": None,
        "is_anonymous": False,
    }
    state = {"edit_hash": None, "hidden": False, "withdrawn": False, "merged_into": None}
    return Idea(idea_id, title, **{**known, **state, **values})


def an_outcome(**values: Any) -> Outcome:
    known: dict[str, Any] = {
        "alliance": Alliance(1, "Bündnis Testland", funding_note="Kofinanziert von der Europäischen Union"),
        "workshop": a_meeting(),
        "fields": (Field(7, "Ausbildung", "kurz"),),
        "institutions": 0,
        "agreements": 0,
    }
    empty = ("activities", "clusters", "ideas", "rounds", "groups", "attendees", "topics", "projects", "feedback")
    return Outcome(**{**dict.fromkeys(empty, ()), **known, **values})
