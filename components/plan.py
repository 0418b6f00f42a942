"""What an organiser prepares: the meeting's description, fields of action, topic words, dots, its end."""

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

import streamlit as st

from components.meeting_form import described_meeting, meeting_inputs
from components.notes import noted_at, show_note_at
from components.tables import show_table
from components.words import plain, say
from domain.agenda import Activity, Kind
from domain.voting import BUDGET_MOST, Subject
from domain.workshop import Chip, Workshop


def edit_meeting(meeting: Workshop, *, on_save: Callable[[dict[str, Any]], None]) -> None:
    st.header(say("plan.meeting"), anchor=False)
    key = f"meeting_{meeting.id}"
    with st.form(f"{key}_form", border=False, enter_to_submit=False):
        meeting_inputs(key, meeting)
        show_note_at("meeting")
        save = noted_at("meeting", on_save)
        st.form_submit_button(say("plan.save"), type="primary", on_click=lambda: save(described_meeting(key)))


def edit_chips(meeting: Workshop, chips: Sequence[Chip], *, on_save: Callable[[list[str]], None]) -> None:
    key = f"chips_{meeting.id}"
    st.session_state.setdefault(key, "\n".join(chip.name for chip in chips))
    with _part("chips", len(chips), ":material/label:"):
        with st.form(f"{key}_form", border=False, enter_to_submit=False):
            st.text(say("plan.chips_how"))
            st.text_area(say("plan.chips_label"), key=key, height=320)
            st.form_submit_button(
                say("plan.chips_save"), on_click=lambda: on_save(st.session_state[key].splitlines())
            )


def edit_votes(activities: Sequence[Activity], *, on_save: Callable[[int, dict[str, Any]], None]) -> None:
    """For each activity in which dots are given: what about, how many, how many on one."""
    votes = [activity for activity in activities if activity.kind in (Kind.VOTE, Kind.POLL)]
    with _part("votes", len(votes), ":material/adjust:"):
        st.text(say("plan.votes_how"))
        for activity in votes:
            _edit_vote(activity, on_save)


def show_agenda(meeting: Workshop, activities: Sequence[Activity]) -> None:
    with _part("agenda", len(activities), ":material/schedule:"):
        st.text(say("plan.agenda_how"))
        show_table(
            [say("column.number"), say("plan.begins"), say("column.activity"), say("column.minutes")],
            [
                (number, start, activity.title, activity.minutes)
                for number, (start, activity) in enumerate(_with_start(meeting, activities), start=1)
            ],
            alt=say("plan.agenda_alt"),
        )


def show_end(meeting: Workshop, *, on_open: Callable[[bool], None]) -> None:
    """Closing a meeting, or opening it again."""
    key = "end" if meeting.is_open else "reopen"
    with st.container(border=True):
        show_note_at("end")
        st.subheader(say(f"plan.{key}_title"), anchor=False)
        st.text(say(f"plan.{key}_how"))
        st.button(
            say(f"plan.{key}"),
            key=f"end_{meeting.id}",
            on_click=noted_at("end", on_open),
            args=(not meeting.is_open,),
            icon=":material/lock:" if meeting.is_open else ":material/lock_open:",
        )


def _part(name: str, count: int, icon: str) -> AbstractContextManager[Any]:
    """A part of the page that is closed at first, and stays open while one works in it."""
    return st.expander(say(f"plan.{name}", count=count), key=f"part_{name}", icon=icon, on_change="ignore")


def _edit_vote(activity: Activity, on_save: Callable[[int, dict[str, Any]], None]) -> None:
    key = f"vote_{activity.id}"
    st.session_state.setdefault(f"{key}_subject", activity.settings.get("subject", Subject.CLUSTERS.value))
    st.session_state.setdefault(f"{key}_budget", activity.settings.get("budget", 5))
    st.session_state.setdefault(f"{key}_maximum", activity.settings.get("maximum", 2))
    with st.form(f"{key}_form", enter_to_submit=False):
        st.markdown(f"**{plain(activity.title)}**")
        st.selectbox(
            say("plan.subject"),
            [subject.value for subject in (Subject.CLUSTERS, Subject.IDEAS, Subject.FIELDS)],
            key=f"{key}_subject",
            format_func=lambda subject: say(f"plan.subject_{subject}"),
        )
        left, right = st.columns(2)
        left.number_input(say("plan.budget"), 1, BUDGET_MOST, key=f"{key}_budget")
        right.number_input(say("plan.maximum"), 1, BUDGET_MOST, key=f"{key}_maximum")
        show_note_at(key)
        save = noted_at(key, on_save)
        st.form_submit_button(
            say("plan.vote_save"), key=f"{key}_save", on_click=lambda: save(activity.id, _typed_rule(key))
        )


def _typed_rule(key: str) -> dict[str, Any]:
    return {
        "subject": Subject(st.session_state[f"{key}_subject"]),
        "budget": st.session_state[f"{key}_budget"],
        "maximum": st.session_state[f"{key}_maximum"],
    }


def _with_start(meeting: Workshop, activities: Sequence[Activity]) -> list[tuple[str, Activity]]:
    """Each activity with the time it is planned for, if the meeting's beginning is known.

    Arriving comes before the beginning: a first activity that only lets people in ends when the meeting begins.
    """
    if meeting.starts_at is None:
        return [("", activity) for activity in activities]
    start = meeting.starts_at.astimezone()
    if len(activities) > 1 and activities[0].kind is activities[1].kind is Kind.WELCOME:
        start -= dt.timedelta(minutes=activities[0].minutes)
    rows = []
    for activity in activities:
        rows.append((f"{start:%H:%M}", activity))
        start += dt.timedelta(minutes=activity.minutes)
    return rows
