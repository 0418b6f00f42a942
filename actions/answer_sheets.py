"""What one person answers to the second question and offers by name, however it comes in: by phone or at the desk.

Within a transaction of somebody who may; the rights are asked for by whoever calls.
"""

from collections.abc import Mapping

from actions.clock import new_id, now
from documents.consents import proof
from domain.live import part
from domain.privacy import Purpose
from domain.second_question import Contribution, SecondQuestion, Sheet, checked_step
from storage import consents
from storage import second_question as store
from storage.database import Transaction


def sheet_of(tx: Transaction, workshop_id: int, question_id: int, person_id: str) -> Sheet:
    asked = {each.id for each in store.by_id(tx, workshop_id, question_id).asked}
    theirs = store.marks_of_person(tx, person_id)
    return Sheet(
        store.steps_of(tx, question_id, person_id),
        frozenset((each.id, contribution) for each, contribution in theirs if each.id in asked),
        _is_named(tx, workshop_id, person_id),
    )


def keep_answers(
    tx: Transaction, workshop_id: int, question: SecondQuestion, person_id: str, steps: Mapping[int, int]
) -> None:
    """The question is locked by whoever calls."""
    question.must_be_open()
    question.must_ask_about(steps)
    wanted = {asked_id: checked_step(step) for asked_id, step in steps.items()}
    sheet_id = store.sheet_for(tx, question.id, person_id, new_id())
    for asked_id, step in wanted.items():
        store.answer(tx, question.id, sheet_id, asked_id, step)
    tx.tell(workshop_id, part("progress", "answered"))


def keep_marks(
    tx: Transaction,
    workshop_id: int,
    person_id: str,
    wanted: Mapping[tuple[int, Contribution], bool],
    *,
    channel: str = "mark",
) -> None:
    """Whether each (idea, offer) is there. The person is locked by whoever calls.

    The first offer is the consent that it stands under one's name; with the last one it ends. `channel`: how it was
    asked for.
    """
    had_some = store.has_marks(tx, person_id)
    for (asked_id, contribution), there in wanted.items():
        store.mark(tx, asked_id, person_id, contribution, there=there)
    has_some = store.has_marks(tx, person_id)
    if has_some and not had_some:
        consents.add(tx, person_id, Purpose.MARKS, **proof(Purpose.MARKS, channel), at=now())
    elif had_some and not has_some:
        consents.withdraw(tx, person_id, Purpose.MARKS, now())
        consents.withdraw(tx, person_id, Purpose.MARKS_ROOM, now())
    tx.tell(workshop_id, "marks")


def keep_name(tx: Transaction, workshop_id: int, person_id: str, *, visible: bool, channel: str = "mark") -> None:
    """The consent to be named beside one's offers. The person is locked by whoever calls."""
    if visible and not _is_named(tx, workshop_id, person_id):
        consents.add(tx, person_id, Purpose.MARKS_ROOM, **proof(Purpose.MARKS_ROOM, channel), at=now())
    elif not visible:
        consents.withdraw(tx, person_id, Purpose.MARKS_ROOM, now())
    tx.tell(workshop_id, "marks")


def _is_named(tx: Transaction, workshop_id: int, person_id: str) -> bool:
    given = consents.of_person(tx, workshop_id, person_id)
    return any(each.purpose == Purpose.MARKS_ROOM and each.holds for each in given)
