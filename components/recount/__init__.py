"""The recount: counts a file or this meeting's ballots anew, in the browser, and finds one's own by its receipt."""

import streamlit as st

from components.assets import browser_component
from components.words import language, say

_recount = browser_component("recount")


def show_head() -> None:
    st.title(say("recount_page.title"), anchor=False)
    st.text(say("recount_page.how"))


def show_recount(*, address: str) -> None:
    """`address`: where this meeting's ballots are; empty for who is in no meeting."""
    _recount(key="recount", data={"language": language(), "list": address})


def show_recount_command() -> None:
    with st.expander(say("recount_page.by_hand")):
        st.text(say("recount_page.by_hand_how"))
        st.code("python manage.py recount archiv.json", language=None)
