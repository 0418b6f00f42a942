"""Ideas: write one, look after one's own, watch the wall grow."""

import secrets

import streamlit as st

from actions import ideas, workshop
from actions.clock import new_id
from components.frame import done
from components.ideas import ask_idea, show_my_ideas
from components.wall import show_wall
from domain.agenda import Kind
from domain.ideas import Idea
from domain.visitor import Visitor

# Keys of anonymous ideas: nobody else has them, so the link to the author ends with this session.
_EDIT_KEYS = "edit_keys"


def show(person: Visitor, stream: str, _kind: Kind) -> None:
    fields, _ = workshop.fields_and_chips(person)
    ask_idea(fields, on_send=lambda form: _contribute(person, form))
    show_my_ideas(
        _mine(person),
        fields,
        on_save=lambda idea_id, form: _change(person, idea_id, form),
        on_withdraw=lambda idea_id: _withdraw(person, idea_id),
    )
    show_wall(stream=stream)


def _contribute(person: Visitor, form: dict[str, object]) -> bool:
    """The operation stays the same until the idea is in, so a second click on a slow line finds the first."""
    operation = st.session_state.setdefault("idea_operation", new_id())
    edit_key = secrets.token_urlsafe(16)
    made: list[int] = []
    sent = done(
        lambda: made.append(
            ideas.contribute_idea(person, operation=operation, edit_key=edit_key, **form)  # type: ignore[arg-type]
        ),
        "ideas.sent",
    )
    if sent:
        del st.session_state["idea_operation"]
        if form["anonymous"]:
            st.session_state.setdefault(_EDIT_KEYS, {})[made[0]] = edit_key
    return sent


def _mine(person: Visitor) -> list[Idea]:
    keys = st.session_state.get(_EDIT_KEYS, {})
    anonymous = [ideas.idea_with_key(person, idea_id, key) for idea_id, key in keys.items()]
    return ideas.my_ideas(person) + [idea for idea in anonymous if idea]


def _change(person: Visitor, idea_id: int, form: dict[str, object]) -> None:
    key = st.session_state.get(_EDIT_KEYS, {}).get(idea_id)
    done(lambda: ideas.edit_idea(person, idea_id, edit_key=key, **form), "ideas.saved")  # type: ignore[arg-type]


def _withdraw(person: Visitor, idea_id: int) -> None:
    key = st.session_state.get(_EDIT_KEYS, {}).get(idea_id)
    done(lambda: ideas.withdraw_idea(person, idea_id, edit_key=key), "ideas.withdrawn")
