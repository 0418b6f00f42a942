"""A table of ballots: every bad row named with its reason, whatever program wrote it."""

import pytest

from domain.csv_rows import csv_rows
from domain.paper import Sheet, numbered
from domain.paper_import import Printed, Reading, known_headings, read_ballots
from domain.voting import Option, Round, Status, Subject
from tests.refusals import refusing

A, B, C = (numbered(number) for number in (100_000, 417_203, 999_999))
ROUND = Round(1, 1, Subject.CLUSTERS, 5, 2, Status.OPEN)
OPTIONS = [Option(11, "Eins"), Option(12, "Zwei"), Option(13, "Drei")]
PRINTED = {
    A: Printed(Sheet(A, 1, 1), {}),
    B: Printed(Sheet(B, 1, 1), {}),
    C: Printed(Sheet(C, 1, 1, "apfel-besen-tulpe", "ballot", entered=True), {11: 2}),
}


def read(text: str, encoding: str = "utf-8") -> Reading:
    return read_ballots(csv_rows(text.encode(encoding), known_headings), ROUND, OPTIONS, PRINTED)


def reasons(reading: Reading) -> list[tuple[int, str]]:
    return [(row.line, row.refusal.reason) for row in reading.refused]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize(
    "heading", [("ballot", "idea", "dots"), ("Bogen", "Idee", "Punkte"), ("DOTS", "Ballot", "Idea")]
)
def test_any_spreadsheet_program_may_have_written_it(delimiter: str, encoding: str, heading: tuple[str, ...]) -> None:
    rows = [{"b": A, "i": "1", "d": "2"}, {"b": A, "i": "3", "d": "1"}, {"b": B, "i": "", "d": "0"}]
    order = ["b", "i", "d"] if heading[0].lower() != "dots" else ["d", "b", "i"]
    lines = [delimiter.join(heading), *(delimiter.join(row[name] for name in order) for row in rows)]
    found = read("\r\n".join(lines), encoding)
    assert found.refused == []
    assert found.ballots == {A: {11: 2, 13: 1}, B: {}}


def test_quoted_cells_and_blank_lines_are_no_matter() -> None:
    found = read(f'sep=;\n\n"ballot";"idea";"dots"\n"{A[:3]} {A[3:]}";"2";"1"\n\n;;\n')
    assert (found.ballots, found.refused) == ({A: {12: 1}}, [])


def test_every_bad_row_is_named_with_its_line_and_reason() -> None:
    wrong = A[:-1] + str((int(A[-1]) + 1) % 10)
    unknown = numbered(555_555)
    found = read(
        "ballot;idea;dots\n"
        f"{wrong};1;1\n"  # 2
        f"{unknown};1;1\n"  # 3
        f"{A};4;1\n"  # 4
        f"{A};eins;1\n"  # 5
        f"{A};1;viele\n"  # 6
        f"{A};1;3\n"  # 7
        f"{A};1;2\n"  # 8: good
        f"{A};1;1\n"  # 9
        f"{A};2;2\n"  # 10: good
        f"{A};3;2\n"  # 11
        f"{C};2;1\n"  # 12
        f"{A}\n"  # 13: a sheet that is empty and is not
        f"{A};1;-1\n"  # 14
    )
    assert reasons(found) == [
        (2, "paper_number_wrong"),
        (3, "paper_number_unknown"),
        (4, "paper_idea_unknown"),
        (5, "paper_dots_unreadable"),
        (6, "paper_dots_unreadable"),
        (7, "too_many_on_one"),
        (9, "paper_row_twice"),
        (11, "no_dots_left"),
        (12, "paper_used"),
        (13, "paper_row_twice"),
        (14, "paper_dots_unreadable"),
    ]


def test_what_is_entered_just_so_already_is_no_fault() -> None:
    found = read(f"ballot;idea;dots\n{C};1;2\n{C};2;0\n{A};1;1\n")
    assert (found.there, found.refused) == ([C], [])
    assert found.ballots == {A: {11: 1}}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "import_empty"),
        ("ballot;idea;dots\n", "import_empty"),
        ("bogen;thema\n1;2\n", "paper_import_columns"),
        ("1234567;1;2\n", "paper_import_columns"),
        ('ballot;idea;dots\n"offen;1;1\n', "import_quote_open"),
    ],
)
def test_what_is_no_table_of_ballots_is_refused_as_a_whole(text: str, reason: str) -> None:
    with refusing(reason):
        read(text)


def test_a_file_of_other_bytes_is_refused() -> None:
    with refusing("import_encoding"):
        csv_rows(b"\x00\x01\x02\xff", known_headings)


def test_a_table_has_an_end() -> None:
    with refusing("paper_import_too_long"):
        read("ballot;idea;dots\n" + f"{A};1;1\n" * 5001)
