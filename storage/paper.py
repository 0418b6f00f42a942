"""Printed ballots: their numbers, whose they are, and what of a result was on paper.

What several of these do together holds only while the round is locked (`voting.lock`).
"""

from typing import Any

from sqlalchemy import and_, delete, func, insert, select, update

from domain.paper import Batch, Sheet
from domain.refusal import Refusal
from domain.voting import Ballot, Dot, Round
from storage import people, voting
from storage.database import Transaction
from storage.rows import columns, insert_once, read
from storage.schema import BallotRow, DotRow, PaperSheetRow

_SHEET = columns(PaperSheetRow, Sheet)


def add(tx: Transaction, workshop_id: int, sheet: Sheet) -> bool:
    """False if this number is on another sheet of the meeting."""
    values = {"workshop_id": workshop_id, "round_id": sheet.round_id, "number": sheet.number, "batch": sheet.batch}
    return insert_once(tx, insert(PaperSheetRow), values | {"receipt": sheet.receipt, "entered": False})


def batches(tx: Transaction, round_id: int) -> list[Batch]:
    """What was printed, oldest first."""
    entered = func.count().filter(PaperSheetRow.entered.is_(True))
    rows = tx.execute(
        select(PaperSheetRow.batch, func.count(), entered)
        .where(PaperSheetRow.round_id == round_id)
        .group_by(PaperSheetRow.batch)
        .order_by(PaperSheetRow.batch)
    )
    return [Batch(*row) for row in rows]


def of_round(tx: Transaction, round_id: int) -> list[Sheet]:
    """In the order of their random numbers."""
    rows = tx.execute(
        select(*_SHEET).where(PaperSheetRow.round_id == round_id).order_by(PaperSheetRow.batch, PaperSheetRow.number)
    )
    return [read(Sheet, row) for row in rows]


def by_number(tx: Transaction, workshop_id: int, number: str) -> Sheet:
    row = tx.execute(
        select(*_SHEET).where(PaperSheetRow.workshop_id == workshop_id, PaperSheetRow.number == number)
    ).first()
    if row is None:
        raise Refusal("paper_number_unknown")
    return read(Sheet, row)


def ballot_on(tx: Transaction, round_: Round, sheet: Sheet) -> Ballot:
    """The dots that were entered for the sheet so far."""
    rows = tx.execute(
        select(DotRow.slot, DotRow.option_id, DotRow.stack)
        .where(DotRow.round_id == round_.id, DotRow.ballot_id == sheet.ballot_id)
        .order_by(DotRow.slot)
    )
    return Ballot(round_.budget, round_.maximum, tuple(Dot(*row) for row in rows), on_paper=True)


def counts_of_round(tx: Transaction, round_id: int) -> dict[str, dict[int, int]]:
    """Dots by option, by the number of each sheet that has any."""
    rows = tx.execute(
        select(PaperSheetRow.number, DotRow.option_id, func.count())
        .join(DotRow, and_(DotRow.round_id == PaperSheetRow.round_id, DotRow.ballot_id == PaperSheetRow.ballot_id))
        .where(PaperSheetRow.round_id == round_id)
        .group_by(PaperSheetRow.number, DotRow.option_id)
    )
    found: dict[str, dict[int, int]] = {}
    for number, option_id, count in rows:
        found.setdefault(number, {})[option_id] = count
    return found


def person_of(tx: Transaction, sheet: Sheet) -> str | None:
    return tx.scalar(select(BallotRow.person_id).where(BallotRow.id == sheet.ballot_id))


def has_said_something(tx: Transaction, ballot_id: str) -> bool:
    """Whether the ballot holds a dot, or is a sheet of its own."""
    dots = select(func.count()).where(DotRow.ballot_id == ballot_id).scalar_subquery()
    sheets = select(func.count()).where(PaperSheetRow.ballot_id == ballot_id).scalar_subquery()
    return bool(tx.scalar(select(dots + sheets)))


def remove_ballot(tx: Transaction, round_id: int, ballot_id: str) -> None:
    """A person's other ballot, which this one takes the place of; the sheet it was on is as good as new."""
    was_on = (PaperSheetRow.round_id == round_id, PaperSheetRow.ballot_id == ballot_id)
    tx.execute(update(PaperSheetRow).where(*was_on).values(ballot_id=None, entered=False))
    tx.execute(delete(BallotRow).where(BallotRow.round_id == round_id, BallotRow.id == ballot_id))


def bind(tx: Transaction, workshop_id: int, sheet: Sheet, new_id: str, person_id: str | None) -> str:
    """From now on the sheet is this person's, or nobody's whose name is known. Returns its ballot's id."""
    if sheet.ballot_id is not None:
        tx.execute(update(BallotRow).where(BallotRow.id == sheet.ballot_id).values(person_id=person_id))
        return sheet.ballot_id
    ballot = {"id": new_id, "round_id": sheet.round_id, "person_id": person_id, "on_paper": True}
    # Should somebody's device have drawn the same words meanwhile, this ballot gets others with the result.
    if not insert_once(tx, insert(BallotRow), ballot | {"receipt": sheet.receipt}):
        tx.execute(insert(BallotRow), ballot | {"receipt": None})
    tx.execute(_of(workshop_id, sheet).values(ballot_id=new_id))
    return new_id


def mark_entered(tx: Transaction, workshop_id: int, sheet: Sheet) -> None:
    tx.execute(_of(workshop_id, sheet).values(entered=True))


def count_unnamed(tx: Transaction, round_id: int) -> int:
    """People who are here on paper only: their sheet was brought in, and nobody's name is known of it."""
    unnamed = select(func.count()).select_from(PaperSheetRow)
    unnamed = unnamed.join(BallotRow, BallotRow.id == PaperSheetRow.ballot_id)
    return tx.scalar(unnamed.where(PaperSheetRow.round_id == round_id, BallotRow.person_id.is_(None))) or 0


def count_with_dots(tx: Transaction, round_id: int) -> tuple[int, int]:
    """(ballots on paper that hold a dot, those of them nobody's name is known of). Only until the link is cut."""
    ballots = (
        select(BallotRow.id, BallotRow.person_id)
        .join(DotRow, and_(DotRow.round_id == BallotRow.round_id, DotRow.ballot_id == BallotRow.id))
        .where(BallotRow.round_id == round_id, BallotRow.on_paper.is_(True))
        .distinct()
        .subquery()
    )
    row = tx.execute(select(func.count(), func.count(ballots.c.person_id)).select_from(ballots)).one()
    return row[0], row[0] - row[1]


def turnout(tx: Transaction, workshop_id: int, round_id: int) -> dict[str, int]:
    """How many are here and how many ballots hold a dot, in all and on paper; as columns of the round.

    Some are here on paper only. Who was deleted while the round was open is counted by the ballot that stayed.
    """
    here = people.count(tx, workshop_id) + count_unnamed(tx, round_id)
    ballots, (paper, unnamed) = voting.count_ballots(tx, round_id), count_with_dots(tx, round_id)
    return {"present": max(here, ballots), "ballots": ballots, "paper": paper, "paper_unnamed": unnamed}


def forget(tx: Transaction, round_id: int) -> None:
    """Cuts the link between numbers, receipts and ballots for good."""
    tx.execute(update(PaperSheetRow).where(PaperSheetRow.round_id == round_id).values(ballot_id=None, receipt=None))


def _of(workshop_id: int, sheet: Sheet) -> Any:
    return update(PaperSheetRow).where(PaperSheetRow.workshop_id == workshop_id, PaperSheetRow.number == sheet.number)
