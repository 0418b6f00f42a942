"""What the scripts of a participant's page do by themselves when the stream brings something new.

The same waits as in components/now/now.js, components/news/news.js and components/exchange/exchange.js.
"""

import asyncio
import random
import time
from typing import TYPE_CHECKING, Any

from bench.browser import Browser, Element
from bench.stream import Hearer

if TYPE_CHECKING:
    from bench.rooms import Room

MOVE_JITTER_SECONDS = 0.3
SOON_SECONDS = (0.3, 1.5)
UNHURRIED_SECONDS = (4.0, 12.0)
APART_SECONDS = 3.0


class Reactions:
    """One person's page: it follows the facilitator's steps, and draws itself anew when what it shows is stale."""

    def __init__(self, room: "Room", browser: Browser) -> None:
        self.room, self.browser = room, browser
        self._page = ""
        self._asked_at = 0.0
        self._asking: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def after(self, hear: Hearer) -> Hearer:
        """Hears an event first by that, then reacts to it."""

        def both(name: str, event_id: str, data: bytes, at: float) -> None:
            hear(name, event_id, data, at)
            self._follow_the_step(at)
            self._look_for_news()

        return both

    def _follow_the_step(self, at: float) -> None:
        page = page_of(self.room.ears.states["room"]["now"])
        if page == self._page:
            return
        if self._page:
            self.room.ledger.seen[self.room.step]["announced"].append(at)
        self._page = page
        if self._shown() != page:
            self._do(self._move(self.room.step, page))

    async def _move(self, step: str, page: str) -> None:
        await asyncio.sleep(random.uniform(0, MOVE_JITTER_SECONDS))
        if self._shown() != page:
            await self.browser.tell("bw_now", "moved", page)
            await self.browser.until(lambda: self._shown() == page or self._page != page)
        self.room.ledger.seen[step]["page"].append(time.monotonic())

    def _shown(self) -> str:
        now = self.browser.component("bw_now")
        return str(now.data["seen"]) if now else ""

    def _look_for_news(self) -> None:
        stale = self._stale()
        if stale and (self._asking is None or self._asking.done()):
            patient = stale[1] == "look" or set(stale[2]) <= set(stale[0].data["unhurried"])
            self._asking = self._do(self._ask_for_news(*(UNHURRIED_SECONDS if patient else SOON_SECONDS)))

    async def _ask_for_news(self, least: float, most: float) -> None:
        rest = max(0.0, self._asked_at + APART_SECONDS - time.monotonic())
        await asyncio.sleep(rest + random.uniform(least, most))
        stale = self._stale()
        if stale:
            self._asked_at = time.monotonic()
            await self.browser.send(stale[0], stale[1], int(1000 * self._asked_at))

    def _stale(self) -> tuple[Element, str, list[str]] | None:
        """The part of the page that was drawn from something older, what it asks with, and the sections."""
        state = self.room.ears.states["room"]
        for element in self.browser.all("bidi_component"):
            if element.proto.component_name == "bw_news":
                seen = element.data["seen"]
                old = [name for name in seen if state.get(name, {}) != seen[name]]
                if old:
                    return element, "changed", old
            elif element.proto.component_name == "bw_exchange" and _wants_more(element.data, state):
                return element, "look", ["profiles"]
        return None

    def _do(self, work: Any) -> asyncio.Task[None]:
        task = asyncio.ensure_future(self._noted(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _noted(self, work: Any) -> None:
        try:
            await work
        except Exception as error:
            self.room.ledger.failures.append(f"{self.room.step} reaction: {error!r}")


def _wants_more(data: dict[str, Any], state: dict[str, Any]) -> bool:
    """Whether newcomers may fit better than nobody."""
    visible = state.get("profiles", {}).get("visible", data["visible"])
    return not data["empty"] and len(data["suggestions"]) < data["most"] and visible != data["visible"]


def page_of(now: dict[str, Any]) -> str:
    """The same words as in now.js: what decides which page is drawn."""
    round_ = now.get("round") or {}
    activity = now.get("activity") or {}
    parts = (activity.get("id", 0), round_.get("id", 0), round_.get("status", ""), int(now["open"]))
    return "·".join(str(part) for part in parts)
