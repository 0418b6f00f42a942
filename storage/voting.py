"""Rounds, options, ballots and dots."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from domain.refusal import Refusal
from domain.voting import Ballot, Dot, Option, Round, Status, Subject
from storage.database import Transaction
from storage.rows import columns, insert_once, insert_row, read
from storage.schema import BallotRow, DotRow, IdeaRow, OptionRow, RoundRow, WorkshopRow

_ROUND = columns(RoundRow, Round)
_ROUND_NAMES = [column.key for column in _ROUND]
_OPTION = columns(OptionRow, Option)

# What every dot needs, built once: building a statement takes SQLAlchemy six times as long as running it again.
_ROUND_BY_ID = select(*_ROUND).where(
    RoundRow.workshop_id == bindparam("workshop_id"), RoundRow.id == bindparam("round_id")
)
_ROUND_FOR_WRITING = _ROUND_BY_ID.with_for_update(read=True)
_ROUND_OF_ACTIVITY = (
    select(*_ROUND)
    .where(RoundRow.workshop_id == bindparam("workshop_id"), RoundRow.activity_id == bindparam("activity_id"))
    .order_by(RoundRow.id.desc())
    .limit(1)
)
_BALLOT_ID = select(BallotRow.id).where(
    BallotRow.round_id == bindparam("round_id"), BallotRow.person_id == bindparam("person_id")
)
_BALLOT_FOR_WRITING = _BALLOT_ID.with_for_update()
_BALLOT_OF = (
    select(
        *_ROUND,
        WorkshopRow.is_open.label("meeting_is_open"),
        BallotRow.id.label("ballot_id"),
        BallotRow.receipt,
        BallotRow.on_paper,
        DotRow.slot,
        DotRow.option_id,
        DotRow.stack,
    )
    .select_from(RoundRow)
    .join(WorkshopRow, WorkshopRow.id == RoundRow.workshop_id)
    .outerjoin(BallotRow, and_(BallotRow.round_id == RoundRow.id, BallotRow.person_id == bindparam("person_id")))
    .outerjoin(DotRow, and_(DotRow.round_id == RoundRow.id, DotRow.ballot_id == BallotRow.id))
    .where(RoundRow.workshop_id == bindparam("workshop_id"), RoundRow.id == bindparam("round_id"))
    .order_by(DotRow.slot)
)
_PLACE_DOT = insert(DotRow)
_TAKE_DOT = delete(DotRow).where(
    DotRow.round_id == bindparam("round_id"),
    DotRow.ballot_id == bindparam("ballot_id"),
    DotRow.slot == bindparam("slot"),
)
_OPTIONS_OF_OWN = (
    select(OptionRow.id)
    .join(IdeaRow, or_(IdeaRow.id == OptionRow.idea_id, IdeaRow.merged_into == OptionRow.idea_id))
    .where(OptionRow.round_id == bindparam("round_id"), IdeaRow.author_id == bindparam("person_id"))
)
_COUNT_BALLOTS = select(func.count(DotRow.ballot_id.distinct())).where(DotRow.round_id == bindparam("round_id"))


def _round(row: Any) -> Round:
    values = {name: getattr(row, name) for name in _ROUND_NAMES}
    return Round(**values | {"subject": Subject(row.subject), "status": Status(row.status)})


def _ballot(rows: Sequence[Any]) -> Ballot:
    dots = tuple(Dot(row.slot, row.option_id, row.stack) for row in rows if row.slot is not None)
    return Ballot(rows[0].budget, rows[0].maximum, dots, bool(rows[0].on_paper), receipt=rows[0].receipt or "")


def rounds(tx: Transaction, workshop_id: int) -> list[Round]:
    """All rounds of the workshop, oldest first."""
    rows = tx.execute(select(*_ROUND).where(RoundRow.workshop_id == workshop_id).order_by(RoundRow.id))
    return [_round(row) for row in rows]


def by_id(tx: Transaction, workshop_id: int, round_id: int) -> Round:
    row = tx.execute(_ROUND_BY_ID, {"workshop_id": workshop_id, "round_id": round_id}).first()
    if row is None:
        raise Refusal("round_unknown")
    return _round(row)


def lock(tx: Transaction, workshop_id: int, round_id: int) -> None:
    """Waits for everybody who is placing a dot, and keeps others out until this transaction ends."""
    tx.execute(
        select(RoundRow.id).where(RoundRow.workshop_id == workshop_id, RoundRow.id == round_id).with_for_update()
    )


def of_activity(tx: Transaction, workshop_id: int, activity_id: int | None) -> Round | None:
    """The newest round of an activity."""
    row = tx.execute(_ROUND_OF_ACTIVITY, {"workshop_id": workshop_id, "activity_id": activity_id}).first()
    return _round(row) if row else None


def add(tx: Transaction, workshop_id: int, options: Iterable[Option], **values: Any) -> int:
    """A new round with its options, worded as they are now. Returns its id."""
    round_id = insert_row(tx, insert(RoundRow).values(workshop_id=workshop_id, **values))
    tx.execute(
        insert(OptionRow),
        [
            {
                "round_id": round_id,
                "title": option.title,
                "detail": option.detail,
                "idea_id": option.idea_id,
                "cluster_id": option.cluster_id,
                "field_id": option.field_id,
            }
            for option in options
        ],
    )
    return round_id


def change(tx: Transaction, workshop_id: int, round_id: int, **values: Any) -> None:
    tx.execute(update(RoundRow).where(RoundRow.workshop_id == workshop_id, RoundRow.id == round_id).values(**values))


def options(tx: Transaction, round_id: int) -> list[Option]:
    rows = tx.execute(select(*_OPTION).where(OptionRow.round_id == round_id).order_by(OptionRow.id))
    return [read(Option, row) for row in rows]


def ballot_id_of(tx: Transaction, round_id: int, person_id: str) -> str | None:
    return tx.scalar(_BALLOT_ID, {"round_id": round_id, "person_id": person_id})


def for_writing(
    tx: Transaction, workshop_id: int, round_id: int, person_id: str, *, paper: bool
) -> tuple[Round, str | None, Ballot]:
    """The round, the id of the person's ballot if there is one, and the ballot.

    Until this transaction ends nobody closes the round or writes to this ballot. Once the meeting has ended only
    what was on paper is still entered.
    """
    who = {"workshop_id": workshop_id, "round_id": round_id, "person_id": person_id}
    # First the locks, then the look: a look that waits for a lock would show the dots of before.
    locked = not tx.shares_writing or _lock_ballot(tx, who)
    rows = tx.execute(_BALLOT_OF, who).all()
    if not rows:
        raise Refusal("round_unknown")
    if not (paper or rows[0].meeting_is_open):
        raise Refusal("workshop_closed")
    # A ballot that came between the two is somebody's who still writes to it.
    return _round(rows[0]), rows[0].ballot_id if locked else None, _ballot(rows)


def _lock_ballot(tx: Transaction, who: dict[str, Any]) -> bool:
    """True if there was a ballot to lock."""
    tx.execute(_ROUND_FOR_WRITING, who)
    return tx.execute(_BALLOT_FOR_WRITING, who).first() is not None


def ballot_for(
    tx: Transaction, round_id: int, person_id: str, new_id: str, receipt: str, *, paper: bool
) -> str | None:
    """The person's one ballot in this round, made as `new_id` if there is none; nobody else writes to it now.

    None if somebody else's ballot has this receipt.
    """
    values = {"id": new_id, "round_id": round_id, "person_id": person_id, "on_paper": paper, "receipt": receipt}
    insert_once(tx, insert(BallotRow).values(values))
    return tx.execute(_BALLOT_FOR_WRITING, {"round_id": round_id, "person_id": person_id}).scalar_one_or_none()


def ballot_of(tx: Transaction, workshop_id: int, round_id: int, person_id: str) -> Ballot:
    """The person's ballot; an empty one if there is none yet."""
    rows = tx.execute(_BALLOT_OF, {"workshop_id": workshop_id, "round_id": round_id, "person_id": person_id}).all()
    if not rows:
        raise Refusal("round_unknown")
    return _ballot(rows)


def options_of_own(tx: Transaction, round_id: int, person_id: str) -> set[int]:
    """Options that are an idea of this person, or that one of theirs was merged into; anonymous ones are nobody's."""
    return set(tx.scalars(_OPTIONS_OF_OWN, {"round_id": round_id, "person_id": person_id}))


def save_ballot(tx: Transaction, round_: Round, ballot_id: str, before: Ballot, after: Ballot) -> None:
    """Writes the difference between the two."""
    for dot in set(before.dots) - set(after.dots):
        tx.execute(_TAKE_DOT, {"round_id": round_.id, "ballot_id": ballot_id, "slot": dot.slot})
    new = [
        {
            "round_id": round_.id,
            "ballot_id": ballot_id,
            "slot": dot.slot,
            "option_id": dot.option_id,
            "stack": dot.stack,
            "budget": round_.budget,
            "maximum": round_.maximum,
        }
        for dot in set(after.dots) - set(before.dots)
    ]
    if new:
        _place(tx, new)


def _place(tx: Transaction, dots: list[dict[str, Any]]) -> None:
    """The foreign key says which options there are; asking before would cost every dot a statement."""
    # A forged message may hold a number that no database takes.
    if not all(0 < dot["option_id"] < 2**31 for dot in dots):
        raise Refusal("option_unknown")
    try:
        tx.execute(_PLACE_DOT, dots)
    except IntegrityError as error:
        raise Refusal("option_unknown") from error


def count_ballots(tx: Transaction, round_id: int) -> int:
    """How many ballots hold at least one dot: those who have voted."""
    return tx.scalar(_COUNT_BALLOTS, {"round_id": round_id}) or 0


def totals(tx: Transaction, round_id: int) -> dict[int, int]:
    """Dots by option, zero for options without. Only for rounds that are no longer open."""
    counted = {
        option_id: dots
        for option_id, dots in tx.execute(
            select(DotRow.option_id, func.count()).where(DotRow.round_id == round_id).group_by(DotRow.option_id)
        )
    }
    return {
        option_id: counted.get(option_id, 0)
        for option_id in tx.scalars(select(OptionRow.id).where(OptionRow.round_id == round_id))
    }


def freeze(tx: Transaction, round_id: int, rows: Iterable[tuple[int, int, int]]) -> None:
    """Keeps (rank, option, total)."""
    values = [{"option": option_id, "rank": rank, "total": total} for rank, option_id, total in rows]
    if values:
        tx.execute(update(OptionRow).where(OptionRow.id == bindparam("option")), values)


def newest_seal(tx: Transaction, workshop_id: int) -> str:
    """Of the result that was shown last in the workshop; empty if there is none."""
    sealed = select(RoundRow.seal).where(RoundRow.workshop_id == workshop_id, RoundRow.seal.is_not(None))
    return tx.scalar(sealed.order_by(RoundRow.shown_at.desc(), RoundRow.id.desc()).limit(1)) or ""
