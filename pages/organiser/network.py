"""For organisers: which types of institution met, and how the network grows from meeting to meeting."""

import streamlit as st

from actions import network
from components import network as view
from components.office import meeting_page
from domain.visitor import Visitor

_PART = "bereich"
_NAME = "netzwerk"


def is_asked_for() -> bool:
    return st.query_params.get(_PART) == _NAME


def open_part() -> None:
    st.query_params[_PART] = _NAME


def show(host: Visitor) -> None:
    with meeting_page():
        view.show_head(on_back=_go_back)
        steps = network.growth_of(host)
        if not steps:
            view.show_nothing_yet()
            return
        view.show_growth(steps)
        chosen = view.choose_meeting(steps)
        view.show_matrix("met", chosen.network.met)
        view.show_matrix("wanted", chosen.network.wanted)
        view.show_how()
        view.show_files()


def _go_back() -> None:
    st.query_params.pop(_PART, None)
