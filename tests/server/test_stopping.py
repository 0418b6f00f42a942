"""A process that shall stop says so to the proxy, lets everybody go, and waits for nobody who does not answer."""

import asyncio
import signal
from types import FrameType

import httpx
import pytest

from server import stopping as module
from server.stopping import Stopping
from storage import configuration
from tests.awaited import awaited


class UvicornLike:
    def __init__(self) -> None:
        self.should_exit = False
        self.force_exit = False

    def handle_exit(self, _number: int, _frame: FrameType | None) -> None:
        self.should_exit = True


async def told_to_stop(stopping: Stopping, *moments: float) -> list[tuple[bool, bool, bool]]:
    """(about to stop, stopping, by force) at each moment after SIGTERM."""
    server = UvicornLike()
    before = signal.signal(signal.SIGTERM, server.handle_exit)
    seen = []
    try:
        with stopping.watched():
            signal.raise_signal(signal.SIGTERM)
            for moment in moments:
                await asyncio.sleep(moment)
                seen.append((stopping.begun, stopping.should_exit, server.force_exit))
        assert signal.getsignal(signal.SIGTERM) == server.handle_exit
    finally:
        signal.signal(signal.SIGTERM, before)
    return seen


def test_without_a_proxy_it_stops_at_once() -> None:
    assert awaited(told_to_stop(Stopping(), 0.05)) == [(True, True, False)]


def test_it_says_so_first_for_as_long_as_it_was_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAIN_SECONDS", "0.3")
    configuration.configuration.cache_clear()
    assert awaited(told_to_stop(Stopping(), 0.05, 0.6)) == [(True, False, False), (True, True, False)]


def test_who_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LAST_SECONDS", 0.1)
    assert awaited(told_to_stop(Stopping(), 0.3)) == [(True, True, True)]


def test_health_says_no_while_it_stops(server: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert server.get("/health").status_code == 200
    monkeypatch.setattr(module.stopping, "begun", True)
    answer = server.get("/health")
    assert (answer.status_code, answer.json()) == (503, {"status": "stopping"})
