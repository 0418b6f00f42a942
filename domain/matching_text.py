"""How alike lines of German are, by the groups of letters they share.

Pieces of words find compounds and inflections ("Praktikum" in "Schülerpraktikum"), never synonyms, and never
who seeks and who offers. That makes a hint, not a reason of its own.
"""

import re
import zlib
from collections.abc import Collection, Mapping
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


def alike_pairs(mine: Collection[str], theirs: Collection[str], least: float) -> Mapping[tuple[str, str], float]:
    """My lines beside all others, in either order, where the two are at least so much alike (0 to 1, cosine).

    What many lines of the room share (a town, "Fachkräfte") counts less than what only these two share.
    """
    lines = sorted(line for line in {*mine, *theirs} if letter_groups(line).size)
    if not lines:
        return {}
    groups = np.concatenate([letter_groups(line) for line in lines])
    starts = np.cumsum([0] + [letter_groups(line).size for line in lines[:-1]])
    weights = _weights(groups, len(lines))
    lengths = np.sqrt(np.add.reduceat(weights, starts))
    pairs: dict[tuple[str, str], float] = {}
    for place, line in enumerate(lines):
        if line in mine:
            ours = np.zeros(_NUMBERS, dtype=bool)
            ours[letter_groups(line)] = True
            shared = np.add.reduceat(weights * ours[groups], starts)
            likeness = shared / (lengths * lengths[place])
            for near in np.flatnonzero(likeness >= least):
                pairs[line, lines[near]] = pairs[lines[near], line] = float(likeness[near])
    return pairs


def _weights(groups: NDArray[np.int64], lines: int) -> NDArray[np.int64]:
    """Rare groups weigh more. In whole numbers, so that sums do not depend on their order."""
    uses = np.bincount(groups, minlength=_NUMBERS)[groups]
    weights: NDArray[np.int64] = np.rint(100 * (1 + np.log((1 + lines) / (1 + uses))) ** 2).astype(np.int64)
    return weights


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
