"""Files of a meeting full of nasty strings: they open, they say what was typed, and nothing in them does anything.

Rows 13, 17 and 19 of docs/security.md. The 45 formulas one by one: tests/documents/test_cells.py, test_csv_file.py,
test_xlsx_file.py.
"""

import csv
import io
import json
import re
import zipfile
from typing import Any

import pytest
from openpyxl import load_workbook

from actions.documents import _MAKERS, document
from actions.imports import import_ideas
from documents.cells import read_back
from tests.documents.test_cells import DANGEROUS
from tests.trust.room import Room

CSV = sorted(name for name in _MAKERS if name.endswith(".csv"))
# Runs something, or fetches something, when a reader opens the file.
ACTIVE = (b"/Annots", b"/JS", b"/JavaScript", b"/URI", b"/Launch", b"/AA", b"/SubmitForm", b"/EmbeddedFile")


def content(room: Room, name: str) -> bytes:
    return document(room.host, room.workshop_id, name).content


def rows(room: Room, name: str) -> list[list[str]]:
    text = content(room, name).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))


@pytest.mark.parametrize("name", CSV)
def test_no_cell_of_a_csv_begins_like_a_formula(room: Room, name: str) -> None:
    found = rows(room, name)
    assert {len(row) for row in found} == {len(found[0])}, "a text has broken out of its cell"
    for cell in (cell for row in found for cell in row):
        harmless = re.fullmatch(r"[+-]\d[\w .,°%€]*", cell)
        assert harmless or not cell.lstrip(" \u200b\ufeff").startswith(DANGEROUS), cell


def test_the_ideas_of_a_csv_are_read_as_they_were_typed(room: Room) -> None:
    cells = {read_back(cell) for row in rows(room, "ideas.csv") for cell in row}
    assert set(room.kept["title"]) - cells == set()
    assert set(room.kept["text"]) - cells - {""} == set()


def test_a_csv_that_comes_back_adds_nothing(room: Room) -> None:
    """Every idea is recognised, whatever it is."""
    imported = import_ideas(room.host, room.workshop_id, content(room, "ideas.csv"))
    assert imported.added == 0
    assert imported.refused == []


def test_no_cell_of_an_xlsx_is_a_formula_or_a_link(room: Room) -> None:
    book = load_workbook(io.BytesIO(content(room, "results.xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert len(cells) > 5_000
    assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    texts = {read_back(cell.value) for cell in cells if isinstance(cell.value, str)}
    assert set(room.kept["title"]) - texts == set()
    assert set(room.kept["takeaway"]) - texts - {""} == set()


def test_an_xlsx_names_nothing_outside_itself(room: Room) -> None:
    with zipfile.ZipFile(io.BytesIO(content(room, "results.xlsx"))) as parts:
        names = parts.namelist()
        relations = "".join(parts.read(name).decode() for name in names if name.endswith(".rels"))
    assert [name for name in names if name.startswith(("/", "..")) or "vba" in name or "external" in name] == []
    assert 'TargetMode="External"' not in relations


def test_the_archive_holds_every_text(room: Room) -> None:
    archive = json.loads(content(room, "archive.json"))
    texts = set(_texts(archive))
    for name in ("title", "text", "heading", "takeaway", "group"):
        assert set(room.kept[name]) - texts - {""} == set(), name


def test_a_poster_is_paper_and_nothing_else(room: Room) -> None:
    poster = content(room, "poster.pdf")
    outside_streams = re.sub(rb"stream\r?\n.*?endstream", b"", poster, flags=re.DOTALL)
    assert outside_streams.count(b"/Type /Page\n") == 1
    assert [word for word in ACTIVE if word in outside_streams] == []


@pytest.mark.parametrize("name", sorted(_MAKERS))
def test_the_name_of_a_file_is_ours(room: Room, name: str) -> None:
    """Plain ASCII without a path, whatever the meeting is called; what is asked for is looked up, never opened."""
    made = document(room.host, room.workshop_id, name)
    assert re.fullmatch(r"[A-Za-z0-9_-]+\.[a-z]+", made.file_name)
    assert made.media_type.split(";")[0] in (
        "application/json",
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "text/csv",
    )


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    return [text for each in value for text in _texts(each)] if isinstance(value, list) else []
