"""One result, several readings; nobody's ballot can be worked out from them."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.people import InstitutionType
from domain.readings import Cast, readings, too_close, verdict
from domain.voting import Option

TOWN, CHAMBER, SCHOOL = InstitutionType.KOMMUNE, InstitutionType.KAMMER, InstitutionType.SCHULE
CASTS = st.lists(
    st.builds(
        Cast,
        st.none() | st.integers(1, 8),
        st.sampled_from([TOWN, CHAMBER, SCHOOL]),
        st.dictionaries(st.integers(1, 5), st.integers(1, 2), min_size=1, max_size=3),
    ),
    max_size=40,
)


def ranking(*totals: int) -> list[Option]:
    return [Option(number, f"Thema {number}", total=total) for number, total in enumerate(totals, start=1)]


def cast(people: int, institution: int | None, kind: InstitutionType, *options: int) -> list[Cast]:
    return [Cast(institution, kind, dict(Counter(options)))] * people


def test_a_large_delegation_has_one_vote_like_every_other_institution() -> None:
    casts = cast(20, 1, TOWN, 1) + [each for house in range(2, 7) for each in cast(1, house, CHAMBER, 2, 3)]
    by_institution = readings(casts)[0]
    assert (by_institution.name, by_institution.voices) == ("institution", 6)
    assert by_institution.weights == {1: 1.0, 2: 2.5, 3: 2.5}


def test_without_an_institution_everybody_speaks_for_themselves() -> None:
    assert readings(cast(6, None, InstitutionType.KEINE, 1))[0].weights == {1: 6.0}


def test_each_type_is_told_for_itself_from_five_on() -> None:
    casts = cast(5, 1, TOWN, 1) + cast(6, 2, CHAMBER, 2, 2)
    assert [(one.of, one.voices, one.weights) for one in readings(casts)] == [
        (TOWN, 5, {1: 5}),
        (CHAMBER, 6, {2: 12}),
    ]


def test_a_small_group_is_not_told_nor_left_over() -> None:
    casts = cast(9, 1, TOWN, 1) + cast(5, 2, CHAMBER, 2) + cast(2, 3, SCHOOL, 3)
    assert [one.of for one in readings(casts)] == [TOWN]
    assert readings(cast(9, 1, TOWN, 1) + cast(2, 3, SCHOOL, 3)) == []


@given(CASTS)
def test_whatever_is_told_or_left_over_by_subtraction_is_nobody_or_enough(casts: list[Cast]) -> None:
    by_type = [one for one in readings(casts) if one.name == "type"]
    rest = len(casts) - sum(one.voices for one in by_type)
    assert all(one.voices >= 5 for one in readings(casts))
    assert not by_type or rest == 0 or rest >= 5


@given(CASTS)
def test_each_institutions_votes_add_up_to_one(casts: list[Cast]) -> None:
    for one in readings(casts):
        if one.name == "institution":
            assert sum(one.weights.values()) == pytest.approx(one.voices, abs=0.01)
        else:
            assert sum(one.weights.values()) == sum(
                sum(cast.counts.values()) for cast in casts if cast.institution_type is one.of
            )


def test_the_same_lead_in_every_reading_or_it_is_said_which_differs() -> None:
    casts = cast(20, 1, TOWN, 1) + [each for house in range(2, 8) for each in cast(1, house, CHAMBER, 2, 3)]
    found = verdict(ranking(20, 6, 6, 0), readings(casts), leading=1)
    assert found.leading == (1,)
    assert [(one.name, one.of) for one in found.differing] == [("institution", None), ("type", CHAMBER)]
    agreeing = verdict(ranking(20, 6, 6, 0), readings(casts), leading=3)
    assert agreeing.leading == (1, 2, 3)
    assert [one.of for one in agreeing.differing] == [TOWN, CHAMBER]
    mixed = [Cast(house, (TOWN, CHAMBER)[house % 2], {1: 1, 2: 1}) for house in range(10)]
    assert verdict(ranking(10, 10, 0), readings(mixed), leading=2).differing == ()


@pytest.mark.parametrize(
    ("totals", "wanted", "maximum", "close"),
    [
        ((9, 7, 3, 1), 2, 2, []),
        ((9, 5, 4, 1), 2, 2, [2, 3]),
        ((6, 5, 4, 4), 2, 2, [1, 2, 3, 4]),
        ((9, 7, 7, 1), 2, 1, [2, 3]),
        ((9, 7, 5, 1), 9, 1, []),
        ((0, 0, 0), 1, 1, []),
    ],
)
def test_what_one_ballot_more_could_have_moved(
    totals: tuple[int, ...], wanted: int, maximum: int, close: list[int]
) -> None:
    assert [option.id for option in too_close(ranking(*totals), wanted, maximum)] == close
