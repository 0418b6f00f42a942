"""Quick clicks, two tabs, typing while others are busy: nothing is lost, nothing counts twice."""

import pytest
from playwright.sync_api import Page, expect

from actions import contacts, ideas, voting
from actions.entrance import return_code
from actions.workshop import fields_and_chips
from domain.agenda import Kind
from domain.contacts import Entry, Side
from domain.visitor import Visitor
from storage.database import Database
from tests.browser.conftest import LAPTOP, PHONE, Audience, start_app
from tests.builders import a_person, a_workshop, an_open_round, start

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)
# Clicks faster than any hand, on the buttons themselves: 50 ms from one to the next.
CLICK = """
(clicks) => new Promise((done) => {
  const roots = [...document.querySelectorAll("*")].map((node) => node.shadowRoot).filter(Boolean)
  const options = roots.flatMap((root) => [...root.querySelectorAll(".option")])
  const next = () => {
    if (clicks.length === 0) return done()
    const [option, button] = clicks.shift()
    options[option].querySelector(button).click()
    setTimeout(next, 50)
  }
  next()
})
"""


@pytest.fixture
def meeting(database: Database) -> int:
    """Made before the application starts on the same data."""
    return a_workshop()


@pytest.fixture
def ballot(meeting: int) -> tuple[Visitor, int]:
    return a_person(meeting, "Ada"), an_open_round(meeting, options=4, budget=8, maximum=3)


@pytest.fixture
def exchange(meeting: int) -> tuple[Visitor, Visitor]:
    """Ada seeks what Bob offers."""
    start(meeting, Kind.EXCHANGE)
    ada, bob = a_person(meeting, "Ada"), a_person(meeting, "Bob", institution="IHK")
    chip = fields_and_chips(ada)[1][0].id
    for who, side in ((ada, Side.SEEK), (bob, Side.OFFER)):
        contacts.save_profile(who, entries=[Entry(side, chip, "")], visible=True, email="x@example.org")
    return ada, bob


def arrive(audience: Audience, who: Visitor, size: dict[str, int] = PHONE) -> Page:
    page = audience.somebody(size)
    page.goto(f"{audience.app.url}/zurueck/{return_code(who.person_id or '')}")
    return page


def ballot_is_there(page: Page) -> None:
    """With its options, which come by the stream."""
    expect(page.get_by_text("Noch 8 von 8 Punkten frei").first).to_be_visible()
    expect(page.locator(".option")).to_have_count(4)


def dots(who: Visitor, round_id: int) -> list[int]:
    return sorted(voting.my_ballot(who, round_id).counts().values())


def test_twenty_clicks_in_a_second_count_as_they_were_seen(ballot: tuple[Visitor, int], audience: Audience) -> None:
    ada, round_id = ballot
    page = arrive(audience, ada)
    ballot_is_there(page)
    back_and_forth = [(0, ".plus"), (0, ".minus")] * 10
    page.evaluate(CLICK, [*back_and_forth, (0, ".plus")])
    expect(page.get_by_text("Noch 7 von 8 Punkten frei").first).to_be_visible()
    expect(page.get_by_text("Gespeichert um")).to_be_visible()
    assert dots(ada, round_id) == [1]
    page.evaluate(CLICK, [(option, ".plus") for option in (0, 1, 2, 3) for _ in range(5)])
    expect(page.get_by_text("Noch 0 von 8 Punkten frei").first).to_be_visible()
    expect(page.get_by_text("Gespeichert um")).to_be_visible()
    assert dots(ada, round_id) == [2, 3, 3]


def test_the_ninth_dot_of_eight_is_told_and_a_second_tab_spends_none_twice(
    ballot: tuple[Visitor, int], audience: Audience
) -> None:
    ada, round_id = ballot
    first = arrive(audience, ada, LAPTOP)
    ballot_is_there(first)
    second = audience.tab(first.context)
    second.goto(audience.app.url)
    ballot_is_there(second)
    first.evaluate(CLICK, [(option, ".plus") for option in (0, 1, 2) for _ in range(3)])
    expect(first.get_by_role("alert").get_by_text("Alle Punkte sind vergeben")).to_be_visible()
    expect(first.get_by_text("Gespeichert um")).to_be_visible()
    # The second tab does not know yet; what it asks for is refused in words, and then it knows.
    second.evaluate(CLICK, [(3, ".plus")])
    expect(second.get_by_text("Sie haben alle 8 Punkte vergeben.")).to_be_visible()
    expect(second.get_by_text("Noch 0 von 8 Punkten frei").first).to_be_visible()
    assert dots(ada, round_id) == [2, 3, 3]


def test_typing_goes_on_while_others_ask_and_answer(exchange: tuple[Visitor, Visitor], audience: Audience) -> None:
    ada, bob = exchange
    his, hers = arrive(audience, bob), arrive(audience, ada, LAPTOP)
    his.get_by_text("Mein Angebot und meine Suche ändern").click()
    line = his.get_by_label("Was Sie suchen, in einer Zeile")
    line.click()
    his.keyboard.type("halb ")
    hers.get_by_role("button", name="Kontaktwunsch senden").first.click()
    expect(his.get_by_text("Ada möchte Kontaktdaten mit Ihnen austauschen")).to_be_visible()
    his.keyboard.type("getippt")
    expect(line).to_have_value("halb getippt")
    # A look at one's own page and back.
    his.get_by_role("button", name="Meine Seite").click()
    expect(his.get_by_text("Ihr Rückkehr-Code")).to_be_visible()
    his.get_by_role("button", name="Zurück zum Treffen").click()
    his.get_by_text("Mein Angebot und meine Suche ändern").click()
    expect(line).to_have_value("halb getippt")


def test_after_a_restart_the_first_click_counts_and_what_was_typed_is_there(meeting: int, audience: Audience) -> None:
    start(meeting, Kind.IDEAS)
    ada = a_person(meeting, "Ada")
    page = arrive(audience, ada)
    page.get_by_label("Idee in einem Satz").fill("Praktikumswoche")
    page.get_by_label("Mehr dazu").fill("Fünf Betriebe")
    app = audience.app
    app.process.terminate()
    app.process.wait(timeout=20)
    line = page.get_by_test_id("stApp")
    expect(line).not_to_have_attribute("data-test-connection-state", "CONNECTED")
    app.process = start_app(int(app.url.rpartition(":")[2]), app.data, app.log)
    expect(line).to_have_attribute("data-test-connection-state", "CONNECTED", timeout=60_000)
    # What the page asks for by itself, within a second and a half.
    page.wait_for_timeout(3_000)
    page.get_by_role("button", name="Idee einbringen").click()
    expect(page.locator(".cards")).to_contain_text("Praktikumswoche")
    assert [(idea.title, idea.text) for idea in ideas.wall(ada)] == [("Praktikumswoche", "Fünf Betriebe")]
