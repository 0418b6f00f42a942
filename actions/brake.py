"""A brake against guessing passwords: per address typed, never per IP, because a whole room shares one.

Kept in this process's memory: a restart releases it, and so it never locks anybody out for good.
"""

import datetime as dt
import threading

from domain.refusal import Refusal

FREE_FAILURES = 5
FIRST_WAIT = dt.timedelta(minutes=1)
LONGEST_WAIT = dt.timedelta(minutes=15)
FORGOTTEN_AFTER = dt.timedelta(hours=1)
MOST_REMEMBERED = 1000


class Brake:
    """After five failures in a row one has to wait: a minute, then two, four … up to a quarter of an hour."""

    def __init__(self) -> None:
        self._failures: dict[str, tuple[int, dt.datetime]] = {}
        self._turn = threading.Lock()

    def start_attempt(self, key: str, now: dt.datetime) -> None:
        """Counts as a failure until `release`, so that attempts at the same moment count too."""
        with self._turn:
            failures, last = self._failures.pop(key, (0, now))
            if now - last > FORGOTTEN_AFTER:
                failures = 0
            wait = _wait_after(failures) - (now - last)
            if wait > dt.timedelta():
                self._failures[key] = failures, last
                raise Refusal("sign_in_wait", minutes=-(-wait // dt.timedelta(minutes=1)))
            self._failures[key] = failures + 1, now
            while len(self._failures) > MOST_REMEMBERED:
                del self._failures[next(iter(self._failures))]

    def release(self, key: str) -> None:
        with self._turn:
            self._failures.pop(key, None)


def _wait_after(failures: int) -> dt.timedelta:
    if failures < FREE_FAILURES:
        return dt.timedelta()
    return min(FIRST_WAIT * 2 ** min(failures - FREE_FAILURES, 10), LONGEST_WAIT)
