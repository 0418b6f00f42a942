"""Signing in: an address, a password, and on to the meetings."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from actions import accounts
from actions.brake import Brake
from actions.entrance import visitor_of_ticket
from domain.visitor import Visitor
from storage.database import Database
from tests.builders import PASSWORD, a_person, a_workshop, an_organiser
from tests.pages.organiser.test_office import entrance, notes, press

PageAs = Callable[..., AppTest]


@pytest.fixture
def host(database: Database, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    monkeypatch.setattr(accounts, "_brake", Brake())
    return an_organiser(email="olga@example.org")


def sign_in(page: AppTest, email: str, password: str) -> AppTest:
    page.text_input(key="sign_in_email").input(email)
    page.text_input(key="sign_in_password").input(password)
    press(page, "Anmelden")
    assert not page.exception
    return page


def ticket_of(page: AppTest) -> Visitor:
    return visitor_of_ticket(entrance(page).partition('"ticket":"')[2].partition('"')[0])


def test_the_right_password_leads_to_the_meetings(host: Visitor, page_as: PageAs) -> None:
    page = sign_in(page_as(None, "anmelden").run(), "olga@example.org", PASSWORD)
    assert ticket_of(page) == host
    assert '"go":"/organisation"' in entrance(page)
    assert not page.text_input


def test_a_wrong_password_is_said_kindly_and_the_address_stays(host: Visitor, page_as: PageAs) -> None:
    page = sign_in(page_as(None, "anmelden").run(), "olga@example.org", "falsch")
    assert notes(page) == ["E-Mail-Adresse und Passwort passen nicht zusammen."]
    assert page.text_input(key="sign_in_email").value == "olga@example.org"
    assert entrance(page) == ""


def test_password_managers_know_the_inputs(host: Visitor, page_as: PageAs) -> None:
    page = page_as(None, "anmelden").run()
    email, password = page.text_input(key="sign_in_email").proto, page.text_input(key="sign_in_password").proto
    assert (email.autocomplete, password.autocomplete) == ("username", "current-password")
    assert password.type == password.Type.PASSWORD


def test_who_is_signed_in_may_go_on_or_out(host: Visitor, page_as: PageAs) -> None:
    page = page_as(host, "anmelden").run()
    assert "olga@example.org" in page.text[0].value
    press(page, "Abmelden")
    assert '"drop":true' in entrance(page)


def test_signing_in_as_another_replaces_the_old_cookie(host: Visitor, page_as: PageAs) -> None:
    """The browser still holds the cookie of an account that is gone."""
    gone = Visitor(host.role, account_id=(host.account_id or 0) + 1, alliance_id=host.alliance_id)
    page = sign_in(page_as(gone, "organisation").run(), "olga@example.org", PASSWORD)
    assert ticket_of(page) == host


def test_a_person_who_comes_back_as_another_gets_the_other_cookie(database: Database, page_as: PageAs) -> None:
    workshop_id = a_workshop()
    first, second = a_person(workshop_id, "Ada"), a_person(workshop_id, "Berta")
    page = page_as(first)
    page.session_state["just_in"] = second
    page.run()
    assert ticket_of(page) == second
    assert '"go":null' in entrance(page)
