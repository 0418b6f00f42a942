"""Checking in: a name is enough; an institution has a type, nobody without one does."""

from pathlib import Path

import pytest
import yaml

from domain.people import (
    CheckIn,
    InstitutionType,
    checked_in,
    guessed_type,
    institution_key,
    similar_institutions,
)
from domain.refusal import Refusal

DEMO = Path(__file__).parents[2] / "demo" / "demo.yaml"


def test_a_nickname_is_enough() -> None:
    assert checked_in(" Ada ", None, None) == CheckIn("Ada", "", InstitutionType.KEINE)


@pytest.mark.parametrize(
    ("institution", "chosen", "kind"),
    [
        ("IHK Testland", "kammer", InstitutionType.KAMMER),
        ("IHK Testland", "sonstige", InstitutionType.SONSTIGE),
        ("Testland", None, InstitutionType.SONSTIGE),
        ("Testland", "keine", InstitutionType.SONSTIGE),
        ("Testland", "forged", InstitutionType.SONSTIGE),
        ("IHK Testland", None, InstitutionType.KAMMER),
        ("IHK Testland", "keine", InstitutionType.KAMMER),
        ("", "kammer", InstitutionType.KEINE),
        ("  ", "kammer", InstitutionType.KEINE),
    ],
)
def test_an_institution_has_a_type_and_nobody_without_one_does(
    institution: str, chosen: str | None, kind: InstitutionType
) -> None:
    assert checked_in("Ada", institution, chosen).institution_type is kind


@pytest.mark.parametrize(
    ("name", "institution", "reason"),
    [
        ("", "", "name_missing"),
        ("\u200d", "", "name_missing"),
        ("x" * 81, "", "name_too_long"),
        ("Ada", "x" * 121, "institution_too_long"),
    ],
)
def test_what_is_missing_or_too_long_is_named(name: str, institution: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        checked_in(name, institution, None)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Stadtwerke Testland AG", InstitutionType.UNTERNEHMEN_KMU),
        ("Stadt Testland, Amt für Wirtschaftsförderung", InstitutionType.WIRTSCHAFTSFOERDERUNG),
        ("Samtgemeinde Probental", InstitutionType.KOMMUNE),
        ("VHS Testland gGmbH", InstitutionType.BILDUNGSTRAEGER),
        ("Universitätsmedizin", InstitutionType.HOCHSCHULE),
        ("Ingenieurbüro Agil", InstitutionType.SONSTIGE),
        ("Stadthalle", InstitutionType.SONSTIGE),
    ],
)
def test_a_name_speaks_of_its_kind(name: str, kind: InstitutionType) -> None:
    assert guessed_type(name) is kind


def test_of_the_demos_institutions_no_name_is_misread_and_nearly_all_speak() -> None:
    """Whether a company is large no name says."""
    rows = yaml.safe_load(DEMO.read_text(encoding="utf-8"))["institutionen"]
    found = [(guessed_type(row["name"]).value.removesuffix("_kmu"), row["typ"]) for row in rows]
    spoken = [(guessed, kind) for guessed, kind in found if guessed != "sonstige"]
    assert [pair for pair in spoken if not pair[1].startswith(pair[0])] == []
    assert len(spoken) >= 0.9 * len(rows)


@pytest.mark.parametrize(
    ("one", "other"),
    [("IHK Testland", "ihk testland"), ("Stadt Göttingen", "STADT  GÖTTINGEN"), ("Müller & Co. KG", "müller co kg")],
)
def test_two_spellings_are_one_institution(one: str, other: str) -> None:
    assert institution_key(one) == institution_key(other)


def test_two_institutions_stay_two() -> None:
    assert institution_key("Landkreis Göttingen") != institution_key("Stadt Göttingen")


def test_a_misspelt_institution_finds_the_one_that_is_meant() -> None:
    known = ["Jobcenter Northeim", "Jobcenter Göttingen", "Universität Göttingen"]
    assert similar_institutions("jobcenter gottingen", known)[0] == "Jobcenter Göttingen"
    assert similar_institutions("Bäckerei Krume", known) == []
