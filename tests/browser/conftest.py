"""A running application and a real Chromium for the plays."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 720}
PROJECTOR = {"width": 1024, "height": 768}


@dataclass
class App:
    """The application on a port of its own, with data of its own."""

    url: str
    data: Path
    log: Path
    process: subprocess.Popen[bytes]


@dataclass
class Audience:
    """Opens browsers and remembers what went wrong in any of them."""

    browser: Browser
    app: App
    troubles: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def somebody(self, size: dict[str, int] = LAPTOP) -> Page:
        """A person with a browser of their own: no cookies, German."""
        context = self.browser.new_context(viewport=size, locale="de-DE")  # type: ignore[arg-type]
        context.set_default_timeout(20_000)
        self.contexts.append(context)
        return self.tab(context)

    def tab(self, context: BrowserContext) -> Page:
        page = context.new_page()
        host = self.app.url.removeprefix("http://")
        page.on("pageerror", lambda error: self.troubles.append(f"page error: {error}"))
        page.on(
            "request",
            lambda request: (
                None
                if host in request.url or request.url.startswith(("data:", "blob:"))
                else self.troubles.append(f"foreign request: {request.url}")
            ),
        )
        page.on(
            "response",
            lambda response: (
                self.troubles.append(f"{response.status}: {response.url}") if response.status >= 400 else None
            ),
        )
        return page


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    log = tmp_path / "app.log"
    running = App(url, tmp_path, log, start_app(port, tmp_path, log))
    try:
        yield running
    finally:
        # A play may have started it anew.
        running.process.terminate()
        running.process.wait(timeout=20)


@pytest.fixture
def audience(chromium: Browser, app: App) -> Iterator[Audience]:
    """At the end of a play nothing may have gone wrong in any browser, nor in the server's log."""
    everybody = Audience(chromium, app)
    yield everybody
    for context in everybody.contexts:
        context.close()
    assert everybody.troubles == []
    assert "Traceback" not in app.log.read_text()


def start_app(port: int, data: Path, log: Path) -> subprocess.Popen[bytes]:
    """Starts the application as `make start` does, and waits until it is healthy."""
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {"DATA_DIR": str(data), "PORT": str(port), "PUBLIC_URL": url}
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
        cwd=ROOT,
        env=environment,
        stdout=log.open("ab"),
        stderr=subprocess.STDOUT,
    )
    for _ in range(120):
        try:
            if httpx.get(f"{url}/health").status_code == 200:
                return process
        except httpx.TransportError:
            time.sleep(0.25)
    process.kill()
    raise AssertionError(f"The application did not start:\n{log.read_text()}")
