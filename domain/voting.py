"""Dot voting (Mehrpunktabfrage): rounds, options, ballots, dots.

A dot is a numbered sticker: slot 1…budget on the ballot, stack 1…maximum on an option. The rules here give
the friendly refusal; the same limits as database constraints give the guarantee (storage/schema.py).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from domain.refusal import Refusal

BUDGET_MOST = 20


class Subject(StrEnum):
    """What a round is about."""

    IDEAS = "ideas"
    CLUSTERS = "clusters"
    FIELDS = "fields"


class Status(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    SHOWN = "shown"


@dataclass(frozen=True)
class Option:
    """Something dots can be placed on, with the wording it had when the round was opened.

    `total` and `rank` are known once the result is shown.
    """

    id: int
    title: str
    detail: str = ""
    idea_id: int | None = None
    cluster_id: int | None = None
    field_id: int | None = None
    total: int | None = None
    rank: int | None = None


@dataclass(frozen=True)
class Round:
    id: int
    activity_id: int
    subject: Subject
    budget: int
    maximum: int
    status: Status
    # Whether people may give dots to ideas of their own.
    own_ideas: bool = True
    present: int | None = None
    ballots: int | None = None
    # How many of the ballots were on paper, and how many of these nobody's name was known of; with the result.
    paper: int | None = None
    paper_unnamed: int | None = None
    # Over the shown result, and over the one shown before it in this meeting (domain/chain.py).
    seal: str | None = None
    seal_before: str | None = None
    seal_form: int | None = None

    @property
    def short_seal(self) -> str:
        """The beginning of the seal, in groups that can be read aloud; empty before the result is shown."""
        begin = (self.seal or "")[:12]
        return " ".join(begin[place : place + 4] for place in range(0, len(begin), 4))

    def must_be_open(self) -> None:
        if self.status is not Status.OPEN:
            raise Refusal("round_closed")

    def must_allow(self, budget: int, maximum: int, *, has_dots: bool) -> None:
        """Once somebody has placed a dot, nobody gets fewer than were announced."""
        self.must_be_open()
        if has_dots and (budget < self.budget or maximum < self.maximum):
            raise Refusal("rule_only_upward")

    def must_be_reopenable(self) -> None:
        if self.status is not Status.CLOSED:
            raise Refusal("round_not_reopenable")

    def must_be_countable(self) -> None:
        """Totals may be made known only after the voting has ended."""
        if self.status is Status.OPEN:
            raise Refusal("round_still_open")


@dataclass(frozen=True)
class Dot:
    slot: int
    option_id: int
    stack: int


@dataclass(frozen=True)
class Ballot:
    """The dots of one person in one round."""

    budget: int
    maximum: int
    dots: tuple[Dot, ...] = ()
    # Only whoever leads the meeting changes what stands on paper.
    on_paper: bool = False

    # Three words, its person's alone (domain/receipts.py).
    receipt: str = ""

    @property
    def shown_receipt(self) -> str:
        """A ballot without a dot is not counted, and stands in no list."""
        return self.receipt if self.dots else ""

    @property
    def free(self) -> int:
        return self.budget - len(self.dots)

    def on(self, option_id: int) -> int:
        """How many of these dots lie on this option."""
        return sum(dot.option_id == option_id for dot in self.dots)

    def counts(self) -> dict[int, int]:
        """Dots by option, options without dots left out."""
        return {dot.option_id: self.on(dot.option_id) for dot in self.dots}

    def with_count(self, option_id: int, wanted: int) -> Self:
        """The ballot with exactly `wanted` dots on the option. Asking twice changes nothing more."""
        if not 0 <= wanted <= self.maximum:
            raise Refusal("too_many_on_one", most=self.maximum)
        there = [dot for dot in self.dots if dot.option_id == option_id]
        if wanted <= len(there):
            taken = set(sorted(there, key=lambda dot: dot.stack)[wanted:])
            return replace(self, dots=tuple(dot for dot in self.dots if dot not in taken))
        missing = wanted - len(there)
        if missing > self.free:
            raise Refusal("no_dots_left", budget=self.budget)
        used = {dot.slot for dot in self.dots}
        slots = [slot for slot in range(1, self.budget + 1) if slot not in used]
        new = tuple(Dot(slots[i], option_id, len(there) + i + 1) for i in range(missing))
        return replace(self, dots=self.dots + new)


def filled(ballot: Ballot, wanted: Mapping[int, int]) -> Ballot:
    """The ballot after all wanted counts; what takes dots away goes first, so that moving a dot works."""
    for option_id, count in sorted(wanted.items(), key=lambda item: item[1] - ballot.on(item[0])):
        ballot = ballot.with_count(option_id, count)
    return ballot


def ranked(totals: Mapping[int, int]) -> list[tuple[int, int, int]]:
    """(rank, option, total), most dots first; equal totals share a rank (R-16): 1, 2, 2, 4."""
    in_order = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    rows: list[tuple[int, int, int]] = []
    for place, (option_id, total) in enumerate(in_order, start=1):
        rank = rows[-1][0] if rows and rows[-1][2] == total else place
        rows.append((rank, option_id, total))
    return rows


def shared_ranks(rows: Iterable[tuple[int, int, int]]) -> set[int]:
    """Ranks held by more than one option."""
    ranks = [rank for rank, _option, _total in rows]
    return {rank for rank in ranks if ranks.count(rank) > 1}


def shortlist(ranking: Sequence[Option], wanted: int) -> list[Option]:
    """The first `wanted` of a ranking and all that share the rank of the last; never one without a dot."""
    with_dots = [option for option in ranking if option.total]
    if wanted < 1 or not with_dots:
        return []
    last = with_dots[min(wanted, len(with_dots)) - 1]
    return [option for option in with_dots if (option.total or 0) >= (last.total or 0)]


def tied_at_cut(ranking: Sequence[Option], wanted: int) -> list[Option]:
    """The options among which the dots do not say who is in the first `wanted`; none if they do."""
    going_on = shortlist(ranking, wanted)
    if len(going_on) <= wanted:
        return []
    return [option for option in going_on if option.total == going_on[-1].total]


def suggested_budget(options: int) -> int:
    """A quarter of the options, between 3 and 6 (Dotmocracy's rule of thumb, clamped)."""
    return min(6, max(3, round(options / 4)))


def must_not_be_own(wanted: Mapping[int, int], before: Ballot, own: Collection[int]) -> None:
    """Where own ideas get no dots: none may be added; what lies there already may be taken away."""
    if any(option_id in own and count > before.on(option_id) for option_id, count in wanted.items()):
        raise Refusal("own_idea")


def checked_rule(budget: int, maximum: int, options: Sequence[object]) -> tuple[int, int]:
    """Dots per person and most per option, or the refusal that says what does not fit."""
    if not options:
        raise Refusal("round_without_options")
    if not 1 <= budget <= BUDGET_MOST:
        raise Refusal("budget_out_of_range", most=BUDGET_MOST)
    if not 1 <= maximum <= budget:
        raise Refusal("maximum_out_of_range", most=budget)
    return budget, maximum
