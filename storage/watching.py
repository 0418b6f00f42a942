"""Who wants to know how an action went: its name, how it ended, how long it took. Nothing of what it was about."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from domain.refusal import Refusal, Trouble

# Called in the thread of the action: name, "done", "refused", "database" or "error", seconds.
Listener = Callable[[str, str, float], None]
_listeners: list[Listener] = []
# What stands between an action and the page that called it (storage/trouble.py).
_AROUND = "storage.trouble"


def listen(listener: Listener) -> Callable[[], None]:
    """Returns how to stop."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)


@contextmanager
def watched(depth: int) -> Iterator[None]:
    """Around a transaction. `depth`: how many frames above this one the action stands."""
    if not _listeners:
        yield
        return
    name, begun, outcome = _action(sys._getframe(depth)), time.perf_counter(), "error"
    try:
        yield
        outcome = "done"
    except Trouble:
        outcome = "database"
        raise
    except Refusal:
        outcome = "refused"
        raise
    finally:
        seconds = time.perf_counter() - begun
        for listener in list(_listeners):
            listener(name, outcome, seconds)


def _action(frame: FrameType | None) -> str:
    """The outermost function of `actions` in this call, such as voting.place_dot: what a person wanted."""
    found = "other"
    while frame is not None:
        module = frame.f_globals.get("__name__", "")
        if module.startswith("actions."):
            found = f"{module.removeprefix('actions.')}.{frame.f_code.co_name}"
        elif module != _AROUND:
            break
        frame = frame.f_back
    return found
