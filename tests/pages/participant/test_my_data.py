"""„Meine Daten“ as a person meets it: on their own device, on another one, and after deleting."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from actions import contacts, ideas, privacy, workshop
from actions.entrance import return_code
from domain.contacts import Entry, Side
from domain.visitor import Visitor
from storage.database import Database
from tests.builders import a_person, a_workshop, organiser_of, some_ideas, the_workshop
from tests.refusals import refused
from tests.told import tell

PageAs = Callable[..., AppTest]


@pytest.fixture
def ada(database: Database) -> Visitor:
    person = a_person(a_workshop("Herbsttreffen"), "Ada *Löwe*", institution="IHK", institution_type="kammer")
    contacts.save_profile(person, entries=[Entry(Side.OFFER, None, "Räume")], visible=True, email="ada@example.org")
    return person


def opened(page_as: PageAs, person: Visitor | None) -> AppTest:
    page = page_as(person, "meine-daten").run()
    assert not page.exception
    return page


def words(page: AppTest) -> str:
    shown = (*page.title, *page.header, *page.subheader, *page.markdown, *page.text, *page.caption)
    return "\n".join(str(element.value) for element in shown).replace("\\", "")


def notes(page: AppTest) -> list[str]:
    return [note.value.replace("\\", "") for note in (*page.success, *page.warning)]


def test_everything_stands_there_in_words(ada: Visitor, page_as: PageAs) -> None:
    some_ideas(ada, 1)
    text = words(opened(page_as, ada))
    for said in ("Name: Ada *Löwe*", "Institution: IHK", "ada@example.org", "Sie bieten: Räume", "Idee 1"):
        assert said in text
    missing = "Kontaktwünsche, Ihre Punkte, Zweite Frage, Was Sie einbringen können, Projektgruppen, Gesprächsrunden"
    assert f"Nicht gespeichert: {missing}, Rückmeldung." in text
    assert "Wird am " in text


def test_a_consent_shows_its_wording_and_its_proof_and_is_withdrawn_with_one_click(
    ada: Visitor, page_as: PageAs
) -> None:
    page = opened(page_as, ada)
    assert "„Ich bin einverstanden, dass andere meinen Namen" in words(page)
    assert "auf der Seite der Kooperationsbörse, Text vom 2026-11 (Prüfwert" in words(page)
    next(button for button in page.button if button.label == "Einwilligung widerrufen").click().run()
    assert notes(page) == ["Ihre Einwilligung ist widerrufen."]
    assert "Widerrufen am " in words(page)
    assert not any(button.label == "Einwilligung widerrufen" for button in page.button)
    assert not privacy.my_data(ada).visible


def test_an_address_is_corrected_or_deleted(ada: Visitor, page_as: PageAs) -> None:
    page = opened(page_as, ada)
    page.text_input(key="my_email").set_value("falsch").run()
    page.button(key="email_save").click().run()
    assert notes(page) == ["Diese E-Mail-Adresse scheint nicht zu stimmen. Bitte prüfen Sie die Eingabe."]
    assert page.text_input(key="my_email").value == "falsch"
    page.text_input(key="my_email").set_value("neu@example.org").run()
    page.button(key="email_save").click().run()
    assert privacy.my_data(ada).email == "neu@example.org"
    page.button(key="email_remove").click().run()
    assert privacy.my_data(ada).email == ""


def test_offers_go_with_one_click(ada: Visitor, page_as: PageAs) -> None:
    page = opened(page_as, ada)
    page.button(key="offers_remove").click().run()
    assert privacy.my_data(ada).offers == ()
    assert "Nicht gespeichert: Angebote und Gesuche" in words(page)


def test_deleting_needs_one_confirmation(ada: Visitor, page_as: PageAs) -> None:
    page = opened(page_as, ada)
    page.button(key="erase_go").click().run()
    assert notes(page) == ["Bitte bestätigen Sie zuerst, dass Sie Ihre Daten löschen möchten."]
    assert privacy.my_data(ada).email == "ada@example.org"
    page.checkbox(key="erase_sure").check().run()
    page.button(key="erase_go").click().run()
    assert not page.exception
    assert "Ihre Daten sind gelöscht" in words(page)
    assert "höchstens 30 Tage auf" in words(page)
    assert refused(lambda: privacy.my_data(ada)) == "not_joined"


@pytest.mark.parametrize("keep", [True, False])
def test_what_happens_to_ideas_is_asked(ada: Visitor, page_as: PageAs, keep: bool) -> None:
    some_ideas(ada, 2)
    bob = a_person(ada.workshop_id or 0, "Bob")
    page = opened(page_as, ada)
    page.radio(key="erase_keep_ideas").set_value(keep).run()
    page.checkbox(key="erase_sure").check().run()
    page.button(key="erase_go").click().run()
    assert len(ideas.wall(bob)) == (2 if keep else 0)


def test_after_the_meeting_it_is_still_there(ada: Visitor, page_as: PageAs) -> None:
    workshop.open_workshop(organiser_of(ada.workshop_id or 0), ada.workshop_id or 0, is_open=False)
    page = opened(page_as, ada)
    page.checkbox(key="erase_sure").check().run()
    page.button(key="erase_go").click().run()
    assert refused(lambda: privacy.my_data(ada)) == "not_joined"


def test_on_another_device_the_return_code_opens_it(ada: Visitor, page_as: PageAs) -> None:
    page = opened(page_as, None)
    assert "Geben Sie Ihren Rückkehr-Code ein." in words(page)
    page.text_input(key="my_data_return_code").set_value("AAAAAAAAAA")
    next(button for button in page.button if button.label == "Meine Daten zeigen").click().run()
    assert notes(page) == ["Diesen Rückkehr-Code kennen wir nicht. Bitte prüfen Sie die Eingabe."]
    page.text_input(key="my_data_return_code").set_value(return_code(ada.person_id or ""))
    next(button for button in page.button if button.label == "Meine Daten zeigen").click().run()
    assert not page.exception
    assert "Name: Ada *Löwe*" in words(page)


def test_who_was_deleted_meanwhile_is_asked_like_a_stranger(ada: Visitor, page_as: PageAs) -> None:
    page = opened(page_as, ada)
    privacy.erase_person(organiser_of(ada.workshop_id or 0), ada.workshop_id or 0, ada.person_id or "")
    page.run()
    assert not page.exception
    assert "Geben Sie Ihren Rückkehr-Code ein." in words(page)


def test_ones_own_page_leads_there(ada: Visitor, page_as: PageAs) -> None:
    page = page_as(ada).run()
    tell(page, "now", "turn")
    assert not page.exception
    links = [element.proto.url for element in page.main if element.type == "link_button"]
    assert f"/meine-daten?w={the_workshop(ada.workshop_id or 0).code}" in links
