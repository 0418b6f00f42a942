"""The second question for people without a device: secret answers, and offers by word of mouth."""

import pytest

from actions import answers_at_desk, privacy, second_question
from domain.privacy import Purpose
from domain.second_question import STEPS, Contribution, Sheet
from domain.visitor import Role, Visitor
from storage.database import Database
from tests.builders import (
    a_facilitator,
    a_person,
    a_person_at_desk,
    a_shown_round,
    a_workshop,
    option_ids,
    organiser_of,
)
from tests.refusals import refused


class Desk:
    """A second question about two ideas. Paula has no device; Bob has one."""

    def __init__(self) -> None:
        self.workshop_id = a_workshop()
        self.round_id = a_shown_round(self.workshop_id)
        self.leader = a_facilitator(self.workshop_id)
        options = option_ids(self.workshop_id, self.round_id)[:2]
        self.question_id = second_question.ask(self.leader, self.round_id, options)
        question = second_question.question_of(self.leader, self.round_id)
        assert question
        self.first, self.second = (each.id for each in question.asked)
        self.paula = a_person_at_desk(self.workshop_id, "Paula")
        self.bob = a_person(self.workshop_id, "Bob")

    def enter(self, steps: dict[int, int], *offers: tuple[int, Contribution], named: bool = False) -> None:
        answers_at_desk.enter_answers_for(
            self.leader, self.question_id, self.paula, steps=steps, offers=set(offers), named=named
        )

    @property
    def sheet(self) -> Sheet:
        return answers_at_desk.sheet_at_desk(self.leader, self.question_id, self.paula)

    def names_in_the_room(self) -> list[str]:
        return [each.name for each in second_question.marks_of(self.bob, self.question_id)]

    def consents(self) -> list[tuple[Purpose, str, bool]]:
        found = privacy.data_of(organiser_of(self.workshop_id), self.workshop_id, self.paula).consents
        return [(each.purpose, each.channel, each.holds) for each in found]


@pytest.fixture
def desk(any_database: Database) -> Desk:
    return Desk()


def test_what_was_entered_stands_there_and_is_replaced_by_what_comes_next(desk: Desk) -> None:
    desk.enter({desk.first: 5, desk.second: 2}, (desk.first, Contribution.PLACE))
    assert desk.sheet == Sheet({desk.first: 5, desk.second: 2}, frozenset({(desk.first, Contribution.PLACE)}), False)
    desk.enter({desk.second: 1}, (desk.second, Contribution.LEAD))
    assert desk.sheet == Sheet({desk.second: 1}, frozenset({(desk.second, Contribution.LEAD)}), False)


def test_an_answer_from_the_desk_counts_like_any_other(desk: Desk) -> None:
    for step in STEPS[:4]:
        person = a_person(desk.workshop_id, f"Zephyr{step}")
        second_question.answer(person, desk.question_id, {desk.first: step})
    desk.enter({desk.first: 5})
    second_question.close_question(desk.leader, desk.question_id)
    second_question.show_answers(desk.leader, desk.question_id)
    shown = second_question.question_of(desk.leader, desk.round_id)
    assert shown
    assert (shown.asked[0].steps, shown.answered) == ((1, 1, 1, 1, 1), 5)
    # The sheets are gone; what somebody answered is nobody's any more, at the desk too.
    assert desk.sheet.steps == {}


def test_offers_are_consents_by_word_of_mouth_that_end_with_the_last_offer(desk: Desk) -> None:
    desk.enter({}, (desk.first, Contribution.PLACE), named=True)
    assert sorted(desk.consents()) == [(Purpose.MARKS, "desk", True), (Purpose.MARKS_ROOM, "desk", True)]
    assert desk.names_in_the_room() == ["Paula"]
    desk.enter({}, (desk.first, Contribution.PLACE))
    assert desk.names_in_the_room() == [""]
    desk.enter({})
    assert desk.names_in_the_room() == []
    assert [holds for _, _, holds in desk.consents()] == [False, False]


def test_who_has_a_device_speaks_for_themselves(desk: Desk) -> None:
    bob = desk.bob.person_id or ""
    answers = {"steps": {desk.first: 5}, "offers": (), "named": False}
    assert (
        refused(lambda: answers_at_desk.enter_answers_for(desk.leader, desk.question_id, bob, **answers))
        == "person_has_device"
    )
    assert refused(lambda: answers_at_desk.sheet_at_desk(desk.leader, desk.question_id, bob)) == "person_has_device"


def test_after_the_question_is_closed_nothing_of_the_entry_is_kept(desk: Desk) -> None:
    second_question.close_question(desk.leader, desk.question_id)
    assert refused(lambda: desk.enter({desk.first: 5}, (desk.first, Contribution.PLACE))) == "question_closed"
    assert desk.sheet == Sheet({}, frozenset(), False)


def test_only_the_steps_and_ideas_of_this_question_are_taken(desk: Desk) -> None:
    assert refused(lambda: desk.enter({desk.first: 6})) == "step_unknown"
    assert refused(lambda: desk.enter({}, (0, Contribution.PLACE))) == "option_unknown"


def test_nobody_but_the_facilitator_sees_or_enters_them(desk: Desk) -> None:
    desk.enter({desk.first: 5})
    for visitor in (desk.bob, organiser_of(desk.workshop_id), Visitor(Role.SCREEN, workshop_id=desk.workshop_id)):
        assert (
            refused(lambda visitor=visitor: answers_at_desk.sheet_at_desk(visitor, desk.question_id, desk.paula))
            == "not_facilitator"
        )
