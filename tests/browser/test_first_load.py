"""What people see before, or instead of, a page: on a first start, without a lasting connection, on /technik."""

import re
import time

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Audience

pytestmark = pytest.mark.browser
WAIT = 30_000
# A proxy that lets no websocket through, and seconds that pass quickly.
BLOCKED = """
window.WebSocket = class extends EventTarget {
  constructor() {
    super()
    this.readyState = 3
    setTimeout(() => this.onclose?.(new CloseEvent("close", { code: 1006 })), 50)
  }
  close() {}
  send() {}
}
const every = window.setInterval
window.setInterval = (what, ms, ...rest) => every(what, ms === 1000 ? 50 : ms, ...rest)
"""


def test_a_running_application_serves_its_scripts_compressed_and_checks_the_technology(audience: Audience) -> None:
    script = re.search(r'src="(/static/[^"]+\.js)"', httpx.get(audience.app.url).text)
    assert script is not None
    # The first start of all prepares them beside its work; a later one finds them.
    deadline = time.monotonic() + 60
    while _encoding(audience.app.url + script[1]) != "br":
        assert time.monotonic() < deadline, audience.app.log.read_text()
        time.sleep(0.5)

    page = audience.somebody({"width": 320, "height": 700})
    page.goto(f"{audience.app.url}/technik")
    expect(page.locator("#again")).to_have_attribute("aria-disabled", "false", timeout=WAIT)
    states = {item.get_attribute("data-check"): item.get_attribute("data-state") for item in page.locator("li").all()}
    # How fast this machine is just now is not what is tested.
    assert {name: states[name] for name in ("script", "cookies", "socket", "stream")} == {
        "script": "fine",
        "cookies": "fine",
        "socket": "fine",
        "stream": "fine",
    }
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

    page.context.add_init_script(BLOCKED)
    page.reload()
    expect(page.locator('[data-check="socket"]')).to_have_attribute("data-state", "wrong", timeout=WAIT)
    expect(page.get_by_text("Ohne diese Verbindung erscheint keine Seite.")).to_be_visible()


def test_without_a_lasting_connection_the_page_says_what_helps_and_with_one_it_does_not(audience: Audience) -> None:
    happy = audience.somebody(PHONE)
    happy.goto(audience.app.url)
    expect(happy.get_by_role("button", name="Demo ansehen")).to_be_visible(timeout=WAIT)
    expect(happy.locator("#bw-help")).to_be_empty()
    expect(happy.get_by_text("Die Bündniswerkstatt wird geladen.")).to_have_count(0)

    unhappy = audience.somebody(PHONE)
    unhappy.context.add_init_script(BLOCKED)
    unhappy.goto(f"{audience.app.url}/?lang=en")
    expect(unhappy.locator("#bw-help")).to_contain_text(
        "the lasting connection to the server cannot be made", timeout=WAIT
    )
    expect(unhappy.get_by_role("link", name="Check the technology")).to_be_visible()


def _encoding(address: str) -> str | None:
    return httpx.get(address, headers={"Accept-Encoding": "br"}).headers.get("content-encoding")
