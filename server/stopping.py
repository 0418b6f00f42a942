"""How the process goes: it says so first, then lets everybody go, and never waits long for who does not answer."""

import asyncio
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from actions.operation import settings

# A phone that has left the room does not close its connection; nobody waits for it.
LAST_SECONDS = 4.0


class Stopping:
    """Stands before uvicorn's own handling of SIGTERM (and Ctrl+C, which is never delayed)."""

    def __init__(self) -> None:
        self.begun = False
        self._handle: Callable[[int, FrameType | None], Any] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def should_exit(self) -> bool:
        """sse_starlette looks for this at whoever handles SIGTERM, and ends the streams when it is true."""
        return bool(getattr(self._server, "should_exit", False))

    @contextmanager
    def watched(self) -> Iterator[None]:
        """While the application runs; call on the event loop."""
        before = signal.getsignal(signal.SIGTERM)
        if not callable(before) or threading.current_thread() is not threading.main_thread():
            # A server inside a test: nobody sends signals to it.
            yield
            return
        self.begun, self._handle, self._loop = False, before, asyncio.get_running_loop()
        signal.signal(signal.SIGTERM, self.terminate)
        try:
            yield
        finally:
            signal.signal(signal.SIGTERM, before)

    def terminate(self, number: int, frame: FrameType | None) -> None:
        """At first /health says no, so that a proxy sends nobody here any more; then the end. Twice: at once."""
        wait = 0.0 if self.begun else settings().drain_seconds
        self.begun = True
        assert self._loop is not None
        self._loop.call_soon_threadsafe(self._loop.call_later, wait, self._end, number)

    def _end(self, number: int) -> None:
        if self._handle:
            self._handle(number, None)
        asyncio.get_running_loop().call_later(LAST_SECONDS, self._end_in_spite_of_all)

    def _end_in_spite_of_all(self) -> None:
        if self._server is not None:
            self._server.force_exit = True

    @property
    def _server(self) -> Any:
        """uvicorn's server, whose method the handler is."""
        return getattr(self._handle, "__self__", None)


stopping = Stopping()
