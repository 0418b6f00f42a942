"""How alike lines of German are, by the groups of letters they share.

Pieces of words find compounds and inflections ("Praktikum" in "Schülerpraktikum"), never synonyms, and never
who seeks and who offers. That makes a hint, not a reason of its own.
"""

import re
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_SHORTEST, _LONGEST = 3, 5
# Letter groups are counted as numbers; so many that two groups hardly ever share one.
_NUMBERS = 1 << 18
_STOP_WORDS = """
    aber als am an auch auf aus bei beim biete bieten bis das dass dem den der des die durch ein eine einem
    einen einer eines es fuer gern gerne hat haben ich im in ins ist kann koennen mehr mein meine meinem
    meinen meiner mit moechten nach neue neuen neuer nicht noch nur oder ohne sich sie sind sowie suche suchen
    ueber um und uns unser unsere unserem unseren unserer unter viele vom von vor wie wir wird zu zum zur
    zwischen a and for from in of on our the to we with
"""
_SAY_NOTHING = frozenset(_STOP_WORDS.split())


class Lines:
    """Lines of a room, measured against each other once; then what is alike is found quickly."""

    def __init__(self, lines: Iterable[str]) -> None:
        by_line = {line: groups for line in lines if (groups := letter_groups(line)).size}
        self._lines = list(by_line)
        self._places = {line: place for place, line in enumerate(self._lines)}
        self._found: dict[tuple[str, float], list[tuple[str, float]]] = {}
        if by_line:
            self._measure(list(by_line.values()))

    def _measure(self, groups: Sequence[NDArray[np.int64]]) -> None:
        self._groups = np.concatenate(groups)
        self._starts = np.cumsum([0] + [each.size for each in groups[:-1]])
        self._weights = _weights(self._groups, len(groups))
        self._lengths = np.sqrt(np.add.reduceat(self._weights, self._starts))

    def holds(self, lines: Iterable[str]) -> bool:
        """Whether these lines were measured, as far as they say anything."""
        return all(line in self._places or not letter_groups(line).size for line in lines)

    def alike(self, mine: Iterable[str], least: float) -> Mapping[tuple[str, str], float]:
        """My lines beside all others, in either order, where the two are at least so much alike (0 to 1, cosine).

        What many lines of the room share (a town, "Fachkräfte") counts less than what only these two share.
        """
        pairs: dict[tuple[str, str], float] = {}
        for line in mine:
            if line in self._places:
                for other, likeness in self._beside(line, least):
                    pairs[line, other] = pairs[other, line] = likeness
        return pairs

    def _beside(self, line: str, least: float) -> list[tuple[str, float]]:
        # The names of topics are asked for again and again.
        if (line, least) not in self._found:
            ours = np.zeros(_NUMBERS, dtype=bool)
            ours[letter_groups(line)] = True
            shared = np.add.reduceat(self._weights * ours[self._groups], self._starts)
            likeness = shared / (self._lengths * self._lengths[self._places[line]])
            near = np.flatnonzero(likeness >= least)
            self._found[line, least] = [(self._lines[place], float(likeness[place])) for place in near]
        return self._found[line, least]


def alike_pairs(mine: Collection[str], theirs: Collection[str], least: float) -> Mapping[tuple[str, str], float]:
    """My lines beside theirs, where the two are at least so much alike."""
    return Lines({*mine, *theirs}).alike(mine, least)


def _weights(groups: NDArray[np.int64], lines: int) -> NDArray[np.int64]:
    """Rare groups weigh more. In whole numbers, so that sums do not depend on their order."""
    uses = np.bincount(groups, minlength=_NUMBERS)[groups]
    possible = np.arange(uses.max() + 1)
    weights: NDArray[np.int64] = np.rint(100 * (1 + np.log((1 + lines) / (1 + possible))) ** 2).astype(np.int64)
    return weights[uses]


@lru_cache(maxsize=4096)
def letter_groups(text: str) -> NDArray[np.int64]:
    """All groups of three to five letters within its words; a blank marks where a word begins and ends."""
    groups = {
        padded[start : start + length]
        for padded in (f" {word} " for word in _words(text))
        for length in range(_SHORTEST, _LONGEST + 1)
        for start in range(len(padded) - length + 1)
    }
    return np.array(sorted({zlib.crc32(group.encode()) % _NUMBERS for group in groups}), dtype=np.int64)


def _words(text: str) -> list[str]:
    folded = text.casefold().translate(_UMLAUTS)
    return [word for word in re.findall(r"\w+", folded) if word not in _SAY_NOTHING]
