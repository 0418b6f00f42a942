"""People in the room and the institutions they come from."""

import datetime as dt
import re
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


# What a name in Germany says of the kind of institution, the first that fits. Of a company's size it says nothing.
_SPEAKING_NAMES = {
    InstitutionType.BILDUNGSTRAEGER: r"volkshochschule|\bvhs\b|bildungs(werk|zentrum)|sprachschule|weiterbildung",
    InstitutionType.ARBEITSVERWALTUNG: r"agentur für arbeit|arbeitsagentur|jobcenter",
    InstitutionType.KAMMER: r"kammer\b|kreishandwerkerschaft|\bihk\b|\bhwk\b",
    InstitutionType.WIRTSCHAFTSFOERDERUNG: r"wirtschaftsförder|wirtschaftsinitiative",
    InstitutionType.GEWERKSCHAFT: r"gewerkschaft|\bdgb\b|\bver\.?di\b|\big metall\b|\big bce\b",
    InstitutionType.HOCHSCHULE: r"universität|university|hochschule|berufsakademie|fraunhofer|max-planck",
    InstitutionType.SCHULE: r"berufsbildende|\bbbs\b|schule\b|schulen\b|gymnasium",
    InstitutionType.LANDESBEHOERDE: r"ministerium|landesentwicklung|\b(landes|bundes)(amt|behörde|anstalt)",
    InstitutionType.GESUNDHEIT_PFLEGE: r"klinik|krankenhaus|pflege|gesundheit|hospital",
    InstitutionType.VERBAND: r"(arbeitgeber|unternehmer|wirtschafts|industrie|branchen)verband",
    InstitutionType.STIFTUNG_VEREIN: r"stiftung|wohlfahrt|caritas|diakonie|\bawo\b|rotes kreuz|\be\. ?v\b",
    InstitutionType.UNTERNEHMEN_KMU: r"\b(gmbh|mbh|ag|kg|ohg|gbr|ug|se|eg)\b|\be\. ?k\b",
    InstitutionType.KOMMUNE: r"^(land)?kreis\b|\blandkreis\b|\bstadt\b|gemeinde\b|^stadtverwaltung|rathaus",
}


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
    kind = InstitutionType(type_) if type_ in set(InstitutionType) else InstitutionType.KEINE
    if not institution_name:
        kind = InstitutionType.KEINE
    elif kind is InstitutionType.KEINE:
        kind = guessed_type(institution_name)
    return CheckIn(required_line(name, "name", NAME_MOST), institution_name, kind)


def guessed_type(institution: str) -> InstitutionType:
    """For who has not chosen one: what the name speaks of, else "other". They see it under "Meine Daten"."""
    name = institution.lower()
    speaking = (kind for kind, words in _SPEAKING_NAMES.items() if re.search(words, name))
    return next(speaking, InstitutionType.SONSTIGE)


def institution_key(name: str) -> str:
    """What two spellings of one institution have in common: case, dots, legal forms' spaces."""
    return utils.default_process(name).replace(" ", "")


def similar_institutions(name: str, known: list[str], most: int = 3) -> list[str]:
    """Known institutions that are probably meant, best first. A hint, never a merge."""
    found = process.extract(
        name, known, scorer=fuzz.WRatio, processor=utils.default_process, limit=most, score_cutoff=82
    )
    return [match for match, _score, _index in found]
