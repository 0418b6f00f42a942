"""What spreadsheet programs write is read; what is no spreadsheet, or a bomb, is refused."""

import io
import zipfile

import pytest
import xlsxwriter
from openpyxl import Workbook

from documents.xlsx_rows import is_xlsx, xlsx_rows
from tests.refusals import refusing


def by_openpyxl(rows: list[list[object]]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.create_sheet("Zweites").append(["nicht", "dies"])
    book.save(file)
    return file.getvalue()


def by_xlsxwriter(rows: list[list[object]]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Bögen")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell)
        book.add_worksheet("Zweites").write(0, 0, "nicht dies")
    return file.getvalue()


@pytest.mark.parametrize("written_by", [by_openpyxl, by_xlsxwriter])
def test_the_first_sheet_is_read_with_its_own_line_numbers(written_by) -> None:  # type: ignore[no-untyped-def]
    rows: list[list[object]] = [["ballot", "idea", "dots"], [4172036, 3, 2.0], [], ["417 2036", "Größe <&>", None]]
    content = written_by(rows)
    assert is_xlsx(content)
    assert xlsx_rows(content) == [
        (1, ["ballot", "idea", "dots"]),
        (2, ["4172036", "3", "2"]),
        (4, ["417 2036", "Größe <&>"]),
    ]


def test_an_empty_sheet_is_refused() -> None:
    with refusing("import_empty"):
        xlsx_rows(by_xlsxwriter([]))


def with_part(name: str, content: bytes) -> bytes:
    """A good file with one of its parts exchanged."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(by_openpyxl([["a"]]))) as good, zipfile.ZipFile(file, "w") as bad:
        for part in good.namelist():
            bad.writestr(part, content if part == name else good.read(part))
    return file.getvalue()


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c t="inlineStr">'
    b"<is><t>&b;</t></is></c></row></sheetData></worksheet>"
)


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 and then nothing",
        with_part("xl/worksheets/sheet1.xml", b"<worksheet>"),
        with_part("xl/worksheets/sheet1.xml", LAUGHS),
        with_part("xl/worksheets/sheet1.xml", b"<x>" + b" " * 10_000_001 + b"</x>"),
        with_part("xl/workbook.xml", b"<workbook/>"),
    ],
    ids=["no zip", "no xml", "entities", "too large", "no sheets"],
)
def test_what_cannot_be_a_table_is_refused(content: bytes) -> None:
    with refusing("import_xlsx_unreadable"):
        xlsx_rows(content)
