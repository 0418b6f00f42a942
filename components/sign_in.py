"""Signing in and out, for organisers."""

from collections.abc import Callable

import streamlit as st

from components.entrance import forget_me
from components.words import say
from domain.accounts import Account


def ask_to_sign_in(*, on_send: Callable[[str, str], None]) -> None:
    st.title(say("sign_in.title"), anchor=False)
    st.text(say("sign_in.how"))
    with st.form("sign_in", border=False):
        st.text_input(say("sign_in.email"), key="sign_in_email", autocomplete="username")
        st.text_input(
            say("sign_in.password"), key="sign_in_password", type="password", autocomplete="current-password"
        )
        st.form_submit_button(
            say("sign_in.send"),
            type="primary",
            width="stretch",
            on_click=lambda: on_send(st.session_state.sign_in_email, st.session_state.sign_in_password),
        )
    st.caption(say("sign_in.forgotten"))
    st.link_button(say("sign_in.back"), "/", type="tertiary", icon=":material/arrow_back:")


def show_signed_in(account: Account, *, on_leave: Callable[[], None]) -> None:
    st.title(say("sign_in.there_title"), anchor=False)
    st.text(say("sign_in.there", name=account.name, email=account.email))
    with st.container(horizontal=True):
        st.link_button(say("sign_in.to_office"), "/organisation", type="primary")
        st.button(say("sign_in.out"), on_click=on_leave, icon=":material/logout:")


def show_sign_out(*, on_leave: Callable[[], None]) -> None:
    st.button(say("sign_in.out"), key="sign_out", on_click=on_leave, type="tertiary", icon=":material/logout:")


def say_goodbye() -> None:
    """Takes the cookie away; the browser goes to the start page by itself."""
    st.subheader(say("sign_in.moment_out"), anchor=False)
    forget_me(go="/")
