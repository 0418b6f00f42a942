"""Ideas on a participant's page: written, looked after, never lost, never doubled."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from actions import ideas
from actions.workshop import fields_and_chips
from domain.agenda import Kind
from domain.visitor import Visitor
from storage.database import Database
from tests.builders import a_person, a_workshop, start

PageAs = Callable[..., AppTest]


@pytest.fixture
def ada(database: Database) -> Visitor:
    return a_person(a_workshop(now=Kind.IDEAS))


def opened(page_as: PageAs, who: Visitor) -> AppTest:
    page = page_as(who).run()
    assert not page.exception
    return page


def typed(page: AppTest, title: str, text: str = "") -> AppTest:
    page.text_input(key="new_idea_title").set_value(title)
    page.text_area(key="new_idea_text").set_value(text)
    return page


def sent(page: AppTest) -> AppTest:
    page.button(key="send_idea").click().run()
    assert not page.exception
    return page


def titles(who: Visitor) -> list[str]:
    return [idea.title for idea in ideas.wall(who)]


def test_an_idea_is_sent_and_the_form_is_empty_again_but_for_the_field(page_as: PageAs, ada: Visitor) -> None:
    field = fields_and_chips(ada)[0][2].id
    page = typed(opened(page_as, ada), "Praktikumswoche", "Fünf Betriebe\nin fünf Tagen")
    page.selectbox(key="new_idea_field_id").set_value(field)
    sent(page)
    idea = ideas.wall(ada)[0]
    assert (idea.title, idea.text, idea.field_id) == ("Praktikumswoche", "Fünf Betriebe\nin fünf Tagen", field)
    assert page.text_input(key="new_idea_title").value == ""
    assert page.selectbox(key="new_idea_field_id").value == field


def test_a_second_click_on_a_slow_line_does_not_send_it_again(page_as: PageAs, ada: Visitor) -> None:
    page = sent(typed(opened(page_as, ada), "Praktikumswoche"))
    sent(typed(page, "Praktikumswoche"))
    assert titles(ada) == ["Praktikumswoche"]
    sent(typed(page, "Praktikumswoche im Herbst"))
    assert titles(ada) == ["Praktikumswoche", "Praktikumswoche im Herbst"]


@pytest.mark.parametrize(
    ("title", "sentence"),
    [("", "Bitte schreiben Sie Ihre Idee in einem Satz auf."), ("x" * 121, "Der Satz ist mit 121 Zeichen")],
)
def test_a_refused_idea_stays_as_it_was_typed(page_as: PageAs, ada: Visitor, title: str, sentence: str) -> None:
    page = sent(typed(opened(page_as, ada), title, "bleibt"))
    assert page.warning[0].value.replace("\\", "").startswith(sentence)
    assert page.text_input(key="new_idea_title").value == title
    assert page.text_area(key="new_idea_text").value == "bleibt"
    assert titles(ada) == []


def test_an_idea_that_comes_too_late_is_refused_and_there_again_when_ideas_are_collected_again(
    page_as: PageAs, ada: Visitor
) -> None:
    page = typed(opened(page_as, ada), "Fast fertig")
    page.run()
    start(ada.in_workshop(), Kind.VOTE)
    assert not page.run().text_input
    start(ada.in_workshop(), Kind.IDEAS)
    assert page.run().text_input(key="new_idea_title").value == "Fast fertig"


def test_ones_own_idea_is_changed_and_taken_back(page_as: PageAs, ada: Visitor) -> None:
    idea_id = ideas.contribute_idea(ada, title="Praktikumswoche", text="Text")
    page = opened(page_as, ada)
    page.session_state["my_ideas"] = True
    page.run()
    page.text_input(key=f"idea_{idea_id}_title").set_value("Praktikumswoche im Herbst")
    page.button(key=f"save_idea_{idea_id}").click().run()
    assert titles(ada) == ["Praktikumswoche im Herbst"]
    assert ideas.wall(ada)[0].text == "Text"
    page.button(key=f"withdraw_idea_{idea_id}").click().run()
    assert titles(ada) == []
    assert "my_ideas" not in [each.key for each in page.button]


def test_an_anonymous_idea_has_no_author_but_is_ones_own_on_this_page(page_as: PageAs, ada: Visitor) -> None:
    page = typed(opened(page_as, ada), "Ungesagtes")
    page.checkbox(key="new_idea_anonymous").check()
    sent(page)
    assert ideas.wall(ada)[0].author_id is None
    assert [each.label for each in page.expander] == ["Meine Ideen (1)"]
    assert not opened(page_as, ada).expander
