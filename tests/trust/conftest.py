"""A browser that notices what should not happen, and a server that counts who asks for it."""

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request, Response

from actions.entrance import cookie_for, cookie_name
from domain.visitor import Visitor
from storage import configuration
from storage.database import Database, database, use
from tests.actions.conftest import SECRET, furnished
from tests.browser.conftest import LAPTOP
from tests.trust.room import Room, furnished_room, hurried
from tests.trust.strings import all_strings

# Longer ones are refused, which tests/actions/test_every_text.py asks of every field in a fraction of the time.
LONGEST = 20_000
# Everything a page says, also inside components and in what can be typed into, and what it could load or follow.
READ = """() => {
  const words = [], links = []
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return words.push(node.data)
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (["SCRIPT", "STYLE", "NOSCRIPT"].includes(node.tagName)) return
      if (["INPUT", "TEXTAREA"].includes(node.tagName)) words.push(" ", node.value, " ")
      for (const name of ["href", "src", "action", "poster", "data", "srcdoc"]) {
        if (node.hasAttribute(name)) links.push(node.getAttribute(name))
      }
      if (["IFRAME", "OBJECT", "EMBED", "BASE"].includes(node.tagName)) links.push("foreign:" + node.tagName)
      if (node.shadowRoot) walk(node.shadowRoot)
    }
    for (const child of node.childNodes) walk(child)
    if (node.nodeType === Node.ELEMENT_NODE && getComputedStyle(node).display !== "inline") words.push(" ")
  }
  walk(document.body)
  return { words: words.join(""), links, pwned: window.__pwned !== undefined }
}"""


@dataclass
class Canary:
    """A server that nobody should ever ask for anything."""

    address: str
    asked: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def canary() -> Iterator[Canary]:
    asked: list[str] = []

    class Counting(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(f"{self.command} {self.path}")
            self.send_response(204)
            self.end_headers()

        do_POST = do_HEAD = do_OPTIONS = do_GET

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Counting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Canary(f"127.0.0.1:{server.server_port}", asked)
    server.shutdown()


@pytest.fixture(scope="session")
def nasty_room(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, canary: Canary) -> tuple[Path, Room]:
    """Furnished once a session, for whoever looks at it."""
    file: Path = tmp_path_factory.mktemp("nasty") / "nasty.db"
    strings = [each for each in all_strings(canary.address) if len(each.text) <= LONGEST]

    def furnish() -> Room:
        hurried(database())
        return furnished_room(strings)

    return file, furnished(file, sqlite_template, furnish)


@pytest.fixture
def room(nasty_room: tuple[Path, Room], data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """A copy of it, where an application that is started finds it too."""
    file, made = nasty_room
    copy = data_dir / "buendniswerkstatt.db"
    shutil.copy(file, copy)
    monkeypatch.setenv("SECRET_KEY", SECRET)
    configuration.secret_key.cache_clear()
    used = Database(f"sqlite:///{copy}")
    use(used)
    yield made
    use(None)
    used.close()


@dataclass
class Watched:
    """One browser, and everything in it that went wrong."""

    context: BrowserContext
    url: str
    troubles: list[str] = field(default_factory=list)

    def page(self) -> Page:
        page = self.context.new_page()
        page.on("dialog", self._dialog)
        page.on("pageerror", lambda error: self.troubles.append(f"{page.url} page error: {error}"))
        page.on("console", self._console)
        return page

    def be(self, *visitors: Visitor) -> None:
        """This browser holds their cookies."""
        for visitor in visitors:
            self.context.add_cookies([{"name": cookie_name(visitor), "value": cookie_for(visitor), "url": self.url}])

    def requested(self, request: Request) -> None:
        if not request.url.startswith((self.url, self.url.replace("http", "ws"), "data:", "blob:")):
            self.troubles.append(f"foreign request: {request.url}")

    def answered(self, response: Response) -> None:
        if response.status >= 400:
            self.troubles.append(f"{response.status}: {response.url}")

    def _dialog(self, dialog: Dialog) -> None:
        self.troubles.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.troubles.append(f"console: {message.text[:300]}")


@pytest.fixture
def watch(chromium: Browser) -> Iterator[Callable[..., Watched]]:
    """`watch(url)`; with `policy=False` the browser does not listen to the Content-Security-Policy."""
    contexts: list[BrowserContext] = []

    def open_watched(url: str, *, policy: bool = True) -> Watched:
        context = chromium.new_context(viewport=LAPTOP, locale="de-DE", bypass_csp=not policy)  # type: ignore[arg-type]
        context.set_default_timeout(120_000)
        watched = Watched(context, url)
        context.on("request", watched.requested)
        context.on("response", watched.answered)
        contexts.append(context)
        return watched

    yield open_watched
    for context in contexts:
        context.close()
