"""Receipts: three words that nobody mishears, found again however they are typed."""

import math
import random
import re
from itertools import combinations

import pytest

from domain.receipt_words import WORDS
from domain.receipts import WORDS_A_RECEIPT, ballots_with, check_of, drawn_receipt, words_of

ROUND = {"title": "Punkte", "options": [{"id": 1, "title": "A"}, {"id": 2, "title": "B"}]}


def sound_of(word: str) -> str:
    """Kölner Phonetik (Hans Joachim Postel, 1969): words that sound alike have the same digits."""
    digits = []
    for place, letter in enumerate(word):
        before, after = word[place - 1] if place else "", word[place + 1 : place + 2]
        digits.append(_digit(letter, before, after, first=place == 0))
    joined = re.sub(r"(\d)\1+", r"\1", "".join(digits))
    return joined[:1] + joined[1:].replace("0", "")


def _digit(letter: str, before: str, after: str, *, first: bool) -> str:
    plain = {**dict.fromkeys("aeijouy", "0"), "h": "", "b": "1", **dict.fromkeys("fvw", "3")}
    plain |= {**dict.fromkeys("gkq", "4"), "l": "5", "m": "6", "n": "6", "r": "7", "s": "8", "z": "8"}
    if letter == "p":
        return "3" if after == "h" else "1"
    if letter in "dt":
        return "8" if after and after in "csz" else "2"
    if letter == "x":
        return "8" if before and before in "ckq" else "48"
    if letter == "c":
        hard = after and after in ("ahkloqrux" if first else "ahkoqux")
        return "4" if hard and (first or before not in "sz") else "8"
    return plain[letter]


def distance(one: str, other: str) -> int:
    """How many letters must be changed, added or taken away."""
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        new = [i]
        for j, right in enumerate(other, 1):
            new.append(min(row[j] + 1, new[-1] + 1, row[j - 1] + (left != right)))
        row = new
    return row[-1]


def test_there_are_512_short_words_without_umlauts() -> None:
    assert len(set(WORDS)) == len(WORDS) == 512
    assert [word for word in WORDS if not re.fullmatch(r"[A-Z][a-z]{2,7}", word)] == []


def test_no_two_words_sound_alike_or_differ_by_one_letter() -> None:
    heard: dict[str, str] = {}
    for word in WORDS:
        sound = sound_of(word.lower())
        assert sound not in heard, f"{word} sounds like {heard.get(sound)}"
        heard[sound] = word
    pairs = combinations([word.lower() for word in WORDS], 2)
    assert [pair for pair in pairs if pair[1].startswith(pair[0]) or distance(*pair) < 2] == []


def test_that_two_of_three_hundred_draw_the_same_is_as_rare_as_is_said() -> None:
    receipts = math.perm(len(WORDS), WORDS_A_RECEIPT)
    assert receipts == 133_432_320
    none_alike = math.exp(sum(math.log1p(-number / receipts) for number in range(300)))
    assert 1 / 3200 < 1 - none_alike < 1 / 2900


def test_a_receipt_is_three_different_words() -> None:
    for seed in range(200):
        drawn = drawn_receipt(random.Random(seed).sample).split("-")
        assert len(set(drawn)) == 3
        assert set(drawn) <= set(WORDS)


@pytest.mark.parametrize(
    "typed",
    ["Apfel-Besen-Tulpe", "apfel besen tulpe", " APFEL, Besen;tulpe. ", "Apfel–Besen–Tulpe", "apfel/besen_tulpe"],
)
def test_a_receipt_is_found_however_it_is_typed(typed: str) -> None:
    ballot = {"receipt": "Apfel-Besen-Tulpe", "options": [2, 1, 2], "check": None}
    other = {"receipt": "Besen-Apfel-Tulpe", "options": [1], "check": None}
    (found,) = ballots_with({"rounds": [ROUND | {"ballots": [other, ballot]}]}, typed)
    assert (found.round, found.receipt) == ("Punkte", "Apfel-Besen-Tulpe")
    assert found.dots == (("A", 1), ("B", 2))


@pytest.mark.parametrize("typed", ["", "Apfel Besen", "Apfel Besen Tulpe Tulpe", "😀", "Apfel Besen Tulpe2x"])
def test_what_is_no_receipt_is_not_found(typed: str) -> None:
    ballot = {"receipt": "Apfel-Besen-Tulpe", "options": [1], "check": None}
    assert ballots_with({"rounds": [ROUND | {"ballots": [ballot, [1, 1]]}]}, typed) == []


def test_the_words_of_what_is_typed() -> None:
    assert words_of("Straße 7 ÄPFEL") == ("strasse", "äpfel")


def test_a_check_changes_with_receipt_and_dots_and_not_with_their_order() -> None:
    check = check_of("Apfel-Besen-Tulpe", [2, 1, 1])
    assert check == check_of("Apfel-Besen-Tulpe", [1, 2, 1])
    assert check not in (check_of("Apfel-Besen-Tulpf", [1, 1, 2]), check_of("Apfel-Besen-Tulpe", [1, 2]))
