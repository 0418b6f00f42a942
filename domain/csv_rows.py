"""The lines of a CSV file as Excel, LibreOffice or an editor writes it, each with the number of its first line."""

import csv
from collections.abc import Callable, Iterator

from domain.refusal import Refusal

DELIMITERS = ";,\t|"
Rows = list[tuple[int, list[str]]]


def csv_rows(content: bytes, columns: Callable[[list[str]], int]) -> Rows:
    """All rows that say something, the header first. `columns` tells how many of its cells are known headings:
    the delimiter under which most are is the file's."""
    lines = decoded(content).split("\n")
    # Excel's own hint about the delimiter is not the header.
    first = next((n for n, line in enumerate(lines) if line.strip() and not line.lower().startswith("sep=")), None)
    if first is None:
        raise Refusal("import_empty")
    header = lines[first]
    delimiter = max(DELIMITERS, key=lambda each: columns(next(csv.reader([header], delimiter=each), [])))
    return list(_rows(lines[first:], delimiter, first))


def decoded(content: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16 with one, else Windows' western letters; line ends made one kind."""
    has_wide_mark = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if has_wide_mark else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise Refusal("import_encoding")


def _rows(lines: list[str], delimiter: str, before: int) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter, strict=True)
    while True:
        line = before + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            # A quotation mark that is never closed swallows the rest of the file.
            is_open = "unexpected end" in str(error)
            raise Refusal("import_quote_open" if is_open else "import_quotes") from None
        if any(cell.strip() for cell in cells):
            yield line, cells
