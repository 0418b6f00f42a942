import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import seating_pairs
from domain.seating import Past, Seating, Sitter, feasibility, next_round

QUICK = 0.02
NOTHING_YET = Past({}, {})


def people(number: int, *houses: int) -> list[Sitter]:
    """So many people of house 1, 2 …; all others come from nowhere."""
    members = [house for house, size in enumerate(houses, start=1) for _ in range(size)]
    return [Sitter(f"p{place}", house) for place, house in enumerate([*members, *[None] * number][:number])]


def by_lot(one: str, other: str) -> int:
    """A score that has no pattern, the same in both directions."""
    return zlib.crc32("+".join(sorted((one, other))).encode()) % 1001


def pairs_of(tables: Iterable[Sequence[str]]) -> list[frozenset[str]]:
    return [frozenset(pair) for table in tables for pair in combinations(table, 2)]


def after(past: Past, seating: Seating, score: Callable[[str, str], int] = by_lot) -> Past:
    met, byes, gained = Counter(past.met), Counter(past.byes), Counter(past.gained)
    met.update(pairs_of(seating.tables))
    byes.update(seating.bench)
    for pair in pairs_of(seating.tables):
        gained.update(dict.fromkeys(pair, score(*pair)))
    return Past(met, byes, gained)


def rounds(sitters: Sequence[Sitter], number: int, **settings) -> tuple[list[Seating], Past]:
    past, made = NOTHING_YET, []
    for place in range(number):
        made.append(next_round(sitters, by_lot, past, seed=place, **settings))
        past = after(past, made[-1])
    return made, past


def colleagues_at(sitters: Sequence[Sitter], seatings: Iterable[Seating]) -> int:
    house = {each.id: each.institution for each in sitters}
    pairs = [tuple(pair) for seating in seatings for pair in pairs_of(seating.tables)]
    return sum(house[one] is not None and house[one] == house[other] for one, other in pairs)


def without_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_arguments):
        raise ImportError("no rustworkx here")

    monkeypatch.setattr(seating_pairs, "_matched", fails)


# Whatever the room looks like

IDS = [f"p{number}" for number in range(11)]
PAIRS = st.sets(st.sampled_from(IDS), min_size=2, max_size=2).map(frozenset)
SITTERS = st.lists(
    st.builds(Sitter, st.sampled_from(IDS), st.none() | st.integers(1, 3)),
    max_size=11,
    unique_by=lambda each: each.id,
)
PASTS = st.builds(
    Past,
    st.dictionaries(PAIRS, st.integers(1, 3), max_size=12),
    st.dictionaries(st.sampled_from(IDS), st.integers(0, 3)),
    st.dictionaries(st.sampled_from(IDS), st.integers(0, 4000)),
)
SIZES = st.integers(2, 5)
LOCKED = st.lists(st.lists(st.sampled_from(IDS), min_size=2, max_size=4, unique=True).map(tuple), max_size=3)


@given(SITTERS, PASTS, SIZES, LOCKED, st.frozensets(PAIRS, max_size=6), st.booleans(), st.booleans(), st.booleans())
def test_everybody_who_is_there_has_one_place_and_no_rule_is_broken(
    sitters, past, size, locked, forbidden, colleagues, repeats, three
):
    seating = next_round(
        sitters,
        by_lot,
        past,
        size=size,
        locked=locked,
        allow_colleagues=colleagues,
        allow_repeats=repeats,
        forbidden=forbidden,
        seconds=QUICK,
        three=three,
    )
    seated = [person_id for table in seating.tables for person_id in table]
    here = {each.id for each in sitters}
    assert sorted([*seated, *seating.bench]) == sorted(here)
    assert all(len(table) > 1 for table in seating.tables)
    kept = [table for table in seating.tables if any(set(table) <= set(each) for each in locked)]
    made = [table for table in seating.tables if table not in kept]
    assert all(len(table) <= (3 if size == 2 and three else size) for table in made)
    assert not set(pairs_of(made)) & set(forbidden)
    if size == 2 and not repeats:
        assert not set(pairs_of(made)) & set(past.met)
    if size == 2 and not colleagues:
        assert colleagues_at(sitters, [Seating(tuple(made), ())]) == 0
    untouched = [table for table in locked if set(table) <= here]
    if untouched:
        assert untouched[0] in seating.tables or len(locked) > 1


@given(SITTERS, PASTS, SIZES, st.integers(0, 3), st.randoms(use_true_random=False))
def test_the_same_people_and_seed_give_the_same_plan_in_whatever_order_they_came(sitters, past, size, seed, random):
    shuffled = random.sample(sitters, len(sitters))
    plans = [
        next_round(each, by_lot, past, size=size, seed=seed, seconds=QUICK) for each in (sitters, sitters, shuffled)
    ]
    assert plans[0] == plans[1] == plans[2]


@given(SITTERS, PASTS, st.frozensets(PAIRS, max_size=12))
def test_pairs_are_as_many_as_possible_then_whoever_sat_out_then_the_best(sitters, past, forbidden):
    past = Past(past.met, past.byes)  # nobody is behind, so that the scores are compared as they are
    seating = next_round(sitters, by_lot, past, forbidden=forbidden)
    house = {each.id: each.institution for each in sitters}
    possible = {
        frozenset(pair)
        for pair in combinations(house, 2)
        if frozenset(pair) not in past.met
        and frozenset(pair) not in forbidden
        and (house[pair[0]] is None or house[pair[0]] != house[pair[1]])
    }

    def worth(pairs: Sequence[frozenset[str]]) -> tuple[int, int, int]:
        sat_out = sum(past.byes.get(each, 0) for pair in pairs for each in pair)
        return len(pairs), sat_out, sum(by_lot(*pair) + 1 for pair in pairs)

    best = max(map(worth, _ways(tuple(house), possible)))
    assert worth(pairs_of(seating.tables)) == best


def _ways(waiting: tuple[str, ...], possible: set[frozenset[str]]) -> Iterable[list[frozenset[str]]]:
    """All ways to make pairs that leave nobody who could still be paired at once (and a few more)."""
    if not waiting:
        yield []
        return
    first, *rest = waiting
    yield from _ways(tuple(rest), possible)
    for other in rest:
        if frozenset((first, other)) in possible:
            for way in _ways(tuple(each for each in rest if each != other), possible):
                yield [frozenset((first, other)), *way]


@given(SITTERS, PASTS, st.frozensets(PAIRS, max_size=6))
def test_without_the_solver_the_rules_hold_all_the_same(sitters, past, forbidden):
    with pytest.MonkeyPatch.context() as monkeypatch:
        without_solver(monkeypatch)
        seating = next_round(sitters, by_lot, past, forbidden=forbidden)
    pairs = pairs_of(seating.tables)
    assert seating.fallback
    assert sorted([*(each for pair in pairs for each in pair), *seating.bench]) == sorted(each.id for each in sitters)
    assert not set(pairs) & (set(past.met) | set(forbidden))
    assert colleagues_at(sitters, [seating]) == 0


# Pairs


@pytest.mark.parametrize("number", [5, 7, 9, 31])
def test_an_odd_one_sits_out_and_never_twice_before_all_others(number):
    _made, past = rounds(people(number), min(number, 12), allow_repeats=True)
    sat_out = [past.byes.get(f"p{place}", 0) for place in range(number)]
    assert max(sat_out) - min(sat_out) <= 1
    assert sum(sat_out) == min(number, 12)


def test_an_even_room_leaves_nobody_idle_and_repeats_nothing():
    made, past = rounds(people(30, 5, 4, 3, 2, 2), 6)
    assert all(seating.bench == () for seating in made)
    assert max(past.met.values()) == 1
    assert colleagues_at(people(30, 5, 4, 3, 2, 2), made) == 0


def test_an_institution_of_more_than_half_takes_turns_on_the_bench():
    sitters = people(20, 14)
    made, past = rounds(sitters, 5)
    assert (
        [len(seating.bench) for seating in made] == [8] * 5 == [feasibility(sitters, size=2, rounds=5).idle_least] * 5
    )
    sat_out = [past.byes.get(f"p{place}", 0) for place in range(14)]
    assert max(sat_out) - min(sat_out) <= 1
    assert colleagues_at(sitters, made) == 0


def test_colleagues_meet_as_a_last_resort_if_they_may():
    sitters = people(20, 14)
    made, _past = rounds(sitters, 3, allow_colleagues=True)
    assert all(seating.bench == () for seating in made)
    assert colleagues_at(sitters, made) == 3 * (14 - 6) // 2


def test_when_all_have_met_there_is_no_round_unless_repeats_are_allowed():
    past = Past(dict.fromkeys(map(frozenset, combinations(["p0", "p1", "p2", "p3"], 2)), 1), {})
    assert next_round(people(4), by_lot, past).tables == ()
    assert len(next_round(people(4), by_lot, past, allow_repeats=True).tables) == 2


def test_an_odd_one_may_make_a_pair_three():
    seating = next_round(people(7), by_lot, NOTHING_YET, three=True)
    assert sorted(map(len, seating.tables)) == [2, 2, 3]
    assert seating.bench == ()


def test_nobody_becomes_the_third_of_a_colleague():
    seating = next_round(people(5, 3), by_lot, NOTHING_YET, three=True)
    assert [len(table) for table in seating.tables] == [2, 2]
    assert len(seating.bench) == 1


def test_who_had_less_so_far_is_helped_first():
    def score(one: str, other: str) -> int:
        return 900 if "p0" in (one, other) else 100

    past = Past({}, {}, {"p0": 900, "p1": 900, "p2": 0, "p3": 900})
    seating = next_round(people(4), score, past)
    assert frozenset(("p0", "p2")) in pairs_of(seating.tables)


def test_only_the_bench_is_dealt_when_all_tables_are_locked():
    before = next_round(people(6), by_lot, NOTHING_YET)
    late = next_round(people(9), by_lot, NOTHING_YET, locked=before.tables)
    assert late.tables[:3] == before.tables
    assert (len(late.tables), len(late.bench)) == (4, 1)


def test_of_a_locked_table_those_who_are_still_there_stay_together():
    seating = next_round(people(4), by_lot, NOTHING_YET, locked=[("p0", "p9", "p1"), ("p2", "p8")])
    assert seating.tables[0] == ("p0", "p1")
    assert pairs_of(seating.tables)[1:] == [frozenset(("p2", "p3"))]


def test_in_a_large_room_looking_at_few_partners_loses_nobody_and_hardly_anything():
    sitters = people(230, 12, 9, 7, 5, 5, 4, 3)
    found = next_round(sitters, by_lot, NOTHING_YET)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(seating_pairs, "PRUNED_FROM", 1000)
        best = next_round(sitters, by_lot, NOTHING_YET)
    gains = [sum(by_lot(*pair) for pair in seating.tables) for seating in (found, best)]
    assert found.bench == ()
    assert gains[1] * 0.99 <= gains[0] <= gains[1]


def test_a_large_room_whose_best_partners_are_few_is_still_paired_up_whole():
    # Everybody is drawn to the same forty; a list of thirty partners each does not pair the others with each other.
    def score(one: str, other: str) -> int:
        return 1000 if min(int(one[1:]), int(other[1:])) < 40 else 0

    assert next_round(people(220), score, NOTHING_YET).bench == ()


# Tables


@pytest.mark.parametrize(
    ("number", "size", "sizes"),
    [(5, 4, [2, 3]), (7, 5, [3, 4]), (30, 4, [3, 3, 4, 4, 4, 4, 4, 4]), (3, 5, [3]), (9, 3, [3, 3, 3])],
)
def test_tables_are_at_most_as_large_as_wished_and_differ_by_one(number, size, sizes):
    seating = next_round(people(number), by_lot, NOTHING_YET, size=size, seconds=QUICK)
    assert sorted(map(len, seating.tables)) == sizes
    assert seating.bench == ()


def test_somebody_alone_is_at_no_table():
    assert next_round(people(1), by_lot, NOTHING_YET, size=4) == Seating((), ("p0",))


@pytest.mark.parametrize(("number", "size", "number_of_rounds"), [(20, 3, 4), (45, 4, 6), (60, 5, 6)])
def test_at_tables_nobody_meets_twice_nor_a_colleague_where_arithmetic_allows(number, size, number_of_rounds):
    sitters = people(number, 4, 3, 3, 2, 2, 2)
    made, past = rounds(sitters, number_of_rounds, size=size, seconds=0.3)
    assert max(past.met.values()) == 1
    assert colleagues_at(sitters, made) == 0


def test_a_large_institution_is_spread_over_the_tables():
    sitters = people(20, 10)
    seating = next_round(sitters, by_lot, NOTHING_YET, size=4, seconds=0.1)
    assert [sum(int(person_id[1:]) < 10 for person_id in table) for table in seating.tables] == [2] * 5


def test_who_may_meet_nobody_sits_out():
    forbidden = [frozenset(("p0", f"p{other}")) for other in range(1, 6)]
    seating = next_round(people(6), by_lot, NOTHING_YET, size=3, forbidden=forbidden, seconds=QUICK)
    assert "p0" in seating.bench


@pytest.mark.parametrize(
    ("number", "size", "forbidden", "seated"),
    [(3, 3, ["p0 p1", "p1 p2"], {"p0", "p2"}), (4, 4, ["p0 p1", "p0 p2", "p0 p3"], {"p1", "p2", "p3"})],
)
@pytest.mark.parametrize("seed", range(4))
def test_no_more_people_sit_out_than_must(number, size, forbidden, seated, seed):
    """Whoever must not meet the others goes, not the others."""
    pairs = [frozenset(pair.split()) for pair in forbidden]
    found = next_round(people(number), by_lot, NOTHING_YET, size=size, forbidden=pairs, seed=seed, seconds=QUICK)
    assert {person for table in found.tables for person in table} == seated


# Whether it is possible at all


def test_the_more_rounds_the_less_likely():
    levels = [feasibility(people(30), size=4, rounds=number).level for number in range(1, 8)]
    assert levels == ["safe"] * 4 + ["some_repeats"] * 2 + ["too_small"]


def test_rounds_possible_are_those_without_a_warning_that_the_room_is_too_small():
    for size in (2, 3, 4, 5):
        most = feasibility(people(24, 5, 4), size=size, rounds=1).rounds_possible
        assert feasibility(people(24, 5, 4), size=size, rounds=most).level != "too_small"
        assert feasibility(people(24, 5, 4), size=size, rounds=most + 1).level == "too_small"


@pytest.mark.parametrize(("number", "house", "idle"), [(60, 30, 0), (60, 36, 12), (60, 42, 24), (7, 4, 0), (7, 5, 3)])
def test_a_large_institution_makes_people_idle_by_arithmetic(number, house, idle):
    assert feasibility(people(number, house), size=2, rounds=1).idle_least == idle
    assert feasibility(people(number, house), size=4, rounds=1).idle_least == 0


@pytest.mark.parametrize("number", [0, 1, 2])
def test_an_empty_room_has_an_answer_too(number):
    assert feasibility(people(number), size=2, rounds=0).level == "safe"
    assert feasibility(people(number, number), size=2, rounds=1).level == "too_small"
