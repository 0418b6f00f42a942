"""A group's Steckbrief: one writes, all see; whose turn it is, and who may be named as contact person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import streamlit as st

from components import draft
from components.obstacle import show_obstacle
from components.words import plain, say
from domain.group_seats import Confirmed
from domain.groups import Group, GroupRole, Turn

# What a Steckbrief says, in this order; True for several lines.
_PROFILE = {
    "goal": True,
    "benefit": True,
    "lead_organisation": False,
    "partners": True,
    "next_step": True,
    "due": False,
    "open_question": True,
}


@dataclass(frozen=True)
class Around:
    """What else a card tells: who works where, once confirmed; whose turn it is to write; the contact person."""

    confirmed: Confirmed | None = None
    turn: Turn | None = None
    contact: tuple[str, str] | None = None


@dataclass(frozen=True)
class Deeds:
    """What a card can do. `write` gets only what was changed, and whether that was all."""

    part: Callable[[int, GroupRole | None], None]
    write: Callable[[int, Mapping[str, str], bool], None]
    turn: Callable[[int, bool], bool]
    contact: Callable[[int, bool], None]


def ask_profile(group: Group, me: str | None, around: Around, deeds: Deeds) -> None:
    """Drawn while it is open, and never changed under the hands of whoever is typing."""
    form, card = f"group_{group.id}", writing_key(group.id)
    kept = {name: getattr(group, name) for name in _PROFILE}
    if around.turn and around.turn.person_id != me and not st.session_state.get(card):
        _show_writer(group.id, form, kept, around.turn, deeds.turn)
        return
    if around.turn and around.turn.is_on:
        st.caption(say("profile.mine"))
    writing = st.expander(say("groups.write"), key=card, on_change=lambda: _turn(group.id, form, kept, deeds.turn))
    if not writing.open:
        show_obstacle(card)
        return
    begun = draft.base(form, kept)
    with writing:
        for name, several_lines in _PROFILE.items():
            ask = (
                partial(st.text_area, height=90)
                if several_lines
                else partial(st.text_input, autocomplete="off", live="1500ms")
            )
            # Each line is saved when it is left, so that the others see it grow.
            ask(
                say(f"groups.{name}"),
                key=f"{form}_{name}",
                on_change=lambda: deeds.write(group.id, draft.changed(form), False),
                persist_state="session",
                **draft.first(f"{form}_{name}", begun[name]),
            )
        _ask_contact(group.id, me, around.contact, deeds.contact)
        show_obstacle(card)
        st.button(
            say("groups.save"),
            key=f"save_{form}",
            type="primary",
            on_click=lambda: deeds.write(group.id, draft.changed(form), True),
        )


def _show_writer(
    group_id: int, form: str, kept: Mapping[str, str], turn: Turn, on_turn: Callable[[int, bool], bool]
) -> None:
    """Somebody else writes, or wrote last: then anybody may go on."""
    st.caption(say("profile.writes" if turn.is_on else "profile.wrote", name=plain(turn.name)))
    show_obstacle(writing_key(group_id))
    st.button(say("profile.go_on"), key=f"go_on_{group_id}", on_click=lambda: _go_on(group_id, form, kept, on_turn))


def _go_on(group_id: int, form: str, kept: Mapping[str, str], on_turn: Callable[[int, bool], bool]) -> None:
    st.session_state[writing_key(group_id)] = True
    _turn(group_id, form, kept, on_turn)


def _turn(group_id: int, form: str, kept: Mapping[str, str], on_turn: Callable[[int, bool], bool]) -> None:
    """The form opens only if nobody else is just writing; what is typed in it stays either way."""
    key = writing_key(group_id)
    draft.begin(form, kept)
    if not on_turn(group_id, bool(st.session_state[key])):
        st.session_state[key] = False


def _ask_contact(
    group_id: int, me: str | None, contact: tuple[str, str] | None, on_contact: Callable[[int, bool], None]
) -> None:
    """Only oneself can be named."""
    if contact and contact[0] != me:
        return
    key = f"contact_{group_id}"
    if st.session_state.get(key) != (contact is not None):
        st.session_state[key] = contact is not None
    st.checkbox(say("profile.contact"), key=key, on_change=lambda: on_contact(group_id, st.session_state[key]))


def writing_key(group_id: int) -> str:
    """The expander with the form, and the card that a refusal is told on."""
    return f"writing_{group_id}"


def close_profile(group_id: int) -> None:
    """After saving."""
    st.session_state[writing_key(group_id)] = False
    draft.settle(f"group_{group_id}")
