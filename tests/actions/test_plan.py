"""What an organiser prepares: fields of action, topic words, the rule for dots. On both databases."""

import pytest

from actions import agenda, contacts, ideas, workshop
from domain.agenda import Activity, Kind
from domain.contacts import Entry, Side
from domain.visitor import Visitor
from domain.voting import Subject
from storage.database import Database
from tests.builders import a_facilitator, a_person, a_workshop, an_alliance, organiser_of, some_ideas, start
from tests.refusals import refused


@pytest.fixture
def workshop_id(any_database: Database) -> int:
    return a_workshop()


@pytest.fixture
def host(workshop_id: int) -> Visitor:
    return organiser_of(workshop_id)


def names(host: Visitor, workshop_id: int) -> list[str]:
    return [field.name for field in workshop.plan_of(host, workshop_id).fields]


def set_fields(host: Visitor, workshop_id: int, *wanted: str) -> list[int]:
    workshop.edit_fields(host, workshop_id, [(name, "") for name in wanted])
    return [field.id for field in workshop.plan_of(host, workshop_id).fields]


def an_idea_in(workshop_id: int, field_id: int) -> int:
    start(workshop_id, Kind.IDEAS)
    return ideas.contribute_idea(a_person(workshop_id), title="Eine Idee", field_id=field_id)


class TestFieldsOfAction:
    def test_the_list_is_as_it_was_written(self, host: Visitor, workshop_id: int) -> None:
        workshop.edit_fields(host, workshop_id, [(" B ", "zweite"), ("", "ohne Namen"), ("A", "")])
        fields = workshop.plan_of(host, workshop_id).fields
        assert [(field.name, field.short) for field in fields] == [("B", "zweite"), ("A", "")]

    def test_what_keeps_its_name_keeps_its_ideas(self, host: Visitor, workshop_id: int) -> None:
        first, second = set_fields(host, workshop_id, "A", "B")
        assert set_fields(host, workshop_id, "B", "Neu", "A")[::2] == [second, first]

    def test_a_renamed_field_keeps_its_ideas(self, host: Visitor, workshop_id: int) -> None:
        first, second = set_fields(host, workshop_id, "A", "B")
        idea_id = an_idea_in(workshop_id, first)
        workshop.edit_fields(host, workshop_id, [("A neu", ""), ("B", "")], [first, second])
        (idea,) = [each for each in ideas.wall(a_facilitator(workshop_id)) if each.id == idea_id]
        assert idea.field_id == first
        assert names(host, workshop_id) == ["A neu", "B"]

    def test_two_fields_may_change_names(self, host: Visitor, workshop_id: int) -> None:
        first, second = set_fields(host, workshop_id, "A", "B")
        workshop.edit_fields(host, workshop_id, [("B", ""), ("A", "")], [first, second])
        fields = workshop.plan_of(host, workshop_id).fields
        assert [(field.id, field.name) for field in fields] == [(first, "B"), (second, "A")]

    @pytest.mark.parametrize("left_by", ["as it is", "hidden", "withdrawn"])
    def test_a_field_that_an_idea_uses_cannot_go(self, left_by: str, host: Visitor, workshop_id: int) -> None:
        first, _ = set_fields(host, workshop_id, "A", "B")
        start(workshop_id, Kind.IDEAS)
        author = a_person(workshop_id)
        idea_id = ideas.contribute_idea(author, title="Eine Idee", field_id=first)
        if left_by == "hidden":
            ideas.hide_idea(a_facilitator(workshop_id), idea_id)
        elif left_by == "withdrawn":
            ideas.withdraw_idea(author, idea_id)
        assert refused(lambda: set_fields(host, workshop_id, "Neu", "B")) == "field_in_use"
        assert names(host, workshop_id) == ["A", "B"]

    def test_a_field_that_only_interests_use_may_go(self, host: Visitor, workshop_id: int) -> None:
        first, _ = set_fields(host, workshop_id, "A", "B")
        contacts.save_profile(a_person(workshop_id), entries=[], field_ids=[first], visible=False)
        set_fields(host, workshop_id, "B")
        assert names(host, workshop_id) == ["B"]

    @pytest.mark.parametrize(
        ("wanted", "reason"),
        [
            ([], "fields_missing"),
            ([(" ", "x")], "fields_missing"),
            ([("A", ""), ("a ", "")], "name_twice"),
            ([("x" * 121, "")], "field_too_long"),
            ([("A", "x" * 301)], "field_short_too_long"),
        ],
    )
    def test_what_does_not_fit_is_refused(
        self, wanted: list[tuple[str, str]], reason: str, host: Visitor, workshop_id: int
    ) -> None:
        before = names(host, workshop_id)
        assert refused(lambda: workshop.edit_fields(host, workshop_id, wanted)) == reason
        assert names(host, workshop_id) == before

    def test_ids_of_another_meeting_are_new_fields_here(self, host: Visitor, workshop_id: int) -> None:
        other_id = a_workshop()
        foreign = workshop.plan_of(organiser_of(other_id), other_id).fields[0]
        workshop.edit_fields(host, workshop_id, [("Meins", "")], [foreign.id])
        assert workshop.plan_of(host, workshop_id).fields[0].id != foreign.id
        assert workshop.plan_of(organiser_of(other_id), other_id).fields[0] == foreign


class TestTopicWords:
    def test_a_word_that_an_offer_uses_cannot_go(self, host: Visitor, workshop_id: int) -> None:
        workshop.edit_chips(host, workshop_id, ["Sprachkurse", "Wohnraum"])
        used, _ = workshop.plan_of(host, workshop_id).chips
        contacts.save_profile(a_person(workshop_id), entries=[Entry(Side.OFFER, used.id, "")], visible=False)
        assert refused(lambda: workshop.edit_chips(host, workshop_id, ["Wohnraum"])) == "chip_in_use"
        assert len(workshop.plan_of(host, workshop_id).chips) == 2

    def test_all_unused_words_may_go(self, host: Visitor, workshop_id: int) -> None:
        workshop.edit_chips(host, workshop_id, [])
        assert workshop.plan_of(host, workshop_id).chips == []

    def test_the_same_word_twice_is_refused(self, host: Visitor, workshop_id: int) -> None:
        assert refused(lambda: workshop.edit_chips(host, workshop_id, ["Wohnraum", "wohnraum "])) == "name_twice"


class TestRuleForDots:
    def vote(self, host: Visitor, workshop_id: int) -> Activity:
        return next(each for each in workshop.plan_of(host, workshop_id).activities if each.kind is Kind.VOTE)

    def prepare(self, host: Visitor, workshop_id: int, activity_id: int, budget: int = 7, maximum: int = 3) -> None:
        agenda.prepare_vote(host, workshop_id, activity_id, subject=Subject.IDEAS, budget=budget, maximum=maximum)

    def test_it_is_kept_with_the_activity(self, host: Visitor, workshop_id: int) -> None:
        self.prepare(host, workshop_id, self.vote(host, workshop_id).id)
        assert self.vote(host, workshop_id).settings == {"subject": "ideas", "budget": 7, "maximum": 3}

    @pytest.mark.parametrize(
        ("budget", "maximum", "reason"),
        [(0, 1, "budget_out_of_range"), (21, 1, "budget_out_of_range"), (5, 6, "maximum_out_of_range")],
    )
    def test_what_does_not_fit_is_refused(
        self, budget: int, maximum: int, reason: str, host: Visitor, workshop_id: int
    ) -> None:
        vote = self.vote(host, workshop_id)
        assert refused(lambda: self.prepare(host, workshop_id, vote.id, budget, maximum)) == reason
        assert self.vote(host, workshop_id) == vote

    def test_only_activities_with_dots_have_one(self, host: Visitor, workshop_id: int) -> None:
        talk = next(each for each in workshop.plan_of(host, workshop_id).activities if each.kind is Kind.TALK)
        assert refused(lambda: self.prepare(host, workshop_id, talk.id)) == "activity_unknown"

    def test_another_alliances_activity_cannot_be_found(self, host: Visitor, workshop_id: int) -> None:
        other_id = a_workshop()
        vote = self.vote(organiser_of(other_id), other_id)
        assert refused(lambda: self.prepare(host, other_id, vote.id)) == "workshop_unknown"
        assert refused(lambda: self.prepare(host, workshop_id, vote.id)) == "activity_unknown"


def test_another_alliance_can_change_nothing(host: Visitor, workshop_id: int) -> None:
    stranger = Visitor(host.role, alliance_id=an_alliance("Fremd"))
    some_ideas(a_person(workshop_id), 1)
    before = workshop.plan_of(host, workshop_id)
    for deed in (
        lambda: workshop.edit_fields(stranger, workshop_id, [("X", "")]),
        lambda: workshop.edit_chips(stranger, workshop_id, []),
        lambda: workshop.open_workshop(stranger, workshop_id, is_open=False),
        lambda: workshop.renew_links(stranger, workshop_id),
        lambda: workshop.edit_workshop(stranger, workshop_id, title="X", question="", place="", starts_at=None),
        lambda: workshop.plan_of(stranger, workshop_id),
    ):
        assert refused(deed) == "workshop_unknown"
    assert workshop.plan_of(host, workshop_id) == before
