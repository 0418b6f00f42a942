"""CSV that a German Excel reads without asking."""

import csv
import datetime as dt
import io

import pytest

from documents.cells import read_back
from documents.csv_file import csv_file
from documents.tables import Table, ideas
from tests.documents.outcomes import an_idea, an_outcome
from tests.documents.test_cells import BENIGN, ROWS


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_file_begins_with_a_mark_and_ends_lines_with_crlf() -> None:
    content = csv_file(an_outcome(), ideas(an_outcome(ideas=(an_idea("Ärmel hoch"),)))).content
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert content.count(b"\r\n") == 2
    assert "Ärmel hoch" in content.decode("utf-8-sig")


def test_days_are_iso_numbers_are_bare_and_nothing_is_empty() -> None:
    table = Table("figures", ("a", "b", "c"), ((dt.date(2027, 3, 11), 1234, None),))
    assert read(csv_file(an_outcome(), table).content)[1] == ["2027-03-11", "1234", ""]


@pytest.mark.parametrize("payload", [row["payload"] for row in ROWS])
def test_typed_text_comes_back_as_it_was(payload: str) -> None:
    outcome = an_outcome(ideas=(an_idea(payload, text=f'{payload};"zwei"\nZeilen'),))
    rows = read(csv_file(outcome, ideas(outcome)).content)
    assert len(rows) == 2
    assert read_back(rows[1][1]) == payload
    assert read_back(rows[1][2]) == f'{payload};"zwei"\nZeilen'


@pytest.mark.parametrize("payload", [text for text in BENIGN if text[0] not in "=@" and not text.startswith("- ")])
def test_harmless_text_is_not_touched(payload: str) -> None:
    outcome = an_outcome(ideas=(an_idea(payload),))
    assert read(csv_file(outcome, ideas(outcome)).content)[1][1] == payload
