"""CSV as a German Excel reads it without asking: semicolons, UTF-8 with a mark, CRLF, ISO dates."""

import csv
import datetime as dt
import io

from documents.cells import neutralised
from documents.document import Document, file_name
from documents.tables import Cell, Table
from domain.outcome import Outcome


def csv_file(outcome: Outcome, table: Table) -> Document:
    return csv_of(file_name(outcome.workshop, table.title, "csv"), table)


def csv_of(name: str, table: Table) -> Document:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_written(cell) for cell in row] for row in table.rows)
    return Document(name, "text/csv; charset=utf-8", text.getvalue().encode("utf-8-sig"))


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return neutralised(cell) if isinstance(cell, str) else str(cell)
