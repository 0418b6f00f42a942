"""Something is wrong with the server: the facilitator's page says so calmly, the room sees nothing of it."""

import pytest
from playwright.sync_api import expect

from server.watch import LOOK_SECONDS
from tests.browser.conftest import PHONE, Audience

pytestmark = pytest.mark.browser


def test_the_facilitator_is_told_and_told_when_it_is_over(audience: Audience) -> None:
    facilitator = audience.somebody()
    facilitator.goto(audience.app.url)
    facilitator.get_by_role("button", name="Demo ansehen").click()
    doors = facilitator.locator("a[href*='/leitung/']")
    expect(doors).to_have_count(2)
    leading = str(doors.nth(1).get_attribute("href"))
    joining = str(facilitator.locator("a[href*='?w=']").nth(1).get_attribute("href"))
    facilitator.goto(leading)
    expect(facilitator.get_by_role("heading", level=1)).to_be_visible()
    notice = facilitator.get_by_role("heading", name="Der Server braucht Hilfe")
    expect(notice).to_be_hidden()
    phone = audience.somebody(PHONE)
    phone.goto(joining)
    signature = audience.app.data / "buendniswerkstatt.process"
    ours = signature.read_text()
    signature.write_text("another process")
    soon = 1000 * (LOOK_SECONDS + 15)
    expect(notice).to_be_visible(timeout=soon)
    expect(facilitator.get_by_text("läuft zweimal auf derselben Datenbank")).to_be_visible()
    expect(phone.get_by_text("Der Server braucht Hilfe")).to_have_count(0)
    signature.write_text(ours)
    expect(notice).to_be_hidden(timeout=soon)
