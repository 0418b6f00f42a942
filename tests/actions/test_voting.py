"""A round's life: open, filled, closed, perhaps reopened, shown; and what nobody may know before."""

import json

import pytest

from actions import agenda, ideas, people, voting
from actions.live import state_of
from domain.agenda import Kind
from domain.visitor import Role, Visitor
from domain.voting import Status, Subject
from storage import paper as paper_store
from storage import people as people_store
from storage import voting as store
from storage.database import Database, reading
from tests.builders import (
    a_facilitator,
    a_person,
    a_person_at_desk,
    a_screen,
    a_workshop,
    an_open_round,
    option_ids,
    some_ideas,
    start,
)
from tests.refusals import refused

AUDIENCES = (Role.PARTICIPANT, Role.SCREEN, Role.FACILITATOR)


class Vote:
    """A workshop with an open round on three topic groups: five dots, at most two on one."""

    def __init__(self) -> None:
        self.workshop_id = a_workshop()
        self.leader = a_facilitator(self.workshop_id)
        self.ada = a_person(self.workshop_id, "Ada")
        self.bob = a_person(self.workshop_id, "Bob")
        self.round_id = an_open_round(self.workshop_id)
        self.first, self.second, self.third = option_ids(self.workshop_id, self.round_id)

    def show(self) -> None:
        voting.close_round(self.leader, self.round_id)
        voting.show_result(self.leader, self.round_id)

    def totals(self) -> dict[int, int]:
        with reading() as tx:
            return store.totals(tx, self.round_id)


@pytest.fixture
def vote(database: Database) -> Vote:
    return Vote()


def test_dots_lie_as_wanted(vote: Vote) -> None:
    ballot = voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 2, vote.second: 1})
    assert ballot.counts() == {vote.first: 2, vote.second: 1}
    assert ballot.free == 2
    assert voting.my_ballot(vote.ada, vote.round_id) == ballot


def test_only_what_is_named_changes(vote: Vote) -> None:
    voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 2})
    assert voting.fill_ballot(vote.ada, vote.round_id, {vote.second: 1}).counts() == {vote.first: 2, vote.second: 1}


def test_a_replayed_message_changes_nothing_more(vote: Vote) -> None:
    once = voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 2})
    assert voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 2}) == once
    assert vote.totals()[vote.first] == 2


def test_dots_can_be_taken_back_until_the_round_closes(vote: Vote) -> None:
    voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 2, vote.second: 2})
    assert voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 0}).counts() == {vote.second: 2}


def test_the_same_person_on_two_devices_has_one_ballot(vote: Vote) -> None:
    other_device = Visitor(Role.PARTICIPANT, workshop_id=vote.workshop_id, person_id=vote.ada.person_id)
    voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 2, vote.second: 2})
    assert refused(lambda: voting.fill_ballot(other_device, vote.round_id, {vote.third: 2})) == "no_dots_left"
    assert voting.fill_ballot(other_device, vote.round_id, {vote.third: 1}).free == 0


def test_the_sixth_dot_is_refused_and_the_five_stay(vote: Vote) -> None:
    voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 2, vote.second: 2, vote.third: 1})
    assert refused(lambda: voting.fill_ballot(vote.ada, vote.round_id, {vote.third: 2})) == "no_dots_left"
    assert len(voting.my_ballot(vote.ada, vote.round_id).dots) == 5


def test_the_third_dot_on_one_topic_is_refused(vote: Vote) -> None:
    assert refused(lambda: voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 3})) == "too_many_on_one"


def test_a_message_that_is_partly_refused_changes_nothing(vote: Vote) -> None:
    refused(lambda: voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 2, vote.second: 3}))
    assert voting.my_ballot(vote.ada, vote.round_id).dots == ()
    with reading() as tx:
        assert store.count_ballots(tx, vote.round_id) == 0


@pytest.mark.parametrize("option", [-1, 0, 999_999, 2**40, 2**70])
def test_a_topic_that_is_not_in_this_round_is_refused(vote: Vote, option: int) -> None:
    assert refused(lambda: voting.fill_ballot(vote.ada, vote.round_id, {option: 1})) == "option_unknown"


def test_a_negative_wish_is_refused(vote: Vote) -> None:
    assert refused(lambda: voting.fill_ballot(vote.ada, vote.round_id, {vote.first: -1})) == "too_many_on_one"


def test_a_late_dot_is_refused(vote: Vote) -> None:
    voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 1})
    voting.close_round(vote.leader, vote.round_id)
    assert refused(lambda: voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 2})) == "round_closed"
    assert refused(lambda: voting.fill_ballot(vote.bob, vote.round_id, {vote.first: 1})) == "round_closed"
    assert vote.totals()[vote.first] == 1


def test_a_dot_after_the_result_is_refused(vote: Vote) -> None:
    vote.show()
    assert refused(lambda: voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 1})) == "round_closed"


def test_somebody_who_is_not_in_the_room_cannot_vote(vote: Vote) -> None:
    ghost = Visitor(Role.PARTICIPANT, workshop_id=vote.workshop_id, person_id="nobody")
    assert refused(lambda: voting.fill_ballot(ghost, vote.round_id, {vote.first: 1})) == "not_joined"
    assert vote.totals()[vote.first] == 0


def test_a_closed_round_can_be_reopened_and_changed(vote: Vote) -> None:
    voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 2})
    voting.close_round(vote.leader, vote.round_id)
    voting.reopen_round(vote.leader, vote.round_id)
    assert voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 0, vote.third: 1}).counts() == {vote.third: 1}


def test_a_shown_round_is_never_opened_again(vote: Vote) -> None:
    vote.show()
    assert refused(lambda: voting.reopen_round(vote.leader, vote.round_id)) == "round_not_reopenable"
    assert refused(lambda: voting.close_round(vote.leader, vote.round_id)) == "round_closed"
    assert refused(lambda: voting.show_result(vote.leader, vote.round_id)) == "round_not_reopenable"


def test_an_open_round_cannot_be_shown(vote: Vote) -> None:
    assert refused(lambda: voting.show_result(vote.leader, vote.round_id)) == "round_not_reopenable"


def test_the_result_has_totals_ranks_and_how_many_took_part(vote: Vote) -> None:
    a_person(vote.workshop_id, "Carl, der nicht abstimmt")
    voting.fill_ballot(vote.ada, vote.round_id, {vote.second: 2, vote.third: 1})
    voting.fill_ballot(vote.bob, vote.round_id, {vote.first: 1})
    vote.show()
    result = voting.ranking(vote.ada, vote.round_id)
    assert [(option.id, option.rank, option.total) for option in result.options] == [
        (vote.second, 1, 2),
        (vote.first, 2, 1),
        (vote.third, 2, 1),
    ]
    assert (result.round.ballots, result.round.present) == (2, 3)


def test_an_emptied_ballot_does_not_count_as_voted(vote: Vote) -> None:
    voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 1})
    voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 0})
    assert state_of(vote.workshop_id, Role.FACILITATOR, {"progress"})["progress"]["voted"] == 0


def test_nobody_reads_a_result_before_it_is_shown(vote: Vote) -> None:
    for _ in range(2):
        for visitor in (vote.ada, vote.leader, a_screen(vote.workshop_id)):
            assert refused(lambda visitor=visitor: voting.ranking(visitor, vote.round_id)) == "result_not_shown"
        if voting.current_round(vote.leader).status is Status.OPEN:  # type: ignore[union-attr]
            voting.close_round(vote.leader, vote.round_id)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_before_the_result_no_audience_is_sent_anything_that_depends_on_the_dots(vote: Vote, audience: Role) -> None:
    """The same people vote in two different ways; what is sent must be the same, byte for byte."""

    def sent() -> str:
        return json.dumps(state_of(vote.workshop_id, audience), sort_keys=True)

    voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 2, vote.second: 2})
    one_way = sent()
    voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 0, vote.second: 0, vote.third: 1})
    assert sent() == one_way
    voting.close_round(vote.leader, vote.round_id)
    closed = sent()
    voting.reopen_round(vote.leader, vote.round_id)
    voting.fill_ballot(vote.ada, vote.round_id, {vote.third: 0, vote.first: 1})
    voting.close_round(vote.leader, vote.round_id)
    assert sent() == closed


@pytest.mark.parametrize("audience", [Role.PARTICIPANT, Role.SCREEN])
def test_after_the_result_everybody_is_sent_the_totals(vote: Vote, audience: Role) -> None:
    voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 2})
    vote.show()
    options = state_of(vote.workshop_id, audience, {"options"})["options"]
    assert options[str(vote.first)]["total"] == 2
    assert options[str(vote.first)]["rank"] == 1


def test_showing_the_result_cuts_the_link_between_people_and_ballots(vote: Vote) -> None:
    voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 2})
    voting.close_round(vote.leader, vote.round_id)
    assert len(voting.my_ballot(vote.ada, vote.round_id).dots) == 2
    voting.show_result(vote.leader, vote.round_id)
    with reading() as tx:
        assert store.ballot_id_of(tx, vote.round_id, vote.ada.person_id or "") is None
        assert store.count_ballots(tx, vote.round_id) == 1
    assert voting.my_ballot(vote.ada, vote.round_id).dots == ()


def test_the_options_keep_the_wording_they_had_when_the_round_was_opened(vote: Vote) -> None:
    cluster = ideas.clusters_of(vote.leader)[0]
    ideas.rename_cluster(vote.leader, cluster.id, "Neue Überschrift")
    ideas.create_cluster(vote.leader, "Kam zu spät")
    assert [option.title for option in voting.options_of(vote.ada, vote.round_id)] == [
        "Thema 1",
        "Thema 2",
        "Thema 3",
    ]


def test_removing_a_topic_group_takes_nothing_from_a_round(vote: Vote) -> None:
    voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 2})
    ideas.remove_cluster(vote.leader, ideas.clusters_of(vote.leader)[0].id)
    vote.show()
    best = voting.ranking(vote.leader, vote.round_id).options[0]
    assert (best.title, best.total, best.cluster_id) == ("Thema 1", 2, None)


def test_a_second_round_needs_the_result_of_the_first(vote: Vote) -> None:
    def again() -> int:
        return voting.open_round(vote.leader, subject=Subject.CLUSTERS, budget=3, maximum=1)

    assert refused(again) == "round_exists"
    voting.close_round(vote.leader, vote.round_id)
    assert refused(again) == "round_exists"
    voting.show_result(vote.leader, vote.round_id)
    newest = again()
    current = voting.current_round(vote.ada)
    assert current is not None
    assert current.id == newest
    assert [round_.id for round_ in voting.rounds_of(vote.leader)] == [vote.round_id, newest]


def test_every_activity_has_its_own_round(vote: Vote) -> None:
    start(vote.workshop_id, Kind.POLL)
    assert voting.current_round(vote.ada) is None
    poll = voting.open_round(vote.leader, subject=Subject.FIELDS, budget=1, maximum=1)
    assert len(voting.options_of(vote.ada, poll)) == 10
    start(vote.workshop_id, Kind.VOTE)
    current = voting.current_round(vote.ada)
    assert current is not None
    assert current.id == vote.round_id


def test_a_round_on_ideas_is_about_what_hangs_on_the_wall(database: Database) -> None:
    workshop_id = a_workshop()
    leader, ada = a_facilitator(workshop_id), a_person(workshop_id)
    kept, hidden, merged, withdrawn = some_ideas(ada, 4)
    ideas.hide_idea(leader, hidden)
    ideas.merge_ideas(leader, merged, kept)
    ideas.withdraw_idea(ada, withdrawn)
    start(workshop_id, Kind.VOTE)
    round_id = voting.open_round(leader, subject=Subject.IDEAS, budget=1, maximum=1)
    assert [option.idea_id for option in voting.options_of(ada, round_id)] == [kept]


@pytest.mark.parametrize("subject", [Subject.IDEAS, Subject.CLUSTERS])
def test_a_round_about_nothing_is_refused(database: Database, subject: Subject) -> None:
    workshop_id = a_workshop(now=Kind.VOTE)
    leader = a_facilitator(workshop_id)
    assert refused(lambda: voting.open_round(leader, subject=subject, budget=5, maximum=2)) == "round_without_options"


def test_the_facilitator_enters_the_dots_of_somebody_without_a_device(vote: Vote) -> None:
    paula = a_person_at_desk(vote.workshop_id)
    voting.enter_ballot_for(vote.leader, vote.round_id, paula, {vote.first: 2, vote.second: 1})
    voting.enter_ballot_for(vote.leader, vote.round_id, paula, {vote.third: 1})
    assert voting.ballot_at_desk(vote.leader, vote.round_id, paula).counts() == {vote.third: 1}
    with reading() as tx:
        assert paper_store.count_with_dots(tx, vote.round_id)[0] == 1
        assert store.count_ballots(tx, vote.round_id) == 1


def test_the_facilitator_neither_sees_nor_fills_the_ballot_of_somebody_with_a_device(vote: Vote) -> None:
    ada = vote.ada.person_id or ""
    assert (
        refused(lambda: voting.enter_ballot_for(vote.leader, vote.round_id, ada, {vote.first: 1}))
        == "person_has_device"
    )
    assert refused(lambda: voting.ballot_at_desk(vote.leader, vote.round_id, ada)) == "person_has_device"


def test_an_entered_ballot_keeps_the_rule_too(vote: Vote) -> None:
    paula = a_person_at_desk(vote.workshop_id)
    too_many = {vote.first: 2, vote.second: 2, vote.third: 2}
    assert refused(lambda: voting.enter_ballot_for(vote.leader, vote.round_id, paula, too_many)) == "no_dots_left"


def test_closing_a_meeting_that_has_moved_on_still_works(vote: Vote) -> None:
    agenda.start_next(vote.leader, agenda.current_activity(vote.leader).id)
    voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 1})
    vote.show()
    assert voting.ranking(vote.leader, vote.round_id).options[0].total == 1


def test_who_voted_is_counted_live_and_how_is_not_told(vote: Vote) -> None:
    before = state_of(vote.workshop_id, Role.SCREEN, {"progress"})["progress"]
    voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 1})
    after = state_of(vote.workshop_id, Role.SCREEN, {"progress"})["progress"]
    assert (before["voted"], after["voted"], after["present"]) == (0, 1, 2)
    with reading() as tx:
        assert people_store.count(tx, vote.workshop_id) == len([vote.ada, vote.bob])
    assert people.me(vote.ada).name == "Ada"
