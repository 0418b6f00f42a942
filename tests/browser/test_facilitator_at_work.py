"""The facilitator works on ideas and enters somebody without a device, in a real browser; a second laptop follows."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import LAPTOP, PHONE, Audience
from tests.browser.test_whole_meeting import open_demo

expect.set_options(timeout=20_000)


def test_ideas_are_hidden_merged_gathered_and_every_step_is_taken_back(audience: Audience) -> None:
    leader, second = the_played_meeting(audience)
    section(leader, "Ideen")
    section(second, "Ideen")
    expect(leader.locator("#count")).to_have_text("45 Ideen")

    # Hide, and back with one click; the other laptop sees both.
    leader.get_by_label("Ideen durchsuchen").fill("minijob")
    expect(leader.locator("#count")).to_have_text("1 Idee")
    leader.get_by_role("button", name=re.compile("„Aus Minijob wird mehr“ ausblenden")).click()
    expect(row(second, "Aus Minijob wird mehr")).to_contain_text("Ausgeblendet")
    leader.get_by_role("button", name="Rückgängig machen").click()
    expect(row(second, "Aus Minijob wird mehr")).not_to_contain_text("Ausgeblendet")

    # Merge with the choice that is searched for, and part again.
    leader.get_by_role("button", name=re.compile("„Aus Minijob wird mehr“ mit einer anderen")).click()
    leader.get_by_label("„Aus Minijob wird mehr“ geht auf in:").fill("jobspaziergang")
    leader.get_by_role("button", name="Jobspaziergang im Gewerbegebiet", exact=True).click()
    expect(second.locator("#count")).to_have_text("44 Ideen")
    expect(row(second, "Jobspaziergang im Gewerbegebiet")).to_contain_text("Aus Minijob wird mehr")
    second.get_by_role("button", name="„Aus Minijob wird mehr“ wieder trennen").click()
    expect(leader.locator("#count")).to_have_text("1 Idee")

    # A heading that is refused stays as it was typed.
    heading = leader.get_by_label("Neue Überschrift")
    heading.fill("x" * 121)
    leader.get_by_role("button", name="Themengruppe anlegen").click()
    expect(leader.get_by_role("alert").filter(has_text="etwas zu lang")).to_be_visible()
    expect(heading).to_have_value("x" * 121)

    # Several ideas into a new topic group; the group goes, and comes back with its ideas.
    leader.get_by_label("Ideen durchsuchen").fill("pflege")
    boxes = leader.locator("li.idea input[type=checkbox]")
    boxes.nth(0).check()
    boxes.nth(1).check()
    heading.fill("Pflege stärken")
    leader.get_by_role("button", name="Anlegen und 2 Ideen einordnen").click()
    expect(heading).to_have_value("")
    expect(group(second, "Pflege stärken")).to_contain_text("2")
    group(leader, "Pflege stärken").click()
    leader.get_by_role("button", name="Themengruppe „Pflege stärken“ entfernen").click()
    expect(group(second, "Pflege stärken")).to_have_count(0)
    leader.get_by_role("button", name="Rückgängig machen").click()
    expect(group(second, "Pflege stärken")).to_contain_text("2")

    # By keyboard alone: the select of an idea.
    select = leader.get_by_label(re.compile("^Themengruppe für")).first
    select.focus()
    leader.keyboard.press("Home")
    expect(leader.locator(".last-words")).to_contain_text("ist in keiner Themengruppe")
    expect(group(second, "Pflege stärken")).to_contain_text("1")


def test_somebody_without_a_device_has_a_voice(audience: Audience) -> None:
    leader, second = the_played_meeting(audience)
    section(leader, "Jetzt")
    leader.get_by_role("button", name="Zwischendurch ein Meinungsbild einschieben").click()
    # The second laptop follows to the new activity by itself.
    expect(second.get_by_role("heading", name="Meinungsbild", exact=True)).to_be_visible()
    leader.get_by_role("button", name="Runde öffnen").click()
    expect(second.get_by_role("button", name="Runde schließen")).to_be_visible()

    section(leader, "Ohne Gerät")
    leader.get_by_label("Name der Person").fill("Paula Papier")
    leader.get_by_role("button", name="Person eintragen").click()
    expect(second.get_by_text("Im Raum: 61 Personen")).to_be_visible()
    leader.get_by_label("Ankommen und bleiben").fill("1")
    leader.get_by_role("button", name="Punkte speichern").click()
    expect(second.get_by_text("1 von 61 hat abgestimmt")).to_be_visible()
    leader.get_by_label("Idee in einem Satz").fill("Pate auf dem Papier")
    leader.get_by_role("button", name="Idee eintragen").click()
    expect(leader.get_by_label("Idee in einem Satz")).to_have_value("")

    second.get_by_role("button", name="Runde schließen").click()
    expect(leader.get_by_text("Punkte einer Person ohne Gerät")).to_have_count(0)
    section(leader, "Jetzt")
    leader.get_by_role("button", name="Ergebnis zeigen").click()
    expect(second.get_by_text("Rang 1: Ankommen und bleiben – 1 Punkt")).to_be_visible()


def test_the_page_fits_a_phone(audience: Audience) -> None:
    leader, _ = the_played_meeting(audience)
    leader.set_viewport_size(PHONE)
    for name in ("Jetzt", "Ablauf", "Ideen", "Ohne Gerät"):
        section(leader, name)
        for width in (390, 320):
            leader.set_viewport_size({"width": width, "height": 844})
            leader.wait_for_timeout(300)
            assert leader.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width


def the_played_meeting(audience: Audience) -> tuple[Page, Page]:
    """Two laptops that lead the finished meeting of the demo."""
    leader, second = audience.somebody(LAPTOP), audience.somebody(LAPTOP)
    open_demo(leader, audience.app.url)
    link = leader.locator("a").filter(has_text="Als Moderation").first.get_attribute("href") or ""
    for page in (leader, second):
        page.goto(link)
        expect(page.get_by_text("Im Raum: 60 Personen")).to_be_visible()
    return leader, second


def section(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name, exact=True).click()


def row(page: Page, title: str) -> Locator:
    return page.locator("li.idea").filter(has=page.get_by_role("heading", name=title, exact=True))


def group(page: Page, heading: str) -> Locator:
    return page.locator("li.group button.show").filter(has_text=heading)
