"""The second question about a shortlist: the facilitator asks, closes and shows; people answer, and offer help.

How far somebody agrees is secret like dots. What somebody offers stands under their name.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from actions import answer_sheets
from actions.clock import now
from domain.refusal import Refusal
from domain.second_question import (
    Asked,
    Contribution,
    Mark,
    SecondQuestion,
    Sheet,
    told,
)
from domain.visitor import Role, Visitor
from domain.voting import Status
from storage import chores, log, scrubbing
from storage import people as people_store
from storage import second_question as store
from storage import voting as voting_store
from storage import workshop as workshop_store
from storage.database import Transaction, reading, writing
from storage.trouble import may_come_twice


def question_of(visitor: Visitor, round_id: int) -> SecondQuestion | None:
    """The second question about this round; what was answered only once it is shown."""
    with reading() as tx:
        workshop_id = visitor.in_workshop()
        voting_store.by_id(tx, workshop_id, round_id)
        return store.of_round(tx, workshop_id, round_id)


def ask(visitor: Visitor, round_id: int, option_ids: Collection[int]) -> int:
    """Asks about these options of a shown round. A round has one second question: asked again, it is the same."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        workshop_store.lock(tx, workshop_id)
        if voting_store.by_id(tx, workshop_id, round_id).status is not Status.SHOWN:
            raise Refusal("result_not_shown")
        there = store.of_round(tx, workshop_id, round_id)
        if there:
            return there.id
        known = [option.id for option in voting_store.options(tx, round_id) if option.id in option_ids]
        if not known:
            raise Refusal("option_unknown")
        question_id = store.add(tx, workshop_id, round_id, known, now())
        if question_id is None:
            raise Refusal("question_unknown")
        log.note(tx, workshop_id, visitor.role, "ask_second_question", question_id)
        tx.tell(workshop_id, "question", "marks", "progress")
        return question_id


def take_back(visitor: Visitor, question_id: int) -> None:
    """The question was asked by mistake, and nobody has answered yet."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        _alone(tx, workshop_id, question_id)
        if store.count_answered(tx, question_id) or store.mark_counts(tx, question_id):
            raise Refusal("question_answered")
        store.remove(tx, question_id)
        log.note(tx, workshop_id, visitor.role, "take_back_second_question", question_id)
        tx.tell(workshop_id, "question", "marks", "progress")


def close_question(visitor: Visitor, question_id: int) -> None:
    """Ends the answering. Nobody knows a figure yet, so it can be taken back."""
    _change(visitor, question_id, Status.CLOSED)


def reopen_question(visitor: Visitor, question_id: int) -> None:
    _change(visitor, question_id, Status.OPEN)


def show_answers(visitor: Visitor, question_id: int) -> None:
    """Makes the totals known, keeps them, and deletes what each person answered."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        _alone(tx, workshop_id, question_id).must_be_reopenable()
        answered = store.count_answered(tx, question_id)
        totals = store.totals(tx, question_id)
        store.freeze(tx, question_id, {key: list(told(steps) or []) or None for key, steps in totals.items()})
        present = max(people_store.count(tx, workshop_id), answered)
        store.change(tx, question_id, status=Status.SHOWN.value, shown_at=now(), present=present, answered=answered)
        chores.note(tx, chores.TIDY, now())
        log.note(tx, workshop_id, visitor.role, "show_answers", question_id)
        tx.tell(workshop_id, "question", "progress")
    # No earlier page of the file may tell whose an answer was.
    scrubbing.empty_log()


@may_come_twice
def answer(visitor: Visitor, question_id: int, steps: Mapping[int, int]) -> None:
    """How far this person agrees with each named idea; 0 is no answer. Sent twice, it changes nothing more."""
    workshop_id, person_id = visitor.as_participant()
    with writing() as tx:
        workshop_store.by_id(tx, workshop_id).must_be_open()
        people_store.by_id(tx, workshop_id, person_id)
        store.lock(tx, workshop_id, question_id, alone=False)
        answer_sheets.keep_answers(tx, workshop_id, store.by_id(tx, workshop_id, question_id), person_id, steps)


@may_come_twice
def mark(visitor: Visitor, question_id: int, asked_id: int, contribution: Contribution, *, there: bool) -> None:
    """Offers this to an idea by name, or takes the offer back; that is possible when the meeting is over too."""
    workshop_id, person_id = visitor.as_participant()
    with writing() as tx:
        if there:
            workshop_store.by_id(tx, workshop_id).must_be_open()
        people_store.by_id(tx, workshop_id, person_id)
        people_store.lock(tx, workshop_id, (person_id,))
        store.by_id(tx, workshop_id, question_id).must_ask_about([asked_id])
        answer_sheets.keep_marks(tx, workshop_id, person_id, {(asked_id, contribution): there})


@may_come_twice
def name_me(visitor: Visitor, *, visible: bool) -> None:
    """The consent that others in the room see this person's name beside their offers, or its end."""
    workshop_id, person_id = visitor.as_participant()
    with writing() as tx:
        if visible:
            workshop_store.by_id(tx, workshop_id).must_be_open()
        people_store.by_id(tx, workshop_id, person_id)
        people_store.lock(tx, workshop_id, (person_id,))
        answer_sheets.keep_name(tx, workshop_id, person_id, visible=visible)


def my_sheet(visitor: Visitor, question_id: int) -> Sheet:
    """What this person has answered, as long as it is known, and what they offer."""
    workshop_id, person_id = visitor.as_participant()
    with reading() as tx:
        return answer_sheets.sheet_of(tx, workshop_id, question_id, person_id)


def marks_of(visitor: Visitor, question_id: int) -> list[Mark]:
    """Who offers what. In the room the names of those who agreed to it; the facilitator sees all."""
    workshop_id = visitor.in_workshop()
    if visitor.role is Role.SCREEN:
        raise Refusal("not_joined")
    with reading() as tx:
        store.by_id(tx, workshop_id, question_id)
        found = store.marks(tx, question_id)
    if visitor.role is Role.FACILITATOR:
        return found
    return [each if each.is_named else replace(each, person_id="", name="", institution="") for each in found]


def my_marks(visitor: Visitor) -> list[tuple[int, Asked, Contribution]]:
    """(question, idea, offer) of everything this person offered in the meeting."""
    workshop_id, person_id = visitor.as_participant()
    with reading() as tx:
        mine = store.marks_of_person(tx, person_id)
        if not mine:
            return []
        questions = {
            each.id: question.id for question in store.of_workshop(tx, workshop_id) for each in question.asked
        }
        return [(questions[each.id], each, contribution) for each, contribution in mine]


def unfinished(visitor: Visitor) -> list[SecondQuestion]:
    """Questions of this meeting whose answers are not shown yet."""
    with reading() as tx:
        found = store.of_workshop(tx, visitor.as_facilitator())
        return [question for question in found if question.status is not Status.SHOWN]


def _change(visitor: Visitor, question_id: int, wanted: Status) -> None:
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        question = _alone(tx, workshop_id, question_id)
        if wanted is Status.CLOSED:
            question.must_be_open()
        else:
            question.must_be_reopenable()
        store.change(tx, question_id, status=wanted.value)
        closing = wanted is Status.CLOSED
        log.note(
            tx,
            workshop_id,
            visitor.role,
            "close_second_question" if closing else "reopen_second_question",
            question_id,
        )
        tx.tell(workshop_id, "question", "progress")


def _alone(tx: Transaction, workshop_id: int, question_id: int) -> SecondQuestion:
    """The question, with everybody who is just answering waited for."""
    store.lock(tx, workshop_id, question_id, alone=True)
    return store.by_id(tx, workshop_id, question_id)
