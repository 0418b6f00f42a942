"""Who must never meet is parted, and finds another table where there is one."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from domain.meeting_apart import parted
from domain.meeting_plan import Plan
from domain.meetings import Bench

PEOPLE = "abcdefgh"
PAIRS = ["".join(pair) for pair in combinations(PEOPLE, 2)]


def apart(plan: Plan, *pairs: str) -> Plan:
    barred = {frozenset(pair) for pair in pairs}
    return parted(plan, barred, lambda one, other: frozenset((one, other)) not in barred)


def test_of_a_pair_both_find_another_table() -> None:
    plan = apart(Plan({1: ("a", "b"), 2: ("c", "d"), 3: ("e", "f")}), "ab")
    assert sorted(map(len, plan.tables.values())) == [3, 3]
    assert plan.bench == {}


def test_where_nobody_else_is_both_wait() -> None:
    assert apart(Plan({1: ("a", "b")}), "ab") == Plan({}, {"a": Bench.WAITING, "b": Bench.WAITING})


def test_at_a_table_whoever_must_not_meet_most_goes() -> None:
    plan = apart(Plan({1: ("a", "b", "c", "d")}), "ab", "bc", "bd")
    assert plan.tables == {1: ("a", "c", "d")}


def test_a_locked_table_stays() -> None:
    plan = Plan({1: ("a", "b"), 2: ("c", "d")}, locked=frozenset({1}))
    assert apart(plan, "ab") == plan


@given(
    st.permutations(PEOPLE),
    st.sets(st.sampled_from([one + other for one in PEOPLE for other in PEOPLE if one < other]), max_size=12),
)
def test_nobody_is_lost_nobody_sits_alone_and_nobody_beside_whom_they_must_not_meet(
    people: list[str], pairs: set[str]
) -> None:
    plan = apart(Plan({number + 1: tuple(people[number * 2 : number * 2 + 2]) for number in range(4)}), *pairs)
    assert sorted([*plan.waiting, *(person for table in plan.tables.values() for person in table)]) == list(PEOPLE)
    for table in plan.tables.values():
        assert len(table) > 1
        assert not any("".join(sorted((one, other))) in pairs for one in table for other in table)
