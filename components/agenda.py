"""The agenda as the facilitator works on it: a list with times, and one form that opens inside it."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from components.words import plain, say
from domain.agenda import Activity, Kind

Form = dict[str, Any]
# Which form is open: ("edit" or "insert", the activity it belongs to). A matter of looks.
_OPEN_FORM = "agenda_form"
_LONGEST = 480


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
                _show_form(activity, on_insert, on_edit)


def _show_form(
    activity: Activity,
    on_insert: Callable[[Activity, Form], bool],
    on_edit: Callable[[Activity, Form], bool],
) -> None:
    """The form that is open at this activity, if it is this one's."""
    form, activity_id = st.session_state.get(_OPEN_FORM, ("", None))
    if activity_id != activity.id:
        return
    if form == "edit":
        _ask_change(activity, on_edit)
    else:
        _ask_new(activity, on_insert)


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
            on_click=_toggle,
            args=(form, activity.id),
            type="tertiary",
        )
    if not (running or activity.started_at):
        st.button(
            say("agenda.remove"), key=f"remove_{activity.id}", on_click=on_remove, args=(activity,), type="tertiary"
        )


def _ask_change(activity: Activity, on_edit: Callable[[Activity, Form], bool]) -> None:
    key = f"change_{activity.id}"
    with st.form(key, border=False):
        _inputs(key, activity.title, activity.question, activity.minutes)
        _form_buttons(key, say("agenda.save"), lambda: on_edit(activity, _content(key)))


def _ask_new(after: Activity, on_insert: Callable[[Activity, Form], bool]) -> None:
    key = f"new_{after.id}"
    with st.form(key, border=False):
        st.selectbox(
            say("agenda.kind"),
            list(Kind),
            key=f"{key}_kind",
            format_func=lambda kind: say(f"kind.{kind.value}"),
            persist_state="page",
        )
        _inputs(key, "", "", 10)
        _form_buttons(
            key,
            say("agenda.insert_now"),
            lambda: on_insert(after, _content(key) | {"kind": st.session_state[f"{key}_kind"]}),
        )


def _inputs(key: str, title: str, question: str, minutes: int) -> None:
    for name, value in (("title", title), ("question", question), ("minutes", minutes)):
        st.session_state.setdefault(f"{key}_{name}", value)
    st.text_input(say("agenda.title"), key=f"{key}_title", autocomplete="off", persist_state="page")
    st.text_input(say("agenda.question"), key=f"{key}_question", autocomplete="off", persist_state="page")
    st.number_input(
        say("agenda.minutes_label"),
        key=f"{key}_minutes",
        min_value=1,
        max_value=_LONGEST,
        step=5,
        width=200,
        persist_state="page",
    )


def _content(key: str) -> Form:
    return {name: st.session_state[f"{key}_{name}"] for name in ("title", "question", "minutes")}


def _form_buttons(key: str, label: str, send: Callable[[], bool]) -> None:
    with st.container(horizontal=True):
        st.form_submit_button(label, key=f"{key}_send", type="primary", on_click=_send, args=(key, send))
        st.form_submit_button(
            say("agenda.cancel"), key=f"{key}_cancel", type="tertiary", on_click=_close, args=(key,)
        )


def _send(key: str, send: Callable[[], bool]) -> None:
    """The form closes only when its content is in."""
    if send():
        _close(key)


def _close(key: str) -> None:
    st.session_state.pop(_OPEN_FORM, None)
    for name in ("title", "question", "minutes", "kind"):
        st.session_state.pop(f"{key}_{name}", None)


def _toggle(form: str, activity_id: int) -> None:
    """The same button opens the form and closes it."""
    if st.session_state.get(_OPEN_FORM) == (form, activity_id):
        del st.session_state[_OPEN_FORM]
    else:
        st.session_state[_OPEN_FORM] = (form, activity_id)
