"""The agenda as the facilitator works on it: a list with times and everything that can be done."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from components.agenda_form import Form, show_form, toggle_form
from components.words import plain, say
from domain.agenda import Activity


def show_agenda(
    activities: Sequence[Activity],
    current_id: int | None,
    planned: Mapping[int, dt.datetime],
    *,
    on_open: Callable[[Activity], None],
    on_insert: Callable[[Activity, Form], bool],
    on_edit: Callable[[Activity, Form], bool],
    on_remove: Callable[[Activity], None],
) -> None:
    with st.container(gap="xsmall"):
        for activity in activities:
            running = activity.id == current_id
            with st.container(border=running, key=f"activity_{activity.id}", gap="small"):
                words, buttons = st.columns([3, 2], vertical_alignment="center", gap="small")
                with words:
                    _show_line(activity, planned.get(activity.id), running)
                with buttons, st.container(horizontal=True, gap="small", horizontal_alignment="right"):
                    _show_buttons(activity, running, on_open, on_remove)
                show_form(activity, on_insert, on_edit)


def _show_line(activity: Activity, at: dt.datetime | None, running: bool) -> None:
    clock = f"{at.astimezone():%H:%M}" if at else ""
    minutes = say("agenda.minutes", count=activity.minutes)
    if activity.extra_minutes:
        minutes += f" {activity.extra_minutes:+d}"
    title = plain(activity.title)
    with st.container(gap=None):
        st.markdown(f"**{title}**" if running else title)
        st.caption(plain(" · ".join(part for part in (clock, minutes, say(f"kind.{activity.kind.value}")) if part)))


def _show_buttons(
    activity: Activity,
    running: bool,
    on_open: Callable[[Activity], None],
    on_remove: Callable[[Activity], None],
) -> None:
    if running:
        st.badge(say("agenda.running"), icon=":material/play_arrow:")
    else:
        st.button(
            say("agenda.open_again") if activity.started_at else say("agenda.open"),
            key=f"open_{activity.id}",
            on_click=on_open,
            args=(activity,),
        )
    for form in ("edit", "insert"):
        st.button(
            say(f"agenda.{form}"),
            key=f"{form}_{activity.id}",
            on_click=toggle_form,
            args=(form, activity.id),
            type="tertiary",
        )
    if not (running or activity.started_at):
        st.button(
            say("agenda.remove"), key=f"remove_{activity.id}", on_click=on_remove, args=(activity,), type="tertiary"
        )
