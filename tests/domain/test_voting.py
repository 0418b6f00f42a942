"""Dot voting: never over the budget, never too many on one, and saying it twice changes nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.refusal import Refusal
from domain.voting import (
    BUDGET_MOST,
    Ballot,
    Round,
    Status,
    Subject,
    checked_rule,
    filled,
    ranked,
    shared_ranks,
    suggested_budget,
)

OPTIONS = st.integers(1, 4)
WISHES = st.lists(st.tuples(OPTIONS, st.integers(-1, 7)), max_size=30)
RULES = st.integers(1, BUDGET_MOST).flatmap(lambda budget: st.tuples(st.just(budget), st.integers(1, budget)))
TOTALS = st.dictionaries(st.integers(1, 60), st.integers(0, 8), max_size=20)


def played(rule: tuple[int, int], wishes: list[tuple[int, int]]) -> Ballot:
    """The ballot of somebody who wishes all sorts of things and is sometimes refused."""
    ballot = Ballot(*rule)
    for option_id, wanted in wishes:
        try:
            ballot = ballot.with_count(option_id, wanted)
        except Refusal:
            continue
    return ballot


@given(RULES, WISHES)
def test_whatever_is_wished_the_rule_holds(rule: tuple[int, int], wishes: list[tuple[int, int]]) -> None:
    budget, maximum = rule
    ballot = played(rule, wishes)
    assert len(ballot.dots) <= budget
    assert ballot.free == budget - len(ballot.dots) >= 0
    slots = [dot.slot for dot in ballot.dots]
    assert len(set(slots)) == len(slots)
    assert set(slots) <= set(range(1, budget + 1))
    for option_id in range(1, 5):
        stacks = sorted(dot.stack for dot in ballot.dots if dot.option_id == option_id)
        assert stacks == list(range(1, len(stacks) + 1))
        assert len(stacks) <= maximum


@given(RULES, WISHES, OPTIONS, st.integers(0, 7))
def test_a_wish_is_met_exactly_or_refused(
    rule: tuple[int, int], wishes: list[tuple[int, int]], option_id: int, wanted: int
) -> None:
    ballot = played(rule, wishes)
    others = len(ballot.dots) - ballot.on(option_id)
    possible = wanted <= ballot.maximum and others + wanted <= ballot.budget
    if not possible:
        with pytest.raises(Refusal):
            ballot.with_count(option_id, wanted)
        return
    after = ballot.with_count(option_id, wanted)
    assert after.on(option_id) == wanted
    assert {dot for dot in after.dots if dot.option_id != option_id} == {
        dot for dot in ballot.dots if dot.option_id != option_id
    }


@given(RULES, WISHES, OPTIONS, st.integers(0, 7))
def test_wishing_twice_changes_nothing_more(
    rule: tuple[int, int], wishes: list[tuple[int, int]], option_id: int, wanted: int
) -> None:
    ballot = played(rule, wishes)
    try:
        once = ballot.with_count(option_id, wanted)
    except Refusal:
        return
    assert once.with_count(option_id, wanted) == once


@given(RULES, WISHES, st.dictionaries(OPTIONS, st.integers(0, 6), max_size=4))
def test_a_ballot_is_filled_as_wanted_whatever_lay_on_it(
    rule: tuple[int, int], wishes: list[tuple[int, int]], wanted: dict[int, int]
) -> None:
    before = played(rule, wishes)
    expected = {**before.counts(), **wanted}
    expected = {option_id: count for option_id, count in expected.items() if count}
    if sum(expected.values()) > before.budget or max(wanted.values(), default=0) > before.maximum:
        with pytest.raises(Refusal):
            filled(before, wanted)
    else:
        assert filled(before, wanted).counts() == expected


def test_moving_the_last_dot_works_in_one_message() -> None:
    full = filled(Ballot(3, 2), {1: 2, 2: 1})
    assert filled(full, {3: 1, 2: 0}).counts() == {1: 2, 3: 1}


def test_the_sixth_dot_of_five_is_refused_with_the_reason() -> None:
    full = filled(Ballot(5, 2), {1: 2, 2: 2, 3: 1})
    with pytest.raises(Refusal) as refused:
        full.with_count(4, 1)
    assert (refused.value.reason, refused.value.values) == ("no_dots_left", {"budget": 5})


def test_the_third_dot_on_one_option_is_refused_with_the_reason() -> None:
    with pytest.raises(Refusal) as refused:
        Ballot(5, 2).with_count(1, 3)
    assert (refused.value.reason, refused.value.values) == ("too_many_on_one", {"most": 2})


@given(TOTALS)
def test_a_rank_is_one_more_than_the_options_with_more_dots(totals: dict[int, int]) -> None:
    rows = ranked(totals)
    assert {option_id: total for _, option_id, total in rows} == totals
    assert [total for *_, total in rows] == sorted(totals.values(), reverse=True)
    for rank, _, total in rows:
        assert rank == 1 + sum(other > total for other in totals.values())


@given(TOTALS)
def test_a_rank_is_shared_exactly_by_equal_totals(totals: dict[int, int]) -> None:
    rows = ranked(totals)
    shared = shared_ranks(rows)
    for rank, _, total in rows:
        assert (rank in shared) == (list(totals.values()).count(total) > 1)


def test_equal_totals_share_a_rank_and_the_next_rank_is_skipped() -> None:
    assert ranked({1: 3, 2: 7, 3: 7, 4: 1}) == [(1, 2, 7), (1, 3, 7), (3, 1, 3), (4, 4, 1)]


@given(st.integers(0, 600))
def test_the_suggested_budget_is_small_and_a_legal_one(options: int) -> None:
    assert 3 <= suggested_budget(options) <= min(6, BUDGET_MOST)
    assert suggested_budget(options) <= suggested_budget(options + 1)


@pytest.mark.parametrize(
    ("budget", "maximum", "options", "reason"),
    [
        (5, 2, [], "round_without_options"),
        (0, 1, ["a"], "budget_out_of_range"),
        (21, 1, ["a"], "budget_out_of_range"),
        (5, 0, ["a"], "maximum_out_of_range"),
        (5, 6, ["a"], "maximum_out_of_range"),
    ],
)
def test_a_rule_that_cannot_work_is_refused(budget: int, maximum: int, options: list[str], reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        checked_rule(budget, maximum, options)
    assert refused.value.reason == reason


@pytest.mark.parametrize(("budget", "maximum"), [(1, 1), (5, 2), (20, 20)])
def test_a_rule_that_works_is_taken_as_it_is(budget: int, maximum: int) -> None:
    assert checked_rule(budget, maximum, ["a"]) == (budget, maximum)


@pytest.mark.parametrize(
    ("status", "open_", "reopenable", "countable"),
    [(Status.OPEN, True, False, False), (Status.CLOSED, False, True, True), (Status.SHOWN, False, False, True)],
)
def test_what_a_round_allows_follows_from_its_status(
    status: Status, open_: bool, reopenable: bool, countable: bool
) -> None:
    round_ = Round(1, 1, Subject.IDEAS, 5, 2, status)
    for ask, allowed in (
        (round_.must_be_open, open_),
        (round_.must_be_reopenable, reopenable),
        (round_.must_be_countable, countable),
    ):
        if allowed:
            ask()
        else:
            with pytest.raises(Refusal):
                ask()
