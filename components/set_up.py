"""The one form that makes an alliance, its first organiser and its first meeting."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from components.frame import show_note
from components.meeting_form import described_meeting, meeting_inputs
from components.words import say
from domain.accounts import PASSWORD_LEAST

_INPUTS = ("key", "alliance", "name", "email", "password")


def ask_to_set_up(*, on_send: Callable[[dict[str, Any]], None]) -> None:
    st.title(say("set_up.title"), anchor=False)
    st.text(say("set_up.how"))
    with st.form("set_up", border=False, enter_to_submit=False):
        _ask_key()
        _ask_alliance()
        _ask_access()
        st.subheader(say("set_up.meeting_part"), anchor=False)
        meeting_inputs("set_up", short=True)
        show_note()
        st.form_submit_button(say("set_up.send"), type="primary", width="stretch", on_click=lambda: on_send(_typed()))


def show_already_set_up() -> None:
    st.title(say("set_up.already_title"), anchor=False)
    st.text(say("set_up.already"))
    st.link_button(say("sign_in.send"), "/anmelden", type="primary")


def show_moment(key: str) -> None:
    """What stands here while the browser goes elsewhere by itself."""
    st.subheader(say(key), anchor=False)


def _ask_key() -> None:
    st.text_input(say("set_up.key"), key="set_up_key", autocomplete="off")
    st.caption(say("set_up.key_how"))


def _ask_alliance() -> None:
    st.subheader(say("set_up.alliance_part"), anchor=False)
    st.text_input(
        say("set_up.alliance"),
        key="set_up_alliance",
        autocomplete="organization",
        placeholder=say("set_up.alliance_example"),
    )


def _ask_access() -> None:
    st.subheader(say("set_up.you_part"), anchor=False)
    st.text_input(say("set_up.name"), key="set_up_name", autocomplete="name")
    st.text_input(say("set_up.email"), key="set_up_email", autocomplete="email")
    st.caption(say("set_up.email_how"))
    st.text_input(say("set_up.password"), key="set_up_password", type="password", autocomplete="new-password")
    st.caption(say("set_up.password_how", least=PASSWORD_LEAST))


def _typed() -> dict[str, Any]:
    meeting = described_meeting("set_up")
    return {name: st.session_state.get(f"set_up_{name}") for name in _INPUTS} | {
        "title": meeting["title"],
        "starts_at": meeting["starts_at"],
    }
