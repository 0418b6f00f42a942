"""Takes the README's pictures anew, from the demo: `python -m docs.take_pictures` (needs requirements-dev.txt)."""

import re
import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM, LAPTOP, PHONE, start_app

PICTURES = Path(__file__).parent / "pictures"
PORT = 8599
URL = f"http://127.0.0.1:{PORT}"


def take() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        app = start_app(PORT, Path(folder), Path(folder) / "app.log")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        expect.set_options(timeout=30_000)
        try:
            _take_all(browser.new_page(viewport=LAPTOP), browser.new_page(viewport=PHONE))  # type: ignore[arg-type]
        finally:
            browser.close()
            app.terminate()


def _take_all(laptop: Page, phone: Page) -> None:
    laptop.goto(URL)
    laptop.get_by_role("button", name="Demo ansehen").click()
    # The finished meeting stands first.
    doors = {name: _door(laptop, name) for name in ("Als Teilnehmende", "Als Moderation", "Als Beamer")}
    laptop.goto(f"{URL}/demo/organisation")
    laptop.get_by_role("button", name="Öffnen").first.click()
    laptop.get_by_text("Ergebnisse", exact=True).first.click()
    expect(laptop.get_by_text("Betriebe erleben und ausprobieren").first).to_be_visible()
    _shoot(laptop, "organiser")

    phone.goto(doors["Als Teilnehmende"])
    phone.get_by_label("Wie dürfen wir Sie nennen?").fill("Ada Löwe")
    phone.get_by_role("button", name="Mitmachen").click()
    laptop.goto(doors["Als Moderation"])
    laptop.get_by_text("Ablauf", exact=True).first.click()
    laptop.get_by_role("button", name=re.compile("Wieder öffnen|Öffnen")).nth(8).click()
    projector = laptop.context.browser.new_page(viewport=LAPTOP)  # type: ignore[union-attr,arg-type]
    projector.goto(doors["Als Beamer"])
    expect(projector.get_by_text("Betriebe erleben und ausprobieren").first).to_be_visible()
    _shoot(projector, "projector")
    laptop.get_by_text("Jetzt", exact=True).first.click()
    laptop.get_by_text("Noch eine Runde, zum Beispiel eine Stichrunde").click()
    laptop.get_by_role("button", name="Runde öffnen").click()
    plus = phone.get_by_role("button", name=re.compile("hinzufügen"))
    expect(plus.first).to_be_visible()
    for place in (0, 0, 2):
        plus.nth(place).click()
    expect(phone.get_by_text("Gespeichert um")).to_be_visible()
    _shoot(phone, "participant")
    _shoot(laptop, "facilitator")


def _door(page: Page, name: str) -> str:
    link = page.locator("a").filter(has_text=name).first
    expect(link).to_be_visible()
    return link.get_attribute("href") or ""


def _shoot(page: Page, name: str) -> None:
    page.wait_for_timeout(2500)
    page.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    take()
