"""Whether ideas of one's own may get dots is a rule of the round: announced, and kept."""

import pytest

from actions import ideas, receipts, voting
from actions import round as round_actions
from actions.live import state_of
from domain.agenda import Kind
from domain.refusal import Refusal
from domain.visitor import Role, Visitor
from domain.voting import Subject
from storage.database import Database
from tests.builders import a_facilitator, a_person, a_person_at_desk, a_workshop, option_ids, some_clusters, start
from tests.refusals import refused


class Wall:
    """Ada's, Bob's and nobody's idea; and a card of Ada's that was merged into Bob's."""

    def __init__(self) -> None:
        self.workshop_id = a_workshop(now=Kind.IDEAS)
        self.leader = a_facilitator(self.workshop_id)
        self.ada, self.bob = a_person(self.workshop_id, "Ada"), a_person(self.workshop_id, "Bob")
        self.eva = a_person(self.workshop_id, "Eva")
        self.of_ada = ideas.contribute_idea(self.ada, title="Adas Idee")
        self.of_bob = ideas.contribute_idea(self.bob, title="Bobs Idee")
        self.merged = ideas.contribute_idea(self.eva, title="Evas Idee, fast wie Bobs")
        self.anonymous = ideas.contribute_idea(self.ada, title="Ohne Namen", anonymous=True)
        ideas.merge_ideas(self.leader, self.merged, self.of_bob)

    def open(self, *, own_ideas: bool, subject: Subject = Subject.IDEAS) -> None:
        start(self.workshop_id, Kind.VOTE)
        self.round_id = voting.open_round(self.leader, subject=subject, budget=4, maximum=2, own_ideas=own_ideas)
        options = voting.options_of(self.leader, self.round_id)
        self.options = {option.idea_id: option.id for option in options}

    def place(self, who: Visitor, idea_id: int, count: int = 1) -> str | None:
        """What it is refused for, if it is."""
        try:
            voting.fill_ballot(who, self.round_id, {self.options[idea_id]: count})
        except Refusal as refusal:
            return refusal.reason
        return None


@pytest.fixture
def wall(any_database: Database) -> Wall:
    return Wall()


def test_usually_they_are_allowed(wall: Wall) -> None:
    start(wall.workshop_id, Kind.VOTE)
    round_id = voting.open_round(wall.leader, subject=Subject.IDEAS, budget=4, maximum=2)
    option = next(each for each in voting.options_of(wall.ada, round_id) if each.idea_id == wall.of_ada)
    assert voting.fill_ballot(wall.ada, round_id, {option.id: 2}).counts() == {option.id: 2}


def test_where_they_are_not_allowed_ones_own_idea_gets_no_dot_and_everybody_elses_does(wall: Wall) -> None:
    wall.open(own_ideas=False)
    assert wall.place(wall.ada, wall.of_ada) == "own_idea"
    assert wall.place(wall.bob, wall.of_bob) == "own_idea"
    assert wall.place(wall.ada, wall.of_bob) is None
    assert wall.place(wall.bob, wall.of_ada) is None
    assert voting.my_ballot(wall.ada, wall.round_id).counts() == {wall.options[wall.of_bob]: 1}


def test_an_idea_that_ones_own_was_merged_into_is_ones_own(wall: Wall) -> None:
    wall.open(own_ideas=False)
    assert wall.place(wall.eva, wall.of_bob) == "own_idea"
    assert wall.place(wall.eva, wall.of_ada) is None


def test_whose_an_anonymous_idea_is_nobody_knows_so_it_is_nobodys(wall: Wall) -> None:
    wall.open(own_ideas=False)
    assert wall.place(wall.ada, wall.anonymous) is None


def test_a_message_that_holds_one_dot_on_an_own_idea_changes_nothing(wall: Wall) -> None:
    wall.open(own_ideas=False)
    both = {wall.options[wall.of_bob]: 1, wall.options[wall.of_ada]: 1}
    assert refused(lambda: voting.fill_ballot(wall.ada, wall.round_id, both)) == "own_idea"
    assert voting.my_ballot(wall.ada, wall.round_id).dots == ()


def test_dots_that_lay_there_before_a_merge_may_stay_or_go_but_not_grow(wall: Wall) -> None:
    wall.open(own_ideas=False)
    assert wall.place(wall.bob, wall.of_ada) is None
    ideas.merge_ideas(wall.leader, wall.of_bob, wall.of_ada)
    assert wall.place(wall.bob, wall.of_ada, 1) is None
    assert wall.place(wall.bob, wall.of_ada, 2) == "own_idea"
    assert wall.place(wall.bob, wall.of_ada, 0) is None


def test_the_rule_holds_for_who_has_no_device(wall: Wall) -> None:
    paula = a_person_at_desk(wall.workshop_id)
    start(wall.workshop_id, Kind.IDEAS)
    card = ideas.enter_idea_for(wall.leader, paula, title="Paulas Karte", field_id=None)
    wall.open(own_ideas=False)
    option = wall.options[card]
    entered = refused(lambda: voting.enter_ballot_for(wall.leader, wall.round_id, paula, {option: 1}))
    assert entered == "own_idea"


def test_the_next_round_keeps_the_rule(wall: Wall) -> None:
    wall.open(own_ideas=False)
    wall.place(wall.ada, wall.of_bob)
    wall.place(wall.bob, wall.of_ada)
    voting.close_round(wall.leader, wall.round_id)
    voting.show_result(wall.leader, wall.round_id)
    tied = option_ids(wall.workshop_id, wall.round_id)[:2]
    round_id = round_actions.next_round(wall.leader, wall.round_id, tied, budget=1, maximum=1)
    assert not next(each for each in voting.rounds_of(wall.leader) if each.id == round_id).own_ideas


def test_everybody_is_told_which_options_are_their_own(wall: Wall) -> None:
    wall.open(own_ideas=True)
    expected = {
        wall.ada: {wall.options[wall.of_ada]},
        wall.bob: {wall.options[wall.of_bob]},
        wall.eva: {wall.options[wall.of_bob]},
    }
    assert {who: receipts.options_of_own(who, wall.round_id) for who in expected} == expected


def test_the_streams_never_say_whose_an_option_is(wall: Wall) -> None:
    wall.open(own_ideas=False)
    for audience in (Role.PARTICIPANT, Role.SCREEN):
        options = state_of(wall.workshop_id, audience, {"options"})["options"]
        assert all(set(option) == {"title", "detail"} for option in options.values())


def test_topic_groups_belong_to_nobody(wall: Wall) -> None:
    (cluster,) = some_clusters(wall.workshop_id, 1)
    ideas.move_idea(wall.leader, wall.of_ada, cluster)
    wall.open(own_ideas=False, subject=Subject.CLUSTERS)
    (option,) = option_ids(wall.workshop_id, wall.round_id)
    assert voting.fill_ballot(wall.ada, wall.round_id, {option: 1}).counts() == {option: 1}
