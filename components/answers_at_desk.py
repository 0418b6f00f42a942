"""What somebody without a device answers to the second question, and what they offer by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from components.words import plain, say
from domain.people import Person
from domain.second_question import STEPS, Contribution, SecondQuestion, Sheet


@dataclass(frozen=True)
class AnswersForm:
    """As `answers_at_desk.enter_answers_for` takes it."""

    steps: Mapping[int, int]
    offers: frozenset[tuple[int, Contribution]]
    named: bool


def ask_answers(
    person: Person, question: SecondQuestion, sheet: Sheet, *, on_save: Callable[[AnswersForm], None]
) -> None:
    """What was entered before stands there already."""
    key = f"answers_{question.id}_{person.id}"
    _begin(key, question, sheet)
    st.caption(say("answers_at_desk.how"))
    with st.form(key):
        for each in question.asked:
            st.selectbox(
                plain(say("answers_at_desk.step", title=each.title)),
                [0, *STEPS],
                key=f"{key}_{each.id}_step",
                format_func=_step,
                persist_state="page",
            )
            st.multiselect(
                plain(say("answers_at_desk.offers", title=each.title)),
                list(Contribution),
                key=f"{key}_{each.id}_offers",
                format_func=lambda what: say(f"contribution.{what.value}"),
                placeholder=say("answers_at_desk.choose"),
                persist_state="page",
            )
        st.text(say("answers_at_desk.by_name"))
        st.checkbox(say("answers_at_desk.named"), key=f"{key}_named", persist_state="page")
        st.form_submit_button(
            say("answers_at_desk.save"), key=f"{key}_save", on_click=lambda: on_save(_form(key, question))
        )


def _step(step: int) -> str:
    return say(f"question.step_{step}") if step else say("answers_at_desk.no_answer")


def _begin(key: str, question: SecondQuestion, sheet: Sheet) -> None:
    st.session_state.setdefault(f"{key}_named", sheet.is_named)
    for each in question.asked:
        st.session_state.setdefault(f"{key}_{each.id}_step", sheet.steps.get(each.id, 0))
        offered = [what for what in Contribution if (each.id, what) in sheet.marks]
        st.session_state.setdefault(f"{key}_{each.id}_offers", offered)


def _form(key: str, question: SecondQuestion) -> AnswersForm:
    state = st.session_state
    asked = [each.id for each in question.asked]
    return AnswersForm(
        {asked_id: state[f"{key}_{asked_id}_step"] for asked_id in asked},
        frozenset((asked_id, what) for asked_id in asked for what in state[f"{key}_{asked_id}_offers"]),
        bool(state[f"{key}_named"]),
    )
