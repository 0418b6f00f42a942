"""The foot of every page: help and legal pages, the other language; and the line, watched from here.

After a break of the line the page is drawn once more before anybody clicks: the server has forgotten the session by
then (disconnectedSessionTTL), and with it what the buttons do. Without this, the first click would be lost.
"""

import streamlit as st

from components.assets import browser_component
from components.words import language

_foot = browser_component("foot")


def show_foot() -> None:
    """Reachable from everywhere (R-39)."""
    _foot(
        key="foot",
        data={"language": language()},
        on_language_change=_speak_the_other,
        on_back_change=_draw_again,
    )


def _speak_the_other() -> None:
    # What the address says would overrule it.
    st.query_params.pop("lang", None)
    st.session_state.language = "en" if language() == "de" else "de"


def _draw_again() -> None:
    """The rerun itself is all that is needed."""
