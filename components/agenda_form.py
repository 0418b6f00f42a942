"""The form inside the agenda: change an activity, or insert a new one after it."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from components.words import say
from domain.agenda import Activity, Kind

Form = dict[str, Any]
# Which form is open: ("edit" or "insert", the activity it belongs to). A matter of looks.
_OPEN_FORM = "agenda_form"
_LONGEST = 480


def show_form(
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


def toggle_form(form: str, activity_id: int) -> None:
    """In a callback: the same button opens the form and closes it."""
    if st.session_state.get(_OPEN_FORM) == (form, activity_id):
        del st.session_state[_OPEN_FORM]
    else:
        st.session_state[_OPEN_FORM] = (form, activity_id)


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
