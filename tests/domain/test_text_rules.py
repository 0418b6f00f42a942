"""Typed text: cleaned and measured, whatever people (or their word processors) bring."""

import json
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.refusal import Refusal
from domain.text_rules import clean_line, clean_text, required_line, within

NASTY: list[str] = json.loads(
    (Path(__file__).resolve().parents[1] / "data" / "strings" / "blns.json").read_text(encoding="utf-8")
)
# Any code point, with many accents, joiners and line breaks among them.
ANYTHING = st.text(st.characters() | st.sampled_from("aeéİ ̈́\u200b\u200d\u00ad\u202e\r\n\t\x0b\u2028\ufffe"))


@given(ANYTHING | st.sampled_from(NASTY))
def test_a_cleaned_line_is_one_line_without_hidden_characters(text: str) -> None:
    line = clean_line(text)
    assert line == " ".join(line.split())
    assert len(line.splitlines()) <= 1
    assert not [char for char in line if unicodedata.category(char) in ("Cc", "Cf", "Cs") and char != "\u200d"]


@given(ANYTHING | st.sampled_from(NASTY))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(ANYTHING | st.sampled_from(NASTY))
def test_cleaned_text_is_normalised(text: str) -> None:
    assert unicodedata.is_normalized("NFC", clean_text(text))


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=40))
def test_ordinary_text_stays_as_it_was_typed(text: str) -> None:
    assert clean_line(text) == unicodedata.normalize("NFC", text)


def test_nothing_visible_is_lost() -> None:
    visible = [text for text in NASTY if text.isascii() and text.isprintable()]
    assert len(visible) > 300
    assert [text for text in visible if clean_text(text) != text.strip()] == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (None, ""),
        ("  zwei   Wörter \n", "zwei Wörter"),
        ("Zeile\r\nzwei\rdrei", "Zeile zwei drei"),
        ("aus Word:\x0bweicher Umbruch", "aus Word: weicher Umbruch"),
        ("ge\u00adtrennt", "getrennt"),
        ("a\u202etxt.exe", "atxt.exe"),
        ("e\u200b\u0301", "é"),
        ("Z" + "\u0310" * 30, "Z" + "\u0310" * 4),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("\ud800kaputt", "kaputt"),
        ("Łukasz Nguyễn", "Łukasz Nguyễn"),
    ],
)
def test_a_line_is_cleaned(typed: str | None, kept: str) -> None:
    assert clean_line(typed) == kept


def test_line_breaks_of_a_text_stay() -> None:
    assert clean_text("eins\r\n\r\nzwei\u2028drei") == "eins\n\nzwei\ndrei"


def test_joiners_are_no_way_around_the_limit_of_marks() -> None:
    assert clean_line("Z" + ("\u0310" * 4 + "\u200d") * 20).count("\u0310") == 4


@pytest.mark.parametrize(
    "long",
    [
        "a" + "\u0301\u0316" * 500_000,
        "a" * 1_000_000,
        "x\n" * 500_000,
        ("Z" + "\u0310\u200d" * 200) * 2500,
        "\ufdfa" * 10**6,
    ],
    ids=["accents", "letters", "lines", "accents and joiners", "ligatures"],
)
def test_a_million_characters_are_cleaned_in_a_moment(long: str) -> None:
    """Sorting a letter's half a million accents would take a quarter of an hour."""
    started = time.process_time()
    cleaned = clean_text(long)
    assert time.process_time() - started < 5
    assert clean_text(cleaned) == cleaned
    with pytest.raises(Refusal):
        within(cleaned * 200, "idea_text", 500)


def test_both_ways_to_write_an_accent_become_one() -> None:
    for word in ("Löwe", "Nguyễn", "ﬁn Å", "q̣̇"):
        assert clean_line(unicodedata.normalize("NFD", word)) == clean_line(unicodedata.normalize("NFC", word))


def test_a_text_has_some_lines_and_no_more() -> None:
    assert within("x\n" * 19 + "x", "question", 300)
    with pytest.raises(Refusal) as refused:
        within("x\n" * 20 + "x", "question", 300)
    assert refused.value.reason == "too_many_lines"


def test_a_character_younger_than_this_python_stays() -> None:
    unassigned = "\U0001faff"
    assert clean_line(f"neu {unassigned}") == f"neu {unassigned}"


@pytest.mark.parametrize(
    "nothing", [None, "", "   ", "\n\t", "\u200b", "\u200d", "\u2800", "\u3164", "\u00a0", "\u0301"]
)
def test_what_cannot_be_seen_is_missing(nothing: str | None) -> None:
    with pytest.raises(Refusal) as refused:
        required_line(nothing, "name", 80)
    assert refused.value.reason == "name_missing"


@pytest.mark.parametrize("text", ["?", "7", "名前", "👍", "Ada"])
def test_what_can_be_seen_is_there(text: str) -> None:
    assert required_line(text, "name", 80) == text


def test_a_text_may_be_as_long_as_the_limit_and_no_longer() -> None:
    assert within("ä" * 120, "idea_title", 120) == "ä" * 120
    with pytest.raises(Refusal) as refused:
        within("ä" * 121, "idea_title", 120)
    assert refused.value.reason == "idea_title_too_long"
    assert refused.value.values == {"most": 120, "length": 121}
