"""Nasty strings in the address bar: routes of ours and pages answer in words, and repeat nothing as HTML."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from domain.visitor import Role, Visitor
from server.routes import routes
from storage.database import Database
from tests.actions.world import Meeting, a_meeting, everything
from tests.builders import a_facilitator, a_screen
from tests.trust.strings import all_strings

TEXTS = [each.text for each in all_strings() if 0 < len(each.text) <= 300]
# So many for each page, because a page costs as much as a hundred requests.
FEW = [TEXTS[-1], "1" * 40, "²", "../../etc/<script>alert(1)</script>"]
ROUTES = (
    "/leitung/{}/{}",
    "/beamer/{}/{}",
    "/zurueck/{}",
    "/live/{}",
    "/download/{}/{}",
    "/download/1/{}",
    "/assets/{}/{}/{}",
    "/assets/{}/words.{}.js",
    "/?w={}&hinweis={}",
    "/info?seite={}&lang={}",
    "/technik/probe/{}",
)


def in_an_address(text: str) -> str:
    return quote(text.encode(errors="replace"), safe="")


@pytest.mark.parametrize("route", ROUTES)
def test_whatever_stands_in_an_address_is_answered_and_never_repeated_as_html(database: Database, route: str) -> None:
    browser = TestClient(Starlette(routes=routes()), raise_server_exceptions=True, follow_redirects=False)
    for text in TEXTS[::7]:
        answer = browser.get(route.replace("{}", in_an_address(text)))
        assert answer.status_code < 500
        assert not ("<" in text and len(text) > 6 and text in answer.text), text


def somebody(meeting: Meeting, role: Role) -> Visitor:
    """As their cookie names them."""
    return {
        Role.PARTICIPANT: meeting.ada,
        Role.FACILITATOR: a_facilitator(meeting.workshop_id),
        Role.SCREEN: a_screen(meeting.workshop_id),
        Role.ORGANISER: Visitor(Role.ORGANISER, account_id=meeting.account_id, alliance_id=meeting.alliance_id),
    }[role]


@pytest.fixture
def meeting(database: Database) -> Meeting:
    return a_meeting("UNSER")


@pytest.mark.parametrize(
    ("path", "role", "parameter"),
    [
        ("", None, "w"),
        ("", None, "hinweis"),
        ("", None, "lang"),
        ("", Role.PARTICIPANT, "w"),
        ("info", None, "seite"),
        ("meine-daten", Role.PARTICIPANT, "w"),
        ("leitung", Role.FACILITATOR, "w"),
        ("leitung", Role.FACILITATOR, "bereich"),
        ("beamer", Role.SCREEN, "w"),
        ("organisation", Role.ORGANISER, "treffen"),
        ("organisation", Role.ORGANISER, "bereich"),
    ],
)
def test_whatever_stands_behind_a_question_mark_the_page_comes(
    meeting: Meeting, page_as: Callable[..., AppTest], path: str, role: Role | None, parameter: str
) -> None:
    visitor = somebody(meeting, role) if role else None
    before = everything()
    for text in FEW:
        page = page_as(visitor, path, **{parameter: text}).run()
        assert not page.exception, text
    assert everything() == before
