"""Help and legal pages, open to everybody, also before joining (R-39)."""

import streamlit as st

from actions.organisation import legal_details, periods
from components.info import TOPICS, details_in_words, show_page, show_way_back


def show() -> None:
    asked = st.query_params.get("seite", "")
    show_way_back()
    show_page(asked if asked in TOPICS else TOPICS[0], details_in_words(legal_details(), periods()))
