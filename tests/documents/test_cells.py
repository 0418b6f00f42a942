"""What may stand in a cell: formulas are neutralised, everything else stays readable, all of it can be read back."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from documents.cells import neutralised, read_back

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "strings" / "csv_injection.jsonl").read_text().splitlines()
]
ATTACKS = [row["payload"] for row in ROWS if row["kind"] == "attack"]
BENIGN = [row["payload"] for row in ROWS if row["kind"] == "benign"]
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def test_all_45_strings_are_there() -> None:
    assert (len(ATTACKS), len(BENIGN)) == (32, 13)


@pytest.mark.parametrize("payload", ATTACKS)
def test_an_attack_begins_like_text(payload: str) -> None:
    assert not neutralised(payload).startswith(DANGEROUS)
    # Not even behind what a program may skip.
    assert not neutralised(payload).lstrip(" \u200b\ufeff\n").startswith(DANGEROUS)


@pytest.mark.parametrize("payload", [row["payload"] for row in ROWS])
def test_every_string_can_be_read_back(payload: str) -> None:
    assert read_back(neutralised(payload)) == payload


@pytest.mark.parametrize(
    "text", ["-5 °C im Raum", "+49 30 1234567", "-3", "-3,5 %", "+2.5 €", "1-2 Sätze", "a=b", "007"]
)
def test_numbers_and_telephone_numbers_stay_as_they_are(text: str) -> None:
    assert neutralised(text) == text


@pytest.mark.parametrize("text", ["-1+1", "+1*A1", "-A1", "+49(30)", "-2\n=1+1", "-1|calc"])
def test_what_calculates_behind_its_sign_is_neutralised(text: str) -> None:
    assert neutralised(text) == "'" + text


@example("'\r")
@given(some.text(alphabet=some.sampled_from("'=+-@\t\r\n 1a＝\u200b"), max_size=8))
def test_whatever_is_typed_can_be_read_back(text: str) -> None:
    assert read_back(neutralised(text)) == text
