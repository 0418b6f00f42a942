"""How alike lines of German are, by the groups of letters they share.

Pieces of words find compounds and inflections ("Praktikum" in "Schülerpraktikum"), never synonyms, and never
who seeks and who offers. That makes a hint, not a reason of its own.
"""

import re
import zlib
from collections.abc import Collection, Iterable, Mapping
from copy import copy
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_SHORTEST, _LONGEST = 3, 5
# Letter groups are counted as numbers; so many that two groups hardly ever share one.
_NUMBERS = 1 << 18
_NOTHING = np.zeros(0, dtype=np.int64)
# So many lines may come later before all are measured anew: a share of those there were, and some.
_LATER_MOST, _LATER_AT_LEAST = 1.25, 20
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
        self._found: dict[tuple[str, float], list[tuple[str, float]]] = {}
        self._uses = np.bincount(np.concatenate([*by_line.values(), _NOTHING]), minlength=_NUMBERS)
        self._weighed = len(by_line)
        self._lines: list[str] = []
        self._places: dict[str, int] = {}
        self._groups, self._starts, self._weights, self._lengths = _NOTHING, _NOTHING, _NOTHING, np.zeros(0)
        self._hold(by_line)

    def and_more(self, lines: Iterable[str]) -> "Lines":
        """With lines that came later. How much each shared piece counts stays, until `grown_old`."""
        new = {line: groups for line in lines if line not in self._places and (groups := letter_groups(line)).size}
        if not new:
            return self
        more = copy(self)
        more._hold(new)
        more._found = dict(self._found)
        for least in {least for _, least in self._found}:
            for line in new:
                for other, likeness in more.beside(line, least):
                    if (other, least) in more._found and other not in new:
                        more._found[other, least] = [*more._found[other, least], (line, likeness)]
        return more

    @property
    def grown_old(self) -> bool:
        """So many lines came later that all should be measured anew."""
        return len(self._lines) > _LATER_AT_LEAST + _LATER_MOST * self._weighed

    def _hold(self, new: Mapping[str, NDArray[np.int64]]) -> None:
        """These after all the others."""
        if not new:
            return
        places = range(len(self._lines), len(self._lines) + len(new))
        self._lines, self._places = [*self._lines, *new], {**self._places, **dict(zip(new, places, strict=True))}
        groups = np.concatenate(list(new.values()))
        starts = np.cumsum([0, *(each.size for each in new.values())])[:-1]
        weights = self._worth(groups)
        self._starts = np.concatenate([self._starts, starts + self._groups.size])
        self._lengths = np.concatenate([self._lengths, np.sqrt(np.add.reduceat(weights, starts))])
        self._groups = np.concatenate([self._groups, groups])
        self._weights = np.concatenate([self._weights, weights])

    def _worth(self, groups: NDArray[np.int64]) -> NDArray[np.int64]:
        """Rare groups weigh more. In whole numbers, so that sums do not depend on their order."""
        uses = np.maximum(1, self._uses[groups])
        possible = np.arange(uses.max() + 1)
        worth = np.rint(100 * (1 + np.log((1 + self._weighed) / (1 + possible))) ** 2)
        weights: NDArray[np.int64] = worth.astype(np.int64)[uses]
        return weights

    def alike(self, mine: Iterable[str], least: float) -> Mapping[tuple[str, str], float]:
        """My lines beside all others, in either order, where the two are at least so much alike (0 to 1, cosine).

        What many lines of the room share (a town, "Fachkräfte") counts less than what only these two share.
        """
        pairs: dict[tuple[str, str], float] = {}
        for line in mine:
            if line in self._places:
                for other, likeness in self.beside(line, least):
                    pairs[line, other] = pairs[other, line] = likeness
        return pairs

    def beside(self, line: str, least: float) -> list[tuple[str, float]]:
        """What is at least so much like this line, itself too; nothing if it is none of these lines."""
        if line not in self._places:
            return []
        # The same lines are asked for again and again.
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
