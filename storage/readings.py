"""How a result reads by institution and by type: worked out from the ballots before their link to people is cut."""

from collections.abc import Iterable

from sqlalchemy import func, select, update

from domain.people import InstitutionType
from domain.readings import Cast, Reading
from storage.database import Transaction
from storage.schema import BallotRow, DotRow, InstitutionRow, PersonRow, RoundRow


def casts(tx: Transaction, round_id: int) -> list[Cast]:
    """The ballots that hold a dot, each with where its person comes from. Only until the link is cut."""
    rows = tx.execute(
        select(
            DotRow.ballot_id,
            BallotRow.person_id,
            InstitutionRow.id,
            InstitutionRow.type,
            DotRow.option_id,
            func.count(),
        )
        .select_from(DotRow)
        .join(BallotRow, BallotRow.id == DotRow.ballot_id)
        .outerjoin(PersonRow, PersonRow.id == BallotRow.person_id)
        .outerjoin(InstitutionRow, InstitutionRow.id == PersonRow.institution_id)
        .where(DotRow.round_id == round_id)
        .group_by(DotRow.ballot_id, BallotRow.person_id, InstitutionRow.id, InstitutionRow.type, DotRow.option_id)
    )
    found: dict[str, tuple[int | None, InstitutionType | None, dict[int, int]]] = {}
    for ballot_id, person_id, institution_id, kind, option_id, count in rows:
        known = InstitutionType(kind or InstitutionType.KEINE) if person_id else None
        found.setdefault(ballot_id, (institution_id, known, {}))[2][option_id] = count
    return [Cast(institution_id, kind, counts) for institution_id, kind, counts in found.values()]


def keep(tx: Transaction, round_id: int, readings: Iterable[Reading]) -> None:
    rows = [
        {
            "name": reading.name,
            "of": reading.of.value if reading.of else None,
            "voices": reading.voices,
            "weights": {str(option_id): weight for option_id, weight in reading.weights.items()},
        }
        for reading in readings
    ]
    tx.execute(update(RoundRow).where(RoundRow.id == round_id).values(readings=rows))


def of_round(tx: Transaction, round_id: int) -> list[Reading]:
    """As they were when the result was shown; none before, nor for rounds shown by an older version."""
    return [
        Reading(
            row["name"],
            InstitutionType(row["of"]) if row["of"] else None,
            row["voices"],
            {int(option_id): weight for option_id, weight in row["weights"].items()},
        )
        for row in tx.scalar(select(RoundRow.readings).where(RoundRow.id == round_id)) or []
    ]
