"""Votes under attack: checking in again, sending again, sending nonsense (rows 1, 2 and 5)."""

import json
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some

from actions import people, voting
from components.ballot import _wish
from domain.refusal import Refusal
from domain.visitor import Visitor
from storage.database import Database
from tests.builders import a_facilitator, a_person, a_workshop, an_open_round, option_ids
from tests.refusals import refused

BUDGET, MAXIMUM = 5, 2
ANY_NUMBER = some.integers() | some.integers(-3, 8)
# Everything that a browser can send as a message.
JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=9),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)
MESSAGE = some.fixed_dictionaries(
    {}, optional={"round": JSON, "operation": JSON, "wanted": JSON | some.dictionaries(some.text(max_size=6), JSON)}
)


def ballot(person: Visitor, round_id: int) -> dict[int, int]:
    return voting.my_ballot(person, round_id).counts()


def test_row_1_who_checks_in_again_is_one_more_person_for_everybody_to_see(database: Database) -> None:
    """Without accounts nobody can be kept from it. The result says how many were counted: a number one can see."""
    workshop_id = a_workshop()
    round_id = an_open_round(workshop_id, budget=BUDGET, maximum=MAXIMUM)
    one, two, three = option_ids(workshop_id, round_id)
    for _ in range(7):
        voting.fill_ballot(a_person(workshop_id, "Ada"), round_id, {one: 2, two: 2, three: 1})
    voting.close_round(a_facilitator(workshop_id), round_id)
    voting.show_result(a_facilitator(workshop_id), round_id)
    result = voting.ranking(a_facilitator(workshop_id), round_id)
    assert (result.round.present, result.round.ballots) == (7, 7)
    assert sum(option.total or 0 for option in result.options) == 7 * BUDGET


def test_row_1_the_same_form_sent_again_is_the_same_person(database: Database) -> None:
    workshop_id = a_workshop()
    person_id = people.new_person_id()
    again = [
        people.check_in(workshop_id, person_id, name=name, institution="", institution_type=None)
        for name in ("Ada", "Ada", "Eva")
    ]
    assert len(set(again)) == 1
    assert people.me(again[0]).name == "Ada"


def test_row_2_a_message_sent_fifty_times_is_one_vote(database: Database) -> None:
    workshop_id = a_workshop()
    round_id = an_open_round(workshop_id, budget=BUDGET, maximum=MAXIMUM)
    one, two, _ = option_ids(workshop_id, round_id)
    ada = a_person(workshop_id)
    for _ in range(50):
        voting.fill_ballot(ada, round_id, {one: 1, two: 2})
    assert ballot(ada, round_id) == {one: 1, two: 2}


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    wishes=some.lists(some.dictionaries(some.integers(0, 4) | some.integers(), ANY_NUMBER, max_size=4), max_size=4)
)
def test_row_5_whatever_numbers_come_the_rule_holds(database: Database, wishes: list[dict[int, int]]) -> None:
    workshop_id, round_id, ada, bob = _vote(database)
    options = option_ids(workshop_id, round_id)
    before = ballot(bob, round_id)
    for wish in wishes:
        # Small numbers stand for options of this round, so that some wishes are possible.
        wanted = {options[key] if 0 <= key < len(options) else key: count for key, count in wish.items()}
        try:
            voting.fill_ballot(ada, round_id, wanted)
        except Refusal:
            continue
    placed = ballot(ada, round_id)
    assert sum(placed.values()) <= BUDGET
    assert all(1 <= count <= MAXIMUM for count in placed.values())
    assert set(placed) <= set(options)
    assert ballot(bob, round_id) == before


_votes: dict[int, tuple[int, int, Visitor, Visitor]] = {}


def _vote(database: Database) -> tuple[int, int, Visitor, Visitor]:
    """One round for all examples; Bob has voted."""
    if id(database) not in _votes:
        workshop_id = a_workshop()
        round_id = an_open_round(workshop_id, budget=BUDGET, maximum=MAXIMUM)
        ada, bob = a_person(workshop_id, "Ada"), a_person(workshop_id, "Bob")
        voting.fill_ballot(bob, round_id, {option_ids(workshop_id, round_id)[0]: 2})
        _votes.clear()
        _votes[id(database)] = workshop_id, round_id, ada, bob
    return _votes[id(database)]


@example({"round": 1, "operation": 1, "wanted": {"1": float("inf")}})
@example({"round": float("nan"), "operation": 1, "wanted": {}})
@given(JSON | MESSAGE)
def test_row_5_whatever_a_browser_sends_becomes_whole_numbers_or_nothing(message: Any) -> None:
    """As the message arrives: JSON, with Python's additions of NaN and Infinity."""
    wish = _wish(json.loads(json.dumps(message)))
    numbers = [wish.round_id, wish.operation, *wish.wanted.keys(), *wish.wanted.values()]
    assert all(type(number) is int for number in numbers)


def test_row_5_somebody_elses_ballot_cannot_be_named(database: Database) -> None:
    """Who is voting comes from the visitor alone; what the facilitator enters is for those without a device."""
    workshop_id = a_workshop()
    round_id = an_open_round(workshop_id, budget=BUDGET, maximum=MAXIMUM)
    one, *_ = option_ids(workshop_id, round_id)
    bob = a_person(workshop_id, "Bob")
    leader = a_facilitator(workshop_id)
    assert refused(lambda: voting.enter_ballot_for(leader, round_id, bob.person_id or "", {one: 1})) == (
        "person_has_device"
    )
    assert ballot(bob, round_id) == {}
