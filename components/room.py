"""What a participant sees when the meeting is over."""

import streamlit as st

from components.words import say


def show_closed() -> None:
    st.header(say("room.closed_title"), anchor=False)
    st.text(say("room.closed"))
