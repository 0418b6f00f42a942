"""Second questions: what they ask about, answers on sheets that lose their person, marks by name."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from domain.privacy import LinkedAnswers, Purpose
from domain.refusal import Refusal
from domain.second_question import STEPS, Asked, Contribution, Mark, SecondQuestion
from domain.voting import Status
from storage.database import Transaction
from storage.rows import insert_once, insert_row, insert_row_once
from storage.schema import (
    AnswerRow,
    AnswerSheetRow,
    AskedOptionRow,
    ConsentRow,
    InstitutionRow,
    MarkRow,
    OptionRow,
    PersonRow,
    SecondQuestionRow,
)


def of_round(tx: Transaction, workshop_id: int, round_id: int) -> SecondQuestion | None:
    return _one(tx, workshop_id, SecondQuestionRow.round_id == round_id)


def by_id(tx: Transaction, workshop_id: int, question_id: int) -> SecondQuestion:
    found = _one(tx, workshop_id, SecondQuestionRow.id == question_id)
    if found is None:
        raise Refusal("question_unknown")
    return found


def of_workshop(tx: Transaction, workshop_id: int) -> list[SecondQuestion]:
    rows = tx.execute(_QUESTIONS.where(SecondQuestionRow.workshop_id == workshop_id).order_by(SecondQuestionRow.id))
    return [_question(tx, row) for row in rows]


def lock(tx: Transaction, workshop_id: int, question_id: int, *, alone: bool) -> None:
    """Nobody closes it until this transaction ends; `alone`: nor does anybody answer."""
    tx.execute(
        select(SecondQuestionRow.id)
        .where(SecondQuestionRow.workshop_id == workshop_id, SecondQuestionRow.id == question_id)
        .with_for_update(read=not alone)
    )


def add(tx: Transaction, workshop_id: int, round_id: int, option_ids: Collection[int], at: dt.datetime) -> int | None:
    """The new question; None if the round has one already."""
    values = {"workshop_id": workshop_id, "round_id": round_id, "status": Status.OPEN.value, "asked_at": at}
    question_id = insert_row_once(tx, insert(SecondQuestionRow), values)
    if question_id is not None:
        for option_id in option_ids:
            insert_row(tx, insert(AskedOptionRow).values(question_id=question_id, option_id=option_id))
    return question_id


def change(tx: Transaction, question_id: int, **values: Any) -> None:
    tx.execute(update(SecondQuestionRow).where(SecondQuestionRow.id == question_id).values(**values))


def remove(tx: Transaction, question_id: int) -> None:
    tx.execute(delete(SecondQuestionRow).where(SecondQuestionRow.id == question_id))


def sheet_for(tx: Transaction, question_id: int, person_id: str, new_id: str) -> str:
    """The person's one sheet, made as `new_id` if there is none; nobody else writes to it now."""
    theirs = {"question_id": question_id, "person_id": person_id}
    insert_once(tx, insert(AnswerSheetRow).values(id=new_id, **theirs))
    return tx.execute(select(AnswerSheetRow.id).filter_by(**theirs).with_for_update()).scalar_one()


def answer(tx: Transaction, question_id: int, sheet_id: str, asked_id: int, step: int) -> None:
    """This answer from now on; 0 takes it back."""
    tx.execute(delete(AnswerRow).where(AnswerRow.sheet_id == sheet_id, AnswerRow.asked_id == asked_id))
    if step:
        tx.execute(insert(AnswerRow).values(question_id=question_id, sheet_id=sheet_id, asked_id=asked_id, step=step))


def steps_of(tx: Transaction, question_id: int, person_id: str) -> dict[int, int]:
    """What one person has answered; nothing once the answers are shown."""
    rows = tx.execute(
        select(AnswerRow.asked_id, AnswerRow.step)
        .join(AnswerSheetRow, AnswerSheetRow.id == AnswerRow.sheet_id)
        .where(AnswerSheetRow.question_id == question_id, AnswerSheetRow.person_id == person_id)
    )
    return {row.asked_id: row.step for row in rows}


def linked_answers(tx: Transaction, workshop_id: int, person_id: str) -> tuple[LinkedAnswers, ...]:
    """This person's answers to questions that are not shown yet."""
    found = []
    for question in of_workshop(tx, workshop_id):
        steps = steps_of(tx, question.id, person_id)
        if steps:
            said = tuple((each.title, steps[each.id]) for each in question.asked if each.id in steps)
            found.append(LinkedAnswers(question.status, said))
    return tuple(found)


def count_answered(tx: Transaction, question_id: int) -> int:
    """How many sheets hold an answer."""
    return (
        tx.scalar(select(func.count(AnswerRow.sheet_id.distinct())).where(AnswerRow.question_id == question_id)) or 0
    )


def totals(tx: Transaction, question_id: int) -> dict[int, list[int]]:
    """How many answered each step, by idea. Only for questions that are no longer open."""
    counts = {
        (row.asked_id, row.step): row.people
        for row in tx.execute(
            select(AnswerRow.asked_id, AnswerRow.step, func.count().label("people"))
            .where(AnswerRow.question_id == question_id)
            .group_by(AnswerRow.asked_id, AnswerRow.step)
        )
    }
    asked = tx.scalars(select(AskedOptionRow.id).where(AskedOptionRow.question_id == question_id))
    return {asked_id: [counts.get((asked_id, step), 0) for step in STEPS] for asked_id in asked}


def freeze(tx: Transaction, question_id: int, steps: Mapping[int, list[int] | None]) -> None:
    """Keeps the totals and deletes every sheet with its answers: nothing is left that was anybody's (R-35)."""
    for asked_id, counted in steps.items():
        tx.execute(update(AskedOptionRow).where(AskedOptionRow.id == asked_id).values(steps=counted))
    tx.execute(delete(AnswerSheetRow).where(AnswerSheetRow.question_id == question_id))


def mark(tx: Transaction, asked_id: int, person_id: str, contribution: Contribution, *, there: bool) -> None:
    """The mark is there from now on, or it is not."""
    theirs = {"asked_id": asked_id, "person_id": person_id, "contribution": contribution.value}
    if there:
        insert_once(tx, insert(MarkRow).values(**theirs))
    else:
        tx.execute(delete(MarkRow).filter_by(**theirs))


def remove_marks(tx: Transaction, person_id: str) -> None:
    tx.execute(delete(MarkRow).where(MarkRow.person_id == person_id))


def has_marks(tx: Transaction, person_id: str) -> bool:
    return tx.scalar(select(func.count()).where(MarkRow.person_id == person_id)) != 0


def marks(tx: Transaction, question_id: int) -> list[Mark]:
    """All marks with names, by idea and name. Who may see which name is decided above."""
    named = select(ConsentRow.id).where(
        ConsentRow.person_id == PersonRow.id,
        ConsentRow.purpose == Purpose.MARKS_ROOM,
        ConsentRow.withdrawn_at.is_(None),
    )
    rows = tx.execute(
        select(
            MarkRow.asked_id,
            MarkRow.contribution,
            MarkRow.person_id,
            PersonRow.name,
            func.coalesce(InstitutionRow.name, "").label("institution"),
            named.exists().label("is_named"),
        )
        .join(AskedOptionRow, AskedOptionRow.id == MarkRow.asked_id)
        .join(PersonRow, PersonRow.id == MarkRow.person_id)
        .outerjoin(InstitutionRow, InstitutionRow.id == PersonRow.institution_id)
        .where(AskedOptionRow.question_id == question_id)
        .order_by(MarkRow.asked_id, PersonRow.name, PersonRow.id)
    )
    return [
        Mark(
            row.asked_id,
            Contribution(row.contribution),
            row.person_id,
            row.name,
            row.institution,
            bool(row.is_named),
        )
        for row in rows
    ]


def mark_counts(tx: Transaction, question_id: int) -> dict[int, dict[str, int]]:
    """How many offer what, by idea: no names."""
    rows = tx.execute(
        select(MarkRow.asked_id, MarkRow.contribution, func.count().label("people"))
        .join(AskedOptionRow, AskedOptionRow.id == MarkRow.asked_id)
        .where(AskedOptionRow.question_id == question_id)
        .group_by(MarkRow.asked_id, MarkRow.contribution)
        .order_by(MarkRow.asked_id, MarkRow.contribution)
    )
    counts: dict[int, dict[str, int]] = {}
    for row in rows:
        counts.setdefault(row.asked_id, {})[row.contribution] = row.people
    return counts


def marks_of_person(tx: Transaction, person_id: str) -> list[tuple[Asked, Contribution]]:
    """Everything this person offered in the meeting, by idea."""
    rows = tx.execute(
        select(AskedOptionRow.id, AskedOptionRow.option_id, OptionRow.title, MarkRow.contribution)
        .join(AskedOptionRow, AskedOptionRow.id == MarkRow.asked_id)
        .join(OptionRow, OptionRow.id == AskedOptionRow.option_id)
        .where(MarkRow.person_id == person_id)
        .order_by(AskedOptionRow.id)
    ).all()
    found = [(Asked(row.id, row.option_id, row.title), Contribution(row.contribution)) for row in rows]
    order = list(Contribution)
    return sorted(found, key=lambda each: (each[0].id, order.index(each[1])))


_QUESTIONS: Any = select(
    SecondQuestionRow.id,
    SecondQuestionRow.round_id,
    SecondQuestionRow.status,
    SecondQuestionRow.present,
    SecondQuestionRow.answered,
)


def _one(tx: Transaction, workshop_id: int, which: Any) -> SecondQuestion | None:
    row = tx.execute(_QUESTIONS.where(SecondQuestionRow.workshop_id == workshop_id, which)).first()
    return _question(tx, row) if row else None


def _question(tx: Transaction, row: Any) -> SecondQuestion:
    asked = tx.execute(
        select(AskedOptionRow.id, AskedOptionRow.option_id, OptionRow.title, AskedOptionRow.steps)
        .join(OptionRow, OptionRow.id == AskedOptionRow.option_id)
        .where(AskedOptionRow.question_id == row.id)
        .order_by(OptionRow.rank, OptionRow.id)
    )
    return SecondQuestion(
        row.id,
        row.round_id,
        Status(row.status),
        tuple(
            Asked(each.id, each.option_id, each.title, tuple(each.steps) if each.steps else None) for each in asked
        ),
        row.present,
        row.answered,
    )
