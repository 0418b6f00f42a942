"""Setting up: one form, once."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from actions import accounts, workshop
from actions.entrance import visitor_of_ticket
from storage.database import Database
from tests.builders import PASSWORD, an_organiser
from tests.pages.organiser.test_office import entrance, notes, press

PageAs = Callable[..., AppTest]
FORM = {
    "set_up_alliance": "Bündnis Nord",
    "set_up_name": "Olga",
    "set_up_email": "olga@example.org",
    "set_up_password": PASSWORD,
    "set_up_title": "Erstes Treffen",
}


@pytest.fixture
def page(database: Database, page_as: PageAs) -> AppTest:
    return page_as(None, "einrichten").run()


def send(page: AppTest, **values: str | None) -> AppTest:
    for key, value in {**FORM, "set_up_key": accounts.setup_key(), **values}.items():
        page.text_input(key=key).input(value or "")
    press(page, "Einrichten")
    assert not page.exception
    return page


def test_with_the_key_one_is_in(page: AppTest) -> None:
    send(page)
    host = visitor_of_ticket(entrance(page).partition('"ticket":"')[2].partition('"')[0])
    assert [meeting.title for meeting in workshop.my_workshops(host)] == ["Erstes Treffen"]
    assert '"go":"/organisation"' in entrance(page)
    assert not page.text_input


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"set_up_key": "falsch"}, "Dieser Schlüssel stimmt nicht."),
        ({"set_up_email": "olga"}, "Diese E-Mail-Adresse scheint nicht zu stimmen."),
        ({"set_up_password": "kurz"}, "Bitte wählen Sie ein Passwort mit mindestens 10 Zeichen."),
        ({"set_up_title": ""}, "Bitte geben Sie einen Titel ein."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(wrong: dict[str, str], sentence: str, page: AppTest) -> None:
    send(page, **wrong)
    (note,) = notes(page)
    assert note.startswith(sentence)
    typed = {**FORM, **wrong}
    assert {key: page.text_input(key=key).value for key in typed} == typed
    assert not accounts.is_set_up()


def test_the_browser_may_fill_in_what_it_knows(page: AppTest) -> None:
    tokens = {
        key: page.text_input(key=key).proto.autocomplete for key in ("set_up_name", "set_up_email", "set_up_password")
    }
    assert tokens == {"set_up_name": "name", "set_up_email": "email", "set_up_password": "new-password"}


def test_once_it_is_done_there_is_no_form(database: Database, page_as: PageAs) -> None:
    an_organiser()
    page = page_as(None, "einrichten").run()
    assert not page.text_input
    assert page.title[0].value == "Das Bündnis ist schon eingerichtet"
