"""People in the room and the institutions they come from."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process, utils

from domain.refusal import Refusal
from domain.text_rules import clean_line, required_line, within

NAME_MOST = 80
INSTITUTION_MOST = 120


class InstitutionType(StrEnum):
    KOMMUNE = "kommune"
    WIRTSCHAFTSFOERDERUNG = "wirtschaftsfoerderung"
    KAMMER = "kammer"
    ARBEITSVERWALTUNG = "arbeitsverwaltung"
    HOCHSCHULE = "hochschule"
    SCHULE = "schule"
    BILDUNGSTRAEGER = "bildungstraeger"
    GEWERKSCHAFT = "gewerkschaft"
    VERBAND = "verband"
    GESUNDHEIT_PFLEGE = "gesundheit_pflege"
    STIFTUNG_VEREIN = "stiftung_verein"
    LANDESBEHOERDE = "landesbehoerde"
    UNTERNEHMEN_KMU = "unternehmen_kmu"
    UNTERNEHMEN_GROSS = "unternehmen_gross"
    SONSTIGE = "sonstige"
    KEINE = "keine"


@dataclass(frozen=True)
class Institution:
    id: int
    name: str
    type: InstitutionType


@dataclass(frozen=True)
class Person:
    id: str
    name: str
    institution_id: int | None
    institution: str
    institution_type: InstitutionType
    at_desk: bool = False
    joined_at: dt.datetime | None = None

    def must_be_without_device(self) -> None:
        if not self.at_desk:
            raise Refusal("person_has_device")


@dataclass(frozen=True)
class CheckIn:
    """What the check-in form says, cleaned and within its limits."""

    name: str
    institution: str
    institution_type: InstitutionType


def checked_in(name: str | None, institution: str | None, type_: str | None) -> CheckIn:
    """The form's content, or the refusal that names the field."""
    institution_name = within(clean_line(institution), "institution", INSTITUTION_MOST)
    kind = InstitutionType(type_) if type_ in set(InstitutionType) else InstitutionType.SONSTIGE
    if not institution_name:
        kind = InstitutionType.KEINE
    elif kind is InstitutionType.KEINE:
        kind = InstitutionType.SONSTIGE
    return CheckIn(required_line(name, "name", NAME_MOST), institution_name, kind)


def institution_key(name: str) -> str:
    """What two spellings of one institution have in common: case, dots, legal forms' spaces."""
    return utils.default_process(name).replace(" ", "")


def similar_institutions(name: str, known: list[str], most: int = 3) -> list[str]:
    """Known institutions that are probably meant, best first. A hint, never a merge."""
    found = process.extract(
        name, known, scorer=fuzz.WRatio, processor=utils.default_process, limit=most, score_cutoff=82
    )
    return [match for match, _score, _index in found]
