"""Which of a meeting's topics a line of free text means, as it is being typed.

The browser asks itself the same after every letter (components/exchange/meant.js); tests/data/meant.json holds what
both must answer. A topic is meant if the lexicon knows it by a piece of a word, or if the line sounds like its name.
"""

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from domain.topic_lexicon import LEXICON, SAY_NOTHING

MOST = 3
# So much of a topic's name must sound through; where nothing does, one rare word of three is enough.
ENOUGH, LEAST = 0.5, 0.33
_SHORTEST, _LONGEST = 3, 5
# A word within another counts as the same from so many letters on, if it is half of it: "Schüler" in "Mitschüler".
_WITHIN = 5
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def folded(text: str) -> str:
    """Lower case, umlauts as two letters, no accents; words by single blanks, and one on either side."""
    spelled = unicodedata.normalize("NFC", text).lower().translate(_SPELLED)
    plain = "".join(
        char for char in unicodedata.normalize("NFD", spelled) if not unicodedata.category(char).startswith("M")
    )
    return f" {' '.join(re.findall('[a-z0-9]+', plain))} "


def meant(line: str, chips: Mapping[int, str], most: int = MOST) -> list[int]:
    """The topics that the line may mean, the likeliest first. None for a line that says nothing."""
    return Topics(tuple(chips.items())).meant(line, most)


class Topics:
    """A meeting's topics, prepared once."""

    def __init__(self, chips: Sequence[tuple[int, str]]) -> None:
        self._chips = [(chip_id, words_of(name), pieces_of(name)) for chip_id, name in chips]
        self._count = len(chips)
        self._uses: dict[str, int] = {}
        for _, words, _ in self._chips:
            # A word and its groups of letters; what many topics share says less.
            for each in {*words, *(group for word in words for group in groups_of(word))}:
                self._uses[each] = self._uses.get(each, 0) + 1

    def meant(self, line: str, most: int = MOST) -> list[int]:
        typed, words = folded(line), words_of(line)
        found = []
        for place, (chip_id, name, pieces) in enumerate(self._chips):
            near = self._nearness(name, words)
            known = any(piece in typed for piece in pieces)
            if known or near >= LEAST:
                found.append((-max(near, 1.0 if known else 0.0), -near, place, chip_id))
        found.sort()
        sure = [each for each in found if -each[0] >= ENOUGH]
        return [chip_id for *_, chip_id in (sure or found)[:most]]

    def _nearness(self, name: Sequence[str], words: Sequence[str]) -> float:
        """How much of the topic's name sounds through in these words, rare words counting more: 0 to 1."""
        total = reached = 0.0
        for word in name:
            weight = self._weight(word)
            total += weight
            reached += weight * max((self._alike(word, other) for other in words), default=0.0)
        return reached / total if total else 0.0

    def _alike(self, word: str, other: str) -> float:
        """The cosine of the groups of letters of two words; 1 if one of them is much of the other."""
        short, long = sorted((word, other), key=len)
        if len(short) >= _WITHIN and 2 * len(short) >= len(long) and short in long:
            return 1.0
        mine, theirs = groups_of(word), groups_of(other)
        shared = sum(self._weight(group) for group in mine if group in theirs)
        return shared / math.sqrt(self._sum(mine) * self._sum(theirs)) if shared else 0.0

    def _sum(self, groups: Mapping[str, None]) -> int:
        return sum(self._weight(group) for group in groups)

    def _weight(self, piece: str) -> int:
        # In whole numbers, so that every machine comes to the same.
        rarity = 1 + math.log((1 + self._count) / (1 + self._uses.get(piece, 0)))
        return math.floor(100 * rarity * rarity + 0.5)


def words_of(text: str) -> list[str]:
    return [word for word in folded(text).split() if word not in SAY_NOTHING]


def pieces_of(name: str) -> frozenset[str]:
    """All pieces by which the lexicon knows the topics in this name."""
    spelled = folded(name)
    return frozenset(piece for pieces in LEXICON if any(each in spelled for each in pieces) for piece in pieces)


@lru_cache(maxsize=4096)
def groups_of(word: str) -> Mapping[str, None]:
    """Three to five letters each; a blank marks where the word begins and ends."""
    padded = f" {word} "
    return dict.fromkeys(
        padded[start : start + length]
        for length in range(_SHORTEST, _LONGEST + 1)
        for start in range(len(padded) - length + 1)
    )
