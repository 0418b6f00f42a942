"""The way to the form: a code, a return code, or the doors for those who lead."""

from collections.abc import Callable, Mapping

import streamlit as st

from components.words import language, plain, say
from domain.privacy import Kept, Period
from domain.workshop import Workshop
from texts.periods import spoken_from


def show_meeting_title(workshop: Workshop) -> None:
    st.title(plain(workshop.title), anchor=False)
    if workshop.question:
        st.text(workshop.question)
    if workshop.is_demo:
        st.info(say("demo.marked"), icon=":material/science:")


def show_privacy_note(periods: Mapping[Kept, Period]) -> None:
    """The short layer of the information that must come before the first input (R-33)."""
    attendance, contact = (_until(periods, kind) for kind in (Kept.ATTENDANCE, Kept.CONTACT))
    st.caption(say("check_in.privacy", attendance=plain(attendance), contact=plain(contact)))


def _until(periods: Mapping[Kept, Period], kind: Kept) -> str:
    if kind not in periods:
        return say("check_in.never")
    return spoken_from(kind, periods[kind].number, periods[kind].unit, language())


def ask_code(*, problem: str | None, on_code: Callable[[str], None]) -> None:
    """The code from the projector, for laptops without a camera."""
    st.title(say("start.title"), anchor=False)
    st.text(say("start.how"))
    if problem:
        st.warning(plain(problem), icon=":material/info:")
    with st.form("code_form", border=False):
        st.text_input(
            say("start.code"),
            key="code",
            max_chars=12,
            autocomplete="off",
            placeholder=say("start.code_example"),
        )
        st.form_submit_button(
            say("start.go_on"),
            type="primary",
            width="stretch",
            on_click=lambda: on_code(st.session_state.code),
        )


def ask_return_code(on_return: Callable[[str], None]) -> None:
    with st.expander(say("start.was_here")):
        st.text(say("start.return_how"))
        with st.form("return_form", border=False):
            st.text_input(say("start.return_code"), key="return_code", max_chars=16, autocomplete="off")
            st.form_submit_button(say("start.come_back"), on_click=lambda: on_return(st.session_state.return_code))


def show_doors() -> None:
    """For organisers."""
    st.link_button(say("start.sign_in"), "/anmelden", type="tertiary", icon=":material/login:")


def show_first_choice(*, on_demo: Callable[[], None]) -> None:
    """An empty database: look at the demo, or set up."""
    st.title(say("first.title"), anchor=False)
    st.text(say("first.how"))
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True):
        st.subheader(say("first.demo_title"), anchor=False)
        st.text(say("first.demo_how"))
        st.button(say("first.demo"), key="load_demo", on_click=on_demo, type="primary", width="stretch")
    with right, st.container(border=True):
        st.subheader(say("first.set_up_title"), anchor=False)
        st.text(say("first.set_up_how"))
        st.link_button(say("first.set_up"), "/einrichten", width="stretch")
