"""Who works in which project group: the facilitator's plan, the seats, the turn to write, the contact person."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert, or_, select, update

from domain.group_seats import Commitment, Plan, Seat, Sizes
from domain.groups import GroupRole
from domain.second_question import Contribution
from storage.database import Transaction
from storage.rows import insert_once
from storage.schema import (
    AskedOptionRow,
    GroupContactRow,
    GroupMemberRow,
    GroupPlanRow,
    GroupRow,
    GroupSeatRow,
    GroupWriterRow,
    MarkRow,
    OptionRow,
    PersonRow,
    SecondQuestionRow,
)


def plan(tx: Transaction, workshop_id: int) -> Plan | None:
    row = tx.execute(
        select(
            GroupPlanRow.smallest,
            GroupPlanRow.largest,
            GroupPlanRow.per_institution,
            GroupPlanRow.closed,
            GroupPlanRow.confirmed_at,
        ).where(GroupPlanRow.workshop_id == workshop_id)
    ).first()
    if row is None:
        return None
    sizes = Sizes(row.smallest, row.largest, row.per_institution)
    return Plan(sizes, tuple(row.closed), row.confirmed_at is not None)


def keep_plan(tx: Transaction, workshop_id: int, **values: Any) -> None:
    """A new plan has to name its sizes."""
    there = tx.scalar(select(GroupPlanRow.workshop_id).where(GroupPlanRow.workshop_id == workshop_id))
    if there is None:
        tx.execute(insert(GroupPlanRow).values(workshop_id=workshop_id, **{"closed": [], **values}))
    else:
        tx.execute(update(GroupPlanRow).where(GroupPlanRow.workshop_id == workshop_id).values(**values))


def seats(tx: Transaction, workshop_id: int) -> list[Seat]:
    rows = tx.execute(
        select(GroupSeatRow.person_id, GroupSeatRow.group_id, GroupSeatRow.by_hand)
        .where(GroupSeatRow.workshop_id == workshop_id)
        .order_by(GroupSeatRow.person_id)
    )
    return [Seat(row.person_id, row.group_id, row.by_hand) for row in rows]


def replace_seats(tx: Transaction, workshop_id: int, wanted: Mapping[str, int]) -> None:
    """The proposal from now on; what was given by hand stays."""
    by_rule = (GroupSeatRow.workshop_id == workshop_id, GroupSeatRow.by_hand.is_(False))
    tx.execute(delete(GroupSeatRow).where(*by_rule))
    fixed = set(tx.scalars(select(GroupSeatRow.person_id).where(GroupSeatRow.workshop_id == workshop_id)))
    # Who was deleted while the proposal was worked out has no seat.
    here = set(tx.scalars(select(PersonRow.id).where(PersonRow.workshop_id == workshop_id)))
    rows = [
        {"person_id": person_id, "workshop_id": workshop_id, "group_id": group_id, "by_hand": False}
        for person_id, group_id in wanted.items()
        if person_id in here - fixed
    ]
    if rows:
        tx.execute(insert(GroupSeatRow), rows)


def put(tx: Transaction, workshop_id: int, person_id: str, group_id: int | None) -> None:
    """By hand: this seat, or none."""
    values = {"workshop_id": workshop_id, "group_id": group_id, "by_hand": True}
    if not insert_once(tx, insert(GroupSeatRow).values(person_id=person_id, **values)):
        tx.execute(update(GroupSeatRow).where(GroupSeatRow.person_id == person_id).values(**values))


def let_go(tx: Transaction, workshop_id: int, person_id: str) -> None:
    """What was given by hand is the rule's again."""
    tx.execute(
        delete(GroupSeatRow).where(GroupSeatRow.workshop_id == workshop_id, GroupSeatRow.person_id == person_id)
    )


def leave(tx: Transaction, group_id: int, person_id: str) -> None:
    tx.execute(delete(GroupSeatRow).where(GroupSeatRow.person_id == person_id, GroupSeatRow.group_id == group_id))


def commitments(tx: Transaction, workshop_id: int) -> list[Commitment]:
    rows = tx.execute(
        select(GroupMemberRow.person_id, GroupMemberRow.group_id, GroupMemberRow.role, PersonRow.institution_id)
        .join(PersonRow, PersonRow.id == GroupMemberRow.person_id)
        .where(PersonRow.workshop_id == workshop_id)
        .order_by(PersonRow.id, GroupMemberRow.group_id)
    )
    return [Commitment(row.person_id, row.group_id, GroupRole(row.role), row.institution_id) for row in rows]


def offered(tx: Transaction, workshop_id: int) -> dict[int, set[Contribution]]:
    """What was offered in a second question about the idea or topic group of each group; others are left out."""
    same = or_(GroupRow.idea_id == OptionRow.idea_id, GroupRow.cluster_id == OptionRow.cluster_id)
    rows = tx.execute(
        select(GroupRow.id, MarkRow.contribution)
        .select_from(SecondQuestionRow)
        .join(AskedOptionRow, AskedOptionRow.question_id == SecondQuestionRow.id)
        .join(OptionRow, OptionRow.id == AskedOptionRow.option_id)
        .join(GroupRow, (GroupRow.workshop_id == SecondQuestionRow.workshop_id) & same)
        .outerjoin(MarkRow, MarkRow.asked_id == AskedOptionRow.id)
        .where(SecondQuestionRow.workshop_id == workshop_id)
    )
    found: dict[int, set[Contribution]] = {}
    for group_id, contribution in rows:
        here = found.setdefault(group_id, set())
        if contribution:
            here.add(Contribution(contribution))
    return found


def writers(tx: Transaction, workshop_id: int) -> dict[int, tuple[str, str, dt.datetime]]:
    """(person, name, until when) by group."""
    rows = tx.execute(
        select(GroupWriterRow.group_id, GroupWriterRow.person_id, PersonRow.name, GroupWriterRow.until)
        .join(PersonRow, PersonRow.id == GroupWriterRow.person_id)
        .where(PersonRow.workshop_id == workshop_id)
    )
    return {row.group_id: (row.person_id, row.name, row.until) for row in rows}


def give_turn(tx: Transaction, group_id: int, person_id: str, until: dt.datetime) -> None:
    values = {"person_id": person_id, "until": until}
    if not insert_once(tx, insert(GroupWriterRow).values(group_id=group_id, **values)):
        tx.execute(update(GroupWriterRow).where(GroupWriterRow.group_id == group_id).values(**values))


def end_turn(tx: Transaction, group_id: int, person_id: str) -> None:
    tx.execute(
        delete(GroupWriterRow).where(GroupWriterRow.group_id == group_id, GroupWriterRow.person_id == person_id)
    )


def contacts(tx: Transaction, workshop_id: int) -> dict[int, tuple[str, str]]:
    """(person, name) of those who agreed to be named, by group."""
    rows = tx.execute(
        select(GroupContactRow.group_id, GroupContactRow.person_id, PersonRow.name)
        .join(PersonRow, PersonRow.id == GroupContactRow.person_id)
        .where(PersonRow.workshop_id == workshop_id)
    )
    return {row.group_id: (row.person_id, row.name) for row in rows}


def set_contact(tx: Transaction, group_id: int, person_id: str) -> None:
    if not insert_once(tx, insert(GroupContactRow).values(group_id=group_id, person_id=person_id)):
        tx.execute(update(GroupContactRow).where(GroupContactRow.group_id == group_id).values(person_id=person_id))


def remove_contact(tx: Transaction, person_id: str, group_id: int | None = None) -> None:
    """Of one group, or of all for None."""
    which = [GroupContactRow.person_id == person_id]
    if group_id is not None:
        which.append(GroupContactRow.group_id == group_id)
    tx.execute(delete(GroupContactRow).where(*which))


def is_contact(tx: Transaction, person_id: str) -> bool:
    return (
        tx.scalar(select(GroupContactRow.group_id).where(GroupContactRow.person_id == person_id).limit(1)) is not None
    )


def title_of_seat(tx: Transaction, workshop_id: int, person_id: str) -> str:
    """Where this person works or is meant to; empty without a seat."""
    return (
        tx.scalar(
            select(GroupRow.title)
            .join(GroupSeatRow, GroupSeatRow.group_id == GroupRow.id)
            .where(GroupSeatRow.workshop_id == workshop_id, GroupSeatRow.person_id == person_id)
        )
        or ""
    )


def titles_of_contact(tx: Transaction, person_id: str) -> tuple[str, ...]:
    rows = tx.scalars(
        select(GroupRow.title)
        .join(GroupContactRow, GroupContactRow.group_id == GroupRow.id)
        .where(GroupContactRow.person_id == person_id)
        .order_by(GroupRow.id)
    )
    return tuple(rows)
