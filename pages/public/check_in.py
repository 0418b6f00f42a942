"""Checking in: the code, one short form, in."""

import streamlit as st

from actions import demo, entrance, organisation, people, workshop
from components import start
from components.demo_doors import show_demo_doors
from components.frame import done, show_note
from components.join import ask_who
from components.words import refusal
from domain.refusal import Refusal
from domain.workshop import Workshop
from pages import visitor

_NOTICES = ("link_invalid", "return_code_unknown")


def workshop_behind(code: str | None) -> Workshop | None:
    """The open workshop that the address names. Who has found it once keeps it, whoever guesses codes meanwhile."""
    if code and st.session_state.get("found_code") == code:
        found = workshop.known_workshop(code)
        return found if found and found.is_open else None
    try:
        found = workshop.find_workshop(code, st.query_params.get("s")) if code else None
    except Refusal:
        return None
    st.session_state.found_code = code
    return found


def show(code: str | None) -> None:
    show_note()
    found = workshop_behind(code)
    if found:
        _ask_to_join(found)
    elif demo.is_empty():
        start.show_first_choice(on_demo=_load_demo)
    else:
        start.ask_code(problem=_problem(code), on_code=_take_code)
        start.ask_return_code(_come_back)
        show_demo_doors(demo.doors(), on_remove=_remove_demo)
        start.show_doors()


def _ask_to_join(found: Workshop) -> None:
    start.show_meeting_title(found)
    start.show_privacy_note(organisation.kept_for())
    ask_who(
        key="join",
        institutions=people.known_institutions(found),
        on_join=lambda typed: _let_in(found, **typed),
        once=str(found.id),
    )
    start.ask_return_code(_come_back)


def _let_in(found: Workshop, *, form: str, **typed: str) -> None:
    visitor.let_in(people.check_in(found.id, people.person_of_form(found, form), **typed))


def _load_demo() -> None:
    done(demo.load_demo, "demo.loaded")


def _remove_demo() -> None:
    done(lambda: demo.remove_demo(visitor.organiser()), "demo.removed")


def _take_code(typed: str) -> None:
    st.query_params["w"] = typed


def _come_back(typed: str) -> None:
    done(lambda: visitor.let_in(entrance.come_back(typed)))


def _problem(code: str | None) -> str | None:
    notice = st.query_params.get("hinweis")
    if notice in _NOTICES:
        return refusal(Refusal(notice))
    try:
        workshop.find_workshop(code, st.query_params.get("s")) if code else None
    except Refusal as error:
        return refusal(error)
    return None
