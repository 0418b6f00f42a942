"""People behind a proxy: their browser keeps the proxy's cookie; when the line breaks they come back and go on."""

import asyncio
import contextlib
import json
import random
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Self

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from bench.browser import Browser
from bench.plays import an_idea, answer_to
from bench.stream import Stream, _connected, _request

# As Streamlit's page and live.js do it: soon, and not all at the same moment.
AGAIN_SECONDS = (0.3, 0.8)
PATIENCE_SECONDS = 40
LOADING_SECONDS = 20
CUT = (OSError, ConnectionClosed, InvalidHandshake, TimeoutError, asyncio.IncompleteReadError, ValueError)
MARK_END = "|"


class GuestBrowser(Browser):
    """Asks for the page first, as browsers do; the answer brings the cookie of the proxy."""

    async def _connected(self) -> ClientConnection:
        reader, writer = await _connected(self.address)
        headers = {"Host": self.address, "Cookie": cookie_line(self.cookies), "Connection": "close"}
        status, answered = await _request(reader, writer, "GET", f"/{self._page}", headers)
        writer.close()
        if status != 200:
            raise ConnectionError(f"the page answered {status}")
        for name, value in answered:
            if name == "set-cookie":
                cookie, _, content = value.partition(";")[0].partition("=")
                self.cookies[cookie] = content
        return await super()._connected()

    @property
    def is_cut(self) -> bool:
        return self._reading.done()


class GuestStream(Stream):
    """The stream with the browser's cookies."""

    def __init__(self, browser: Browser, token: str, hear: Any) -> None:
        super().__init__(browser.address, token, hear)
        self.browser = browser

    async def open(self) -> Self:
        self._reader, self._writer = await _connected(self.address)
        headers = {"Host": self.address, "Cookie": cookie_line(self.browser.cookies)}
        status, _ = await _request(self._reader, self._writer, "GET", f"/live/{self.token}", headers)
        if status != 200:
            raise ConnectionError(f"the live stream answered {status}")
        self._first = asyncio.Event()
        self._reading = asyncio.create_task(self._read())
        await self._first.wait()
        return self

    @property
    def is_cut(self) -> bool:
        return self._reading.done()


def cookie_line(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


@dataclass
class Notebook:
    """Everything that happened, by the machine's monotonic clock. A mark names one click."""

    clicked: dict[str, float] = field(default_factory=dict)
    confirmed: dict[str, float] = field(default_factory=dict)
    sent_again: list[str] = field(default_factory=list)
    seen: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    # When a line was cut, and how long it took until page and stream were there again.
    cut: list[tuple[float, float]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    events: int = 0
    event_bytes: int = 0
    _marks: dict[str, list[str]] = field(default_factory=dict)

    def read(self, event: str, data: bytes) -> list[str]:
        """The marks of the ideas in an event. One that many hear is read once."""
        self.events += 1
        self.event_bytes += len(data)
        if event not in self._marks:
            titles = [card["title"] for card in json.loads(data).get("ideas", {}).values() if card]
            self._marks[event] = [title.split(MARK_END)[0] for title in titles if MARK_END in title]
        return self._marks[event]


class Guest:
    """Somebody with page and stream open, who does one thing over and over."""

    def __init__(self, address: str, number: int, seat: dict[str, Any], meeting: dict[str, Any], book: Notebook):
        self.address, self.number, self.seat, self.meeting, self.book = address, number, seat, meeting, book
        self.cookies = dict(seat["cookies"])
        self.clicks = 0
        self.wanted: dict[str, int] = {}
        self.ideas: dict[str, dict[str, Any]] = {}
        self.known: set[str] = set()
        self.process = ""
        # Set while page and stream are there: nobody clicks on a page that is not drawn.
        self.here = asyncio.Event()

    async def arrive(self) -> None:
        """Page drawn and stream open, or an error of CUT."""
        browser = GuestBrowser(self.address, self.cookies)
        try:
            async with asyncio.timeout(LOADING_SECONDS):
                await browser.open(f"w={self.meeting['code']}", self.seat.get("page", ""))
                token = browser.stream_token()
                if token is None:
                    raise ConnectionError(f"a page without stream: {browser.says()}")
                self.stream = await GuestStream(browser, token, self._hear).open()
        finally:
            self.cookies = browser.cookies
        self.process = self.cookies.get("bw_process", "")
        self.browser = browser
        self.here.set()

    async def leave(self) -> None:
        with contextlib.suppress(*CUT):
            async with asyncio.timeout(2):
                await self.stream.close()
                await self.browser.close()

    async def stay(self) -> None:
        """Watches page and stream, and comes back whenever one of them is cut."""
        while True:
            await asyncio.wait([self.browser._reading, self.stream._reading], return_when=asyncio.FIRST_COMPLETED)
            began = time.monotonic()
            self.here.clear()
            await self._come_back(began)
            self.book.cut.append((began, time.monotonic() - began))

    async def _come_back(self, began: float) -> None:
        chance = random.Random(self.number)
        await self.leave()
        while time.monotonic() - began < PATIENCE_SECONDS:
            await asyncio.sleep(chance.uniform(*AGAIN_SECONDS))
            try:
                return await self.arrive()
            except CUT:
                continue
        self.book.failures.append(f"{self.number} did not come back")
        raise ConnectionError(self.address)

    def _hear(self, name: str, event_id: str, data: bytes, at: float) -> None:
        """An idea is seen when it first stands on this screen, by whatever event."""
        for mark in self.book.read(f"{name} {event_id}", data):
            if mark not in self.known:
                self.known.add(mark)
                self.book.seen[mark].append(at)

    async def act(self) -> None:
        """One click, and again after a break of the line, as long as it is not confirmed."""
        self.clicks += 1
        mark = f"{self.meeting['play']}{self.number}.{self.clicks}"
        deed = self._send_idea if self.meeting["play"] == "idea" else self._place_dot
        self.book.clicked[mark] = time.monotonic()
        deadline = time.monotonic() + PATIENCE_SECONDS
        first = True
        while time.monotonic() < deadline:
            try:
                await asyncio.wait_for(self.here.wait(), PATIENCE_SECONDS)
                if not first:
                    self.book.sent_again.append(mark)
                await deed(mark)
                self.book.confirmed[mark] = time.monotonic()
                return
            except CUT:
                first = False
                # Until it is noticed that the line is cut.
                await asyncio.sleep(0.2)
        self.book.failures.append(f"{mark} was never confirmed")

    async def _send_idea(self, mark: str) -> None:
        """The same message until it is answered, as the page's script sends it."""
        browser, message = self.browser, self.ideas.setdefault(mark, an_idea(f"{mark}{MARK_END} ein Vorschlag"))
        await browser.tell("bw_ideas", "wish", message)
        await browser.until(lambda: answer_to(browser, message) is not None)
        if problem := (answer_to(browser, message) or {})["refusal"]:
            self.book.failures.append(f"{mark}: {problem}")

    async def _place_dot(self, _mark: str) -> None:
        """A dot on an option or off it again; five options, so that the budget is never exceeded."""
        browser = self.browser
        options = self.meeting["options"]
        option = str(options[(self.number + self.clicks % 5) % len(options)])
        count = 0 if (self.clicks // 5) % 2 else 1
        self.wanted[option] = count
        operation = self.clicks
        message = {"round": self.meeting["round_id"], "operation": operation, "wanted": {option: count}}
        await browser.tell("bw_ballot", "wish", message)
        await browser.until(lambda: _ballot(browser).get("operation") == operation)
        ballot = _ballot(browser)
        if ballot["refusal"] or ballot["own"].get(option, 0) != count:
            self.book.failures.append(f"dot{self.number}.{self.clicks}: {ballot['refusal'] or ballot['own']}")


def _ballot(browser: Browser) -> dict[str, Any]:
    element = browser.component("bw_ballot")
    return element.data if element else {}
