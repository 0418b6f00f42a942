"""The content policy in a real browser: every kind of page works under it, and what it forbids does not (row 28)."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Audience

pytestmark = pytest.mark.browser
DRAWN = '[data-testid="stApp"][data-test-script-state="notRunning"]'


def watched(audience: Audience) -> tuple[Page, list[str]]:
    """A browser that remembers what the policy has forbidden."""
    page, forbidden = audience.somebody(), []
    page.on(
        "console",
        lambda message: (
            forbidden.append(message.text) if re.search(r"Content Security Policy|Refused to", message.text) else None
        ),
    )
    return page, forbidden


def load_demo(page: Page, url: str) -> list[str]:
    """The addresses behind the doors of the demo."""
    page.goto(url)
    page.get_by_role("button", name="Demo ansehen").click()
    expect(page.get_by_role("link", name=re.compile("Organisation")).first).to_be_visible(timeout=60_000)
    hrefs = [link.get_attribute("href") or "" for link in page.get_by_role("link").all()]
    return [href for href in hrefs if re.search(r"w=|/leitung/|/beamer/", href)]


def test_charts_tables_and_components_work_without_eval(audience: Audience) -> None:
    page, forbidden = watched(audience)
    url = audience.app.url
    doors = load_demo(page, url)
    assert len(doors) == 6
    for door in [*doors, "/info", "/technik", "/anmelden", "/einrichten"]:
        page.goto(door if door.startswith("http") else url + door)
        page.wait_for_timeout(1500)
    page.goto(f"{url}/demo/organisation")
    page.get_by_role("button", name="Öffnen").first.click()
    page.get_by_text("Ergebnisse", exact=True).first.click()
    expect(page.locator("[data-testid=stVegaLiteChart]").locator("svg, canvas").first).to_be_visible(timeout=30_000)
    page.get_by_text("Vorbereiten", exact=True).first.click()
    page.get_by_text("Handlungsfelder (10)").click()
    expect(page.locator("[data-testid=stDataFrame] canvas").first).to_be_attached(timeout=30_000)
    assert forbidden == []


def test_no_page_runs_words_as_a_script_or_lets_itself_be_framed(audience: Audience) -> None:
    page, forbidden = watched(audience)
    page.goto(audience.app.url)
    page.wait_for_selector(DRAWN)
    ran = page.evaluate(
        """() => {
            window.ran = []
            // Not at once: what a test evaluates itself may do more than a page.
            setTimeout(() => { try { window.eval("window.ran.push('eval')") } catch { /* as it should */ } })
            const script = document.createElement("script")
            script.textContent = "window.ran.push('inline')"
            document.head.append(script)
            const image = document.createElement("div")
            image.innerHTML = "<img src=x onerror=\\"window.ran.push('handler')\\">"
            document.body.append(image)
            return new Promise((done) => setTimeout(() => done(window.ran), 500))
        }"""
    )
    assert ran == []
    assert len(forbidden) >= 2
    other = audience.somebody()
    other.set_content(f'<iframe src="{audience.app.url}/" width="300" height="300"></iframe>')
    other.wait_for_timeout(1500)
    assert all("Bündniswerkstatt" not in frame.content() for frame in other.frames)
    audience.troubles[:] = [each for each in audience.troubles if "/x" not in each]
