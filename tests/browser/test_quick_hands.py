"""Quick clicks, two tabs, typing while others are busy: nothing is lost, nothing counts twice."""

import pytest
from playwright.sync_api import Locator, Page, expect

from actions import contacts, ideas, people, voting
from actions.entrance import return_code
from actions.workshop import fields_and_chips
from domain.agenda import Kind
from domain.contacts import Entry, Side
from domain.visitor import Visitor
from storage import people as people_store
from storage.database import Database, reading
from tests.browser.conftest import LAPTOP, PHONE, Audience, start_app
from tests.builders import a_person, a_workshop, an_open_round, start, the_workshop

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
    expect(second.get_by_text("Mehr als 8 Punkte sind nicht möglich.")).to_be_visible()
    expect(second.get_by_text("Noch 0 von 8 Punkten frei").first).to_be_visible()
    assert dots(ada, round_id) == [2, 3, 3]


def test_typing_goes_on_while_others_ask_and_answer(exchange: tuple[Visitor, Visitor], audience: Audience) -> None:
    ada, bob = exchange
    his, hers = arrive(audience, bob), arrive(audience, ada, LAPTOP)
    his.get_by_role("button", name="Mein Angebot und meine Suche ändern").click()
    line = his.get_by_label("Was Sie suchen, in einer Zeile")
    line.click()
    his.keyboard.type("halb ")
    hers.get_by_role("button", name="Kontakt aufnehmen").first.click()
    hers.get_by_label("Meine E-Mail-Adresse zeigen").check()
    hers.get_by_role("button", name="Kontaktwunsch senden").click()
    expect(his.get_by_text("Ada möchte Kontaktdaten mit Ihnen austauschen")).to_be_visible()
    his.keyboard.type("getippt")
    expect(line).to_have_value("halb getippt")
    # A look at one's own page and back.
    his.get_by_role("button", name="Meine Seite").click()
    expect(his.get_by_text("Ihr Rückkehr-Code")).to_be_visible()
    his.get_by_role("button", name="Zurück zum Treffen").click()
    his.get_by_role("button", name="Mein Angebot und meine Suche ändern").click()
    expect(line).to_have_value("halb getippt")
    # A reload, too.
    his.reload()
    his.get_by_role("button", name="Mein Angebot und meine Suche ändern").click()
    expect(line).to_have_value("halb getippt")
    his.get_by_role("button", name="Speichern und passende Personen zeigen").click()
    expect(his.get_by_text("Ihre Angaben sind gespeichert.").first).to_be_visible()
    assert "halb getippt" in [entry.text for entry in contacts.my_profile(bob).entries]


def test_who_has_only_a_keyboard_saves_an_offer_and_asks_somebody(meeting: int, audience: Audience) -> None:
    start(meeting, Kind.EXCHANGE)
    ada, bob = a_person(meeting, "Ada"), a_person(meeting, "Bob", institution="IHK")
    topic = fields_and_chips(bob)[1][0]
    contacts.save_profile(bob, entries=[Entry(Side.OFFER, topic.id, "")], visible=True, email="x@example.org")
    page = arrive(audience, ada, LAPTOP)
    wish = page.get_by_role("group", name="Ich suche", exact=True).get_by_role("button", name=topic.name, exact=True)
    tab_to(page, wish)
    page.keyboard.press("Space")
    expect(wish).to_have_attribute("aria-pressed", "true")
    tab_to(page, page.get_by_role("button", name="Speichern und passende Personen zeigen"))
    page.keyboard.press("Enter")
    # The suggestions are where the keyboard goes on from.
    expect(page.get_by_role("heading", name="Diese Personen passen zu Ihnen")).to_be_focused()
    tab_to(page, page.get_by_role("button", name="Kontakt aufnehmen: Bob"))
    page.keyboard.press("Enter")
    # What is asked now is where the keyboard goes on from.
    expect(page.get_by_role("textbox", name="E-Mail-Adresse (freiwillig)").first).to_be_focused()
    page.keyboard.type("ada@example.org")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ihr Kontaktwunsch an Bob ist gesendet.")).to_be_focused()
    expect(page.get_by_text("Gesendet, warten auf Zustimmung: 1")).to_be_visible()
    assert [contact.other.name for contact in contacts.my_contacts(ada)] == ["Bob"]


def tab_to(page: Page, target: Locator) -> None:
    expect(target).to_be_visible()
    for _ in range(80):
        if target.evaluate("(node) => node.getRootNode().activeElement === node"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not get there")


def test_an_idea_half_typed_outlasts_a_reload_a_look_away_and_another_activity(
    meeting: int, audience: Audience
) -> None:
    start(meeting, Kind.IDEAS)
    ada = a_person(meeting, "Ada")
    mine = ideas.contribute_idea(ada, title="Steht schon da")
    page = arrive(audience, ada)
    title = page.get_by_label("Idee in einem Satz").first
    title.fill("Praktikumswoche")
    page.get_by_label("Mehr dazu").first.fill("Fünf Betriebe")
    page.get_by_text("Anonym einbringen").click()
    page.get_by_text("Meine Ideen (1)").click()
    card = page.locator(".own li")
    card.get_by_label("Idee in einem Satz").fill("Steht da, halb geändert")

    def is_all_there() -> None:
        expect(title).to_have_value("Praktikumswoche")
        expect(page.get_by_label("Mehr dazu").first).to_have_value("Fünf Betriebe")
        expect(page.get_by_label("Anonym einbringen")).to_be_checked()
        if not card.is_visible():
            page.get_by_text("Meine Ideen (1)").click()
        expect(card.get_by_label("Idee in einem Satz")).to_have_value("Steht da, halb geändert")

    page.reload()
    is_all_there()
    page.get_by_role("button", name="Meine Seite").click()
    expect(page.get_by_text("Ihr Rückkehr-Code")).to_be_visible()
    page.get_by_role("button", name="Zurück zum Treffen").click()
    is_all_there()
    # The meeting turns to something else and back; meanwhile the idea gets a text on another device.
    ideas.edit_idea(ada, mine, title="Steht schon da", text="Von woanders", field_id=None)
    start(meeting, Kind.VOTE)
    page.reload()
    expect(page.get_by_text("Gleich werden Punkte vergeben.")).to_be_visible()
    start(meeting, Kind.IDEAS)
    page.reload()
    is_all_there()
    expect(card.get_by_label("Mehr dazu")).to_have_value("Von woanders")


def test_an_anonymous_idea_is_changed_after_a_reload_and_in_no_other_tab(meeting: int, audience: Audience) -> None:
    start(meeting, Kind.IDEAS)
    ada = a_person(meeting, "Ada")
    page = arrive(audience, ada)
    page.get_by_label("Idee in einem Satz").fill("Heikel")
    page.get_by_text("Anonym einbringen").click()
    page.get_by_role("button", name="Idee einbringen").click()
    expect(page.get_by_text("Gespeichert. Ihre Idee hängt an der Wand.")).to_be_visible()
    expect(page.get_by_label("Anonym einbringen")).not_to_be_checked()
    other = audience.tab(page.context)
    other.goto(audience.app.url)
    expect(other.locator(".cards")).to_contain_text("Heikel")
    expect(other.locator("summary")).to_be_hidden()
    page.reload()
    page.get_by_text("Meine Ideen (1)").click()
    card = page.locator(".own li")
    card.get_by_label("Idee in einem Satz").fill("Weniger heikel")
    card.get_by_role("button", name="Änderung speichern").click()
    expect(other.locator(".cards")).to_contain_text("Weniger heikel")
    card.get_by_role("button", name="Zurückziehen").click()
    expect(other.locator(".cards")).not_to_contain_text("Weniger heikel")
    expect(page.locator("summary")).to_be_hidden()


def test_what_was_saved_when_the_process_died_is_not_saved_twice(meeting: int, audience: Audience) -> None:
    """The process dies after the commit and before it answers; the browser sends the same again."""
    start(meeting, Kind.IDEAS)
    ada = a_person(meeting, "Ada")
    page = arrive(audience, ada)
    page.get_by_label("Idee in einem Satz").fill("Praktikumswoche")
    key = page.evaluate("Object.keys(sessionStorage).find((name) => name.startsWith('bw-ideas-'))")
    operation = page.evaluate("(key) => JSON.parse(sessionStorage[key]).form.operation", key)
    app = audience.app
    app.process.kill()
    app.process.wait(timeout=20)
    ideas.contribute_idea(ada, title="Praktikumswoche", operation=operation)
    page.get_by_role("button", name="Idee einbringen").click()
    expect(page.get_by_text("Ihre Eingabe ist gesichert.")).to_be_visible()
    app.process = start_app(int(app.url.rpartition(":")[2]), app.data, app.log)
    expect(page.get_by_text("Gespeichert. Ihre Idee hängt an der Wand.")).to_be_visible(timeout=60_000)
    expect(page.get_by_label("Idee in einem Satz").first).to_have_value("")
    assert [idea.title for idea in ideas.wall(ada)] == ["Praktikumswoche"]


def test_whoever_was_let_in_when_the_process_died_comes_in_once(meeting: int, audience: Audience) -> None:
    """As above, for the form that lets people in."""
    app, room = audience.app, the_workshop(meeting)
    page = audience.somebody(PHONE)
    page.goto(f"{app.url}/?w={room.code}")
    page.get_by_label("Wie dürfen wir Sie nennen?").fill("Ada")
    app.process.kill()
    app.process.wait(timeout=20)
    page.get_by_role("button", name="Mitmachen").click()
    form = page.evaluate("(name) => sessionStorage[name]", f"bw-join-{meeting}")
    people.check_in(meeting, people.person_of_form(room, form), name="Ada", institution="", institution_type="keine")
    app.process = start_app(int(app.url.rpartition(":")[2]), app.data, app.log)
    join, inside = (page.get_by_role("button", name=name) for name in ("Mitmachen", "Meine Seite"))
    for _ in range(15):
        # The form sends itself again; whoever is asked to press once more does so.
        page.wait_for_timeout(4_000)
        if inside.is_visible():
            break
        if join.is_enabled():
            join.click()
    expect(inside).to_be_visible()
    with reading() as tx:
        assert [person.name for person in people_store.of_workshop(tx, meeting)] == ["Ada"]
    # The next person at this device has a form of their own.
    page.wait_for_function("() => !Object.keys(sessionStorage).some((name) => name.startsWith('bw-join-'))")


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
