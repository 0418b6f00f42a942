"""Brakes against guessing: per address typed or for all together, never per IP, because a whole room shares one.

Kept in this process's memory: a restart releases them, and so they never lock anybody out for good.
"""

import datetime as dt
import threading
import time
from collections.abc import Callable

from domain.refusal import Refusal

FREE_FAILURES = 5
FIRST_WAIT = dt.timedelta(minutes=1)
LONGEST_WAIT = dt.timedelta(minutes=15)
FORGOTTEN_AFTER = dt.timedelta(hours=1)
# So many that nobody makes room for more guesses by trying other addresses: those have a bucket too.
MOST_REMEMBERED = 10_000
# A quarter of a minute for join codes.
DEBT_MOST = 75


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


class Bucket:
    """So many wrong guesses a second are let through for all together; beyond that even right ones have to wait.

    A look and its failure are two steps, so that a room which comes in at once does not wait for itself. What
    guesses at the same moment win by that is a debt that has to be paid back first.
    """

    def __init__(self, a_second: float, at_once: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._a_second, self._at_once, self._clock = a_second, at_once, clock
        self._turn = threading.Lock()
        self.reset()

    def must_have_room(self) -> None:
        with self._turn:
            if self._level() < 1:
                raise Refusal("many_guesses")

    def failed(self) -> None:
        with self._turn:
            self._left = max(self._level() - 1, -DEBT_MOST)

    def reset(self) -> None:
        self._left, self._at = float(self._at_once), self._clock()

    def _level(self) -> float:
        now = self._clock()
        self._left = min(self._left + (now - self._at) * self._a_second, self._at_once)
        self._at = now
        return self._left


# Join codes, return codes and the key for setting up: what can be tried without an account. A page asks twice.
code_guesses = Bucket(a_second=5, at_once=60)
# Passwords from devices that have never signed in; others do not wait for this one.
password_guesses = Bucket(a_second=1, at_once=30)


def _wait_after(failures: int) -> dt.timedelta:
    if failures < FREE_FAILURES:
        return dt.timedelta()
    return min(FIRST_WAIT * 2 ** min(failures - FREE_FAILURES, 10), LONGEST_WAIT)
