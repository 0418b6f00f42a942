"""The second question for people without a device: the facilitator enters what they say."""

from collections.abc import Collection, Mapping

from actions import answer_sheets
from domain.second_question import Contribution, Sheet
from domain.visitor import Visitor
from storage import log
from storage import people as people_store
from storage import second_question as store
from storage.database import reading, writing
from storage.trouble import may_come_twice


def sheet_at_desk(visitor: Visitor, question_id: int, person_id: str) -> Sheet:
    """What has been entered so far."""
    workshop_id = visitor.as_facilitator()
    with reading() as tx:
        people_store.by_id(tx, workshop_id, person_id).must_be_without_device()
        return answer_sheets.sheet_of(tx, workshop_id, question_id, person_id)


@may_come_twice
def enter_answers_for(
    visitor: Visitor,
    question_id: int,
    person_id: str,
    *,
    steps: Mapping[int, int],
    offers: Collection[tuple[int, Contribution]],
    named: bool,
) -> None:
    """All that the person answers and offers from now on, by idea; what is not named is taken back.

    Offers, and `named` before the others in the room, are consents given to the facilitator by word of mouth.
    """
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        people_store.by_id(tx, workshop_id, person_id).must_be_without_device()
        people_store.lock(tx, workshop_id, (person_id,))
        store.lock(tx, workshop_id, question_id, alone=False)
        question = store.by_id(tx, workshop_id, question_id)
        question.must_ask_about(asked_id for asked_id, _ in offers)
        nothing = {each.id: 0 for each in question.asked}
        answer_sheets.keep_answers(tx, workshop_id, question, person_id, nothing | dict(steps))
        wanted = {(each.id, what): (each.id, what) in offers for each in question.asked for what in Contribution}
        answer_sheets.keep_marks(tx, workshop_id, person_id, wanted, channel="desk")
        answer_sheets.keep_name(tx, workshop_id, person_id, visible=named, channel="desk")
        log.note(tx, workshop_id, visitor.role, "enter_answers", question_id)
