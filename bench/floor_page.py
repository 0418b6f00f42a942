"""Pages that do nothing: an empty one, and one with an empty fragment that holds a button."""

import streamlit as st


@st.fragment
def _empty_fragment() -> None:
    st.button("weiter", key="go")


if st.query_params.get("page") == "fragment":
    _empty_fragment()
