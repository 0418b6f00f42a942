"""One meeting of the organiser: prepare it, hand out its links, look at what it brought."""

import streamlit as st

from actions import workshop
from actions.workshop import Plan
from components.frame import tell_refusal
from components.notes import show_other_note
from components.office import choose_section, meeting_page, show_meeting_head
from domain.refusal import Refusal
from domain.visitor import Visitor
from pages.organiser import links, plan, results

MEETING = "treffen"
_SECTIONS = {"prepare": plan.show, "links": links.show, "results": results.show}


def asked_for(host: Visitor) -> Plan | None:
    """The meeting that the address names, if it is this alliance's; an address can be typed by anybody."""
    named = st.query_params.get(MEETING)
    if named is None:
        return None
    try:
        return workshop.plan_of(host, int(named) if named.isdecimal() else 0)
    except Refusal as error:
        tell_refusal(error)
        go_back()
        return None


def show(host: Visitor, found: Plan) -> None:
    with meeting_page():
        show_meeting_head(found.workshop, on_back=go_back)
        section = choose_section(found.workshop, "prepare" if found.workshop.is_open else "results")
        show_other_note()
        _SECTIONS[section](host, found)


def go_to(workshop_id: int) -> None:
    st.query_params[MEETING] = str(workshop_id)


def go_back() -> None:
    st.query_params.pop(MEETING, None)
