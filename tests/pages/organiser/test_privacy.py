"""Requests by mail: the organiser finds the person, hands out what is stored, deletes it; and reads the log."""

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from actions import agenda, ideas, privacy
from domain.visitor import Visitor
from storage.database import Database
from tests.builders import a_facilitator, a_person, a_workshop, an_organiser, some_ideas
from tests.refusals import refused

PageAs = Callable[..., AppTest]


@pytest.fixture
def host(database: Database) -> Visitor:
    return an_organiser("Bündnis Nord")


@pytest.fixture
def ada(host: Visitor) -> Visitor:
    person = a_person(a_workshop("Herbsttreffen", organiser=host), "Ada *Löwe*", institution="IHK")
    some_ideas(person, 1)
    return person


def words(page: AppTest) -> str:
    shown = (*page.title, *page.header, *page.markdown, *page.text, *page.caption)
    return "\n".join(str(element.value) for element in shown).replace("\\", "")


def notes(page: AppTest) -> list[str]:
    return [note.value.replace("\\", "") for note in (*page.success, *page.warning)]


def searched(page_as: PageAs, host: Visitor, wanted: str) -> AppTest:
    page = page_as(host, "organisation").run()
    page.button(key="privacy").click().run()
    page.text_input(key="privacy_wanted").set_value(wanted)
    next(button for button in page.button if button.label == "Suchen").click().run()
    assert not page.exception
    return page


def test_a_person_is_found_and_their_data_handed_out(host: Visitor, ada: Visitor, page_as: PageAs) -> None:
    page = searched(page_as, host, "löwe")
    assert "**Ada *Löwe***" in words(page)
    assert re.search(r"IHK · Herbsttreffen · angemeldet am \d\d\.\d\d\.20\d\d, \d\d:\d\d", words(page))
    links = [element.proto.url for element in page.main if element.type == "link_button"]
    assert f"/auskunft/{ada.workshop_id}/{ada.person_id}/meine-daten.html" in links


def test_nobody_of_another_alliance_is_found(ada: Visitor, page_as: PageAs) -> None:
    page = searched(page_as, an_organiser("Bündnis Süd"), "löwe")
    assert "Niemand gefunden." in words(page)


def test_a_search_that_is_too_long_is_told_so(host: Visitor, page_as: PageAs) -> None:
    page = searched(page_as, host, "x" * 200)
    assert notes(page) == ["Der Suchtext ist etwas zu lang. Höchstens 100 Zeichen sind möglich."]


def test_a_person_is_deleted_and_the_log_says_so(host: Visitor, ada: Visitor, page_as: PageAs) -> None:
    page = searched(page_as, host, "Ada")
    page.button(key=f"erase_go_{ada.person_id}").click().run()
    assert notes(page) == ["Die Daten von Ada *Löwe* sind gelöscht. Der Vorgang steht ohne Namen im Protokoll."]
    assert refused(lambda: privacy.my_data(ada)) == "not_joined"
    page.selectbox(key="privacy_log_of").set_value(ada.workshop_id).run()
    assert not page.exception
    table = page.table[0].value.to_string() + page.table[1].value.to_string()
    assert "Daten einer Person gelöscht" in table
    assert "Ada" not in table


def test_whose_ideas_are_to_go_too_loses_them(host: Visitor, ada: Visitor, page_as: PageAs) -> None:
    page = searched(page_as, host, "Ada")
    page.checkbox(key=f"ideas_too_{ada.person_id}").check().run()
    page.button(key=f"erase_go_{ada.person_id}").click().run()
    bob = a_person(ada.workshop_id or 0, "Bob")
    assert ideas.wall(bob) == []


def test_periods_and_deeds_are_told_in_words(host: Visitor, ada: Visitor, page_as: PageAs) -> None:
    agenda.start_next(a_facilitator(ada.workshop_id or 0), agenda.current_activity(ada).id)
    page = searched(page_as, host, "niemand")
    assert "6 Wochen" in page.table[0].value.to_string()
    page.selectbox(key="privacy_log_of").set_value(ada.workshop_id).run()
    assert "Programmpunkt begonnen" in page.table[1].value.to_string()


def test_a_typed_name_is_not_read_as_markdown(host: Visitor, page_as: PageAs) -> None:
    a_person(a_workshop("T", organiser=host), "![x](http://evil.example/x.png)")
    page = searched(page_as, host, "evil")
    assert not any("![x](" in str(element.value) for element in page.markdown)
