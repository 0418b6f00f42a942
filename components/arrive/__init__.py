"""Invisible: when something new takes the place of a long form, brings its beginning into view."""

import streamlit as st

from components.assets import browser_component

_arrive = browser_component("arrive")
_COUNT = "arrivals"


def arrive() -> None:
    """Call in a callback: the next `show_arrival` is where the eyes should be."""
    st.session_state[_COUNT] = st.session_state.get(_COUNT, 0) + 1


def show_arrival() -> None:
    _arrive(key="arrival", data={"count": st.session_state.get(_COUNT, 0)})
