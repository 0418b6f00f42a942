"""The people one sat with in the meeting rounds, each with a way to stay in touch."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from components.contacts import ask_release, released, show_named
from components.obstacle import show_obstacle
from components.words import say
from domain.contact_cards import Release
from domain.people import Person

_ASKING = "asking_whom_i_met"
# Whom, what is released, and the address that was typed for it.
OnAsk = Callable[[Person, Release, str], None]


def show_encounters(people: Sequence[Person], *, email: str, on_ask: OnAsk) -> None:
    """One of them opened at a time. `email`: one's own address, if it is known."""
    if not people:
        return
    st.subheader(say("encounters.title"), anchor=False)
    for person in people:
        if st.session_state.get(_ASKING) == person.id:
            _ask(person, email, on_ask)
        else:
            _row(person)


def ask_key(person: Person) -> str:
    """The button that asks, and the card that a refusal is told on."""
    return f"met_{person.id}"


def close() -> None:
    """After asking."""
    st.session_state.pop(_ASKING, None)


def _row(person: Person) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        show_named(person.name, person.institution)
        if person.at_desk:
            st.caption(say("encounters.at_desk"))
            return
        st.button(say("encounters.ask"), key=f"open_{ask_key(person)}", on_click=partial(_open, person))


def _open(person: Person) -> None:
    st.session_state[_ASKING] = person.id


def _ask(person: Person, email: str, on_ask: OnAsk) -> None:
    card = ask_key(person)
    with st.container(border=True, gap="small"):
        show_named(person.name, person.institution)
        st.text(say("encounters.consent", name=person.name))
        ask_release(card, email)
        show_obstacle(card)
        with st.container(horizontal=True):
            st.button(
                say("encounters.send"), key=card, type="primary", on_click=lambda: on_ask(person, *released(card))
            )
            st.button(say("encounters.cancel"), key=f"close_{card}", type="tertiary", on_click=close)
