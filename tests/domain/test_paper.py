"""Ballots on paper: numbers that find a wrong digit, a fair order, dots as they are typed."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.paper import (
    LEAST,
    LENGTH,
    MOST,
    SHEETS_AT_ONCE,
    SHEETS_MOST,
    checked_count,
    numbered,
    order_on,
    spoken_number,
    typed_dots,
    typed_number,
    written_dots,
)
from domain.voting import Ballot, Option, filled
from tests.refusals import refusing

numbers = st.integers(LEAST, MOST).map(numbered)


def some_options(count: int) -> list[Option]:
    return [Option(100 + number, f"Thema {number}") for number in range(count)]


@given(numbers)
def test_a_number_is_read_as_it_is_printed_however_it_is_typed(number: str) -> None:
    assert len(number) == LENGTH
    for typed in (number, spoken_number(number), f" {number[:3]}-{number[3:5]}.{number[5:]} "):
        assert typed_number(typed) == number


@given(numbers)
def test_a_scanner_may_write_the_whole_address(number: str) -> None:
    assert typed_number(f"https://b.example/bogen?w=K7M2QXAB&nr={number}") == number


@given(numbers, st.integers(0, LENGTH - 1), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(number: str, place: int, more: int) -> None:
    wrong = str((int(number[place]) + more) % 10)
    with refusing("paper_number_wrong"):
        typed_number(number[:place] + wrong + number[place + 1 :])


@given(numbers, st.integers(0, LENGTH - 2))
def test_two_swapped_digits_are_always_found(number: str, place: int) -> None:
    first, second = number[place], number[place + 1]
    swapped = number[:place] + second + first + number[place + 2 :]
    if first == second:
        assert typed_number(swapped) == number
        return
    with refusing("paper_number_wrong"):
        typed_number(swapped)


@pytest.mark.parametrize("typed", [None, "", "abc", "12", "12345678", "１２３４５６７", "0" * LENGTH])
def test_what_is_no_number_is_refused(typed: str | None) -> None:
    with refusing("paper_number_wrong"):
        typed_number(typed)


def test_the_order_is_each_sheets_own_and_the_numbers_are_everybodys() -> None:
    options = some_options(6)
    orders = {tuple(number for number, _ in order_on(numbered(drawn), options)) for drawn in range(LEAST, LEAST + 40)}
    assert len(orders) > 30
    for drawn in range(LEAST, LEAST + 40):
        order = order_on(numbered(drawn), options)
        assert sorted(number for number, _ in order) == [1, 2, 3, 4, 5, 6]
        assert all(options[number - 1] == option for number, option in order)
        assert order == order_on(numbered(drawn), options)


def test_no_option_stands_at_the_top_more_often_than_others() -> None:
    """4 000 sheets with four options: each first about 1 000 times (± 5 standard deviations of 27)."""
    options = some_options(4)
    first = Counter(order_on(numbered(drawn), options)[0][0] for drawn in range(LEAST, LEAST + 4000))
    assert all(abs(first[number] - 1000) < 140 for number in range(1, 5))


@pytest.mark.parametrize(
    ("typed", "counts"),
    [
        ("3 3 1", {102: 2, 100: 1}),
        ("3,3;1", {102: 2, 100: 1}),
        ("3x2 1", {102: 2, 100: 1}),
        ("3 x 2, 1", {102: 2, 100: 1}),
        ("3=2 + 1", {102: 2, 100: 1}),
        ("0", {}),
    ],
)
def test_dots_are_typed_in_many_ways(typed: str, counts: dict[int, int]) -> None:
    wanted = typed_dots(typed, some_options(4))
    assert {option: count for option, count in wanted.items() if count} == counts
    assert set(wanted) == {100, 101, 102, 103}


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "paper_dots_missing"),
        (None, "paper_dots_missing"),
        ("5", "paper_idea_unknown"),
        ("1 0", "paper_idea_unknown"),
        ("1 zwei", "paper_dots_unreadable"),
        ("-1", "paper_dots_unreadable"),
        ("1x1x1", "paper_dots_unreadable"),
    ],
)
def test_what_cannot_be_read_is_named(typed: str | None, reason: str) -> None:
    with refusing(reason):
        typed_dots(typed, some_options(4))


@given(st.lists(st.integers(0, 2), min_size=1, max_size=8).filter(lambda counts: 0 < sum(counts) <= 5))
def test_what_was_entered_stands_there_as_it_is_typed(counts: list[int]) -> None:
    options = some_options(len(counts))
    wanted = {option.id: count for option, count in zip(options, counts, strict=True)}
    ballot = filled(Ballot(5, 2), wanted)
    assert typed_dots(written_dots(ballot, options), options) == wanted


def test_a_batch_has_limits() -> None:
    assert checked_count(SHEETS_AT_ONCE, 0) == SHEETS_AT_ONCE
    for count in (0, -1, SHEETS_AT_ONCE + 1):
        with refusing("paper_count_out_of_range"):
            checked_count(count, 0)
    with refusing("paper_too_many_sheets"):
        checked_count(1, SHEETS_MOST)
