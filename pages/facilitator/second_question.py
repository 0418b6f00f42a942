"""Leading the second question: close, reopen, show; and what each idea of the shortlist still lacks."""

from collections.abc import Sequence

from actions import second_question
from components.commitments import show_question
from components.counts import Seen, question_lines
from components.facilitator import undoable
from components.words import say
from domain.second_question import SecondQuestion
from domain.visitor import Visitor
from domain.voting import Option, Round
from pages.facilitator.rule import do


def show(leader: Visitor, question: SecondQuestion) -> Seen:
    marks = second_question.marks_of(leader, question.id)
    show_question(
        question,
        marks,
        on_close=lambda: do(lambda: second_question.close_question(leader, question.id)),
        on_reopen=lambda: do(lambda: second_question.reopen_question(leader, question.id)),
        on_show=lambda: do(lambda: second_question.show_answers(leader, question.id)),
    )
    return {"question": question_lines(question, len(marks))}


def ask(leader: Visitor, round_: Round, options: Sequence[Option]) -> None:
    """In a callback: asks about these options; undone as long as nobody has answered."""
    asked: list[int] = []
    undoable(
        lambda: asked.append(second_question.ask(leader, round_.id, [option.id for option in options])),
        say("question.asked"),
        lambda: second_question.take_back(leader, asked[0]),
    )
