"""The facilitator asks a second question about the shortlist, closes it, shows it, and sees what ideas lack."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from actions import second_question
from domain.agenda import Kind
from domain.second_question import Contribution, SecondQuestion
from domain.visitor import Visitor
from domain.voting import Status
from storage.database import Database
from tests.builders import a_facilitator, a_person, a_shown_round, a_workshop, option_ids, start, the_workshop

PageAs = Callable[..., AppTest]


@pytest.fixture
def workshop(database: Database) -> int:
    return a_workshop()


@pytest.fixture
def round_id(workshop: int) -> int:
    return a_shown_round(workshop, options=4)


@pytest.fixture
def leader(workshop: int, round_id: int) -> Visitor:
    return a_facilitator(workshop)


def the_desk(leader: Visitor, page_as: PageAs) -> AppTest:
    page = page_as(leader, "leitung", w=the_workshop(leader.as_facilitator()).code).run()
    assert not page.exception
    return page


def keys(page: AppTest) -> list[str | None]:
    return [button.key for button in page.button]


def words(page: AppTest) -> str:
    return "\n".join(each.value for kind in (page.subheader, page.text, page.caption) for each in kind)


def asked(leader: Visitor, round_id: int) -> SecondQuestion | None:
    return second_question.question_of(leader, round_id)


def test_one_button_asks_about_the_shortlist(leader: Visitor, round_id: int, page_as: PageAs) -> None:
    page = the_desk(leader, page_as)
    page.button(key="ask_question").click().run()
    question = asked(leader, round_id)
    assert question
    assert [each.title for each in question.asked] == ["Thema 1", "Thema 2"]
    assert "ask_question" not in keys(page)
    assert "next_round" not in keys(page), "one thing after the other"
    page.button(key="undo").click().run()
    assert asked(leader, round_id) is None


def test_it_is_closed_opened_again_and_shown(leader: Visitor, round_id: int, workshop: int, page_as: PageAs) -> None:
    page = the_desk(leader, page_as)
    page.button(key="ask_question").click().run()
    question = asked(leader, round_id)
    assert question
    for number, step in enumerate((1, 1, 5, 5, 5)):
        person = a_person(workshop, f"P{number}")
        second_question.answer(person, question.id, {question.asked[0].id: step})
    for key in ("close_question", "reopen_question", "close_question", "show_answers"):
        page.button(key=key).click().run()
        assert not page.exception
    said = words(page)
    assert "5 von 7 Personen haben geantwortet" in said
    assert "Ich bin dagegen: 2" in said
    assert "Weniger als fünf Antworten" in said
    assert "Die Meinungen gehen auseinander" in "".join(each.value for each in page.markdown)
    final = asked(leader, round_id)
    assert final
    assert final.status is Status.SHOWN
    assert "next_round" in keys(page)


def test_each_idea_says_what_it_still_lacks_and_who_offers(
    leader: Visitor, round_id: int, workshop: int, page_as: PageAs
) -> None:
    question_id = second_question.ask(leader, round_id, option_ids(workshop, round_id)[:1])
    question = asked(leader, round_id)
    assert question
    ada = a_person(workshop, "Ada", institution="Universität")
    second_question.mark(ada, question_id, question.asked[0].id, Contribution.LEAD, there=True)
    said = words(the_desk(leader, page_as)).replace("\\", "")
    assert "Es fehlt noch: Personal, Daten, Geld, Ort" in said
    assert "Leitung: Ada (Universität)" in said


def test_a_question_left_open_is_not_forgotten(
    leader: Visitor, round_id: int, workshop: int, page_as: PageAs
) -> None:
    question_id = second_question.ask(leader, round_id, option_ids(workshop, round_id)[:1])
    start(workshop, Kind.BREAK)
    page = the_desk(leader, page_as)
    assert "ist eine zweite Frage noch nicht zu Ende" in words(page)
    page.button(key=f"return_question_{question_id}").click().run()
    assert "close_question" in keys(page)
