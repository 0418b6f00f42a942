"""XLSX: one sheet for each kind of thing, real types, no formulas, no macros."""

import datetime as dt
import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from documents.cells import read_back
from documents.xlsx_file import xlsx_file
from domain.outcome import Attendee, Outcome
from domain.people import InstitutionType
from tests.documents.outcomes import an_idea, an_outcome
from tests.documents.test_cells import DANGEROUS, ROWS


def opened(outcome: Outcome) -> Workbook:
    return load_workbook(io.BytesIO(xlsx_file(outcome).content))


def test_there_is_a_sheet_for_each_kind_of_thing() -> None:
    assert opened(an_outcome()).sheetnames == [
        "Kennzahlen",
        "Teilnehmende nach Art",
        "Ideen",
        "Ergebnis",
        "Stimmzettel",
        "Projektgruppen",
        "Kooperationsbörse",
        "Rückmeldungen",
        "Rückblick",
        "Ablauf",
    ]


def test_every_sheet_keeps_its_head_in_view_and_can_be_filtered() -> None:
    for sheet in opened(an_outcome()):
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
        assert all(cell.font.bold for cell in sheet[1])


def test_numbers_are_numbers_and_days_are_days() -> None:
    figures = {row[0].value: row[1] for row in opened(an_outcome(agreements=8))["Kennzahlen"].iter_rows(min_row=2)}
    assert (figures["Kontaktvereinbarungen"].value, figures["Kontaktvereinbarungen"].data_type) == (8, "n")
    assert figures["Tag"].value.date() == dt.date(2027, 3, 11)
    assert figures["Tag"].is_date


@pytest.mark.parametrize("payload", [row["payload"] for row in ROWS])
def test_typed_text_is_text(payload: str) -> None:
    cell = opened(an_outcome(ideas=(an_idea(payload),)))["Ideen"]["B2"]
    assert cell.data_type in ("s", "inlineStr")
    assert cell.hyperlink is None
    # How XLSX writes a carriage return.
    assert read_back(cell.value.replace("_x000D_", "\r")) == payload


@pytest.mark.parametrize("row", [row for row in ROWS if row["kind"] == "attack"], ids=lambda row: str(row["id"]))
def test_an_attack_begins_like_text(row: dict[str, str]) -> None:
    cell = opened(an_outcome(ideas=(an_idea(row["payload"]),)))["Ideen"]["B2"]
    assert not str(cell.value).startswith(DANGEROUS)


def test_an_address_does_not_become_a_link_and_digits_stay_text() -> None:
    sheet = opened(an_outcome(ideas=(an_idea("https://example.org", text="007"),)))["Ideen"]
    assert sheet["B2"].hyperlink is None
    assert (sheet["C2"].value, sheet["C2"].data_type) == ("007", "s")


def test_the_file_holds_no_names_no_macros_no_foreign_parts() -> None:
    outcome = an_outcome(attendees=(Attendee("Ada Löwe", "Uni Musterstadt", InstitutionType.HOCHSCHULE),))
    with zipfile.ZipFile(io.BytesIO(xlsx_file(outcome).content)) as parts:
        everything = b"".join(parts.read(name) for name in parts.namelist()).decode()
        assert not [name for name in parts.namelist() if "vba" in name or "external" in name]
    assert "Ada" not in everything
    assert "Uni Musterstadt" not in everything
