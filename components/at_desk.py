"""For people without a device: who it is for, their idea, their dots."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from components.words import plain, say
from domain.people import Person
from domain.voting import Ballot, Option, Round
from domain.workshop import Field

Form = dict[str, Any]
PERSON = "desk_person"
# Up to here a paper ballot is typed as it lies there, a number beside each option; beyond, one choice a dot.
LINES_MOST = 24


def choose_person(people: Sequence[Person]) -> Person | None:
    """None stands for a card without a name."""
    names = {person.id: person for person in people}
    chosen: str | None = st.selectbox(
        say("at_desk.person"),
        [None, *names],
        key=PERSON,
        format_func=lambda person_id: _name(names.get(person_id)),
        placeholder=say("at_desk.person"),
        persist_state="page",
    )
    return names.get(chosen) if chosen else None


def ask_card(fields: Sequence[Field], *, on_send: Callable[[Form], bool]) -> None:
    """An idea from a paper card. The form is emptied only when the idea is in."""
    names = {field.id: field.name for field in fields}
    with st.form("desk_idea"):
        st.text_input(say("ideas.title"), key="desk_idea_title", autocomplete="off", persist_state="page")
        st.text_area(say("ideas.text"), key="desk_idea_text", height=90, persist_state="page")
        st.selectbox(
            say("ideas.field"),
            list(names),
            index=None,
            key="desk_idea_field",
            format_func=lambda field_id: names.get(field_id, ""),
            placeholder=say("ideas.field_choose"),
            persist_state="page",
        )
        st.form_submit_button(say("at_desk.send_idea"), key="desk_idea_send", on_click=_send_card, args=(on_send,))


def ask_dots(
    person: Person,
    round_: Round,
    options: Sequence[Option],
    ballot: Ballot,
    *,
    on_send: Callable[[Mapping[int, int]], None],
) -> None:
    """What is on the person's paper; what was entered before stands there already."""
    key = f"dots_{round_.id}_{person.id}"
    st.caption(say("at_desk.dots_rule", budget=round_.budget, maximum=round_.maximum))
    if ballot.shown_receipt:
        st.text(say("at_desk.receipt", receipt=ballot.shown_receipt))
    with st.form(key):
        if len(options) <= LINES_MOST:
            _number_beside_each(key, round_, options, ballot)
        else:
            _choice_a_dot(key, round_, options, ballot)
        st.form_submit_button(
            say("at_desk.send_dots"),
            key=f"{key}_send",
            on_click=lambda: on_send(_wanted(key, options, round_)),
        )


def _name(person: Person | None) -> str:
    if person is None:
        return say("at_desk.nobody")
    # Choices of a selectbox are shown as they are, unlike labels.
    return ", ".join(part for part in (person.name, person.institution) if part)


def _send_card(on_send: Callable[[Form], bool]) -> None:
    state = st.session_state
    sent = on_send({"title": state.desk_idea_title, "text": state.desk_idea_text, "field_id": state.desk_idea_field})
    if sent:
        state.desk_idea_title = state.desk_idea_text = ""
        state.desk_idea_field = None


def _number_beside_each(key: str, round_: Round, options: Sequence[Option], ballot: Ballot) -> None:
    with st.grid(2, min_column_width=280):
        for option in options:
            st.session_state.setdefault(f"{key}_{option.id}", ballot.on(option.id))
            st.number_input(
                plain(option.title), 0, round_.maximum, key=f"{key}_{option.id}", step=1, persist_state="page"
            )


def _choice_a_dot(key: str, round_: Round, options: Sequence[Option], ballot: Ballot) -> None:
    titles = {option.id: option.title for option in options}
    placed = [dot.option_id for dot in ballot.dots]
    for dot in range(round_.budget):
        st.session_state.setdefault(f"{key}_dot_{dot}", placed[dot] if dot < len(placed) else None)
        st.selectbox(
            say("at_desk.dot", number=dot + 1),
            list(titles),
            index=None,
            key=f"{key}_dot_{dot}",
            format_func=lambda option_id: titles.get(option_id, ""),
            placeholder=say("at_desk.dot_free"),
            persist_state="page",
        )


def _wanted(key: str, options: Sequence[Option], round_: Round) -> dict[int, int]:
    state = st.session_state
    if len(options) <= LINES_MOST:
        return {option.id: int(state.get(f"{key}_{option.id}") or 0) for option in options}
    chosen = [state.get(f"{key}_dot_{dot}") for dot in range(round_.budget)]
    return {option_id: chosen.count(option_id) for option_id in set(chosen) if option_id is not None}
