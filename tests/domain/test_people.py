"""Checking in: a name is enough; an institution has a type, nobody without one does."""

import pytest

from domain.people import CheckIn, InstitutionType, checked_in, institution_key, similar_institutions
from domain.refusal import Refusal


def test_a_nickname_is_enough() -> None:
    assert checked_in(" Ada ", None, None) == CheckIn("Ada", "", InstitutionType.KEINE)


@pytest.mark.parametrize(
    ("institution", "chosen", "kind"),
    [
        ("IHK Testland", "kammer", InstitutionType.KAMMER),
        ("IHK Testland", None, InstitutionType.SONSTIGE),
        ("IHK Testland", "keine", InstitutionType.SONSTIGE),
        ("IHK Testland", "forged", InstitutionType.SONSTIGE),
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
