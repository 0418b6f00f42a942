"""The second question on a phone: five steps in secret, offers by name, and the way back on one's own page."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from actions import second_question
from components.second_question import _wish
from domain.second_question import Contribution
from domain.visitor import Visitor
from storage.database import Database
from tests.builders import a_facilitator, a_person, a_shown_round, a_workshop, option_ids
from tests.told import data_of, tell

PageAs = Callable[..., AppTest]


@pytest.fixture
def workshop(database: Database) -> int:
    return a_workshop()


@pytest.fixture
def ada(workshop: int) -> Visitor:
    return a_person(workshop, "Ada")


@pytest.fixture
def asked(workshop: int) -> list[int]:
    """(question, first idea, second idea)"""
    round_id = a_shown_round(workshop)
    leader = a_facilitator(workshop)
    question_id = second_question.ask(leader, round_id, option_ids(workshop, round_id)[:2])
    question = second_question.question_of(leader, round_id)
    assert question
    return [question_id, *(each.id for each in question.asked)]


def opened(page_as: PageAs, who: Visitor) -> AppTest:
    page = page_as(who).run()
    assert not page.exception
    return page


def wished(page: AppTest, question_id: int, operation: int = 1, **wanted: Any) -> AppTest:
    message = {"question": question_id, "operation": operation, "steps": {}, "marks": [], "named": None, **wanted}
    return tell(page, "second_question", "wish", message)


def words(page: AppTest) -> str:
    return "\n".join(each.value for each in [*page.subheader, *page.text, *page.caption])


def test_before_it_is_asked_the_page_shows_the_result_alone(page_as: PageAs, workshop: int, ada: Visitor) -> None:
    a_shown_round(workshop)
    assert "So hat die Runde gewichtet" in words(opened(page_as, ada))


def test_an_answer_and_an_offer_go_through(page_as: PageAs, ada: Visitor, asked: list[int]) -> None:
    question_id, first, second = asked
    page = opened(page_as, ada)
    assert {each[0] for each in data_of(page, "second_question")["ideas"]} == {first, second}
    page = wished(page, question_id, steps={str(first): 4}, marks=[[second, "money", True]], named=True)
    data = data_of(page, "second_question")
    assert (data["steps"], data["marks"], data["named"]) == ({str(first): 4}, [f"{second} money"], True)
    assert (data["operation"], data["refusal"]) == (1, "")


def test_an_answer_too_late_is_told_and_the_offer_beside_it_is_kept(
    page_as: PageAs, workshop: int, ada: Visitor, asked: list[int]
) -> None:
    question_id, first, _ = asked
    page = opened(page_as, ada)
    second_question.close_question(a_facilitator(workshop), question_id)
    page = wished(page, question_id, steps={str(first): 4}, marks=[[first, "lead", True]])
    data = data_of(page, "second_question")
    assert data["refusal"] == "Diese Frage ist geschlossen."
    assert (data["steps"], data["marks"]) == ({}, [f"{first} lead"])


def test_each_person_has_their_own_order_and_keeps_it(page_as: PageAs, workshop: int) -> None:
    round_id = a_shown_round(workshop, options=3)
    leader = a_facilitator(workshop)
    second_question.ask(leader, round_id, option_ids(workshop, round_id))

    def order(who: Visitor) -> list[int]:
        return [each[0] for each in data_of(opened(page_as, who), "second_question")["ideas"]]

    people = [a_person(workshop, f"P{number}") for number in range(8)]
    orders = [order(who) for who in people]
    assert len({tuple(each) for each in orders}) > 1
    assert orders[0] == order(people[0])


@pytest.mark.parametrize(
    "message",
    [
        None,
        {"question": "x"},
        {"question": 1, "operation": 1, "steps": {"1": "viel"}, "marks": [], "named": None},
        {"question": 1, "operation": 1, "steps": {}, "marks": [[1, "crown", True]], "named": None},
        {"question": 1, "operation": 1, "steps": [], "marks": [], "named": None},
        {"question": 1e400, "operation": 1, "steps": {}, "marks": [], "named": None},
    ],
)
def test_a_forged_message_wants_nothing(message: Any) -> None:
    wish = _wish(message)
    assert (wish.question_id, dict(wish.steps), wish.marks, wish.is_named) == (0, {}, (), None)


def test_who_offers_what_names_those_who_agreed(
    page_as: PageAs, workshop: int, ada: Visitor, asked: list[int]
) -> None:
    question_id, first, _ = asked
    bob = a_person(workshop, "Bob *Stern*", institution="IHK")
    for person in (ada, bob):
        second_question.mark(person, question_id, first, Contribution.LEAD, there=True)
    second_question.name_me(bob, visible=True)
    page = opened(page_as, ada)
    page.session_state[f"who_{question_id}"] = True
    assert "Leitung: Bob *Stern* (IHK), 1 ohne Namen" in words(page.run())


def test_an_offer_is_taken_back_on_ones_own_page(page_as: PageAs, ada: Visitor, asked: list[int]) -> None:
    question_id, first, _ = asked
    second_question.mark(ada, question_id, first, Contribution.PLACE, there=True)
    page = tell(opened(page_as, ada), "now", "turn", 1)
    assert "Thema 1: Ort" in words(page)
    page.button(key=f"mark_back_{first}_place").click().run()
    assert second_question.my_marks(ada) == []
    assert "Thema 1: Ort" not in words(page)
