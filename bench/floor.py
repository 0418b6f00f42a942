"""The floor: a Streamlit server whose pages do nothing. What an action costs is told as a multiple of it."""

import streamlit as st

app = st.App("floor_page.py")
