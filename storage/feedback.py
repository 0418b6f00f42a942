"""Feedback, and separately the note of who has answered."""

from sqlalchemy import func, insert, select

from domain.feedback import Feedback
from storage.database import Transaction
from storage.rows import insert_once
from storage.schema import FeedbackGivenRow, FeedbackRow


def has_answered(tx: Transaction, person_id: str) -> bool:
    return (tx.scalar(select(func.count()).where(FeedbackGivenRow.person_id == person_id)) or 0) > 0


def note_answered(tx: Transaction, workshop_id: int, person_id: str) -> bool:
    """False if the person has answered already."""
    return insert_once(tx, insert(FeedbackGivenRow).values(workshop_id=workshop_id, person_id=person_id))


def add(tx: Transaction, workshop_id: int, feedback_id: str, answers: Feedback) -> None:
    tx.execute(
        insert(FeedbackRow).values(
            id=feedback_id,
            workshop_id=workshop_id,
            rating=answers.rating,
            takeaway=answers.takeaway,
            missing=answers.missing,
        )
    )


def of_workshop(tx: Transaction, workshop_id: int) -> list[Feedback]:
    """All answers, in the order of their random ids: the order of answering is not kept."""
    rows = tx.execute(
        select(FeedbackRow.rating, FeedbackRow.takeaway, FeedbackRow.missing)
        .where(FeedbackRow.workshop_id == workshop_id)
        .order_by(FeedbackRow.id)
    )
    return [Feedback(*row) for row in rows]
