"""Feedback: three short questions, kept without any link to the person."""

from dataclasses import dataclass

from domain.refusal import Refusal
from domain.text_rules import clean_text, within

TEXT_MOST = 500
SCALE = range(1, 6)


@dataclass(frozen=True)
class Feedback:
    """`rating` 1 (little use) to 5 (great use), None if not answered."""

    rating: int | None
    takeaway: str
    missing: str


def given(rating: int | None, takeaway: str | None, missing: str | None) -> Feedback:
    """The answers, or the refusal when all three are empty."""
    if rating is not None and rating not in SCALE:
        raise Refusal("rating_out_of_range")
    answers = Feedback(
        rating,
        within(clean_text(takeaway), "feedback", TEXT_MOST),
        within(clean_text(missing), "feedback", TEXT_MOST),
    )
    if answers == Feedback(None, "", ""):
        raise Refusal("feedback_missing")
    return answers
