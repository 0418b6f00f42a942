"""Nasty strings in every field, looked at on every page in a real browser (rows 13 to 16 of docs/security.md).

No script runs, nothing foreign is asked for, no page and no log has an error. What one reads is what was typed. Two
browsers look at the same time; one of them does not listen to the Content-Security-Policy.
"""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from actions import ideas, voting
from actions.workshop import open_workshop
from domain.agenda import Kind
from domain.refusal import Refusal
from domain.visitor import Visitor
from domain.voting import Subject
from storage.database import Database
from tests.browser.conftest import start_app
from tests.builders import a_facilitator, a_person, a_workshop, start, the_workshop
from tests.ports import free_port
from tests.trust.conftest import READ, Canary, Watched
from tests.trust.room import Room, ask_about, furnished_room, hurried, seat_everybody, vote_on_everything
from tests.trust.strings import all_strings

pytestmark = pytest.mark.browser
READY_SECONDS = 2.0
STREAM_SECONDS = 20.0
# What the browser without a policy looks at in the short form: where Streamlit itself draws what people typed.
TWICE = {
    *("participant, groups", "participant, own page"),
    *(
        "participant, feedback",
        "participant, my data",
        "facilitator",
        "facilitator, agenda",
        "office, plan",
        "office, results",
    ),
}
# What `plain` puts between letters that Streamlit would draw as something else.
JOINER = "\u2060"
# An icon that is not in our font is its name in letters, much wider than high.
SPELLED_ICONS = """() => [...document.querySelectorAll('[data-testid="stIconMaterial"]')]
    .filter((icon) => icon.scrollWidth > 1.5 * parseFloat(getComputedStyle(icon).fontSize))
    .map((icon) => icon.textContent)"""
SUSPICIOUS = r"javascript:|vbscript:|data:text/html|foreign:|^(?!mailto:).*evil\.example|//127\.0\.0\.1:(?!{port}\b)"


@dataclass
class Look:
    """Goes from page to page with all its browsers, reads and remembers."""

    url: str
    watched: list[Watched]
    pages: list[Page] = field(default_factory=list)
    # All pages with all browsers, or only those of `TWICE`.
    twice: bool = False
    seconds: dict[str, float] = field(default_factory=dict)
    missing: dict[str, list[str]] = field(default_factory=dict)

    def _looking(self, name: str) -> list[tuple[Watched, Page]]:
        pairs = list(zip(self.watched, self.pages, strict=True))
        return pairs if self.twice or name in TWICE else pairs[:1]

    def at(self, name: str, address: str, *expected: list[str]) -> None:
        began = time.monotonic()
        for _, page in self._looking(name):
            page.goto(f"{self.url}{address}", wait_until="commit")
        self.read(name, *expected)
        self.seconds[name] = round(time.monotonic() - began, 1)

    def press(self, name: str, words: str, *expected: list[str]) -> None:
        for _, page in self._looking(name):
            page.get_by_text(re.compile(rf"^{re.escape(words)}")).first.click()
        self.read(name, *expected)

    def read(self, name: str, *expected: list[str]) -> None:
        suspicious = re.compile(SUSPICIOUS.replace("{port}", self.url.rpartition(":")[2]), re.IGNORECASE)
        for watched, page in self._looking(name):
            settle(page)
            seen, lost = self._seen(page, expected)
            if seen["pwned"]:
                watched.troubles.append(f"{name}: a script ran")
            watched.troubles += [f"{name}: a link to {link}" for link in seen["links"] if suspicious.search(link)]
            watched.troubles += [f"{name}: an icon that is spelled: {icon}" for icon in page.evaluate(SPELLED_ICONS)]
            if lost:
                self.missing[name] = lost

    def _seen(self, page: Page, expected: Sequence[list[str]]) -> tuple[dict[str, Any], list[str]]:
        """What is on the page, and what is not there even after a while: the stream may still bring it."""
        wanted = {folded(text) for texts in expected for text in texts}
        patience = time.monotonic() + STREAM_SECONDS
        while True:
            seen = page.evaluate(READ)
            words = folded(seen["words"])
            lost = sorted(text for text in wanted if text not in words)
            if not lost or time.monotonic() > patience:
                return seen, lost
            page.wait_for_timeout(500)

    def shows_some_of(self, name: str, texts: Sequence[str], least: int) -> None:
        """Of a picture that turns its pages, or a list that grows on request."""
        for _, page in self._looking(name):
            patience = time.monotonic() + STREAM_SECONDS
            while True:
                words = folded(page.evaluate(READ)["words"])
                count = sum(len(text) > 3 and folded(text) in words for text in texts)
                if count >= least or time.monotonic() > patience:
                    break
                page.wait_for_timeout(500)
            if count < least:
                self.missing[name] = [f"{count} of {least}"]


def folded(text: str) -> str:
    return " ".join(text.replace(JOINER, "").split())


def settle(page: Page) -> None:
    """Until the page has been drawn and its components have heard their stream."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.wait_for_function("() => document.querySelectorAll('[data-testid=stSkeleton]').length === 0")
    page.wait_for_timeout(250)


@pytest.fixture
def running(data_dir: Path) -> Iterator[Callable[[], tuple[str, Path]]]:
    """`running()` starts the application on the data that are there; gives its address and its log."""
    processes = []

    def begin() -> tuple[str, Path]:
        port, log = free_port(), data_dir / "app.log"
        processes.append(start_app(port, data_dir, log))
        return f"http://127.0.0.1:{port}", log

    yield begin
    for process in processes:
        process.terminate()
        process.wait(timeout=20)


def test_no_string_does_anything_but_be_read(
    room: Room, running: Callable[[], tuple[str, Path]], watch: Callable[..., Watched], canary: Canary
) -> None:
    look_for_trouble(room, *running(), watch, canary, Subject.CLUSTERS)


@pytest.mark.torture
def test_no_string_does_anything_but_be_read_not_even_a_megabyte(
    database: Database, running: Callable[[], tuple[str, Path]], watch: Callable[..., Watched], canary: Canary
) -> None:
    """The long form: all of them in every list, where the short form takes a few."""
    hurried(database)
    room = furnished_room(all_strings(canary.address), 120)
    look_for_trouble(room, *running(), watch, canary, Subject.IDEAS)


def look_for_trouble(
    room: Room, url: str, log: Path, watch: Callable[..., Watched], canary: Canary, subject: Subject
) -> None:
    watched = [watch(url), watch(url, policy=False)]
    look = Look(url, watched, [each.page() for each in watched], twice=subject is Subject.IDEAS)
    look_everywhere(room, look, subject)
    assert [trouble for each in watched for trouble in each.troubles] == []
    assert canary.asked == []
    assert look.missing == {}
    assert "Traceback" not in log.read_text()
    assert len(room.kept["title"]) > 600


def look_everywhere(room: Room, look: Look, subject: Subject) -> None:
    kept, code = room.kept, f"/?w={room.code}"
    look.at("check-in", code, kept["meeting"])
    for watched in look.watched:
        watched.be(room.reader, room.leader, room.screen, room.host)
    for kind in (Kind.WELCOME, Kind.REVIEW, Kind.IDEAS, Kind.EXCHANGE, Kind.GROUPS, Kind.FEEDBACK):
        start(room.workshop_id, kind)
        look.at(f"participant, {kind}", code, *_shown(kept, kind))
        if kind is Kind.IDEAS:
            _open_the_whole_wall(look)
            look.read("the whole wall", kept["title"], kept["text"])
    look.press("participant, own page", "Meine Seite", kept["asking"])
    look.at("participant, my data", f"/meine-daten?w={room.code}", kept["asking"])
    for kind in (Kind.WELCOME, Kind.IDEAS, Kind.CLUSTER, Kind.EXCHANGE, Kind.GROUPS):
        start(room.workshop_id, kind)
        look.at(f"facilitator, {kind}", f"/leitung?w={room.code}")
        if kind in (Kind.IDEAS, Kind.CLUSTER):
            look.shows_some_of(f"facilitator, {kind}", kept["title"], 30)
        look.at(f"projector, {kind}", f"/beamer?w={room.code}")
        if kind is Kind.IDEAS:
            look.shows_some_of(f"projector, {kind}", kept["title"], 1)
    look.at("facilitator", f"/leitung?w={room.code}")
    look.press("facilitator, agenda", "Ablauf", kept["activity"])
    look.press("facilitator, desk", "Ohne Gerät")
    _look_at_a_vote(room, look, subject)
    _look_at_a_meeting_round(room, look)
    look.at("office", "/organisation", kept["meeting"])
    # The list of fields draws only the lines in sight.
    look.at("office, plan", f"/organisation?treffen={room.workshop_id}", kept["field"][:20], kept["chip"])
    look.press("office, links", "Links und Plakat")
    look.press("office, results", "Ergebnisse", kept["name"], kept["takeaway"], kept["group"])
    look.at("office, privacy", "/organisation?bereich=datenschutz")
    look.at("office, network", "/organisation?bereich=netzwerk")
    open_workshop(room.host, room.workshop_id, is_open=False)
    look.at("participant, ended", code)


def _shown(kept: dict[str, list[str]], kind: Kind) -> list[list[str]]:
    return {
        Kind.EXCHANGE: [kept["asking"], kept["mail"]],
        Kind.GROUPS: [kept["name"], kept["group"], kept["profile"]],
    }.get(kind, [])


def _open_the_whole_wall(look: Look) -> None:
    for page in look.pages:
        more = page.get_by_role("button", name=re.compile(r"^Weitere \d+ Ideen"))
        while more.count() and more.first.is_visible():
            more.first.click()


def _look_at_a_vote(room: Room, look: Look, subject: Subject) -> None:
    round_id = vote_on_everything(room, subject)
    options = room.kept["heading" if subject is Subject.CLUSTERS else "title"]
    steps: dict[str, Callable[[Visitor, int], None]] = {
        "open": lambda _leader, _round: None,
        "closed": voting.close_round,
        "shown": voting.show_result,
    }
    for state, step in steps.items():
        step(room.leader, round_id)
        expected = [] if state == "closed" else [options]
        look.at(f"participant, round {state}", f"/?w={room.code}", *expected)
        look.at(f"facilitator, round {state}", f"/leitung?w={room.code}")
        look.at(f"projector, round {state}", f"/beamer?w={room.code}")
    ask_about(room, round_id)
    look.at("participant, second question", f"/?w={room.code}")
    look.at("facilitator, second question", f"/leitung?w={room.code}")
    look.at("projector, second question", f"/beamer?w={room.code}")


def _look_at_a_meeting_round(room: Room, look: Look) -> None:
    seat_everybody(room)
    for name, address in (("participant", "/"), ("facilitator", "/leitung"), ("projector", "/beamer")):
        look.at(f"{name}, meeting round", f"{address}?w={room.code}")


@pytest.mark.alone
def test_a_page_full_of_bombs_is_there_in_two_seconds(
    database: Database, running: Callable[[], tuple[str, Path]], watch: Callable[..., Watched], canary: Canary
) -> None:
    """Formulas, lists and brackets nested as deep as a card takes them."""
    workshop_id = a_workshop()
    ada = a_person(workshop_id)
    start(workshop_id, Kind.IDEAS)
    bombs = [each.text for each in all_strings(canary.address) if re.match(r"latex|md_|wide", each.name)]
    for bomb in bombs:
        for title, text in ((bomb, ""), ("Idee", bomb)):
            try:
                ideas.create_cluster(a_facilitator(workshop_id), title)
                ideas.contribute_idea(ada, title=title, text=text)
            except Refusal:
                continue
    url, _ = running()
    watched = watch(url)
    look = Look(url, [watched], [watched.page()])
    watched.be(ada, a_facilitator(workshop_id))
    code = the_workshop(workshop_id).code
    for name, address in (("participant", f"/?w={code}"), ("facilitator", f"/leitung?w={code}")):
        # The first time brings the program itself; others on this machine may be busy the second.
        ready = []
        for _ in range(4):
            look.at(name, address)
            ready.append(look.seconds[name])
        assert min(ready) < READY_SECONDS
    assert watched.troubles == []
