"""Pages that do nothing: an empty one, an empty fragment with a button, one with a browser component."""

import streamlit as st

_component = st.components.v2.component("floor", js="export default () => {}")


@st.fragment
def _empty_fragment() -> None:
    st.button("weiter", key="go")


@st.fragment
def _fragment_with_component() -> None:
    _component(key="floor", data={"answered": 1}, on_go_change=lambda: None)


match st.query_params.get("page"):
    case "fragment":
        _empty_fragment()
    case "component":
        _fragment_with_component()
