"""The frame of a participant's page."""

from collections.abc import Callable

import streamlit as st

from components.words import plain, say
from domain.workshop import Workshop


def show_top(workshop: Workshop, *, on_my_page: bool, waiting: int, on_toggle: Callable[[], None]) -> None:
    """Which meeting this is, and the way to one's own page and back. `waiting` requests want an answer there."""
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        st.caption(plain(workshop.title), width="stretch")
        if on_my_page:
            label, icon = say("myself.back"), ":material/arrow_back:"
        else:
            label = say("myself.with_waiting", count=waiting) if waiting else say("room.my_page")
            icon = ":material/person:"
        st.button(label, key="my_page", type="tertiary", icon=icon, on_click=on_toggle)


def show_closed() -> None:
    st.header(say("room.closed_title"), anchor=False)
    st.text(say("room.closed"))
