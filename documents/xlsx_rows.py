"""The rows of an XLSX file's first sheet, as text. A foreign file: small, without entities, and only what is needed.

Written by hand, because no package that reads spreadsheets is part of the application: three small XML files.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from domain.csv_rows import Rows
from domain.refusal import Refusal

_MOST_BYTES = 10_000_000
_MOST_COLUMNS = 50
_NAMES = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
# What a file that is none, is cut off, encrypted or forged can lead to.
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, DefusedXmlException, ParseError),
    *(LookupError, AttributeError, TypeError, ValueError),
)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def is_xlsx(content: bytes) -> bool:
    return content.startswith(b"PK\x03\x04")


def xlsx_rows(content: bytes) -> Rows:
    """(line, cells) of every row that says something, numbered as the spreadsheet numbers them."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            words = list(_words(file))
            sheet = _xml(file, _first_sheet(file))
            rows = [_row(row, words) for row in sheet.iterfind(".//s:sheetData/s:row", _NAMES)]
    except _UNREADABLE:
        raise Refusal("import_xlsx_unreadable") from None
    found = [(line or place, cells) for place, (line, cells) in enumerate(rows, start=1) if any(cells)]
    if not found:
        raise Refusal("import_empty")
    return found


def _first_sheet(file: zipfile.ZipFile) -> str:
    first = _xml(file, "xl/workbook.xml").find("s:sheets/s:sheet", _NAMES)
    relations = _xml(file, "xl/_rels/workbook.xml.rels")
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    target = targets[first.get(_RELATION)]
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _words(file: zipfile.ZipFile) -> Iterator[str]:
    """Texts that stand in several cells are kept in one place."""
    if "xl/sharedStrings.xml" in file.namelist():
        for each in _xml(file, "xl/sharedStrings.xml").iterfind("s:si", _NAMES):
            yield _text(each)


def _row(row: Any, words: list[str]) -> tuple[int, list[str]]:
    cells: dict[int, str] = {}
    for place, cell in enumerate(row.iterfind("s:c", _NAMES)):
        column = _column(cell.get("r", "")) if cell.get("r") else place
        if column < _MOST_COLUMNS:
            cells[column] = _cell(cell, words)
    return int(row.get("r") or 0), [cells.get(column, "") for column in range(max(cells, default=-1) + 1)]


def _cell(cell: Any, words: list[str]) -> str:
    kind, value = cell.get("t", "n"), cell.findtext("s:v", "", _NAMES)
    if kind == "inlineStr":
        return _text(cell.find("s:is", _NAMES))
    if kind == "s":
        return words[int(value)]
    # Numbers come as 3 or as 3.0.
    return value[:-2] if kind == "n" and re.fullmatch(r"\d+\.0", value) else value


def _text(element: Any) -> str:
    """Without the reading aids that some languages write above their letters."""
    parts = [*element.iterfind("s:t", _NAMES), *element.iterfind("s:r/s:t", _NAMES)]
    return "".join(part.text or "" for part in parts).strip()


def _column(reference: str) -> int:
    """0 for A1, 1 for B1."""
    number = 0
    for letter in re.match(r"[A-Z]+", reference)[0]:  # type: ignore[index]
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _xml(file: zipfile.ZipFile, name: str) -> Any:
    if file.getinfo(name).file_size > _MOST_BYTES:
        raise ValueError("larger than any table of ballots")
    with file.open(name) as part:
        return fromstring(part.read(_MOST_BYTES), forbid_dtd=True)
