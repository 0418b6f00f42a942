"""Many at once: no race between tabs, double clicks or processes breaks a promise."""

from collections.abc import Callable
from typing import Any

import pytest

from actions import agenda, ideas, people, voting
from actions.clock import new_id
from domain.agenda import Kind
from domain.voting import Subject
from storage import ideas as idea_store
from storage import people as people_store
from storage import voting as voting_store
from storage.database import Database, reading
from tests.at_once import at_once
from tests.builders import a_facilitator, a_person, a_workshop, an_open_round, option_ids, some_ideas

PEOPLE = 20


def test_twenty_threads_on_one_ballot_never_exceed_the_budget(any_database: Database) -> None:
    workshop_id = a_workshop()
    ada = a_person(workshop_id)
    round_id = an_open_round(workshop_id, options=PEOPLE, budget=5, maximum=2)
    options = option_ids(workshop_id, round_id)
    results = at_once([lambda option=option: voting.fill_ballot(ada, round_id, {option: 1}) for option in options])
    assert results.count("no_dots_left") == PEOPLE - 5
    assert len(voting.my_ballot(ada, round_id).dots) == 5
    with reading() as tx:
        assert voting_store.count_ballots(tx, round_id) == 1
        assert sum(voting_store.totals(tx, round_id).values()) == 5


def test_the_same_click_from_twenty_tabs_places_one_dot(any_database: Database) -> None:
    workshop_id = a_workshop()
    ada = a_person(workshop_id)
    round_id = an_open_round(workshop_id)
    option = option_ids(workshop_id, round_id)[0]
    at_once([lambda: voting.fill_ballot(ada, round_id, {option: 1})] * PEOPLE)
    assert voting.my_ballot(ada, round_id).counts() == {option: 1}


def test_doubled_messages_count_once_and_late_ones_not_at_all(any_database: Database) -> None:
    """Every message three times at the same moment; and all of them again, in any order, after the round is closed,
    and after its result."""
    workshop_id = a_workshop()
    leader = a_facilitator(workshop_id)
    round_id = an_open_round(workshop_id, options=6, budget=5, maximum=2)
    options = option_ids(workshop_id, round_id)
    room = [a_person(workshop_id, f"Person {number}") for number in range(7)]
    messages = [
        lambda person=person, wanted=wanted: voting.fill_ballot(person, round_id, wanted)
        for number, person in enumerate(room)
        for wanted in [{options[number % 6]: 2, options[(number + 1) % 6]: 1, options[(number + 2) % 6]: 1}]
    ]
    assert all(not isinstance(result, str) for result in at_once(messages * 3))
    before = [voting.my_ballot(person, round_id) for person in room]
    assert [sorted(ballot.counts().values()) for ballot in before] == [[1, 1, 2]] * len(room)
    voting.close_round(leader, round_id)
    assert set(at_once(messages[::-1] * 2)) == {"round_closed"}
    assert [voting.my_ballot(person, round_id) for person in room] == before
    voting.show_result(leader, round_id)
    assert set(at_once(messages * 2)) == {"round_closed"}
    with reading() as tx:
        assert sum(voting_store.totals(tx, round_id).values()) == 4 * len(room)
        assert voting_store.count_ballots(tx, round_id) == len(room)


def test_twenty_people_who_vote_at_once_have_twenty_receipts(any_database: Database) -> None:
    workshop_id = a_workshop()
    room = [a_person(workshop_id, f"Person {number}") for number in range(PEOPLE)]
    round_id = an_open_round(workshop_id)
    option = option_ids(workshop_id, round_id)[0]
    ballots = at_once([lambda person=person: voting.fill_ballot(person, round_id, {option: 1}) for person in room])
    assert len({ballot.shown_receipt for ballot in ballots} - {""}) == PEOPLE


def test_twenty_people_vote_at_once_and_nothing_is_lost(any_database: Database) -> None:
    workshop_id = a_workshop()
    room = [a_person(workshop_id, f"Person {number}") for number in range(PEOPLE)]
    round_id = an_open_round(workshop_id)
    first, second, _ = option_ids(workshop_id, round_id)
    at_once([lambda person=person: voting.fill_ballot(person, round_id, {first: 2, second: 2}) for person in room])
    with reading() as tx:
        totals = voting_store.totals(tx, round_id)
    assert (totals[first], totals[second]) == (2 * PEOPLE, 2 * PEOPLE)


def test_a_dot_that_comes_while_the_round_is_closed_counts_or_is_refused(any_database: Database) -> None:
    workshop_id = a_workshop()
    leader = a_facilitator(workshop_id)
    room = [a_person(workshop_id, f"Person {number}") for number in range(PEOPLE)]
    round_id = an_open_round(workshop_id)
    option = option_ids(workshop_id, round_id)[0]
    deeds: list[Callable[[], Any]] = [
        lambda person=person: voting.fill_ballot(person, round_id, {option: 1}) for person in room
    ]
    deeds.insert(PEOPLE // 2, lambda: voting.close_round(leader, round_id))
    results = at_once(deeds)
    voting.show_result(leader, round_id)
    counted = sum(1 for place, result in enumerate(results) if place != PEOPLE // 2 and result != "round_closed")
    assert {result for result in results if isinstance(result, str)} <= {"round_closed"}
    result = voting.ranking(leader, round_id)
    assert sum(each.total or 0 for each in result.options) == counted == result.round.ballots


def test_a_form_sent_twenty_times_checks_in_one_person(any_database: Database) -> None:
    workshop_id = a_workshop()
    person_id = new_id()
    at_once(
        [
            lambda: people.check_in(
                workshop_id, person_id, name="Ada", institution="IHK Testland", institution_type="kammer"
            )
        ]
        * PEOPLE
    )
    with reading() as tx:
        assert people_store.count(tx, workshop_id) == 1
        assert len(people_store.institutions(tx, workshop_id)) == 1


def test_twenty_people_from_one_new_institution_make_it_once(any_database: Database) -> None:
    workshop_id = a_workshop()
    spellings = ["IHK Testland", "ihk testland", "IHK  Testland", "IHK TESTLAND"]
    at_once(
        [
            lambda number=number: a_person(
                workshop_id, f"Person {number}", institution=spellings[number % 4], institution_type="kammer"
            )
            for number in range(PEOPLE)
        ]
    )
    with reading() as tx:
        assert people_store.count(tx, workshop_id) == PEOPLE
        assert len(people_store.institutions(tx, workshop_id)) == 1


def test_an_idea_sent_twenty_times_hangs_on_the_wall_once(any_database: Database) -> None:
    workshop_id = a_workshop(now=Kind.IDEAS)
    ada = a_person(workshop_id)
    sent = at_once([lambda: ideas.contribute_idea(ada, title="Einmal", operation="form-1")] * PEOPLE)
    assert len(set(sent)) == 1
    with reading() as tx:
        assert len(idea_store.of_workshop(tx, workshop_id)) == 1


@pytest.mark.parametrize("click", [voting.close_round, voting.show_result])
def test_a_round_is_closed_and_shown_once_however_often_it_is_clicked(
    any_database: Database, click: Callable[..., None]
) -> None:
    workshop_id = a_workshop()
    leader = a_facilitator(workshop_id)
    round_id = an_open_round(workshop_id)
    if click is voting.show_result:
        voting.close_round(leader, round_id)
    results = at_once([lambda: click(leader, round_id)] * PEOPLE)
    assert results.count(None) == 1


def test_a_round_opened_by_twenty_clicks_is_one_round(any_database: Database) -> None:
    workshop_id = a_workshop(now=Kind.POLL)
    leader = a_facilitator(workshop_id)
    results = at_once([lambda: voting.open_round(leader, subject=Subject.FIELDS, budget=1, maximum=1)] * PEOPLE)
    assert results.count("round_exists") == PEOPLE - 1
    assert len(voting.rounds_of(leader)) == 1


def test_next_clicked_twenty_times_on_a_slow_line_moves_one_step(any_database: Database) -> None:
    workshop_id = a_workshop()
    leader = a_facilitator(workshop_id)
    seen = agenda.current_activity(leader).id
    at_once([lambda: agenda.start_next(leader, seen)] * PEOPLE)
    assert agenda.current_activity(leader).position == 1


def test_two_ideas_merged_into_each_other_at_once_do_not_both_vanish(any_database: Database) -> None:
    workshop_id = a_workshop()
    leader, ada = a_facilitator(workshop_id), a_person(workshop_id)
    for _ in range(5):
        one, other = some_ideas(ada, 2)
        at_once(
            [
                lambda one=one, other=other: ideas.merge_ideas(leader, one, other),
                lambda one=one, other=other: ideas.merge_ideas(leader, other, one),
            ]
        )
        assert len({one, other} & {idea.id for idea in ideas.wall(ada)}) == 1


def test_activities_inserted_at_once_each_have_a_place(any_database: Database) -> None:
    workshop_id = a_workshop()
    leader = a_facilitator(workshop_id)
    before = len(agenda.agenda_of(leader))
    at_once([lambda: agenda.insert_activity(leader, after_id=None, kind=Kind.TALK, title="Gruß", minutes=5)] * 5)
    positions = [activity.position for activity in agenda.agenda_of(leader)]
    assert positions == list(range(before + 5))
