"""One meeting of the organiser: prepare it, hand out its links, look at what it brought."""

import streamlit as st

from actions import workshop
from actions.workshop import Plan
from components.frame import show_note, tell_refusal
from components.notes import show_other_note
from components.office import choose_section, meeting_page, show_meeting_head
from domain.refusal import Refusal
from domain.visitor import Visitor
from pages.organiser import links, plan, results

MEETING = "treffen"
_SECTIONS = {"prepare": plan.show, "links": links.show, "results": results.show}


def show(host: Visitor, named: str) -> None:
    found = _found(host, named)
    with meeting_page():
        if found is None:
            show_note()
            return
        show_meeting_head(found.workshop, on_back=_go_back)
        section = choose_section(found.workshop, "prepare" if found.workshop.is_open else "results")
        show_other_note()
        _SECTIONS[section](host, found)


def _found(host: Visitor, named: str) -> Plan | None:
    """The meeting, if it is this alliance's; an address can be typed by anybody."""
    try:
        return workshop.plan_of(host, int(named) if named.isdecimal() else 0)
    except Refusal as error:
        tell_refusal(error)
        _go_back()
        return None


def _go_back() -> None:
    st.query_params.pop(MEETING, None)
