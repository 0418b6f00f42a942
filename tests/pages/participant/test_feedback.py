"""Feedback: three short questions, answered once, nothing typed lost."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from actions import feedback
from domain.agenda import Kind
from domain.feedback import Feedback
from domain.visitor import Visitor
from storage import feedback as store
from storage.database import Database, reading
from tests.builders import a_person, a_workshop, start

PageAs = Callable[..., AppTest]


@pytest.fixture
def ada(database: Database) -> Visitor:
    return a_person(a_workshop(now=Kind.FEEDBACK))


def opened(page_as: PageAs, who: Visitor) -> AppTest:
    page = page_as(who).run()
    assert not page.exception
    return page


def answers(who: Visitor) -> list[Feedback]:
    with reading() as tx:
        return store.of_workshop(tx, who.in_workshop())


def thanks(page: AppTest) -> bool:
    return "Vielen Dank für Ihre Rückmeldung." in [each.value for each in page.subheader]


def test_the_answers_are_kept_and_thanked_for(page_as: PageAs, ada: Visitor) -> None:
    page = opened(page_as, ada)
    page.pills(key="feedback_rating").set_value(4)
    page.text_area(key="feedback_takeaway").set_value("Zwei Verabredungen")
    page.button(key="feedback_send").click().run()
    assert thanks(page)
    assert answers(ada) == [Feedback(4, "Zwei Verabredungen", "")]


def test_one_answered_question_is_enough(page_as: PageAs, ada: Visitor) -> None:
    page = opened(page_as, ada)
    page.pills(key="feedback_rating").set_value(1)
    page.button(key="feedback_send").click().run()
    assert answers(ada) == [Feedback(1, "", "")]


def test_nothing_at_all_is_refused(page_as: PageAs, ada: Visitor) -> None:
    page = opened(page_as, ada)
    page.button(key="feedback_send").click().run()
    assert [each.value.replace("\\", "") for each in page.warning] == ["Bitte beantworten Sie mindestens eine Frage."]
    assert answers(ada) == []


def test_too_long_an_answer_is_refused_and_all_stays(page_as: PageAs, ada: Visitor) -> None:
    page = opened(page_as, ada)
    page.pills(key="feedback_rating").set_value(2)
    page.text_area(key="feedback_missing").set_value("x" * 501)
    page.button(key="feedback_send").click().run()
    assert page.warning
    assert page.pills(key="feedback_rating").value == 2
    assert page.text_area(key="feedback_missing").value == "x" * 501


def test_who_has_answered_in_another_tab_is_thanked_and_counted_once(page_as: PageAs, ada: Visitor) -> None:
    page = opened(page_as, ada)
    feedback.give_feedback(ada, rating=5)
    page.pills(key="feedback_rating").set_value(3)
    page.button(key="feedback_send").click().run()
    assert thanks(page)
    assert not page.warning
    assert answers(ada) == [Feedback(5, "", "")]


def test_what_is_typed_outlasts_another_activity(page_as: PageAs, ada: Visitor) -> None:
    page = opened(page_as, ada)
    page.text_area(key="feedback_takeaway").set_value("noch nicht fertig").run()
    start(ada.in_workshop(), Kind.TALK)
    assert not page.run().text_area
    start(ada.in_workshop(), Kind.FEEDBACK)
    assert page.run().text_area(key="feedback_takeaway").value == "noch nicht fertig"
