"""Nasty strings in every field, looked at on every page in a real browser (rows 13 to 16 of docs/security.md).

No script runs, nothing foreign is asked for, no page and no log has an error. What one reads is what
was typed.
"""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page

from actions import voting
from actions.workshop import open_workshop
from domain.agenda import Kind
from domain.visitor import Visitor
from storage.database import Database
from tests.browser.conftest import _free_port, start_app
from tests.builders import start
from tests.trust.conftest import READ, Canary, Watched
from tests.trust.room import Room, furnished_room, hurried, vote_on_everything
from tests.trust.strings import all_strings

pytestmark = pytest.mark.browser
# Longer ones are refused, which tests/actions/test_every_text.py asks of every field in a fraction of the time.
LONGEST = 20_000
READY_SECONDS = 2.0
# What `plain` puts between the letters of an address, so that it is no link.
JOINER = "\u2060"
BAD_LINK = re.compile(
    r"javascript:|vbscript:|data:text/html|foreign:|evil\.example|//127\.0\.0\.1:(?!{port}\b)", re.I
)


@dataclass
class Look:
    """Goes from page to page, reads and remembers."""

    watched: Watched
    page: Page
    url: str
    canary: Canary
    seconds: dict[str, float] = field(default_factory=dict)
    missing: dict[str, list[str]] = field(default_factory=dict)

    def at(self, name: str, address: str, *expected: list[str]) -> None:
        began = time.monotonic()
        self.page.goto(f"{self.url}{address}")
        settle(self.page)
        self.seconds[name] = time.monotonic() - began
        self.read(name, *expected)

    def read(self, name: str, *expected: list[str]) -> None:
        seen = self.page.evaluate(READ)
        if seen["pwned"]:
            self.watched.troubles.append(f"{name}: a script ran")
        port = self.url.rpartition(":")[2]
        for link in seen["links"]:
            if re.search(BAD_LINK.pattern.replace("{port}", port), link, re.I):
                self.watched.troubles.append(f"{name}: a link to {link}")
        words = folded(seen["words"])
        lost = [text for texts in expected for text in texts if folded(text) not in words]
        if lost:
            self.missing[name] = lost

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()
        settle(self.page)


def folded(text: str) -> str:
    return " ".join(text.replace(JOINER, "").split())


def settle(page: Page) -> None:
    """Until the page has been drawn and its components have heard their stream."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.wait_for_function("() => document.querySelectorAll('[data-testid=stSkeleton]').length === 0")
    page.wait_for_timeout(400)


@pytest.fixture
def room(database: Database, canary: Canary, request: pytest.FixtureRequest) -> Room:
    hurried(database)
    longest, few = (2_000_000, 200) if request.node.get_closest_marker("torture") else (LONGEST, 24)
    return furnished_room([each for each in all_strings(canary.address) if len(each.text) <= longest], few)


@pytest.fixture
def running(room: Room, data_dir: Path) -> Iterator[tuple[str, Path]]:
    """The application on the data of this room."""
    port = _free_port()
    log = data_dir / "app.log"
    process = start_app(port, data_dir, log)
    try:
        yield f"http://127.0.0.1:{port}", log
    finally:
        process.terminate()
        process.wait(timeout=20)


def look_everywhere(room: Room, look: Look) -> None:
    kept, code = room.kept, f"/?w={room.code}"
    look.at("check-in", code, kept["meeting"])
    look.watched.be(room.reader, room.leader, room.screen, room.host)
    for kind in Kind:
        start(room.workshop_id, kind)
        look.at(f"participant, {kind}", code, *_shown(kept, kind))
        if kind is Kind.IDEAS:
            _open_the_whole_wall(look)
            look.read("the whole wall", kept["title"], kept["text"])
    look.press("Meine Seite")
    look.read("participant, own page", kept["title"])
    for kind in (Kind.WELCOME, Kind.IDEAS, Kind.CLUSTER, Kind.EXCHANGE, Kind.GROUPS):
        start(room.workshop_id, kind)
        look.at(f"facilitator, {kind}", f"/leitung?w={room.code}")
        look.at(f"projector, {kind}", f"/beamer?w={room.code}")
    look.at("facilitator, agenda", f"/leitung?w={room.code}&bereich=agenda", kept["activity"])
    look.at("facilitator, ideas", f"/leitung?w={room.code}&bereich=ideas")
    look.at("facilitator, desk", f"/leitung?w={room.code}&bereich=desk")
    _look_at_a_vote(room, look)
    _look_at_the_office(room, look)
    open_workshop(room.host, room.workshop_id, is_open=False)
    look.at("participant, ended", code)


def _shown(kept: dict[str, list[str]], kind: Kind) -> list[list[str]]:
    return {
        Kind.EXCHANGE: [kept["asking"], kept["mail"]],
        Kind.GROUPS: [kept["name"], kept["group"], kept["profile"]],
    }.get(kind, [])


def _open_the_whole_wall(look: Look) -> None:
    more = look.page.get_by_role("button", name=re.compile("weitere"))
    while more.count() and more.first.is_visible():
        more.first.click()


def _look_at_a_vote(room: Room, look: Look) -> None:
    round_id = vote_on_everything(room)
    steps: dict[str, Callable[[Visitor, int], None]] = {
        "open": lambda _leader, _round: None,
        "closed": voting.close_round,
        "shown": voting.show_result,
    }
    for state, step in steps.items():
        step(room.leader, round_id)
        expected = [] if state == "closed" else [room.kept["title"]]
        look.at(f"participant, round {state}", f"/?w={room.code}", *expected)
        look.at(f"facilitator, round {state}", f"/leitung?w={room.code}")
        look.at(f"projector, round {state}", f"/beamer?w={room.code}")


def _look_at_the_office(room: Room, look: Look) -> None:
    kept, meeting = room.kept, f"/organisation?treffen={room.workshop_id}"
    look.at("office", "/organisation", kept["meeting"])
    look.at("office, plan", f"{meeting}&bereich=prepare", kept["field"], kept["chip"])
    look.at("office, links", f"{meeting}&bereich=links")
    look.at("office, results", f"{meeting}&bereich=results", kept["name"], kept["takeaway"], kept["group"])


@pytest.mark.parametrize("policy", [True, False], ids=["with policy", "without policy"])
def test_no_string_does_anything_but_be_read(
    room: Room,
    running: tuple[str, Path],
    watch: Callable[..., Watched],
    canary: Canary,
    policy: bool,
) -> None:
    url, log = running
    watched = watch(url, policy=policy)
    look = Look(watched, watched.page(), url, canary)
    try:
        look_everywhere(room, look)
    finally:
        print(look.seconds, watched.troubles, {k: (len(v), [x[:70] for x in v[:6]]) for k, v in look.missing.items()})
    assert watched.troubles == []
    assert canary.asked == []
    assert look.missing == {}
    assert "Traceback" not in log.read_text()
