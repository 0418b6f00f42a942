"""Receipts: three words on a ballot, by which its person – and nobody else – finds it among all that were counted.

Of 512 words there are 512 · 511 · 510 = 133 million receipts. That two of 300 ballots draw the same one happens in
one round of 3 000; then the key (round, receipt) of the table makes it draw again.
"""

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.receipt_words import WORDS

WORDS_A_RECEIPT = 3
_CHECK_LENGTH = 12
Draw = Callable[[Sequence[str], int], Sequence[str]]


@dataclass(frozen=True)
class ToldBallot:
    """A ballot of a shown round, nobody's by now: the options it holds a dot on, once per dot.

    Ballots that were counted before there were receipts have none.
    """

    receipt: str | None
    options: tuple[int, ...]


@dataclass(frozen=True)
class FoundBallot:
    """What a receipt leads to: (title, dots) of each option."""

    round: str
    receipt: str
    dots: tuple[tuple[str, int], ...]


def drawn_receipt(draw: Draw) -> str:
    """Three different words, for example Apfel-Besen-Tulpe. `draw` takes so many by chance."""
    return "-".join(draw(WORDS, WORDS_A_RECEIPT))


def words_of(typed: str) -> tuple[str, ...]:
    """The words, however they were typed: any case, any signs between them."""
    plain = unicodedata.normalize("NFC", typed).casefold()
    return tuple(re.findall(r"[^\W\d_]+", plain))


def check_of(receipt: str, options: Sequence[int]) -> str:
    """A short hash beside each ballot in an archive: it names the one that was altered."""
    content = json.dumps([receipt, sorted(options)], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()[:_CHECK_LENGTH]


def ballots_with(archive: Mapping[str, Any], typed: str) -> list[FoundBallot]:
    """The ballots of an archive that carry this receipt: one, if it is a receipt of this meeting."""
    wanted = words_of(typed)
    return [
        _found(result, ballot)
        for result in archive["rounds"]
        for ballot in result["ballots"]
        if isinstance(ballot, Mapping) and ballot["receipt"] and words_of(ballot["receipt"]) == wanted
    ]


def _found(result: Mapping[str, Any], ballot: Mapping[str, Any]) -> FoundBallot:
    counts = Counter(ballot["options"])
    dots = tuple((option["title"], counts[option["id"]]) for option in result["options"] if counts[option["id"]])
    return FoundBallot(result["title"], ballot["receipt"], dots)
