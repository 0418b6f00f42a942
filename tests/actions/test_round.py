"""What may follow a round: a more generous rule, a shortlist, a run-off."""

import pytest

from actions import ideas, people, voting
from actions import round as rounds
from domain.people import InstitutionType
from domain.readings import Reading, verdict
from domain.refusal import Refusal
from domain.visitor import Visitor
from domain.voting import Option, shortlist, tied_at_cut
from storage.database import Database
from tests.builders import a_facilitator, a_person, a_workshop, an_open_round, option_ids
from tests.refusals import refused


@pytest.fixture
def leader(any_database: Database) -> Visitor:
    return a_facilitator(a_workshop())


def a_round(leader: Visitor, *dots: int, budget: int = 5) -> tuple[int, list[int]]:
    """A shown round with so many dots on its options, one person a dot."""
    workshop_id = leader.as_facilitator()
    round_id = an_open_round(workshop_id, options=len(dots), budget=budget, maximum=1)
    ids = option_ids(workshop_id, round_id)
    for option_id, count in zip(ids, dots, strict=True):
        for _ in range(count):
            voting.fill_ballot(a_person(workshop_id), round_id, {option_id: 1})
    voting.close_round(leader, round_id)
    voting.show_result(leader, round_id)
    return round_id, ids


def test_everybody_may_be_given_more_dots_in_mid_round(leader: Visitor) -> None:
    round_id = an_open_round(leader.as_facilitator(), options=3, budget=2, maximum=1)
    first, second, third = option_ids(leader.as_facilitator(), round_id)
    ada = a_person(leader.as_facilitator())
    voting.fill_ballot(ada, round_id, {first: 1, second: 1})
    with pytest.raises(Refusal, match="no_dots_left"):
        voting.fill_ballot(ada, round_id, {third: 1})
    rounds.change_rule(leader, round_id, budget=4, maximum=2)
    assert voting.fill_ballot(ada, round_id, {first: 2, third: 1}).counts() == {first: 2, second: 1, third: 1}


@pytest.mark.parametrize(("budget", "maximum"), [(2, 2), (3, 1)])
def test_nobody_is_given_fewer_once_there_is_a_dot(leader: Visitor, budget: int, maximum: int) -> None:
    round_id = an_open_round(leader.as_facilitator(), budget=3, maximum=2)
    (first, *_) = option_ids(leader.as_facilitator(), round_id)
    rounds.change_rule(leader, round_id, budget=budget, maximum=maximum)
    rounds.change_rule(leader, round_id, budget=3, maximum=2)
    ada = a_person(leader.as_facilitator())
    voting.fill_ballot(ada, round_id, {first: 1})
    assert refused(lambda: rounds.change_rule(leader, round_id, budget=budget, maximum=maximum)) == "rule_only_upward"
    voting.fill_ballot(ada, round_id, {first: 0})
    rounds.change_rule(leader, round_id, budget=budget, maximum=maximum)
    assert (newest := voting.current_round(leader))
    assert (newest.budget, newest.maximum) == (budget, maximum)


def test_a_closed_round_keeps_its_rule(leader: Visitor) -> None:
    round_id = an_open_round(leader.as_facilitator())
    voting.close_round(leader, round_id)
    assert refused(lambda: rounds.change_rule(leader, round_id, budget=9, maximum=2)) == "round_closed"
    assert refused(lambda: rounds.change_rule(leader, 99_999, budget=9, maximum=2)) == "round_unknown"


def test_a_shortlist_goes_into_a_round_of_its_own_with_the_wording_it_had(leader: Visitor) -> None:
    round_id, (first, second, _) = a_round(leader, 3, 2, 0)
    cluster = voting.ranking(leader, round_id).options[0].cluster_id
    assert cluster
    ideas.rename_cluster(leader, cluster, "Später anders genannt")
    following = rounds.next_round(leader, round_id, [first, second], budget=2, maximum=1)
    options = voting.options_of(leader, following)
    assert [(option.title, option.cluster_id) for option in options] == [
        (option.title, option.cluster_id) for option in voting.ranking(leader, round_id).options[:2]
    ]
    assert [option.total for option in options] == [None, None]
    a_person(leader.as_facilitator(), "Spät gekommen")
    voting.close_round(leader, following)
    voting.show_result(leader, following)
    kept, newest = voting.rounds_of(leader)
    assert (kept.budget, newest.budget, kept.present, newest.present) == (5, 2, 5, 6)


def test_only_a_shown_result_has_a_next_round_and_only_of_its_own_options(leader: Visitor) -> None:
    round_id = an_open_round(leader.as_facilitator())
    ids = option_ids(leader.as_facilitator(), round_id)

    def go_on(option_ids: list[int]) -> int:
        return rounds.next_round(leader, round_id, option_ids, budget=1, maximum=1)

    assert refused(lambda: go_on(ids)) == "result_not_shown"
    voting.close_round(leader, round_id)
    assert refused(lambda: go_on(ids)) == "result_not_shown"
    voting.show_result(leader, round_id)
    assert refused(lambda: go_on([])) == "round_without_options"
    assert refused(lambda: go_on([99_999])) == "round_without_options"
    go_on([*ids, 99_999])
    assert refused(lambda: go_on(ids)) == "round_exists"


def test_the_advice_counts_everybody_in_the_room(leader: Visitor) -> None:
    a_person(leader.as_facilitator())
    people.enter_at_desk(leader, name="Paula", institution="", institution_type="keine")
    assert rounds.people_present(leader) == 2


def test_readings_are_worked_out_when_the_result_is_shown_and_nobody_is_in_them(leader: Visitor) -> None:
    workshop_id = leader.as_facilitator()
    round_id = an_open_round(workshop_id, options=3)
    first, second, _ = option_ids(workshop_id, round_id)
    delegation = [
        a_person(workshop_id, f"Stadt {number}", institution="Stadt", institution_type="kommune")
        for number in range(6)
    ]
    others = [
        a_person(workshop_id, f"Haus {number}", institution=f"Haus {number}", institution_type="verband")
        for number in range(5)
    ]
    for person in delegation:
        voting.fill_ballot(person, round_id, {first: 2})
    for person in others:
        voting.fill_ballot(person, round_id, {second: 1})
    voting.close_round(leader, round_id)
    assert rounds.readings_of(leader, round_id) == []
    voting.show_result(leader, round_id)
    assert rounds.readings_of(leader, round_id) == [
        Reading("institution", None, 6, {first: 1.0, second: 5.0}),
        Reading("type", InstitutionType.KOMMUNE, 6, {first: 12}),
        Reading("type", InstitutionType.VERBAND, 5, {second: 5}),
    ]
    found = verdict(voting.ranking(leader, round_id).options, rounds.readings_of(leader, round_id), leading=1)
    assert [reading.name for reading in found.differing] == ["institution", "type"]


def options(*totals: int) -> list[Option]:
    return [Option(number, f"Thema {number}", total=total) for number, total in enumerate(totals, start=1)]


@pytest.mark.parametrize(
    ("totals", "wanted", "going_on", "tied"),
    [
        ((9, 7, 5, 3), 2, 2, 0),
        ((9, 7, 7, 3), 2, 3, 2),
        ((7, 7, 7, 3), 2, 3, 3),
        ((9, 7, 7, 3), 3, 3, 0),
        ((9, 0, 0, 0), 2, 1, 0),
        ((0, 0), 1, 0, 0),
        ((5, 5), 5, 2, 0),
    ],
)
def test_who_goes_on(totals: tuple[int, ...], wanted: int, going_on: int, tied: int) -> None:
    ranking = options(*totals)
    assert shortlist(ranking, wanted) == ranking[:going_on]
    assert len(tied_at_cut(ranking, wanted)) == tied
