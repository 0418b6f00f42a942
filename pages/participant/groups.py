"""Project groups: who takes part in what, who works where, and what each group sets out to do."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from actions import group_profile, group_seats, groups
from actions.live import state_of
from actions.room import Room
from components import draft
from components.frame import show_brief_note
from components.group_profile import Around, Deeds, close_profile, writing_key
from components.groups import show_group, show_my_seat, show_no_groups
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
    confirmed = group_seats.seats_of(person)
    turns, contacts = group_profile.turns_of(person), group_profile.contacts_of(person)
    show_my_seat(confirmed, person.person_id or "", [view.group for view in views])
    deeds = Deeds(
        partial(_take_part, person), partial(_write, person), partial(_turn, person), partial(_name, person)
    )
    mine = confirmed.seats.get(person.person_id or "") if confirmed else None
    for view in sorted(views, key=lambda view: view.group.id != mine):
        around = Around(confirmed, turns.get(view.group.id), contacts.get(view.group.id))
        show_group(view, person.person_id, around, deeds)
    follow_news("group_news", stream=stream, seen=seen)


def _take_part(person: Visitor, group_id: int, role: GroupRole | None) -> None:
    attempt(
        f"group_{group_id}",
        lambda: groups.join_group(person, group_id, role),
        f"groups.joined_{role.value}" if role else "groups.left",
    )


def _write(person: Visitor, group_id: int, changed: Mapping[str, str], is_all: bool) -> None:
    """What was changed is saved; with the button the turn to write ends."""
    if not is_all:
        if changed and attempt(writing_key(group_id), lambda: groups.change_profile(person, group_id, changed)):
            draft.settle(f"group_{group_id}")
        return
    if attempt(writing_key(group_id), lambda: groups.change_profile(person, group_id, changed), "groups.saved"):
        group_profile.end_turn(person, group_id)
        close_profile(group_id)


def _turn(person: Visitor, group_id: int, wanted: bool) -> bool:
    """Whether it is this person's turn now, or they gave it up."""
    deed = group_profile.take_turn if wanted else group_profile.end_turn
    return attempt(writing_key(group_id), lambda: deed(person, group_id))


def _name(person: Visitor, group_id: int, there: bool) -> None:
    attempt(
        writing_key(group_id),
        lambda: group_profile.be_contact(person, group_id, there=there),
        "profile.contact_yes" if there else "profile.contact_no",
    )
