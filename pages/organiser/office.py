"""The organiser's page: all meetings of the alliance, or the one the address names."""

from typing import Any

import streamlit as st

from actions import demo, workshop
from components.entrance import forget_me
from components.frame import done, narrow_page
from components.notes import show_other_note
from components.office import ask_new_meeting, show_alliance, show_demo_note, show_meetings
from components.sign_in import show_sign_out
from domain.visitor import Visitor
from pages import visitor
from pages.organiser import meeting
from pages.organiser.meeting import MEETING


def show(host: Visitor) -> None:
    if visitor.is_leaving():
        forget_me(go="/")
    elif MEETING in st.query_params:
        meeting.show(host, st.query_params[MEETING])
    else:
        _show_all(host)


def _show_all(host: Visitor) -> None:
    alliance, meetings = workshop.my_alliance(host), workshop.my_workshops(host)
    with narrow_page():
        show_other_note()
        show_alliance(alliance)
        show_demo_note(alliance, on_remove=lambda: _remove_demo(host))
        show_meetings(meetings, on_open=_open)
        ask_new_meeting(expanded=not meetings, on_create=lambda form: _create(host, form))
        show_sign_out(on_leave=visitor.leave)


def _create(host: Visitor, form: dict[str, Any]) -> bool:
    made: list[int] = []
    created = done(lambda: made.append(workshop.create_workshop(host, **form)), "office.created")
    if created:
        _open(made[0])
    return created


def _open(workshop_id: int) -> None:
    st.query_params[MEETING] = str(workshop_id)


def _remove_demo(host: Visitor) -> None:
    """Its organiser goes with it, so this browser leaves."""
    if done(lambda: demo.remove_demo(host), "demo.removed"):
        visitor.leave()
