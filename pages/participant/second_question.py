"""The second question for one person: the secret answers, what they offer by name, and who else offers what."""

import hashlib
from functools import partial

import streamlit as st

from actions import second_question
from actions.live import state_of
from components.commitments import show_who
from components.news import follow_news
from components.second_question import Wish, show_second_question
from components.words import refusal, say
from domain.refusal import Refusal
from domain.second_question import Asked, SecondQuestion
from domain.visitor import Role, Visitor

_ANSWER = "question_answer"


@st.fragment
def show(person: Visitor, stream: str, round_id: int) -> None:
    """Above the result; drawn anew by itself when the facilitator asks, closes or shows."""
    seen = state_of(person.in_workshop(), Role.PARTICIPANT, ["question"])
    question = second_question.question_of(person, round_id)
    follow_news("question_news", stream=stream, seen=seen)
    if question is None:
        return
    operation, problem = _answer(question)
    show_second_question(
        stream=stream,
        question=question,
        sheet=second_question.my_sheet(person, question.id),
        order=sorted(question.asked, key=lambda asked: _lot(person, asked)),
        answered=operation,
        refusal=problem,
        on_wish=lambda wish: _fulfil(person, wish),
    )
    _who(person, stream, question)


@st.fragment
def _who(person: Visitor, stream: str, question: SecondQuestion) -> None:
    """Looked up only for those who open it."""
    folded = st.expander(say("question.who"), key=f"who_{question.id}", on_change="rerun")
    if not folded.open:
        return
    with folded:
        seen = state_of(person.in_workshop(), Role.PARTICIPANT, ["marks"])
        show_who(question, second_question.marks_of(person, question.id))
        follow_news("marks_news", stream=stream, seen=seen)


def _fulfil(person: Visitor, wish: Wish) -> None:
    """Each part for itself: an answer that came too late does not take an offer with it."""
    deeds = [partial(second_question.answer, person, wish.question_id, wish.steps)] if wish.steps else []
    for asked_id, contribution, there in wish.marks:
        deeds.append(partial(second_question.mark, person, wish.question_id, asked_id, contribution, there=there))
    if wish.is_named is not None:
        deeds.append(partial(second_question.name_me, person, visible=wish.is_named))
    problem = ""
    for deed in deeds:
        try:
            deed()
        except Refusal as error:
            problem = problem or refusal(error)
    st.session_state[_ANSWER] = (wish.question_id, wish.operation, problem)


def _answer(question: SecondQuestion) -> tuple[int, str]:
    """What became of the last wish: its number, and the refusal if it was one."""
    question_id, operation, problem = st.session_state.get(_ANSWER, (0, 0, ""))
    return (operation, problem) if question_id == question.id else (0, "")


def _lot(person: Visitor, asked: Asked) -> str:
    """This person's own order of the ideas, stable for them."""
    return hashlib.sha256(f"{person.person_id}:{asked.id}".encode()).hexdigest()
