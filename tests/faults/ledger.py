"""The client's own book: what the application has acknowledged, on disk before anything else happens."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

# person → option → dots
Ballots = dict[str, dict[int, int]]


class Ledger:
    """Wanted ends, in the order they were acknowledged; and what was sent and is not acknowledged yet."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._pending: dict[tuple[str, int], set[int]] = {}

    def send(self, person: str, option: int, count: int) -> None:
        self._pending.setdefault((person, option), set()).add(count)

    def acknowledge(self, person: str, option: int, count: int) -> None:
        os.write(self._descriptor, f"{json.dumps([person, option, count])}\n".encode())
        os.fsync(self._descriptor)
        self._pending.pop((person, option), None)

    def close(self) -> None:
        os.close(self._descriptor)

    @property
    def acknowledged(self) -> int:
        return len(self._file.read_text().splitlines())

    def wrong(self, held: Mapping[str, Mapping[int, int]]) -> list[str]:
        """Where the database differs: an acknowledged end lost, or more than was ever wanted.

        What was sent and not acknowledged may be there or not.
        """
        expected: Ballots = {}
        for line in self._file.read_text().splitlines():
            person, option, count = json.loads(line)
            expected.setdefault(person, {})[option] = count
        found = []
        for person in {*expected, *held}:
            for option in {*expected.get(person, {}), *held.get(person, {})}:
                allowed = {expected.get(person, {}).get(option, 0), *self._pending.get((person, option), ())}
                there = held.get(person, {}).get(option, 0)
                if there not in allowed:
                    found.append(f"{person} on {option}: {there}, acknowledged {sorted(allowed)}")
        return found
