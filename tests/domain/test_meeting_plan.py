"""One round's plan, and what becomes of it when somebody is missing, late, or leaves."""

import pytest

from domain.meeting_plan import (
    Plan,
    arrived,
    confirmed,
    gone,
    numbered,
    plan_of,
    swapped,
    taken_in,
    who_stays,
    with_groups,
    with_lock,
)
from domain.meetings import Bench, MeetingRule, Seat, checked_meeting_rule, history_of, rule_of
from tests.refusals import refused


def anybody(_one: str, _other: str) -> bool:
    return True


def nobody(_one: str, _other: str) -> bool:
    return False


PAIRS = Plan({1: ("ada", "bob"), 2: ("carl", "dora"), 3: ("eve", "fritz")})


def test_who_sat_alone_goes_to_the_nearest_table() -> None:
    plan = gone(PAIRS, "bob", anybody)
    assert plan.tables == {2: ("carl", "dora", "ada"), 3: ("eve", "fritz")}
    assert plan.bench == {"bob": Bench.ABSENT}


def test_two_who_sat_alone_sit_together() -> None:
    plan = Plan({1: ("ada", "bob"), 9: ("carl", "dora")})
    first = gone(plan, "bob", nobody)
    assert first.bench == {"ada": Bench.WAITING, "bob": Bench.ABSENT}
    second = gone(first, "dora", lambda one, other: {one, other} == {"ada", "carl"})
    assert second.tables == {9: ("carl", "ada")}
    assert second.waiting == []


def test_who_has_a_pause_joins_who_was_left_alone() -> None:
    plan = Plan({1: ("ada", "bob")}, {"carl": Bench.PAUSE})
    assert gone(plan, "bob", anybody).tables == {1: ("ada", "carl")}


def test_when_who_waits_does_not_fit_both_join_a_table_for_nobody_is_the_odd_one_now() -> None:
    plan = Plan({1: ("ada", "bob"), 2: ("carl", "dora"), 3: ("eve", "fritz")}, {"anna": Bench.WAITING})
    left = gone(plan, "bob", lambda one, other: {one, other} != {"ada", "anna"})
    assert left.waiting == []
    assert left.tables == {2: ("carl", "dora", "ada"), 3: ("eve", "fritz", "anna")}


def test_a_held_table_takes_nobody_in() -> None:
    plan = gone(with_lock(PAIRS, 2, locked=True), "bob", anybody)
    assert plan.tables == {2: ("carl", "dora"), 3: ("eve", "fritz", "ada")}


def test_with_nobody_who_fits_one_waits() -> None:
    plan = gone(PAIRS, "bob", nobody)
    assert plan.waiting == ["ada"]


def test_the_next_rule_counts_only_if_nobody_fits_by_the_first() -> None:
    def only_eve(_one: str, other: str) -> bool:
        return other in ("eve", "fritz")

    assert gone(PAIRS, "bob", only_eve, anybody).table_of("ada") == 3
    assert gone(PAIRS, "bob", nobody, anybody).table_of("ada") == 2


def test_of_a_table_of_four_three_stay() -> None:
    plan = gone(Plan({1: ("ada", "bob", "carl", "dora")}), "bob", anybody)
    assert plan.tables == {1: ("ada", "carl", "dora")}


def test_a_single_one_gets_company_from_a_table_of_three_whoever_of_them_fits() -> None:
    plan = Plan({1: ("ada", "bob"), 2: ("carl", "dora", "eve")})
    met = {frozenset(("gina", "eve")), frozenset(("gina", "dora"))}
    found = arrived(plan, "gina", 2, lambda one, other: frozenset((one, other)) not in met)
    assert (found.tables, found.waiting) == ({1: ("ada", "bob"), 2: ("dora", "eve"), 3: ("carl", "gina")}, [])
    with_all = arrived(plan, "gina", 2, lambda one, other: {one, other} & {"carl", "dora", "eve"} == set())
    assert (with_all.table_of("gina"), with_all.waiting) == (1, [])


def test_one_late_arrival_waits_and_two_sit_down_at_once() -> None:
    one = arrived(PAIRS, "gina", 2, anybody)
    assert one.waiting == ["gina"]
    two = arrived(one, "hans", 2, anybody)
    assert two.tables[4] == ("hans", "gina")
    assert two.waiting == []


def test_two_who_wait_and_do_not_fit_join_others() -> None:
    def not_each_other(one: str, other: str) -> bool:
        return {one, other} != {"gina", "hans"}

    plan = arrived(arrived(PAIRS, "gina", 2, not_each_other), "hans", 2, not_each_other)
    assert plan.waiting == []
    assert sorted(map(len, plan.tables.values())) == [2, 3, 3]


def test_a_table_of_three_gives_one_to_who_comes_late() -> None:
    plan = arrived(gone(PAIRS, "bob", anybody), "gina", 2, anybody)
    assert plan.tables == {1: ("ada", "gina"), 2: ("carl", "dora"), 3: ("eve", "fritz")}


def test_late_arrivals_fill_a_table_that_has_room_but_never_a_pair() -> None:
    table = Plan({1: ("ada", "bob", "carl"), 2: ("dora", "eve", "fritz", "gina")})
    assert arrived(table, "hans", 4, anybody).table_of("hans") == 1
    assert arrived(PAIRS, "hans", 2, anybody).table_of("hans") is None


def test_who_was_missed_and_comes_back_gets_a_place() -> None:
    plan = arrived(gone(PAIRS, "bob", anybody), "bob", 2, anybody)
    assert plan.tables[1] == ("ada", "bob")
    assert plan.bench == {}


def test_saying_i_am_here_twice_is_saying_it_once() -> None:
    once = arrived(PAIRS, "ada", 2, anybody)
    assert arrived(once, "ada", 2, anybody) == once
    assert once.here == {"ada"}


def test_somebody_alone_is_taken_in() -> None:
    plan = taken_in(Plan({1: ("ada",), 2: ("carl", "dora")}), "ada", anybody)
    assert plan.tables == {2: ("carl", "dora", "ada")}


def test_two_change_places_and_again() -> None:
    plan = Plan({1: ("ada", "bob"), 2: ("carl", "dora")}, {"eve": Bench.PAUSE})
    once = swapped(plan, "ada", "dora")
    assert once.tables == {1: ("dora", "bob"), 2: ("carl", "ada")}
    assert swapped(once, "ada", "dora") == plan
    assert swapped(plan, "ada", "eve").bench == {"ada": Bench.PAUSE}


def test_nobody_leaves_a_held_table_by_a_swap() -> None:
    assert refused(lambda: swapped(with_lock(PAIRS, 1, locked=True), "ada", "carl")) == "meeting_table_locked"
    assert refused(lambda: swapped(PAIRS, "ada", "nobody")) == "meeting_person_unknown"
    assert refused(lambda: with_lock(PAIRS, 7, locked=True)) == "meeting_table_unknown"


def test_groups_from_the_bench_get_free_numbers() -> None:
    plan = Plan({2: ("ada", "bob")}, dict.fromkeys(("carl", "dora", "eve"), Bench.WAITING))
    after = with_groups(plan, [("carl", "dora")])
    assert after.tables == {1: ("carl", "dora"), 2: ("ada", "bob")}
    assert after.bench == {"eve": Bench.WAITING}


def test_a_pair_meets_where_one_of_them_sat_before() -> None:
    tables = numbered([("ada", "dora"), ("bob", "carl"), ("eve", "fritz")], {"dora": 2, "bob": 1, "carl": 2}, {})
    assert tables == {1: ("bob", "carl"), 2: ("ada", "dora"), 3: ("eve", "fritz")}


def test_a_kept_table_keeps_its_number() -> None:
    assert numbered([("ada", "bob")], {"ada": 1}, {1: ("carl", "dora")}) == {1: ("carl", "dora"), 2: ("ada", "bob")}


def test_one_tap_speaks_for_the_table() -> None:
    plan = confirmed(Plan({1: ("ada", "bob"), 2: ("carl", "dora"), 3: ("eve",)}, {"fritz": Bench.PAUSE}), "bob")
    assert who_stays(plan, ["eve"]) == {"ada", "bob", "eve", "fritz"}
    assert "gina" not in who_stays(replace_bench(plan, "gina"), [])


def replace_bench(plan: Plan, person: str) -> Plan:
    return Plan(plan.tables, {**plan.bench, person: Bench.ABSENT}, plan.here)


def test_seats_make_the_plan_that_made_them() -> None:
    plan = with_lock(confirmed(Plan({1: ("ada", "bob")}, {"carl": Bench.PAUSE}), "ada"), 1, locked=True)
    assert plan_of(plan.seats(), plan.locked) == plan


def test_history_counts_who_sat_together_and_who_sat_out() -> None:
    history = history_of(
        {
            1: [
                Seat("ada", 1, 1),
                Seat("bob", 1, 2),
                Seat("carl", bench=Bench.PAUSE),
                Seat("dora", bench=Bench.ABSENT),
            ],
            2: [Seat("ada", 3, 1), Seat("bob", 3, 2), Seat("carl", 3, 3)],
        }
    )
    assert history.met[frozenset(("ada", "bob"))] == 2
    assert history.met[frozenset(("bob", "carl"))] == 1
    assert history.pauses == {"carl": 1}
    assert history.last_table == {"ada": 3, "bob": 3, "carl": 3}


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"minutes": 0}, "meeting_minutes_out_of_range"),
        ({"size": 1}, "meeting_size_out_of_range"),
        ({"size": 9}, "meeting_size_out_of_range"),
        ({"rounds": 0}, "meeting_rounds_out_of_range"),
    ],
)
def test_a_rule_has_its_limits(values: dict[str, int], reason: str) -> None:
    assert refused(lambda: checked_meeting_rule(**{**MeetingRule().as_settings(), **values})) == reason


def test_settings_that_make_no_sense_are_as_usual() -> None:
    assert rule_of({"size": 4, "rounds": 3, "three": True}) == MeetingRule(size=4, rounds=3, three=True)
    assert rule_of({"size": "viele"}) == MeetingRule()
    assert rule_of({"minutes": 10**9}) == MeetingRule()
