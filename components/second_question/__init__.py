"""The second question on a phone: five steps for each idea in secret; apart from them, offers by name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from components.assets import browser_component, sent
from components.words import language
from domain.second_question import Asked, Contribution, SecondQuestion, Sheet

_question = browser_component("second_question")
KEY = "second_question"


@dataclass(frozen=True)
class Wish:
    """What the browser wants answered and offered; `operation` is what the answer refers to."""

    question_id: int
    operation: int
    steps: Mapping[int, int]
    marks: tuple[tuple[int, Contribution, bool], ...]
    is_named: bool | None


def show_second_question(
    *,
    stream: str,
    question: SecondQuestion,
    sheet: Sheet,
    order: Sequence[Asked],
    answered: int,
    refusal: str,
    on_wish: Callable[[Wish], None],
) -> None:
    """`order`: the ideas as this person sees them. Figures and counts come by the stream."""
    _question(
        key=KEY,
        data={
            "stream": stream,
            "language": language(),
            "question": question.id,
            "status": question.status.value,
            "ideas": [[each.id, each.title] for each in order],
            "steps": {str(asked_id): step for asked_id, step in sheet.steps.items()},
            "marks": sorted(f"{asked_id} {contribution.value}" for asked_id, contribution in sheet.marks),
            "named": sheet.is_named,
            "contributions": [each.value for each in Contribution],
            "operation": answered,
            "refusal": refusal,
        },
        on_wish_change=lambda: on_wish(_wish(sent(KEY, "wish"))),
    )


def _wish(message: Any) -> Wish:
    """The message as numbers; a forged one becomes an empty wish, which changes nothing."""
    try:
        steps = {int(asked_id): int(step) for asked_id, step in message["steps"].items()}
        marks = tuple(
            (int(asked_id), Contribution(contribution), there is True)
            for asked_id, contribution, there in message["marks"]
        )
        named = message["named"] if isinstance(message["named"], bool) else None
        return Wish(int(message["question"]), int(message["operation"]), steps, marks, named)
    except (TypeError, KeyError, ValueError, AttributeError, OverflowError):
        return Wish(0, 0, {}, (), None)
