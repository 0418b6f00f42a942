"""Project groups: who takes part in what, and what each group sets out to do."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from actions import groups
from actions.live import state_of
from actions.room import Room
from components.frame import show_brief_note
from components.groups import close_profile, show_group, show_no_groups, writing_key
from components.news import follow_news
from components.obstacle import attempt
from domain.groups import GroupRole
from domain.visitor import Role, Visitor


@st.fragment
def show(person: Visitor, stream: str, _seen: Room) -> None:
    """Drawn anew by itself when somebody joins, leaves or writes."""
    seen = state_of(person.in_workshop(), Role.PARTICIPANT, ["groups"])
    show_brief_note()
    views = groups.groups_of(person)
    if not views:
        show_no_groups()
    for view in views:
        show_group(view, person.person_id, on_part=partial(_take_part, person), on_write=partial(_write, person))
    follow_news("group_news", stream=stream, seen=seen)


def _take_part(person: Visitor, group_id: int, role: GroupRole | None) -> None:
    attempt(
        f"group_{group_id}",
        lambda: groups.join_group(person, group_id, role),
        f"groups.joined_{role.value}" if role else "groups.left",
    )


def _write(person: Visitor, group_id: int, changed: Mapping[str, str]) -> None:
    if attempt(writing_key(group_id), lambda: groups.change_profile(person, group_id, changed), "groups.saved"):
        close_profile(group_id)
