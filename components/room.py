"""The frame of a participant's page."""

import streamlit as st

from components.words import plain, say
from domain.workshop import Workshop


def show_top(workshop: Workshop) -> None:
    """Which meeting this is, and the way to one's own page."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(plain(workshop.title), width="stretch")
        st.link_button(say("room.my_page"), "/ich", type="tertiary", icon=":material/person:")


def show_closed() -> None:
    st.header(say("room.closed_title"), anchor=False)
    st.text(say("room.closed"))
