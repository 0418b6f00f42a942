"""The second question in native parts: how the facilitator leads it, who offers what, what I offered myself."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import streamlit as st

from components.words import plain, say
from domain.outcome import QuestionResult
from domain.second_question import (
    STEPS,
    Asked,
    Contribution,
    Mark,
    SecondQuestion,
    counted,
    is_divided,
    lacking,
    median,
)
from domain.voting import Status


def show_question(
    question: SecondQuestion,
    marks: Sequence[Mark],
    *,
    on_close: Callable[[], None],
    on_reopen: Callable[[], None],
    on_show: Callable[[], None],
) -> None:
    """The facilitator's part: open, closed or shown; and what each idea still lacks."""
    with st.container(border=True):
        if question.status is Status.OPEN:
            _show_open(on_close)
        elif question.status is Status.CLOSED:
            _show_closed(on_reopen, on_show)
        else:
            st.subheader(say("question.is_shown"), anchor=False)
            st.caption(say("question.took_part", answered=question.answered, present=question.present))
        counts = counted(marks, [each.id for each in question.asked])
        for each in question.asked:
            _show_idea(question, each, counts[each.id], [mark for mark in marks if mark.asked_id == each.id])


def _show_open(on_close: Callable[[], None]) -> None:
    st.subheader(say("question.is_open"), anchor=False)
    st.text(say("question.open_how"))
    st.caption(say("question.no_figures"))
    st.button(say("question.close"), key="close_question", type="primary", on_click=on_close, icon=":material/lock:")


def _show_closed(on_reopen: Callable[[], None], on_show: Callable[[], None]) -> None:
    st.subheader(say("question.is_closed"), anchor=False)
    st.text(say("question.final"))
    with st.container(horizontal=True):
        # As with a round: an impatient second click must not be the final step.
        st.button(say("question.reopen"), key="reopen_question", on_click=on_reopen, icon=":material/lock_open:")
        st.button(
            say("question.show"), key="show_answers", type="primary", on_click=on_show, icon=":material/leaderboard:"
        )


def _show_idea(question: SecondQuestion, idea: Asked, counts: Mapping[str, int], marks: Sequence[Mark]) -> None:
    st.markdown(f"**{plain(idea.title)}**")
    if question.status is Status.SHOWN:
        _show_spread(idea)
    missing = lacking(counts)
    st.text(
        say("question.lacking", list=", ".join(say(f"contribution.{each.value}") for each in missing))
        if missing
        else say("question.nothing_lacking")
    )
    for line in _lines(marks):
        st.caption(plain(line))


def _show_spread(idea: Asked) -> None:
    if idea.steps is None:
        st.caption(say("question.too_few"))
        return
    rows = [say("question.row", step=say(f"question.step_{step}"), count=idea.steps[step - 1]) for step in STEPS]
    st.text(" · ".join(rows))
    st.text(in_the_middle(median(idea.steps)))
    if is_divided(idea.steps):
        st.badge(say("question.divided"), icon=":material/call_split:", help=say("question.divided_how"))


def in_the_middle(step: float) -> str:
    lower, upper = int(step), round(step + 0.1)
    if lower == step:
        return say("question.middle", step=say(f"question.step_{lower}"))
    return say("question.middle_between", lower=say(f"question.step_{lower}"), upper=say(f"question.step_{upper}"))


def show_results(results: Sequence[QuestionResult]) -> None:
    """For organisers: figures once they are shown, and who offered what."""
    for result in results:
        question = result.question
        st.header(say("question.title"), anchor=False)
        st.caption(plain(result.title))
        if question.status is Status.SHOWN:
            st.caption(say("question.took_part", answered=question.answered, present=question.present))
        for each in question.asked:
            marks = [mark for mark in result.marks if mark.asked_id == each.id]
            _show_idea(question, each, result.counts[each.id], marks)


def show_who(question: SecondQuestion, marks: Sequence[Mark]) -> None:
    """On a phone: the names of those who agreed that the room sees them, the others as a number."""
    for idea in question.asked:
        of_idea = [mark for mark in marks if mark.asked_id == idea.id]
        if of_idea:
            st.markdown(f"**{plain(idea.title)}**")
            st.text("\n".join(_lines(of_idea)))
    if not any(mark.name for mark in marks):
        st.text(say("question.who_none"))


def show_my_marks(
    marks: Sequence[tuple[int, Asked, Contribution]], *, on_withdraw: Callable[[int, int, Contribution], None]
) -> None:
    """On one's own page: every offer with its way back."""
    if not marks:
        return
    st.subheader(say("question.mine"), anchor=False)
    for question_id, idea, contribution in marks:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(
                say("question.mine_line", title=idea.title, what=say(f"contribution.{contribution.value}")),
                width="stretch",
            )
            st.button(
                say("question.mine_back"),
                key=f"mark_back_{idea.id}_{contribution.value}",
                type="tertiary",
                on_click=on_withdraw,
                args=(question_id, idea.id, contribution),
            )


def _lines(marks: Iterable[Mark]) -> list[str]:
    """A line for each contribution that somebody offers."""
    lines = []
    for contribution in Contribution:
        offering = [mark for mark in marks if mark.contribution is contribution]
        names = [
            f"{mark.name} ({mark.institution})" if mark.institution else mark.name for mark in offering if mark.name
        ]
        unnamed = len(offering) - len(names)
        if unnamed:
            names.append(say("question.who_unnamed", count=unnamed))
        if names:
            what = say(f"contribution.{contribution.value}")
            lines.append(say("question.who_line", what=what, people=", ".join(names)))
    return lines
