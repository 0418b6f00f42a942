"""The inputs that describe a meeting, for setting up, creating and editing alike."""

import datetime as dt
from typing import Any

import streamlit as st

from components.words import say
from domain.workshop import Workshop

Form = dict[str, Any]
_USUAL_START = dt.time(13, 0)


def meeting_inputs(key: str, meeting: Workshop | None = None, *, short: bool = False) -> None:
    """Title, day and time; unless `short` also the guiding question and the place."""
    if meeting:
        _fill(key, meeting)
    st.text_input(
        say("office.title"), key=f"{key}_title", autocomplete="off", placeholder=say("office.title_example")
    )
    if not short:
        st.text_area(say("office.question"), key=f"{key}_question", height=80)
        st.caption(say("office.question_how"))
        st.text_input(say("office.place"), key=f"{key}_place", autocomplete="off")
    day, time = st.columns(2)
    day.date_input(
        say("office.day"),
        value=None,
        key=f"{key}_day",
        format="DD.MM.YYYY",
        min_value=dt.date(2015, 1, 1),
        max_value=dt.date(2099, 12, 31),
    )
    st.session_state.setdefault(f"{key}_time", _USUAL_START)
    time.time_input(say("office.time"), key=f"{key}_time")


def described_meeting(key: str) -> Form:
    """What was typed, as the actions take it."""
    return {
        "title": st.session_state.get(f"{key}_title"),
        "question": st.session_state.get(f"{key}_question"),
        "place": st.session_state.get(f"{key}_place"),
        "starts_at": begins(st.session_state.get(f"{key}_day"), st.session_state.get(f"{key}_time")),
    }


def begins(day: dt.date | None, time: dt.time | None) -> dt.datetime | None:
    """The moment in this machine's zone; None without a day."""
    return dt.datetime.combine(day, time or _USUAL_START).astimezone() if day else None


def _fill(key: str, meeting: Workshop) -> None:
    """What is known stands in the inputs at first; what is being typed stays."""
    local = meeting.starts_at.astimezone() if meeting.starts_at else None
    st.session_state.setdefault(f"{key}_title", meeting.title)
    st.session_state.setdefault(f"{key}_question", meeting.question)
    st.session_state.setdefault(f"{key}_place", meeting.place)
    st.session_state.setdefault(f"{key}_day", local.date() if local else None)
    st.session_state.setdefault(f"{key}_time", local.time() if local else _USUAL_START)
