"""The second question: secret answers that end as totals, and offers by name that can always be taken back."""

import json
from functools import partial

import pytest
from sqlalchemy import select

from actions import agenda, privacy, retention, second_question, voting, workshop
from actions.clock import now
from actions.live import state_of
from actions.outcome import outcome_of
from documents.archive import archived
from documents.second_question import table
from domain.agenda import Kind
from domain.privacy import Kept, Purpose
from domain.refusal import Refusal
from domain.second_question import Contribution, Mark
from domain.visitor import Role, Visitor
from domain.voting import Status
from storage.database import Database, reading
from storage.schema import AnswerRow, AnswerSheetRow, MarkRow
from tests.actions.world import everything
from tests.at_once import at_once
from tests.builders import (
    a_facilitator,
    a_person,
    a_screen,
    a_shown_round,
    a_workshop,
    option_ids,
    organiser_of,
    start,
)

AUDIENCES = (Role.PARTICIPANT, Role.SCREEN, Role.FACILITATOR)


class Room:
    """A shown round, a second question about its first two ideas, and people to answer it."""

    def __init__(self, people: int = 6) -> None:
        self.workshop_id = a_workshop()
        self.round_id = a_shown_round(self.workshop_id)
        self.leader = a_facilitator(self.workshop_id)
        self.options = option_ids(self.workshop_id, self.round_id)[:2]
        self.question_id = second_question.ask(self.leader, self.round_id, self.options)
        self.first, self.second = (each.id for each in self.question.asked)
        self.people = [a_person(self.workshop_id, f"Zephyr{number}", institution="IHK") for number in range(people)]
        self.ada = self.people[0]

    @property
    def question(self) -> second_question.SecondQuestion:
        found = second_question.question_of(self.leader, self.round_id)
        assert found
        return found

    @property
    def host(self) -> Visitor:
        return organiser_of(self.workshop_id)

    def answer(self, *steps: int) -> None:
        for person, step in zip(self.people, steps, strict=False):
            second_question.answer(person, self.question_id, {self.first: step})

    def show(self) -> None:
        second_question.close_question(self.leader, self.question_id)
        second_question.show_answers(self.leader, self.question_id)

    def mark(self, person: Visitor, what: Contribution, *, there: bool = True) -> None:
        second_question.mark(person, self.question_id, self.first, what, there=there)

    def marks(self, visitor: Visitor) -> list[tuple[Contribution, str]]:
        return [(each.contribution, each.name) for each in second_question.marks_of(visitor, self.question_id)]


@pytest.fixture
def room(any_database: Database) -> Room:
    return Room()


def test_a_shortlist_has_one_second_question(room: Room) -> None:
    assert [each.option_id for each in room.question.asked] == room.options
    assert second_question.ask(room.leader, room.round_id, room.options) == room.question_id
    assert room.question.status is Status.OPEN


def test_two_facilitators_who_ask_at_once_ask_once(any_database: Database) -> None:
    workshop_id = a_workshop()
    round_id = a_shown_round(workshop_id)
    leader, options = a_facilitator(workshop_id), option_ids(workshop_id, round_id)
    found = at_once([lambda: second_question.ask(leader, round_id, options)] * 4)
    assert len(set(found)) == 1


def test_the_answer_that_was_given_last_counts(room: Room) -> None:
    for step in (2, 5, 5, 0, 4):
        second_question.answer(room.ada, room.question_id, {room.first: step})
    assert second_question.my_sheet(room.ada, room.question_id).steps == {room.first: 4}
    second_question.answer(room.ada, room.question_id, {room.first: 0, room.second: 1})
    assert second_question.my_sheet(room.ada, room.question_id).steps == {room.second: 1}


def test_answers_from_several_devices_at_once_are_one_answer(room: Room) -> None:
    def answer(step: int) -> None:
        second_question.answer(room.ada, room.question_id, {room.first: step})

    at_once([partial(answer, step) for step in (1, 2, 3, 4, 5)])
    with reading() as tx:
        assert len(tx.execute(select(AnswerRow)).all()) == 1
        assert len(tx.execute(select(AnswerSheetRow)).all()) == 1


@pytest.mark.parametrize("audience", AUDIENCES)
def test_nobody_is_told_how_people_answer_before_it_is_shown(room: Room, audience: Role) -> None:
    before = state_of(room.workshop_id, audience)
    room.answer(1, 1, 5, 5, 5)
    told = [state_of(room.workshop_id, audience)]
    second_question.close_question(room.leader, room.question_id)
    told.append(state_of(room.workshop_id, audience))
    assert [each["question"] | {"status": "open"} for each in told] == [before["question"]] * 2
    room_knows = {**told[0], "progress": {}}
    assert room_knows == {**before, "progress": {}}
    if audience is not Role.PARTICIPANT:
        assert told[0]["progress"]["answered"] == 5
    second_question.show_answers(room.leader, room.question_id)
    spread = state_of(room.workshop_id, audience)["question"]["spread"]
    assert spread == {str(room.first): [[2, 0, 0, 0, 3], 5.0, True]}


def test_shown_answers_are_totals_and_nothing_else_is_left_of_them(room: Room) -> None:
    room.answer(1, 2, 4, 5, 5)
    assert privacy.my_data(room.ada).answers[0].steps == (("Thema 1", 1),)
    room.show()
    assert [each.steps for each in room.question.asked] == [(1, 1, 0, 1, 2), None]
    assert room.question.answered == 5
    assert everything()["answers"] == everything()["answer_sheets"] == []
    assert privacy.my_data(room.ada).answers == ()
    assert second_question.my_sheet(room.ada, room.question_id).steps == {}


def test_fewer_than_five_answers_are_never_told_nor_kept(room: Room) -> None:
    room.answer(1, 5, 5, 5)
    room.show()
    assert [each.steps for each in room.question.asked] == [None, None]
    assert room.question.answered == 4
    assert state_of(room.workshop_id, Role.SCREEN)["question"]["spread"] == {}


def test_a_closed_question_takes_no_answer_and_can_be_opened_again(room: Room) -> None:
    second_question.close_question(room.leader, room.question_id)
    with pytest.raises(Refusal, match="question_closed"):
        room.answer(3)
    second_question.reopen_question(room.leader, room.question_id)
    room.answer(3)
    second_question.close_question(room.leader, room.question_id)
    second_question.show_answers(room.leader, room.question_id)
    for too_late in (second_question.reopen_question, second_question.show_answers):
        with pytest.raises(Refusal, match="question_not_reopenable"):
            too_late(room.leader, room.question_id)
    with pytest.raises(Refusal, match="question_closed"):
        room.answer(3)


def test_a_question_is_taken_back_as_long_as_nobody_has_answered(room: Room) -> None:
    room.mark(room.ada, Contribution.LEAD)
    with pytest.raises(Refusal, match="question_answered"):
        second_question.take_back(room.leader, room.question_id)
    room.mark(room.ada, Contribution.LEAD, there=False)
    second_question.take_back(room.leader, room.question_id)
    assert second_question.question_of(room.leader, room.round_id) is None
    assert "ideas" not in state_of(room.workshop_id, Role.SCREEN)["question"]


def test_an_idea_of_another_question_is_neither_answered_nor_marked(room: Room) -> None:
    other = Room()
    for steps in ({other.first: 3}, {room.first: 3, other.first: 3}, {0: 1}, {2**70: 1}):
        with pytest.raises(Refusal, match="option_unknown"):
            second_question.answer(room.ada, room.question_id, steps)
    with pytest.raises(Refusal, match="option_unknown"):
        second_question.mark(room.ada, room.question_id, other.first, Contribution.LEAD, there=True)
    assert second_question.my_sheet(room.ada, room.question_id).steps == {}


def test_an_offer_stands_until_it_is_taken_back(room: Room) -> None:
    for _twice in range(2):
        room.mark(room.ada, Contribution.LEAD)
        room.mark(room.ada, Contribution.PLACE)
    assert room.marks(room.leader) == [(Contribution.LEAD, "Zephyr0"), (Contribution.PLACE, "Zephyr0")]
    room.mark(room.ada, Contribution.LEAD, there=False)
    assert room.marks(room.leader) == [(Contribution.PLACE, "Zephyr0")]
    assert [each[2] for each in second_question.my_marks(room.ada)] == [Contribution.PLACE]


def test_offers_go_on_after_the_question_and_back_even_after_the_meeting(room: Room) -> None:
    room.show()
    room.mark(room.ada, Contribution.MONEY)
    workshop.open_workshop(room.host, room.workshop_id, is_open=False)
    with pytest.raises(Refusal, match="workshop_closed"):
        room.mark(room.ada, Contribution.DATA)
    room.mark(room.ada, Contribution.MONEY, there=False)
    assert second_question.my_marks(room.ada) == []


def test_the_room_sees_the_names_of_those_who_agreed_to_it(room: Room) -> None:
    bob = room.people[1]
    room.mark(room.ada, Contribution.LEAD)
    room.mark(bob, Contribution.LEAD)
    assert [name for _, name in room.marks(bob)] == ["", ""]
    second_question.name_me(room.ada, visible=True)
    assert sorted(name for _, name in room.marks(bob)) == ["", "Zephyr0"]
    second_question.name_me(room.ada, visible=False)
    assert [name for _, name in room.marks(bob)] == ["", ""]
    with pytest.raises(Refusal, match="not_joined"):
        second_question.marks_of(a_screen(room.workshop_id), room.question_id)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_stream_names_anybody_yet_it_says_that_names_have_changed(room: Room, audience: Role) -> None:
    room.mark(room.ada, Contribution.LEAD)
    before = state_of(room.workshop_id, audience)
    second_question.name_me(room.ada, visible=True)
    after = state_of(room.workshop_id, audience)
    assert after["marks"][str(room.first)] == {"lead": 1}
    assert before["marks"] != after["marks"]
    assert "Zephyr" not in json.dumps(after)
    assert (room.ada.person_id or "") not in json.dumps(after)


def test_each_offer_rests_on_a_consent_that_ends_with_the_last(room: Room) -> None:
    def holding() -> list[str]:
        return [each.purpose for each in privacy.my_data(room.ada).consents if each.holds]

    room.mark(room.ada, Contribution.LEAD)
    room.mark(room.ada, Contribution.DATA)
    second_question.name_me(room.ada, visible=True)
    second_question.name_me(room.ada, visible=True)
    assert holding() == [Purpose.MARKS, Purpose.MARKS_ROOM]
    room.mark(room.ada, Contribution.LEAD, there=False)
    assert holding() == [Purpose.MARKS, Purpose.MARKS_ROOM]
    room.mark(room.ada, Contribution.DATA, there=False)
    assert holding() == []


def test_a_withdrawn_consent_takes_the_offers_with_it(room: Room) -> None:
    room.mark(room.ada, Contribution.LEAD)
    second_question.name_me(room.ada, visible=True)
    by_purpose = {each.purpose: each.id for each in privacy.my_data(room.ada).consents}
    privacy.withdraw_consent(room.ada, by_purpose[Purpose.MARKS_ROOM])
    assert room.marks(room.people[1]) == [(Contribution.LEAD, "")]
    privacy.withdraw_consent(room.ada, by_purpose[Purpose.MARKS])
    assert room.marks(room.leader) == []
    assert privacy.my_data(room.ada).marks == ()


def test_of_who_is_deleted_the_answer_stays_as_anybodys_and_the_offer_goes(room: Room) -> None:
    room.answer(1, 5, 5, 5, 5)
    room.mark(room.ada, Contribution.LEAD)
    privacy.erase_me(room.ada, keep_ideas=True)
    with reading() as tx:
        assert tx.execute(select(MarkRow)).all() == []
    room.show()
    assert room.question.asked[0].steps == (1, 0, 0, 0, 4)


def test_answers_that_were_never_shown_lose_their_person_in_time(room: Room) -> None:
    room.answer(1)
    room.mark(room.people[1], Contribution.LEAD)
    later = now() + retention.kept_for()[Kept.TOKEN].length * 2
    assert any(each.count for each in retention.due(later) if each.kind is Kept.TOKEN)
    retention.delete_due(later)
    with reading() as tx:
        assert [row.person_id for row in tx.execute(select(AnswerSheetRow))] == [None]
    # Somebody counts on finding who offered to lead.
    assert privacy.my_data(room.people[1]).kept_as is Kept.CONTACT


def test_organisers_have_totals_in_files_and_names_on_their_page_alone(room: Room) -> None:
    room.answer(1, 1, 5, 5, 5)
    room.mark(room.ada, Contribution.LEAD)
    room.show()
    outcome = outcome_of(room.host, room.workshop_id)
    (told,) = archived(outcome)["second_questions"]
    assert told["ideas"][0]["steps"] == [2, 0, 0, 0, 3]
    assert told["ideas"][0]["divided"] is True
    assert told["ideas"][0]["offers"]["lead"] == 1
    assert table(outcome).rows[0][1:8] == ("Thema 1", 5, 2, 0, 0, 0, 3)
    assert "Zephyr" not in json.dumps(archived(outcome)) + repr(table(outcome))
    assert [mark.name for mark in outcome.questions[0].marks] == ["Zephyr0"]
    assert isinstance(outcome.questions[0].marks[0], Mark)


def test_the_question_belongs_to_the_activity_that_is_running(room: Room) -> None:
    start(room.workshop_id, Kind.BREAK)
    assert "ideas" not in state_of(room.workshop_id, Role.PARTICIPANT).get("question", {})
    assert [each.id for each in second_question.unfinished(room.leader)] == [room.question_id]
    agenda.go_back(room.leader, agenda.current_activity(room.leader).id)
    assert voting.rounds_of(room.leader)
