"""Feedback: once per person, kept without the person."""

import pytest

from actions import feedback
from actions.live import state_of
from domain.visitor import Role
from storage import feedback as store
from storage.database import Database, reading
from storage.schema import FeedbackRow
from tests.at_once import at_once
from tests.builders import a_person, a_workshop
from tests.refusals import refused


@pytest.fixture
def workshop_id(database: Database) -> int:
    return a_workshop()


def test_one_answer_is_enough(workshop_id: int) -> None:
    ada = a_person(workshop_id)
    assert not feedback.has_given_feedback(ada)
    feedback.give_feedback(ada, rating=5)
    assert feedback.has_given_feedback(ada)
    with reading() as tx:
        assert [answer.rating for answer in store.of_workshop(tx, workshop_id)] == [5]
    assert state_of(workshop_id, Role.FACILITATOR, {"progress"})["progress"]["feedback"] == 1


def test_a_second_answer_is_refused(workshop_id: int) -> None:
    ada = a_person(workshop_id)
    feedback.give_feedback(ada, rating=5)
    assert refused(lambda: feedback.give_feedback(ada, rating=1)) == "feedback_given"


def test_a_double_click_answers_once(any_database: Database) -> None:
    workshop_id = a_workshop()
    ada = a_person(workshop_id)
    results = at_once([lambda: feedback.give_feedback(ada, rating=4, takeaway="viel")] * 20)
    assert results.count(None) == 1
    assert set(results) == {None, "feedback_given"}
    with reading() as tx:
        assert len(store.of_workshop(tx, workshop_id)) == 1


def test_an_empty_answer_is_refused_and_can_be_given_later(workshop_id: int) -> None:
    ada = a_person(workshop_id)
    assert refused(lambda: feedback.give_feedback(ada, rating=None, takeaway=" ", missing=None)) == "feedback_missing"
    feedback.give_feedback(ada, rating=None, takeaway="", missing="Mehr Pausen")


def test_the_answer_has_neither_person_nor_time() -> None:
    names = {column.name for column in FeedbackRow.__table__.columns}
    assert names == {"id", "workshop_id", "rating", "takeaway", "missing"}


def test_the_order_of_answers_does_not_tell_who_gave_them(workshop_id: int) -> None:
    given = [f"Antwort {number:02}" for number in range(12)]
    for line in given:
        feedback.give_feedback(a_person(workshop_id, line), rating=None, takeaway=line)
    with reading() as tx:
        kept = [answer.takeaway for answer in store.of_workshop(tx, workshop_id)]
    assert sorted(kept) == given
    assert kept != given
