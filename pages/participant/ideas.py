"""Ideas: write one, look after one's own, watch the wall grow."""

import secrets
import time
from functools import partial

import streamlit as st

from actions import ideas, workshop
from actions.clock import new_id
from actions.room import Room
from components import draft
from components.frame import show_brief_note
from components.ideas import NEW, Form, ask_idea, empty_form, form_of, show_my_ideas
from components.obstacle import attempt
from components.wall import show_wall
from domain.ideas import Idea
from domain.visitor import Visitor

# Keys of anonymous ideas: nobody else has them, so the link to the author ends with this session.
_EDIT_KEYS = "edit_keys"
# What was sent last and when, so that a second click on a slow line does not send it again.
_LAST = "idea_sent_last"
_SECOND_CLICK_SECONDS = 5


def show(person: Visitor, stream: str, _seen: Room) -> None:
    _write(person)
    show_wall(stream=stream)


@st.fragment
def _write(person: Visitor) -> None:
    fields = workshop.fields_of(person)
    show_brief_note()
    ask_idea(fields, on_send=partial(_contribute, person))
    show_my_ideas(_mine(person), fields, on_save=partial(_change, person), on_withdraw=partial(_withdraw, person))


def _contribute(person: Visitor, form: Form) -> None:
    last, at = st.session_state.get(_LAST, (None, 0.0))
    if form == last and time.monotonic() - at < _SECOND_CLICK_SECONDS:
        empty_form()
        return
    operation = st.session_state.setdefault("idea_operation", new_id())
    edit_key = secrets.token_urlsafe(16)
    made: list[int] = []
    if attempt(
        NEW,
        lambda: made.append(ideas.contribute_idea(person, operation=operation, edit_key=edit_key, **form)),
        "ideas.sent",
    ):
        del st.session_state["idea_operation"]
        st.session_state[_LAST] = (form, time.monotonic())
        if form["anonymous"]:
            st.session_state.setdefault(_EDIT_KEYS, {})[made[0]] = edit_key
        empty_form()


def _mine(person: Visitor) -> list[Idea]:
    keys = st.session_state.get(_EDIT_KEYS, {})
    anonymous = [ideas.idea_with_key(person, idea_id, key) for idea_id, key in keys.items()]
    return ideas.my_ideas(person) + [idea for idea in anonymous if idea]


def _change(person: Visitor, idea_id: int, form: Form) -> None:
    if attempt(
        form_of(idea_id), lambda: ideas.edit_idea(person, idea_id, edit_key=_key(idea_id), **form), "ideas.saved"
    ):
        draft.settle(form_of(idea_id))


def _withdraw(person: Visitor, idea_id: int) -> None:
    attempt(form_of(idea_id), lambda: ideas.withdraw_idea(person, idea_id, edit_key=_key(idea_id)), "ideas.withdrawn")


def _key(idea_id: int) -> str | None:
    key: str | None = st.session_state.get(_EDIT_KEYS, {}).get(idea_id)
    return key
