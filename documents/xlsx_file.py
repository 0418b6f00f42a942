"""XLSX: a sheet for each kind of thing, numbers as numbers, dates as dates, text as text and never a formula."""

import datetime as dt
import io
from collections.abc import Iterable
from typing import Any

import xlsxwriter

import texts
from documents import second_question
from documents.cells import neutralised
from documents.document import Document, file_name
from documents.tables import Cell, Table, sheets
from domain.outcome import Outcome

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTHS = range(10, 61)


def xlsx_file(outcome: Outcome) -> Document:
    asked = [second_question.table(outcome)] if outcome.questions else []
    name = file_name(outcome.workshop, texts.say("document.results"), "xlsx")
    return workbook(name, [*sheets(outcome), *asked], outcome.workshop.title, outcome.alliance.name)


def workbook(name: str, tables: Iterable[Table], title: str, author: str) -> Document:
    """A sheet for each table."""
    file = io.BytesIO()
    # Nothing that a person typed may become a formula, a link or a number.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": title, "author": author})
        for table in tables:
            _write(book, table)
    return Document(name, _TYPE, file.getvalue())


def _write(book: xlsxwriter.Workbook, table: Table) -> None:
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})
    sheet = book.add_worksheet(table.title)
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, _width(table, column))
    for row, cells in enumerate(table.rows, start=1):
        for column, cell in enumerate(cells):
            _write_cell(sheet, row, column, cell, body, day)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)


def _write_cell(sheet: Any, row: int, column: int, cell: Cell, body: Any, day: Any) -> None:
    if isinstance(cell, dt.date):
        sheet.write_datetime(row, column, dt.datetime.combine(cell, dt.time()), day)
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell, body)
    else:
        sheet.write_string(row, column, neutralised(cell or ""), body)


def _width(table: Table, column: int) -> int:
    """As wide as the longest text, within reason; longer texts wrap."""
    longest = max(len(str(row[column] or "")) for row in (table.columns, *table.rows))
    return min(max(longest + 2, _WIDTHS.start), _WIDTHS.stop - 1)
