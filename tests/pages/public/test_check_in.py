"""Checking in: one form, one person, whatever breaks in between."""

import secrets
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from actions import people
from actions.entrance import return_code
from domain.workshop import Workshop
from storage import people as store
from storage.database import Database, reading
from tests.builders import a_workshop, the_workshop
from tests.told import data_of, tell

PageAs = Callable[..., AppTest]


@pytest.fixture
def meeting(database: Database) -> Workshop:
    return the_workshop(a_workshop())


def a_form(name: str = "Ada", **more: Any) -> dict[str, Any]:
    form = {"operation": 1, "form": secrets.token_hex(16), "name": name, "institution": "", "type": "keine"}
    return form | more


def sent(page_as: PageAs, meeting: Workshop, message: Any) -> AppTest:
    """From a session of its own, as after a reload or in another process."""
    page = page_as(None, w=meeting.code).run()
    tell(page, "join", "join", message)
    assert not page.exception
    return page


def names(meeting: Workshop) -> list[str]:
    with reading() as tx:
        return [person.name for person in store.of_workshop(tx, meeting.id)]


def test_whoever_sends_the_form_is_in(page_as: PageAs, meeting: Workshop) -> None:
    page = sent(page_as, meeting, a_form())
    assert data_of(page, "now")["stream"]
    assert names(meeting) == ["Ada"]


def test_the_same_form_sent_again_after_a_break_is_the_same_person(page_as: PageAs, meeting: Workshop) -> None:
    """The process has died before it could answer; the browser still holds the form."""
    message = a_form()
    for _ in range(2):
        sent(page_as, meeting, message)
    sent(page_as, meeting, message | {"operation": 7})
    assert names(meeting) == ["Ada"]


def test_two_forms_are_two_people(page_as: PageAs, meeting: Workshop) -> None:
    for _ in range(2):
        sent(page_as, meeting, a_form())
    assert names(meeting) == ["Ada", "Ada"]


def test_the_same_form_in_two_meetings_is_two_people(database: Database, meeting: Workshop) -> None:
    form, other = secrets.token_hex(16), the_workshop(a_workshop("Woanders"))
    assert people.person_of_form(meeting, form) != people.person_of_form(other, form)


def test_nobody_comes_in_as_somebody_else_by_naming_them(page_as: PageAs, meeting: Workshop) -> None:
    sent(page_as, meeting, a_form())
    with reading() as tx:
        (ada,) = store.of_workshop(tx, meeting.id)
    forgeries: list[Any] = [ada.id, return_code(ada.id), "", None, 7, {}]
    for forged in forgeries:
        sent(page_as, meeting, a_form("Mallory", form=forged))
    assert sorted(names(meeting)) == ["Ada"] + ["Mallory"] * 6


@pytest.mark.parametrize(
    "message", [None, "x", [], {}, {"name": {"a": 1}, "form": [], "institution": 5, "type": "x"}]
)
def test_a_forged_message_breaks_nothing(page_as: PageAs, meeting: Workshop, message: Any) -> None:
    sent(page_as, meeting, message)


def test_what_is_refused_says_why_and_nobody_is_in(page_as: PageAs, meeting: Workshop) -> None:
    page = sent(page_as, meeting, a_form("x" * 81))
    assert data_of(page, "join")["refusal"]
    assert data_of(page, "join")["answered"] == 1
    assert names(meeting) == []
