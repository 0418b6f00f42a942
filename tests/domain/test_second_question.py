"""Five steps: what is told of them, where their middle lies, and when opinions differ."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.refusal import Refusal
from domain.second_question import (
    STEPS,
    Contribution,
    Mark,
    checked_step,
    counted,
    is_divided,
    lacking,
    median,
    told,
)

FIVE_COUNTS = st.lists(st.integers(0, 40), min_size=5, max_size=5).filter(any)


def answers(steps: list[int]) -> list[int]:
    return [step for step, count in zip(STEPS, steps, strict=True) for _ in range(count)]


@given(FIVE_COUNTS)
def test_the_median_is_the_one_of_all_answers(steps: list[int]) -> None:
    assert median(steps) == statistics.median(answers(steps))


@given(FIVE_COUNTS)
def test_a_room_is_divided_when_its_middle_half_spans_more_than_a_step(steps: list[int]) -> None:
    said = sorted(answers(steps))
    lower = next(each for each in said if sum(other <= each for other in said) >= len(said) / 4)
    upper = next(each for each in said if sum(other <= each for other in said) >= len(said) * 3 / 4)
    assert is_divided(steps) == (upper - lower > 1)


@pytest.mark.parametrize(
    ("steps", "divided"),
    [
        ([10, 0, 0, 0, 10], True),
        ([0, 0, 0, 0, 20], False),
        ([4, 4, 4, 4, 4], True),
        ([0, 0, 0, 10, 10], False),
        ([0, 0, 10, 0, 10], True),
        # A few against many: five figures say it, not the mark.
        ([2, 0, 0, 3, 15], False),
        ([6, 0, 0, 3, 11], True),
    ],
)
def test_opinions_differ(steps: list[int], divided: bool) -> None:
    assert is_divided(steps) == divided
    assert is_divided(steps[::-1]) == divided, "the same seen from the other end"


def test_nothing_is_told_of_fewer_than_five() -> None:
    assert told([1, 0, 0, 0, 3]) is None
    assert told([1, 0, 0, 0, 4]) == (1, 0, 0, 0, 4)


@pytest.mark.parametrize("step", [-1, 6, 2**70])
def test_there_are_five_steps_and_no_answer(step: int) -> None:
    assert [checked_step(each) for each in (0, *STEPS)] == [0, *STEPS]
    with pytest.raises(Refusal, match="step_unknown"):
        checked_step(step)


def test_what_nobody_offers_is_lacking() -> None:
    marks = [Mark(7, Contribution.LEAD, "ada", "Ada", "", True), Mark(7, Contribution.LEAD, "bob", "Bob", "", False)]
    counts = counted(marks, [7, 8])
    assert counts == {7: {"lead": 2}, 8: {}}
    assert lacking(counts[7]) == (Contribution.STAFF, Contribution.DATA, Contribution.MONEY, Contribution.PLACE)
    assert lacking(counts[8]) == tuple(Contribution)
