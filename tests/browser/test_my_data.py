"""A person takes part, looks at what is stored, takes it along and deletes it; nothing of them is left anywhere."""

import json
import re

from playwright.sync_api import Page, expect

import texts
from tests.browser.conftest import PHONE, Audience
from tests.browser.kept import kept_by, not_listed
from tests.browser.test_whole_meeting import check_in, open_demo

NAME, INSTITUTION, MAIL = "Zephyrine Quastenflosser", "Quastenflosser Kelterei", "zephyrine@quastenflosser.example"


def test_a_person_sees_takes_along_and_deletes_what_is_stored_about_them(audience: Audience) -> None:
    host, phone = audience.somebody(), audience.somebody(PHONE)
    phone.goto(open_demo(host, audience.app.url)["participant"])
    check_in(phone, NAME, INSTITUTION, "Bildungsträger")
    phone.get_by_role("button", name="Meine Seite").click()
    door = phone.get_by_role("link", name="Meine Daten ansehen, mitnehmen oder löschen")
    expect(door).to_be_visible()
    phone.goto(audience.app.url + (door.get_attribute("href") or ""))
    expect(phone.get_by_text(f"Name: {NAME}")).to_be_visible()

    # An address comes, so that there is one to delete.
    phone.get_by_text("Andere E-Mail-Adresse").first.click()
    phone.get_by_label("Andere E-Mail-Adresse").last.fill(MAIL)
    phone.get_by_role("button", name="Adresse speichern").click()
    expect(phone.get_by_text("Ihre E-Mail-Adresse ist gespeichert.")).to_be_visible()
    expect(phone.get_by_text(MAIL).first).to_be_visible()
    assert canaries_in(audience) != []

    with phone.expect_download() as download:
        phone.get_by_role("link", name="Für Programme (JSON)").click()
    assert json.loads(download.value.path().read_text())["person"]["email"] == MAIL
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Zum Lesen (HTML)").click()
    assert NAME in download.value.path().read_text()
    for language in texts.LANGUAGES:
        assert not_listed(kept_by(phone.context), language) == []

    phone.get_by_text("Ja, ich möchte meine Daten endgültig löschen.").click()
    phone.get_by_role("button", name="Endgültig löschen").click()
    expect(phone.get_by_role("heading", name="Ihre Daten sind gelöscht")).to_be_visible()
    # The device forgets as well, as soon as the server has taken the cookie away.
    expect(phone.get_by_role("link", name="Zur Startseite")).to_be_visible()
    for _ in range(50):
        if not ours(phone):
            break
        phone.wait_for_timeout(100)
    assert ours(phone) == []
    phone.goto(f"{audience.app.url}/meine-daten")
    expect(phone.get_by_text("Geben Sie Ihren Rückkehr-Code ein.")).to_be_visible()
    assert [each for each in canaries_in(audience) if "-wal" in each or ".log" in each] == []


def ours(page: Page) -> list[str]:
    return [name for name in kept_by(page.context) if name.startswith(("bw_", "bw-", "exchange-"))]


def canaries_in(audience: Audience) -> list[str]:
    """Files of the application, its log among them, that name her."""
    words = re.compile(b"Zephyrine|Quastenflosser|zephyrine@")
    return [path.name for path in audience.app.data.rglob("*") if path.is_file() and words.search(path.read_bytes())]
