"""Seats in project groups: near the best there is, within all sizes, the same every time, fixed ones kept."""

import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bench.matching_groups import ROOMS, a_room, kept, measured, settled
from domain.group_seats import Commitment, Sizes, checked_sizes, lacking, seated
from domain.groups import GroupRole
from domain.people import InstitutionType
from domain.refusal import Refusal
from domain.second_question import Contribution

LEAD, PARTNER, INTERESTED = GroupRole


def all_want(group_id: int, people: int, institution: int | None = None) -> list[Commitment]:
    return [Commitment(f"{group_id}-{number}", group_id, PARTNER, institution) for number in range(people)]


@pytest.mark.parametrize(("people", "groups", "sizes"), ROOMS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_seats_come_within_a_hundredth_of_the_best_there_is(
    people: int, groups: int, sizes: Sizes, seed: int
) -> None:
    commitments = a_room(people, groups, seed)
    assert kept(settled(commitments, sizes), commitments, sizes)
    found = measured(people, groups, sizes, seed)
    assert 0.99 <= found.ratio <= 1.0
    assert found.placed > 0.9


@given(st.integers(5, 60), st.integers(1, 6), st.integers(0, 10_000), st.integers(1, 4), st.integers(1, 3))
def test_no_size_is_ever_broken(people: int, groups: int, seed: int, smallest: int, cap: int) -> None:
    commitments, sizes = a_room(people, groups, seed), Sizes(smallest, 8, cap)
    found = settled(commitments, sizes)
    assert kept(found, commitments, sizes)
    wanted = {(each.person_id, each.group_id) for each in commitments}
    assert set(found.seats.items()) <= wanted
    assert set(found.left_out) == {each.person_id for each in commitments} - set(found.seats)


def test_the_same_input_and_seed_give_the_same_plan_in_whatever_order_it_comes() -> None:
    commitments = a_room(100, 8, 5)
    mixed = random.Random(3).sample(commitments, len(commitments))
    first = seated(commitments, Sizes(4, 9, 2), seed=7)
    assert seated(commitments, Sizes(4, 9, 2), seed=7) == first
    assert seated(mixed, Sizes(4, 9, 2), seed=7).seats == first.seats


def test_another_seed_draws_another_lot_among_equals() -> None:
    commitments = all_want(1, 20)
    drawn = {frozenset(seated(commitments, Sizes(1, 5, 5), seed=seed).seats) for seed in range(6)}
    assert len(drawn) > 1


def test_who_would_lead_comes_before_who_is_interested() -> None:
    commitments = [Commitment(f"p{number}", 1, INTERESTED) for number in range(4)] + [Commitment("ada", 1, LEAD)]
    assert "ada" in seated(commitments, Sizes(1, 2, 2)).seats


def test_minima_are_filled_first() -> None:
    """Five lead in one group and would join another that lacks people."""
    commitments = [Commitment(f"p{number}", 1, LEAD) for number in range(8)]
    commitments += [Commitment(f"p{number}", 2, INTERESTED) for number in range(4)]
    found = seated(commitments, Sizes(4, 8, 2))
    assert sorted(found.seats.values()) == [1] * 4 + [2] * 4
    assert found.too_small == ()


def test_a_group_too_small_is_named_and_closed_by_the_facilitator_alone() -> None:
    commitments = [*all_want(1, 2), *all_want(2, 3), *all_want(3, 5)]
    found = seated(commitments, Sizes(4, 8, 8))
    assert found.too_small == (1, 2)
    assert found.to_close == 1
    assert found.seats["1-0"] == 1, "a proposal keeps them until it is closed"
    closed = seated(commitments, Sizes(4, 8, 8), closed=[1])
    assert closed.to_close == 2
    assert set(closed.left_out) == {"1-0", "1-1"}


def test_at_most_so_many_of_an_institution_and_those_go_who_have_elsewhere_to_go() -> None:
    commitments = [*all_want(1, 4, institution=7), Commitment("1-2", 2, PARTNER, 7), Commitment("1-3", 2, PARTNER, 7)]
    found = seated(commitments, Sizes(1, 8, 2))
    assert found.seats == {"1-0": 1, "1-1": 1, "1-2": 2, "1-3": 2}


@given(st.integers(0, 100_000))
@example(479)
@example(1335)
@example(2006)
def test_nobody_is_left_out_beside_a_free_seat_they_want(number: int) -> None:
    """The examples are rooms in which colleagues had moved on."""
    chance = random.Random(number)
    houses = {f"p{place}": chance.choice([1, 2, 3, None]) for place in range(chance.randint(3, 14))}
    commitments = [
        Commitment(person, group_id, chance.choice([LEAD, PARTNER, INTERESTED]), house)
        for person, house in houses.items()
        for group_id in chance.sample(range(1, 5), chance.randint(1, 3))
    ]
    sizes = Sizes(chance.randint(1, 3), chance.randint(3, 6), chance.randint(1, 2))
    found = seated(commitments, sizes, seed=number)
    for each in commitments:
        if each.person_id in found.left_out:
            inside = [houses[person] for person, group_id in found.seats.items() if group_id == each.group_id]
            is_full = len(inside) >= sizes.largest
            assert is_full or (each.institution_id and inside.count(each.institution_id) >= sizes.per_institution)


def test_people_without_an_institution_are_nobodys_colleagues() -> None:
    assert len(seated(all_want(1, 6), Sizes(1, 8, 1)).seats) == 6


def test_what_was_given_by_hand_stays_and_takes_its_seat() -> None:
    commitments = all_want(1, 4)
    found = seated(commitments, Sizes(1, 3, 3), fixed={"guest": 1, "1-0": None, "1-1": 1})
    assert found.seats["guest"] == found.seats["1-1"] == 1
    assert "1-0" not in found.seats
    assert len(found.seats) == 3
    colleagues = seated(all_want(1, 3, institution=7), Sizes(1, 8, 1), fixed={"guest": 1}, institutions={"guest": 7})
    assert colleagues.seats == {"guest": 1}


@pytest.mark.parametrize(
    ("sizes", "reason"),
    [
        ((0, 5, 2), "group_sizes"),
        ((6, 5, 2), "group_sizes"),
        ((4, 61, 2), "group_sizes"),
        ((4, 12, 0), "group_institutions"),
        ((4, 12, 13), "group_institutions"),
    ],
)
def test_sizes_that_make_no_sense_are_refused(sizes: tuple[int, int, int], reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        checked_sizes(*sizes)


def test_of_people_whose_type_nobody_knows_no_side_is_said_to_be_missing() -> None:
    inside = [(PARTNER, InstitutionType.SONSTIGE), (INTERESTED, InstitutionType.KEINE)]
    assert lacking(inside, None, Sizes(4, 12, 2)).sides == ()


def test_what_a_group_lacks() -> None:
    inside = [(PARTNER, InstitutionType.KAMMER), (INTERESTED, InstitutionType.KEINE)]
    found = lacking(inside, {Contribution.MONEY}, Sizes(4, 12, 2))
    assert (found.people, found.lead, found.sides) == (2, True, ("public", "education"))
    assert Contribution.MONEY not in found.contributions
    assert lacking([(LEAD, InstitutionType.KAMMER)] * 4, None, Sizes()).contributions == ()
