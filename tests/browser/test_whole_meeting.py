"""A whole meeting in real browsers: two participants, a facilitator and a projector, clicking what a person would."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import LAPTOP, PHONE, PROJECTOR, Audience
from tests.browser.kept import kept_by, not_listed

WAIT = 20_000
expect.set_options(timeout=WAIT)


def test_two_participants_a_facilitator_and_a_projector_go_through_the_whole_meeting(audience: Audience) -> None:
    host = audience.somebody(LAPTOP)
    doors = open_demo(host, audience.app.url)
    leader, screen = audience.somebody(LAPTOP), audience.somebody(PROJECTOR)
    leader.goto(doors["facilitator"])
    screen.goto(doors["screen"])
    code = doors["participant"].rpartition("=")[2]
    expect(screen.get_by_text(code)).to_be_visible()

    # Ada scans the code with her phone, Ben types it on his laptop.
    ada, ben = audience.somebody(PHONE), audience.somebody(LAPTOP)
    ada.goto(doors["participant"])
    check_in(ada, "Ada Löwe", "Universität Musterstadt", "Hochschule und Forschung")
    ben.goto(audience.app.url)
    ben.get_by_label("Zugangscode").fill(f" {code[:3].lower()}-{code[3:]} ")
    ben.get_by_role("button", name="Weiter").click()
    check_in(ben, "Ben", "Bäckerei Morgenrot", "Unternehmen (bis 249 Beschäftigte)")
    expect(leader.get_by_text("Im Raum: 2 Personen")).to_be_visible()
    expect(screen.get_by_text("2 Personen")).to_be_visible()

    # Ideas: the phone writes, the laptop and the projector see it, without a reload.
    step_to(leader, "Ideensammlung", everybody=[ada, ben])
    contribute(ada, "Praktikumswoche für die ganze Region")
    expect(wall_of(ben)).to_contain_text("Praktikumswoche für die ganze Region")
    expect(screen.get_by_text("Praktikumswoche für die ganze Region")).to_be_visible()
    contribute(ben, "Sprachkurs am Arbeitsplatz", anonymous=True)
    contribute(ben, "Das passt nicht hierher")
    ada.get_by_label("Idee in einem Satz").first.fill("Noch nicht fertig")
    hide(leader, "Das passt nicht hierher")
    expect(wall_of(ada)).not_to_contain_text("Das passt nicht hierher")
    # What Ada is typing is still there after the wall has changed.
    expect(ada.get_by_label("Idee in einem Satz").first).to_have_value("Noch nicht fertig")

    # Topic groups, by select.
    step_to(leader, "Ideen ordnen", everybody=[ada, ben])
    make_cluster(leader, "Betriebe erleben")
    make_cluster(leader, "Ankommen und bleiben")
    put_into(leader, "Praktikumswoche für die ganze Region", "Betriebe erleben")
    put_into(leader, "Sprachkurs am Arbeitsplatz", "Ankommen und bleiben")
    expect(screen.get_by_text("Betriebe erleben").first).to_be_visible()

    # Dots: Ada on her phone, in two tabs; Ben reloads in the middle.
    step_to(leader, "Mehrpunktabfrage", everybody=[ada, ben])
    leader.get_by_role("button", name="Runde öffnen").click()
    give(ada, "Betriebe erleben", 2)
    expect(ada.get_by_text("Noch 3 von 5 Punkten frei").first).to_be_visible()
    second_tab = audience.tab(ada.context)
    second_tab.goto(doors["participant"])
    expect(second_tab.get_by_text("Noch 3 von 5 Punkten frei").first).to_be_visible()
    give(second_tab, "Ankommen und bleiben", 1)
    second_tab.close()
    give(ben, "Ankommen und bleiben", 2)
    expect(ben.get_by_text("Gespeichert um")).to_be_visible()
    ben.reload()
    expect(ben.get_by_text("Noch 3 von 5 Punkten frei").first).to_be_visible()
    expect(leader.get_by_text("2 von 2 haben abgestimmt")).to_be_visible()
    expect(screen.get_by_text("2 von 2")).to_be_visible()
    leader.get_by_role("button", name="Runde schließen").click()
    expect(ada.get_by_text("Die Runde ist geschlossen")).to_be_visible()
    leader.get_by_role("button", name="Ergebnis zeigen").click()
    for page in (ada, ben):
        expect(page.get_by_role("row", name=re.compile("1 Ankommen und bleiben 3"))).to_be_visible()
        expect(page.get_by_role("row", name=re.compile("2 Betriebe erleben 2"))).to_be_visible()
    expect(screen.get_by_text("Ankommen und bleiben").first).to_be_visible()
    leader.get_by_role("button", name="Projektgruppe anlegen").first.click()
    expect(leader.get_by_text("Projektgruppe besteht")).to_be_visible()

    # Exchange: what one seeks the other offers; addresses appear for both only when both agreed.
    step_to(leader, "Kooperationsbörse", everybody=[ada, ben])
    offer_and_seek(ada, offer="Abschlussarbeiten", seek="Praktikumsplätze", email="ada@example.org")
    offer_and_seek(ben, offer="Praktikumsplätze", seek="Abschlussarbeiten", email="ben@example.org")
    expect(ada.get_by_text(re.compile("Ben bietet Praktikumsplätze"))).to_be_visible()
    ada.get_by_role("button", name="Kontakt aufnehmen").first.click()
    ada.get_by_label("Meine E-Mail-Adresse zeigen").check()
    ada.get_by_role("button", name="Kontaktwunsch senden").click()
    expect(ben.get_by_text("Ada Löwe möchte Kontaktdaten mit Ihnen austauschen")).to_be_visible()
    assert "ada@example.org" not in ben.content()
    ben.get_by_text("Meine E-Mail-Adresse zeigen").click()
    ben.get_by_role("button", name="Kontaktwunsch annehmen").click()
    expect(ben.get_by_text("ada@example.org")).to_be_visible()
    expect(ada.get_by_text("ben@example.org")).to_be_visible()

    # Project groups, feedback, and the way back on another device.
    step_to(leader, "Projektgruppen", everybody=[ada, ben])
    ada.get_by_role("radio", name="Leitung").click()
    expect(ada.get_by_text("Sie leiten diese Gruppe.")).to_be_visible()
    expect(ben.get_by_text("Ada Löwe (Universität Musterstadt)")).to_be_visible()
    step_to(leader, "Blitzlicht", everybody=[ada, ben])
    ada.get_by_label("Was nehmen Sie mit?").fill("Zwei Verabredungen")
    ada.get_by_role("button", name="Rückmeldung geben").click()
    expect(ada.get_by_text("Vielen Dank für Ihre Rückmeldung.")).to_be_visible()
    ada.get_by_role("button", name="Meine Seite").click()
    way_back = ada.get_by_text(re.compile(r"/zurueck/\w{10}")).first.inner_text()
    tablet = audience.somebody(PROJECTOR)
    tablet.goto(re.search(r"http\S+", way_back).group())  # type: ignore[union-attr]
    expect(tablet.get_by_text("Vielen Dank für Ihre Rückmeldung.")).to_be_visible()
    expect(leader.get_by_text("Im Raum: 2 Personen")).to_be_visible()

    # The organiser has the outcome.
    host.goto(f"{audience.app.url}/demo/organisation")
    host.get_by_role("button", name="Öffnen").last.click()
    host.get_by_text("Ergebnisse", exact=True).first.click()
    expect(host.get_by_text("Ankommen und bleiben").first).to_be_visible()
    for name in ("results.xlsx", "ideas.csv", "ranking.csv", "archive.json"):
        with host.expect_download() as download:
            host.locator(f"a[href$='{name}']").first.click()
        assert download.value.path().stat().st_size > 200

    # Nothing lies in any browser that the privacy notice does not name.
    kept = set[str]().union(*(kept_by(context) for context in audience.contexts))
    assert {"bw_organiser", "_streamlit_xsrf"} <= kept, "the look itself is broken"
    assert not_listed(kept, "de") == not_listed(kept, "en") == []


def open_demo(page: Page, url: str) -> dict[str, str]:
    """Loads the demo; the addresses of the meeting that has not begun, by what they contain."""
    page.goto(url)
    page.get_by_role("button", name="Demo ansehen").click()
    trial = page.locator("a").filter(has_text="Als Teilnehmende").last
    expect(trial).to_be_visible()
    return {
        "participant": trial.get_attribute("href") or "",
        "facilitator": page.locator("a").filter(has_text="Als Moderation").last.get_attribute("href") or "",
        "screen": page.locator("a").filter(has_text="Als Beamer").last.get_attribute("href") or "",
    }


def check_in(page: Page, name: str, institution: str, kind: str) -> None:
    page.get_by_label("Wie dürfen wir Sie nennen?").fill(name)
    page.get_by_label("Für welche Institution sind Sie hier?").fill(institution)
    page.get_by_label("Was für eine Institution ist das?").select_option(label=kind)
    page.get_by_role("button", name="Mitmachen").click()
    expect(page.get_by_text("Schön, dass Sie da sind.")).to_be_visible()


def step_to(leader: Page, title: str, everybody: list[Page]) -> None:
    """Presses "Weiter" until this activity runs; everybody sees each of them arrive."""
    for _ in range(13):
        button = leader.get_by_role("button", name=re.compile("^Weiter:"))
        following = button.inner_text().partition("Weiter:")[2].strip()
        button.click()
        for page in [leader, *everybody]:
            expect(page.get_by_role("heading", name=following, exact=True).first).to_be_visible()
        # The page that goes with it is there, not only the headline that the stream brought.
        expect(leader.get_by_role("button", name=f"Weiter: {following}")).to_have_count(0)
        expect(leader.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
        if following.startswith(title):
            return
    raise AssertionError(f"The agenda has no {title}")


def contribute(page: Page, title: str, *, anonymous: bool = False) -> None:
    page.get_by_label("Idee in einem Satz").first.fill(title)
    if anonymous:
        page.get_by_text("Anonym einbringen").click()
    page.get_by_role("button", name="Idee einbringen").click()
    expect(wall_of(page)).to_contain_text(title)
    expect(page.get_by_label("Idee in einem Satz").first).to_have_value("")


def wall_of(page: Page) -> Locator:
    return page.locator("ul.cards")


def hide(leader: Page, title: str) -> None:
    leader.get_by_role("button", name=f"„{title}“ ausblenden").click()


def make_cluster(leader: Page, heading: str) -> None:
    leader.get_by_label("Neue Überschrift").fill(heading)
    leader.get_by_role("button", name="Themengruppe anlegen").click()
    expect(leader.get_by_label("Neue Überschrift")).to_have_value("")


def put_into(leader: Page, title: str, heading: str) -> None:
    leader.get_by_label(f"Themengruppe für „{title}“").select_option(label=heading)


def give(page: Page, title: str, dots: int) -> None:
    plus = page.get_by_role("button", name=re.compile(f"Punkt für „{title}“ hinzufügen"))
    for _ in range(dots):
        plus.click()


def offer_and_seek(page: Page, *, offer: str, seek: str, email: str) -> None:
    for side, chip in (("Ich biete", offer), ("Ich suche", seek)):
        topics = page.get_by_role("group", name=side, exact=True)
        topics.get_by_role("button", name=re.compile("^Alle .* Stichworte zeigen")).click()
        topics.get_by_role("button", name=chip, exact=True).click()
        expect(topics.get_by_role("button", name=chip, exact=True)).to_have_attribute("aria-pressed", "true")
    page.get_by_label("Ich bin einverstanden, dass andere meinen Namen").check()
    page.get_by_label("E-Mail-Adresse (freiwillig)").fill(email)
    page.get_by_role("button", name="Speichern und passende Personen zeigen").click()
    expect(page.get_by_text("Ihre Angaben sind gespeichert.").first).to_be_visible()
