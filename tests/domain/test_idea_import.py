"""Ideas from a file: whatever program wrote it, the good rows are read and the bad ones named by their line."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.idea_import import Reading, read_ideas, split_title
from domain.ideas import TITLE_MOST
from domain.refusal import Refusal
from tests.refusals import refused

FIELDS = ("Ausbildung und Übergang Schule–Beruf", "Gesundheit und Pflege")
REAL = Path(__file__).resolve().parents[1] / "data" / "austria_climate_ideas.csv"


def read(text: str, encoding: str = "utf-8") -> Reading:
    return read_ideas(text.encode(encoding), FIELDS)


def words(reading: Reading) -> list[tuple[str, str, str]]:
    return [(row.draft.title, row.draft.text, row.field_name) for row in reading.rows]


def reasons(reading: Reading) -> list[tuple[int, str]]:
    return [(row.line, row.refusal.reason) for row in reading.refused]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_any_spreadsheet_program_may_have_written_it(delimiter: str, encoding: str, line_end: str) -> None:
    lines = [
        ("Titel", "Text", "Handlungsfeld"),
        ("Größer denken", "Mit Müh", "Gesundheit und Pflege"),
        ("Öl", "", ""),
    ]
    text = line_end.join(delimiter.join(cells) for cells in lines) + line_end
    assert words(read(text, encoding)) == [("Größer denken", "Mit Müh", "Gesundheit und Pflege"), ("Öl", "", "")]


@pytest.mark.parametrize(
    "header", ["titel;text", "TITLE;Beschreibung", " Idee ; Text ", '"title";"text"', "text;idee"]
)
def test_columns_are_found_by_their_names(header: str) -> None:
    row = "Wort;Satz" if not header.startswith("text") else "Satz;Wort"
    assert words(read(f"{header}\n{row}\n")) == [("Wort", "Satz", "")]


def test_other_columns_are_left_alone() -> None:
    assert words(read("nr;titel;punkte;text\n7;Wort;3;Satz\n")) == [("Wort", "Satz", "")]


def test_the_hint_of_excel_is_not_the_header() -> None:
    reading = read("sep=;\r\ntitel;text\r\nWort;Satz\r\n")
    assert words(reading) == [("Wort", "Satz", "")]
    assert reading.rows[0].line == 3


def test_a_quoted_cell_may_hold_delimiters_quotes_and_line_breaks() -> None:
    reading = read('titel;text\n"Ein; ""gutes"" Wort";"Zeile 1\nZeile 2"\nZwei;\n')
    assert words(reading) == [('Ein; "gutes" Wort', "Zeile 1\nZeile 2", ""), ("Zwei", "", "")]
    assert [row.line for row in reading.rows] == [2, 4]


def test_a_field_is_known_however_it_is_spelt() -> None:
    reading = read("titel;field\nA;gesundheit und pflege\nB;Ausbildung und Übergang Schule-Beruf\n")
    assert len(reading.rows) == 2


def test_each_bad_row_is_named_by_its_line_and_the_good_ones_are_kept() -> None:
    reading = read(
        "titel;text;handlungsfeld\n"
        "Gut;;\n"
        ";Ohne Titel;\n"
        f"{'x' * 121};;\n"
        f"Langer Text;{'x' * 501};\n"
        "\n"
        "Fremd;;Raumfahrt\n"
        "Fehlt was;\n"
        "Zu;viel;;hier\n"
        "Auch gut;;;;;\n"
    )
    assert [title for title, _, _ in words(reading)] == ["Gut", "Auch gut"]
    assert [row.line for row in reading.rows] == [2, 10]
    assert reasons(reading) == [
        (3, "idea_title_missing"),
        (4, "idea_title_too_long"),
        (5, "idea_text_too_long"),
        (7, "import_field_unknown"),
        (8, "import_cells"),
        (9, "import_cells"),
    ]


def test_a_wrong_quotation_mark_costs_one_row() -> None:
    reading = read('titel;text\nGut;\n"Sch"lecht;\nAuch gut;\n')
    assert [title for title, _, _ in words(reading)] == ["Gut", "Auch gut"]
    assert reasons(reading) == [(3, "import_quotes")]


def test_a_quotation_mark_that_is_never_closed_is_named_where_it_opens() -> None:
    reading = read('titel;text\nGut;\n"Offen;\nVerschluckt;\n')
    assert [title for title, _, _ in words(reading)] == ["Gut"]
    assert reasons(reading) == [(3, "import_quote_open")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "import_empty"),
        (b"\n\n", "import_empty"),
        (b"name;ort\nA;B\n", "import_no_title"),
        (b"Text\nnur Text\n", "import_no_title"),
        (b"PK\x03\x04\x00\x00xlsx", "import_encoding"),
        (b"titel\n\x81\x8d\n", "import_encoding"),
    ],
)
def test_a_file_without_ideas_is_refused_as_a_whole(content: bytes, reason: str) -> None:
    assert refused(lambda: read_ideas(content, FIELDS)) == reason


@given(
    st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"titel;text\n{text}".encode(errors="replace"))
)
def test_no_file_breaks_the_reading(content: bytes) -> None:
    with contextlib.suppress(Refusal):
        reading = read_ideas(content, FIELDS)
        assert all(0 < len(row.draft.title) <= TITLE_MOST for row in reading.rows)


def test_a_short_free_text_is_the_title() -> None:
    assert split_title("Ein Satz.") == ("Ein Satz.", "")


def test_the_first_line_of_a_free_text_is_the_title() -> None:
    assert split_title("Ein Satz.\n\nUnd mehr\ndazu.") == ("Ein Satz.", "Und mehr\ndazu.")


@given(st.lists(st.text("abcäöü.,", min_size=1, max_size=30), min_size=1, max_size=60).map(" ".join))
def test_a_long_free_text_is_split_between_words_and_nothing_is_lost(text: str) -> None:
    title, rest = split_title(text)
    assert len(title) <= TITLE_MOST
    if rest:
        assert title.endswith(" …")
        assert rest.startswith("… ")
        assert f"{title[:-2]} {rest[2:]}" == text
    else:
        assert title == text


def test_a_word_without_end_is_cut_where_it_must_be() -> None:
    title, rest = split_title("x" * 300)
    assert len(title) == TITLE_MOST
    assert title.count("x") + rest.count("x") == 300


def test_all_522_real_ideas_are_read() -> None:
    reading = read_ideas(REAL.read_bytes(), FIELDS)
    assert (len(reading.rows), reading.refused) == (522, [])
    assert sum(row.draft.title.endswith(" …") for row in reading.rows) == 209
