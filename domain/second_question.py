"""The second question after a result: how far people agree with the shortlist, and what they can bring in.

Agreement is secret like dots: five steps, no running figures, totals once they are shown. A contribution is given by
name, so it is asked for apart from it and can be taken back at any time.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.readings import SMALLEST_GROUP
from domain.refusal import Refusal
from domain.voting import Status

# From 1 (I am against it) to 5 (I am for it).
STEPS = (1, 2, 3, 4, 5)
# The middle half of the answers lies further apart than this many steps.
_APART = 1


class Contribution(StrEnum):
    """What somebody can bring in: "Ich kann …"."""

    LEAD = "lead"
    STAFF = "staff"
    DATA = "data"
    MONEY = "money"
    PLACE = "place"


@dataclass(frozen=True)
class Asked:
    """An idea of the shortlist. `steps`: how many answered each step, once it is shown and enough answered."""

    id: int
    option_id: int
    title: str
    steps: tuple[int, ...] | None = None


@dataclass(frozen=True)
class SecondQuestion:
    """`present` and `answered` are frozen when the answers are shown."""

    id: int
    round_id: int
    status: Status
    asked: tuple[Asked, ...] = ()
    present: int | None = None
    answered: int | None = None

    def must_be_open(self) -> None:
        if self.status is not Status.OPEN:
            raise Refusal("question_closed")

    def must_be_reopenable(self) -> None:
        if self.status is not Status.CLOSED:
            raise Refusal("question_not_reopenable")

    def must_ask_about(self, asked_ids: Iterable[int]) -> None:
        if not set(asked_ids) <= {each.id for each in self.asked}:
            raise Refusal("option_unknown")


@dataclass(frozen=True)
class Mark:
    """What one person can bring in to one idea. `is_named`: they agreed that others in the room see their name."""

    asked_id: int
    contribution: Contribution
    person_id: str
    name: str
    institution: str
    is_named: bool


@dataclass(frozen=True)
class Sheet:
    """What one person has answered and marked so far, for themselves alone."""

    steps: Mapping[int, int]
    marks: frozenset[tuple[int, Contribution]]
    is_named: bool


def checked_step(step: int) -> int:
    """A step, or 0 for no answer."""
    if step not in (0, *STEPS):
        raise Refusal("step_unknown")
    return step


def told(steps: Sequence[int]) -> tuple[int, ...] | None:
    """What may be shown of the answers to one idea: nothing of fewer than five people (R-35)."""
    return tuple(steps) if sum(steps) >= SMALLEST_GROUP else None


def median(steps: Sequence[int]) -> float:
    """The step in the middle of all answers; between two steps if the middle lies there."""
    half = sum(steps) / 2
    return (_reached(steps, half) + _reached(steps, half, beyond=True)) / 2


def is_divided(steps: Sequence[int]) -> bool:
    """Whether opinions differ: the middle half of the answers spans more than one step.

    The rule is that of Delphi studies with five steps, where an interquartile range of at most 1 counts as agreement
    (M. K. Rayens and E. J. Hahn, "Building Consensus Using the Policy Delphi Method", 2000; H. A. von der Gracht,
    "Consensus measurement in Delphi studies", 2012). A quartile is the step that a quarter (three quarters) of the
    answers do not exceed. A few who are against it beside many who are for it do not make a divided room by this
    rule: the five figures show them.
    """
    everybody = sum(steps)
    return _reached(steps, everybody * 3 / 4) - _reached(steps, everybody / 4) > _APART


def lacking(counts: Mapping[str, int]) -> tuple[Contribution, ...]:
    """The contributions that nobody has offered to an idea yet."""
    return tuple(each for each in Contribution if not counts.get(each.value))


def counted(marks: Iterable[Mark], asked_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """How many offered what, by idea; ideas without a mark are there too."""
    counts: dict[int, dict[str, int]] = {asked_id: {} for asked_id in asked_ids}
    for mark in marks:
        of_idea = counts.setdefault(mark.asked_id, {})
        of_idea[mark.contribution.value] = of_idea.get(mark.contribution.value, 0) + 1
    return counts


def _reached(steps: Sequence[int], answers: float, *, beyond: bool = False) -> int:
    """The first step by which so many have answered, or (`beyond`) more than so many."""
    so_far = 0
    for step, count in zip(STEPS, steps, strict=True):
        so_far += count
        if so_far > answers or (so_far == answers and so_far > 0 and not beyond):
            return step
    return STEPS[-1]
