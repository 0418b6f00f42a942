"""How alike lines of German are, by the groups of letters they share.

Pieces of words find compounds and inflections ("Praktikum" in "Schülerpraktikum"), never synonyms, and never
who seeks and who offers. That makes a hint, not a reason of its own.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_SHORTEST, _LONGEST = 3, 5
_STOP_WORDS = """
    aber als am an auch auf aus bei beim biete bieten bis das dass dem den der des die durch ein eine einem
    einen einer eines es fuer gern gerne hat haben ich im in ins ist kann koennen mehr mein meine meinem
    meinen meiner mit moechten nach neue neuen neuer nicht noch nur oder ohne sich sie sind sowie suche suchen
    ueber um und uns unser unsere unserem unseren unserer unter viele vom von vor wie wir wird zu zum zur
    zwischen a and for from in of on our the to we with
"""
_SAY_NOTHING = frozenset(_STOP_WORDS.split())


class Room:
    """All lines of a room. What many of them share (a town, "Fachkräfte") counts less than what few do."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines_with: dict[str, list[str]] = defaultdict(list)
        groups_of = {line: letter_groups(line) for line in lines}
        for line, groups in groups_of.items():
            for group in groups:
                self._lines_with[group].append(line)
        count = len(groups_of)
        # Whole numbers: their sum is the same in whatever order a set hands them out.
        self._weights = [
            round(100 * (1 + math.log((1 + count) / (1 + uses))) ** 2) for uses in range(count + 1)
        ]
        self._lengths = {line: self._length(groups) for line, groups in groups_of.items()}

    def likeness(self, line: str) -> dict[str, float]:
        """The lines of the room that have something in common with this one: from 0 to 1, the cosine."""
        groups = letter_groups(line)
        shared: dict[str, int] = defaultdict(int)
        for group in groups:
            weight = self._weight(group)
            for other in self._lines_with.get(group, ()):
                shared[other] += weight
        length = self._length(groups)
        return {other: common / (length * self._lengths[other]) for other, common in shared.items()}

    def _weight(self, group: str) -> int:
        return self._weights[len(self._lines_with.get(group, ()))]

    def _length(self, groups: frozenset[str]) -> float:
        return math.sqrt(sum(map(self._weight, groups)))


# A room's lines change rarely, and everybody in it asks about the same ones.
room_of = lru_cache(maxsize=4)(Room)


def alike_pairs(room: Room, mine: Iterable[str], least: float) -> dict[tuple[str, str], float]:
    """My lines beside the room's, in either order, where the two are at least so much alike."""
    pairs: dict[tuple[str, str], float] = {}
    for line in mine:
        for other, likeness in room.likeness(line).items():
            if likeness >= least:
                pairs[line, other] = pairs[other, line] = likeness
    return pairs


@lru_cache(maxsize=4096)
def letter_groups(text: str) -> frozenset[str]:
    """All groups of three to five letters within its words; a blank marks where a word begins and ends."""
    return frozenset(
        padded[start : start + length]
        for padded in (f" {word} " for word in _words(text))
        for length in range(_SHORTEST, _LONGEST + 1)
        for start in range(len(padded) - length + 1)
    )


def _words(text: str) -> list[str]:
    folded = text.casefold().translate(_UMLAUTS)
    return [word for word in re.findall(r"\w+", folded) if word not in _SAY_NOTHING]
