"""What has had its time, by kind of data: counted for the report, and deleted."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, func, not_, or_, select, update

from domain.contacts import RequestState
from domain.privacy import Kept
from storage import erasure
from storage.database import Transaction
from storage.schema import (
    ActivityRow,
    AnswerSheetRow,
    BallotRow,
    ChoreRow,
    ContactRequestRow,
    FeedbackGivenRow,
    FeedbackRow,
    GroupMemberRow,
    IdeaRow,
    LogRow,
    MarkRow,
    PersonRow,
    RoundRow,
    SecondQuestionRow,
)


def count(tx: Transaction, kind: Kept, workshop_ids: Collection[int], before: dt.datetime) -> int:
    """How many rows of this kind these meetings still hold; of the log, how many are older."""
    return sum(
        tx.scalar(select(func.count()).select_from(table).where(*where)) or 0
        for table, where in _rows(kind, workshop_ids, before)
    )


def delete_some(tx: Transaction, kind: Kept, workshop_ids: Collection[int], before: dt.datetime, most: int) -> int:
    """Deletes what `count` counts; of people at most so many, so that nobody waits. Returns how many people went."""
    if kind in (Kept.ATTENDANCE, Kept.CONTACT):
        return _erase_some(tx, kind, workshop_ids, most)
    if kind is Kept.TOKEN:
        tx.execute(update(PersonRow).where(*_with_code(workshop_ids)).values(return_code_hash=None))
        tx.execute(update(BallotRow).where(*_linked(workshop_ids)).values(person_id=None))
        tx.execute(update(AnswerSheetRow).where(*_linked_sheets(workshop_ids)).values(person_id=None))
        tx.execute(delete(FeedbackGivenRow).where(FeedbackGivenRow.workshop_id.in_(workshop_ids)))
    elif kind is Kept.FEEDBACK:
        tx.execute(update(FeedbackRow).where(*_worded(workshop_ids)).values(takeaway="", missing=""))
    elif kind is Kept.AUDIT:
        tx.execute(delete(LogRow).where(LogRow.at < before))
        tx.execute(delete(ChoreRow).where(ChoreRow.at < before))
    return 0


def begun_since(tx: Transaction, moment: dt.datetime) -> bool:
    """True if an activity of any meeting was started after this moment."""
    return bool(tx.scalar(select(func.count()).where(ActivityRow.started_at > moment)))


def _erase_some(tx: Transaction, kind: Kept, workshop_ids: Collection[int], most: int) -> int:
    if kind is Kept.ATTENDANCE:
        erasure.without_author(tx, workshop_ids)
    people = tx.execute(
        select(PersonRow.workshop_id, PersonRow.id)
        .where(*_people(kind, workshop_ids))
        .order_by(PersonRow.id)
        .limit(most)
    ).all()
    for workshop_id, person_id in people:
        erasure.erase(tx, workshop_id, person_id, keep_ideas=True)
    return len(people)


def _rows(kind: Kept, workshop_ids: Collection[int], before: dt.datetime) -> list[tuple[Any, Any]]:
    """(table, conditions) of everything that counts as this kind."""
    match kind:
        case Kept.TOKEN:
            given = (FeedbackGivenRow, (FeedbackGivenRow.workshop_id.in_(workshop_ids),))
            linked = [(BallotRow, _linked(workshop_ids)), (AnswerSheetRow, _linked_sheets(workshop_ids))]
            return [(PersonRow, _with_code(workshop_ids)), *linked, given]
        case Kept.ATTENDANCE:
            authored = (IdeaRow.workshop_id.in_(workshop_ids), IdeaRow.author_id.is_not(None))
            return [(PersonRow, _people(kind, workshop_ids)), (IdeaRow, authored)]
        case Kept.CONTACT:
            return [(PersonRow, _people(kind, workshop_ids))]
        case Kept.FEEDBACK:
            return [(FeedbackRow, _worded(workshop_ids))]
        case Kept.AUDIT:
            return [(LogRow, (LogRow.at < before,))]


def _people(kind: Kept, workshop_ids: Collection[int]) -> tuple[Any, ...]:
    """Those whom somebody counts on finding (Personal.in_contact) are kept as contacts, the others as attendance."""
    agreed = select(ContactRequestRow.id).where(
        ContactRequestRow.state == RequestState.ACCEPTED.value,
        or_(ContactRequestRow.from_id == PersonRow.id, ContactRequestRow.to_id == PersonRow.id),
    )
    grouped = select(GroupMemberRow.person_id).where(GroupMemberRow.person_id == PersonRow.id)
    marked = select(MarkRow.person_id).where(MarkRow.person_id == PersonRow.id)
    counted_on = (agreed.exists(), grouped.exists(), marked.exists())
    in_contact = or_(PersonRow.visible.is_(True), PersonRow.email != "", *counted_on)
    return PersonRow.workshop_id.in_(workshop_ids), in_contact if kind is Kept.CONTACT else not_(in_contact)


def _with_code(workshop_ids: Collection[int]) -> tuple[Any, ...]:
    return PersonRow.workshop_id.in_(workshop_ids), PersonRow.return_code_hash.is_not(None)


def _linked(workshop_ids: Collection[int]) -> tuple[Any, ...]:
    """Ballots of rounds whose result was never shown."""
    rounds = select(RoundRow.id).where(RoundRow.workshop_id.in_(workshop_ids))
    return BallotRow.round_id.in_(rounds), BallotRow.person_id.is_not(None)


def _linked_sheets(workshop_ids: Collection[int]) -> tuple[Any, ...]:
    """Answers to second questions that were never shown."""
    questions = select(SecondQuestionRow.id).where(SecondQuestionRow.workshop_id.in_(workshop_ids))
    return AnswerSheetRow.question_id.in_(questions), AnswerSheetRow.person_id.is_not(None)


def _worded(workshop_ids: Collection[int]) -> tuple[Any, ...]:
    return FeedbackRow.workshop_id.in_(workshop_ids), or_(FeedbackRow.takeaway != "", FeedbackRow.missing != "")
