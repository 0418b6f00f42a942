"""Ideas from a CSV file, as Excel, LibreOffice or a consultation platform write it; bad rows named by their line."""

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from domain.csv_rows import DELIMITERS, decoded
from domain.ideas import TITLE_MOST, Draft, drafted
from domain.refusal import Refusal
from domain.text_rules import clean_line, clean_text

TITLE = ("titel", "title", "idee", "idea", "comment-body")
TEXT = ("text", "beschreibung", "description")
FIELD = ("handlungsfeld", "field")
_ELLIPSIS = "…"
# A consultation's answers can be long; what does not fit a card is refused later, with both lengths.
_LONGEST_CELL = 1_000_000


@dataclass(frozen=True)
class Row:
    """One idea of the file; `field_name` as written there, empty for none."""

    line: int
    draft: Draft
    field_name: str


@dataclass(frozen=True)
class RefusedRow:
    line: int
    refusal: Refusal


@dataclass
class Reading:
    rows: list[Row] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)


def read_ideas(content: bytes, known_fields: Collection[str]) -> Reading:
    """The good rows and the refused ones. A file that holds no ideas at all is refused as a whole."""
    text = decoded(content)
    delimiter, columns, first_line = _header(text)
    reading = Reading()
    fields = {_key(name) for name in known_fields}
    for line, cells in _records(text, delimiter, first_line, reading):
        try:
            reading.rows.append(_row(line, cells, columns, fields))
        except Refusal as refusal:
            reading.refused.append(RefusedRow(line, refusal))
    return reading


def same_field(name: str, other: str) -> bool:
    """Two spellings of one field of action: case, spaces and kinds of dashes do not matter."""
    return _key(name) == _key(other)


def split_title(text: str) -> tuple[str, str]:
    """A free text as title and rest: at the first line break or at a word's end, so that nothing is lost."""
    first, _, rest = clean_text(text).partition("\n")
    line = clean_line(first)
    if len(line) <= TITLE_MOST:
        return line, rest.strip()
    most = TITLE_MOST - len(f" {_ELLIPSIS}")
    end = line.rfind(" ", 0, most + 1)
    title, following = (line[:end], line[end + 1 :]) if end > 0 else (line[:most], line[most:])
    return f"{title} {_ELLIPSIS}", f"{_ELLIPSIS} {following}\n{rest}".strip()


def _header(text: str) -> tuple[str, dict[str, int], int]:
    """(delimiter, column numbers by meaning, line of the header)"""
    for line, content in enumerate(text.split("\n"), start=1):
        # Excel's own hint about the delimiter is not the header.
        if not content.strip() or content.lower().startswith("sep="):
            continue
        readings = [(delimiter, _columns(content, delimiter)) for delimiter in DELIMITERS]
        delimiter, columns = max(readings, key=lambda reading: len(reading[1]))
        if "title" not in columns:
            raise Refusal("import_no_title", names=", ".join(TITLE))
        return delimiter, columns, line
    raise Refusal("import_empty")


def _columns(header: str, delimiter: str) -> dict[str, int]:
    names = [_key(cell) for cell in next(csv.reader([header], delimiter=delimiter), [])]
    wanted = {"title": TITLE, "text": TEXT, "field": FIELD}
    found = {
        meaning: next((names.index(_key(name)) for name in known if _key(name) in names), None)
        for meaning, known in wanted.items()
    }
    columns = {meaning: place for meaning, place in found.items() if place is not None}
    return columns | {"width": len(names)} if columns else {}


def _records(text: str, delimiter: str, header_line: int, reading: Reading) -> Iterator[tuple[int, list[str]]]:
    """(first line, cells) of each record below the header; what is no CSV goes to the refused ones."""
    lines = text.split("\n")[header_line:]
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter, strict=True)
    while True:
        line = header_line + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reading.refused.append(RefusedRow(line, _no_csv(error)))
            continue
        if any(cell.strip() for cell in cells):
            yield line, cells


def _no_csv(error: csv.Error) -> Refusal:
    """A quotation mark that is never closed swallows the rest of the file; say so."""
    return Refusal("import_quote_open" if "unexpected end" in str(error) else "import_quotes")


def _row(line: int, cells: list[str], columns: dict[str, int], fields: Collection[str]) -> Row:
    width = columns["width"]
    while len(cells) > width and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) != width:
        raise Refusal("import_cells", expected=width, found=len(cells))
    title, text = cells[columns["title"]], cells[columns["text"]] if "text" in columns else ""
    if "text" not in columns:
        title, text = split_title(title)
    name = clean_line(cells[columns["field"]]) if "field" in columns else ""
    if name and _key(name) not in fields:
        raise Refusal("import_field_unknown", name=name)
    return Row(line, drafted(title, text, None), name)


def _key(name: str) -> str:
    return "".join(char for char in clean_line(name).casefold() if char.isalnum())
