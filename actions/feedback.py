"""Three short questions at the end, kept without the person."""

from actions.clock import new_id
from domain.feedback import given
from domain.live import part
from domain.refusal import Refusal
from domain.visitor import Visitor
from storage import feedback as store
from storage import people as people_store
from storage import workshop as workshop_store
from storage.database import reading, writing


def has_given_feedback(visitor: Visitor) -> bool:
    _, person_id = visitor.as_participant()
    with reading() as tx:
        return store.has_answered(tx, person_id)


def give_feedback(
    visitor: Visitor, *, rating: int | None, takeaway: str | None = "", missing: str | None = ""
) -> None:
    """Once per person; the answers themselves carry no person and no time."""
    workshop_id, person_id = visitor.as_participant()
    answers = given(rating, takeaway, missing)
    with writing() as tx:
        workshop_store.by_id(tx, workshop_id).must_be_open()
        people_store.by_id(tx, workshop_id, person_id)
        if not store.note_answered(tx, workshop_id, person_id):
            raise Refusal("feedback_given")
        store.add(tx, workshop_id, new_id(), answers)
        tx.tell(workshop_id, part("progress", "feedback"))
