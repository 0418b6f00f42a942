"""The organiser's list of meetings, the form for a new one, and the frame of one meeting."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import streamlit as st

from components.meeting_form import described_meeting, meeting_inputs
from components.notes import note_elsewhere, noted_at, show_note_at
from components.words import language, plain, say
from domain.templates import TEMPLATES
from domain.workshop import Alliance, Workshop
from texts.days import spoken

SECTIONS = ("prepare", "links", "results")


def show_alliance(alliance: Alliance) -> None:
    st.title(plain(alliance.name), anchor=False)


def show_demo_note(alliance: Alliance, *, on_remove: Callable[[], None] | None) -> None:
    """The demo says that it is one; beside an alliance of one's own, that it is still there. One click removes it."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.text(say("office.demo" if alliance.is_demo else "office.demo_beside"), width="stretch")
        if on_remove:
            st.button(say("office.demo_remove"), key="demo_remove", on_click=on_remove, icon=":material/delete:")


def show_meetings(meetings: Sequence[Workshop], *, on_open: Callable[[int], None]) -> None:
    st.header(say("office.meetings"), anchor=False)
    if not meetings:
        st.text(say("office.none"))
    for meeting in meetings:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            with st.container(width="stretch", gap="small"):
                st.markdown(f"**{plain(meeting.title)}**")
                st.caption(plain(_when_and_where(meeting)))
            _show_state(meeting)
            st.button(
                say("office.open_meeting"),
                key=f"open_{meeting.id}",
                on_click=on_open,
                args=(meeting.id,),
                icon=":material/arrow_forward:",
            )


def ask_new_meeting(*, expanded: bool, on_create: Callable[[dict[str, Any]], bool]) -> None:
    """A refusal leaves everything as it was typed."""
    with st.expander(say("office.new"), key="new_part", icon=":material/add:", expanded=expanded, on_change="ignore"):
        with st.form("new_meeting", border=False, enter_to_submit=False):
            st.radio(
                say("office.template"),
                list(TEMPLATES),
                key="new_template",
                format_func=lambda name: say(f"office.template_{name}"),
            )
            meeting_inputs("new")
            show_note_at("new")
            create = noted_at("new", on_create)
            st.form_submit_button(say("office.create"), type="primary", on_click=_create, args=(create,))


@contextmanager
def meeting_page() -> Iterator[None]:
    """Wide enough for a chart and its table side by side."""
    with st.container(horizontal_alignment="center"), st.container(width=960):
        yield


def show_meeting_head(meeting: Workshop, *, on_back: Callable[[], None]) -> None:
    st.button(say("office.back"), key="back", on_click=on_back, type="tertiary", icon=":material/arrow_back:")
    st.title(plain(meeting.title), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        _show_state(meeting)
        st.caption(plain(_when_and_where(meeting)))


def choose_section(meeting: Workshop, first: str) -> str:
    """Which part of the meeting's page to show; `first` until one is chosen."""
    chosen: str = st.segmented_control(
        say("office.section"),
        SECTIONS,
        default=first,
        required=True,
        key=f"section_{meeting.id}",
        format_func=lambda name: say(f"office.section_{name}"),
        label_visibility="collapsed",
        width="stretch",
    )
    return chosen


def _create(on_create: Callable[[dict[str, Any]], bool]) -> None:
    form = described_meeting("new") | {"template": TEMPLATES[st.session_state.new_template]}
    if on_create(form):
        note_elsewhere()
        for name in ("title", "question", "place"):
            st.session_state[f"new_{name}"] = ""
        st.session_state.new_day = None


def _show_state(meeting: Workshop) -> None:
    if meeting.is_open:
        st.badge(say("office.is_open"), icon=":material/lock_open:", color="blue")
    else:
        st.badge(say("office.is_closed"), icon=":material/lock:", color="gray")


def _when_and_where(meeting: Workshop) -> str:
    when = spoken(meeting.starts_at, language()) or say("office.no_date")
    return " · ".join(part for part in (when, meeting.place) if part)
