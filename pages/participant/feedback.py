"""Feedback: three short questions, answered once."""

from dataclasses import asdict
from functools import partial

import streamlit as st

from actions import feedback
from actions.room import Room
from components.arrive import arrive
from components.feedback import FORM, Answers, ask_feedback, show_thanks
from components.obstacle import attempt
from domain.visitor import Visitor


@st.fragment
def show(person: Visitor, _stream: str, _seen: Room) -> None:
    if feedback.has_given_feedback(person):
        show_thanks()
    else:
        ask_feedback(on_send=partial(_send, person))


def _send(person: Visitor, answers: Answers) -> None:
    # A second click on a slow line finds the answers sent: thanks, not a refusal.
    if feedback.has_given_feedback(person) or attempt(
        FORM, lambda: feedback.give_feedback(person, **asdict(answers))
    ):
        arrive()
