"""Ballots after their result is shown: nobody's, in no order that says anything, each with its receipt."""

from collections.abc import Callable, Iterable

from sqlalchemy import delete, func, insert, select

from domain.receipts import ToldBallot
from domain.voting import Round
from storage.database import Transaction
from storage.schema import BallotRow, DotRow


def write_anew(tx: Transaction, round_: Round, *, new_id: Callable[[], str], new_receipt: Callable[[], str]) -> None:
    """Cuts the link between people and ballots for good (R-35).

    To forget the person is not enough: an earlier copy of the database knows the ids, the order of rows tells who
    came first, and the slots tell which dot came first. So all rows go, and come back with other ids, in the order
    of these, dots by option, without what tells a ballot on paper from others. Empty ballots do not come back.
    Ballots without a receipt get one that nobody knows, so that they look like all others.
    """
    ballots = told_ballots(tx, round_.id)
    tx.execute(delete(DotRow).where(DotRow.round_id == round_.id))
    tx.execute(delete(BallotRow).where(BallotRow.round_id == round_.id))
    if not ballots:
        return
    used = {ballot.receipt for ballot in ballots}
    named = {new_id(): ballot for ballot in ballots}
    in_order = sorted(named)
    receipts = {ballot_id: named[ballot_id].receipt or _another(new_receipt, used) for ballot_id in in_order}
    tx.execute(insert(BallotRow), [_ballot(round_, ballot_id, receipts[ballot_id]) for ballot_id in in_order])
    tx.execute(insert(DotRow), [dot for id_ in in_order for dot in _dots(round_, id_, named[id_].options)])


def told_ballots(tx: Transaction, round_id: int) -> list[ToldBallot]:
    """Each ballot that holds a dot, its options in their order; in the order of random ids."""
    rows = tx.execute(
        select(BallotRow.id, BallotRow.receipt, DotRow.option_id, func.count())
        .join(DotRow, (DotRow.round_id == BallotRow.round_id) & (DotRow.ballot_id == BallotRow.id))
        .where(BallotRow.round_id == round_id)
        .group_by(BallotRow.id, BallotRow.receipt, DotRow.option_id)
        .order_by(BallotRow.id, DotRow.option_id)
    )
    found: dict[str, tuple[str | None, list[int]]] = {}
    for ballot_id, receipt, option_id, count in rows:
        found.setdefault(ballot_id, (receipt, []))[1].extend([option_id] * count)
    return [ToldBallot(receipt, tuple(options)) for receipt, options in found.values()]


def _another(new_receipt: Callable[[], str], used: set[str | None]) -> str:
    while (receipt := new_receipt()) in used:
        pass
    used.add(receipt)
    return receipt


def _ballot(round_: Round, ballot_id: str, receipt: str) -> dict[str, object]:
    return {"id": ballot_id, "round_id": round_.id, "receipt": receipt, "person_id": None, "on_paper": False}


def _dots(round_: Round, ballot_id: str, options: Iterable[int]) -> Iterable[dict[str, object]]:
    stacks: dict[int, int] = {}
    for slot, option_id in enumerate(options, start=1):
        stacks[option_id] = stacks.get(option_id, 0) + 1
        yield {
            "round_id": round_.id,
            "ballot_id": ballot_id,
            "slot": slot,
            "option_id": option_id,
            "stack": stacks[option_id],
            "budget": round_.budget,
            "maximum": round_.maximum,
        }
