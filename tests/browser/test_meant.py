"""The browser maps a line to the same topics as the server would, while it is typed, and asks nobody."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from actions import contacts
from actions.workshop import edit_chips
from domain.agenda import Kind
from storage.database import Database
from tests.browser.conftest import PHONE, ROOT, Audience
from tests.browser.test_quick_hands import arrive
from tests.builders import a_person, a_workshop, organiser_of, start

pytestmark = pytest.mark.browser
TABLE = json.loads((ROOT / "tests" / "data" / "meant.json").read_text(encoding="utf-8"))
ASK = """
async (table) => {
  const { folded, topics } = await import("/exchange/meant.js")
  const of = topics(table.chips)
  return table.lines.map(({ line }) => ({ line, folded: folded(line), meant: of(line) }))
}
"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """An empty page beside our scripts, without a server."""
    context = chromium.new_context()
    opened = context.new_page()
    opened.route("http://scripts.test/**", _answer)
    opened.goto("http://scripts.test/")
    yield opened
    context.close()


def _answer(route: Route) -> None:
    path = Path(ROOT / "components" / route.request.url.removeprefix("http://scripts.test/"))
    if path.suffix == ".js":
        route.fulfill(body=path.read_text(encoding="utf-8"), content_type="text/javascript; charset=utf-8")
    else:
        route.fulfill(body="<!doctype html><title>-</title>", content_type="text/html")


def test_the_browser_answers_what_the_table_says(page: Page) -> None:
    """Python is asked the same: tests/domain/test_topics.py."""
    assert page.evaluate(ASK, TABLE) == TABLE["lines"]


@pytest.fixture
def meeting(database: Database) -> int:
    """Made before the application starts on the same data; one of its topics nobody could foresee."""
    workshop_id = a_workshop()
    edit_chips(organiser_of(workshop_id), workshop_id, ["Wohnraum", "Sprachkurse", "Drohnenpiloten"])
    start(workshop_id, Kind.EXCHANGE)
    return workshop_id


def test_a_topic_is_asked_for_while_one_types_and_confirmed_with_one_tap(meeting: int, audience: Audience) -> None:
    ada = a_person(meeting, "Ada")
    page = arrive(audience, ada, PHONE)
    line = page.get_by_label("Was Sie suchen, in einer Zeile")
    line.click()
    # Nothing is sent for it: it works while the network is away.
    page.context.set_offline(True)
    page.keyboard.type("möblierte Zimm")
    side = page.get_by_role("group", name="Ich suche", exact=True)
    expect(side.get_by_text("Gemeint:")).to_be_visible()
    page.keyboard.type("er, eine Drohnen-Pilotin")
    side.get_by_role("button", name="Wohnraum als Stichwort wählen").click()
    expect(line).to_be_focused()
    expect(side.get_by_role("button", name="Wohnraum", exact=True)).to_have_attribute("aria-pressed", "true")
    side.get_by_role("button", name="Drohnenpiloten als Stichwort wählen").click()
    expect(side.get_by_text("Gemeint:")).to_be_hidden()
    page.context.set_offline(False)
    page.get_by_role("button", name="Speichern und passende Personen zeigen").click()
    expect(page.get_by_text("Ihre Angaben sind gespeichert.").first).to_be_visible()
    assert [entry.text for entry in contacts.my_profile(ada).entries][-1] == "möblierte Zimmer, eine Drohnen-Pilotin"
    assert len(contacts.my_profile(ada).entries) == 3
