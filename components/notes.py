"""On a page with several forms: the note stands beside the form that it is about."""

from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

import streamlit as st

from components.frame import show_note

_PLACE = "note_place"
P = ParamSpec("P")
T = TypeVar("T")


def noted_at(place: str, action: Callable[P, T]) -> Callable[P, T]:
    """The action of a callback whose note belongs to this place of the page."""
    return partial(_note_at, place, action)


def show_note_at(place: str) -> None:
    """The note of the last click, if it was about this place."""
    if st.session_state.get(_PLACE) == place:
        del st.session_state[_PLACE]
        show_note()


def show_other_note() -> None:
    """The note of a click that was about no place in particular."""
    if _PLACE not in st.session_state:
        show_note()


def note_elsewhere() -> None:
    """In a callback: the note is for the page that opens now."""
    st.session_state.pop(_PLACE, None)


def _note_at(place: str, action: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    st.session_state[_PLACE] = place
    return action(*args, **kwargs)
