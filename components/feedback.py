"""Three short questions at the end."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from components.arrive import show_arrival
from components.obstacle import show_obstacle
from components.words import say
from domain.feedback import SCALE

# The card that a refusal is told on.
FORM = "feedback"


@dataclass(frozen=True)
class Answers:
    rating: int | None
    takeaway: str
    missing: str


def ask_feedback(*, on_send: Callable[[Answers], None]) -> None:
    """What is typed stays until it is sent."""
    st.pills(
        say("feedback.rating"),
        list(SCALE),
        key="feedback_rating",
        format_func=lambda step: say(f"feedback.rating_{step}"),
        on_change="ignore",
        persist_state="session",
    )
    for question in ("takeaway", "missing"):
        st.text_area(
            say(f"feedback.{question}"),
            key=f"feedback_{question}",
            height=100,
            on_change="ignore",
            persist_state="session",
        )
    st.caption(say("feedback.nameless"))
    show_obstacle(FORM)
    st.button(
        say("feedback.send"),
        key="feedback_send",
        type="primary",
        width="stretch",
        on_click=lambda: on_send(_answers()),
    )


def show_thanks() -> None:
    show_arrival()
    st.subheader(say("feedback.thanks"), anchor=False)
    st.text(say("feedback.thanks_how"))


def _answers() -> Answers:
    state = st.session_state
    return Answers(state.feedback_rating, state.feedback_takeaway or "", state.feedback_missing or "")
