"""For people without a device: their answers to the second question."""

import streamlit as st

from actions import answers_at_desk, second_question
from components.answers_at_desk import AnswersForm, ask_answers
from components.frame import done
from components.words import say
from domain.people import Person
from domain.visitor import Visitor
from domain.voting import Round, Status


def show(leader: Visitor, round_: Round | None, person: Person | None) -> None:
    question = second_question.question_of(leader, round_.id) if round_ else None
    if question is None or question.status is not Status.OPEN:
        return
    st.subheader(say("answers_at_desk.title"), anchor=False)
    if person is None:
        st.text(say("answers_at_desk.for_whom"))
        return
    ask_answers(
        person,
        question,
        answers_at_desk.sheet_at_desk(leader, question.id, person.id),
        on_save=lambda form: _save(leader, question.id, person.id, form),
    )


def _save(leader: Visitor, question_id: int, person_id: str, form: AnswersForm) -> None:
    done(
        lambda: answers_at_desk.enter_answers_for(
            leader, question_id, person_id, steps=form.steps, offers=form.offers, named=form.named
        ),
        "answers_at_desk.saved",
    )
