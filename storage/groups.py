"""Project groups and who is in them."""

from typing import Any

from sqlalchemy import delete, func, insert, select, update

from domain.groups import Group, GroupRole, Member
from domain.refusal import Refusal
from storage.database import Transaction
from storage.rows import columns, insert_once, insert_row, read
from storage.schema import GroupMemberRow, GroupRow, InstitutionRow, PersonRow

_GROUP = columns(GroupRow, Group)


def of_workshop(tx: Transaction, workshop_id: int) -> list[Group]:
    rows = tx.execute(select(*_GROUP).where(GroupRow.workshop_id == workshop_id).order_by(GroupRow.id))
    return [read(Group, row) for row in rows]


def by_id(tx: Transaction, workshop_id: int, group_id: int) -> Group:
    row = tx.execute(select(*_GROUP).where(GroupRow.workshop_id == workshop_id, GroupRow.id == group_id)).first()
    if row is None:
        raise Refusal("group_gone")
    return read(Group, row)


def add(tx: Transaction, workshop_id: int, **values: Any) -> int:
    return insert_row(tx, insert(GroupRow).values(workshop_id=workshop_id, **values))


def change(tx: Transaction, workshop_id: int, group_id: int, **values: Any) -> None:
    tx.execute(update(GroupRow).where(GroupRow.workshop_id == workshop_id, GroupRow.id == group_id).values(**values))


def remove(tx: Transaction, workshop_id: int, group_id: int) -> None:
    tx.execute(delete(GroupRow).where(GroupRow.workshop_id == workshop_id, GroupRow.id == group_id))


def members(tx: Transaction, workshop_id: int) -> list[Member]:
    """Everybody in a group, with name and institution."""
    rows = tx.execute(
        select(
            GroupMemberRow.group_id,
            GroupMemberRow.person_id,
            GroupMemberRow.role,
            PersonRow.name,
            InstitutionRow.name.label("institution"),
        )
        .join(PersonRow, PersonRow.id == GroupMemberRow.person_id)
        .outerjoin(InstitutionRow, InstitutionRow.id == PersonRow.institution_id)
        .where(PersonRow.workshop_id == workshop_id)
        .order_by(GroupMemberRow.group_id, PersonRow.name)
    )
    return [read(Member, row, role=GroupRole(row.role), institution=row.institution or "") for row in rows]


def titles_by_person(tx: Transaction, workshop_id: int) -> dict[str, frozenset[str]]:
    """The groups that people have joined, in whichever part."""
    rows = tx.execute(
        select(GroupMemberRow.person_id, GroupRow.title)
        .join(GroupRow, GroupRow.id == GroupMemberRow.group_id)
        .where(GroupRow.workshop_id == workshop_id)
    )
    titles: dict[str, set[str]] = {}
    for row in rows:
        titles.setdefault(row.person_id, set()).add(row.title)
    return {person_id: frozenset(theirs) for person_id, theirs in titles.items()}


def counts(tx: Transaction, workshop_id: int) -> dict[int, dict[str, int]]:
    """How many lead, are partner, are interested, by group."""
    rows = tx.execute(
        select(GroupMemberRow.group_id, GroupMemberRow.role, func.count().label("people"))
        .join(GroupRow, GroupRow.id == GroupMemberRow.group_id)
        .where(GroupRow.workshop_id == workshop_id)
        .group_by(GroupMemberRow.group_id, GroupMemberRow.role)
    )
    counted: dict[int, dict[str, int]] = {}
    for row in rows:
        counted.setdefault(row.group_id, {})[row.role] = row.people
    return counted


def set_role(tx: Transaction, group_id: int, person_id: str, role: GroupRole | None) -> None:
    """The person's part in the group from now on; None leaves it."""
    theirs = (GroupMemberRow.group_id == group_id, GroupMemberRow.person_id == person_id)
    if role is None:
        tx.execute(delete(GroupMemberRow).where(*theirs))
    elif not insert_once(tx, insert(GroupMemberRow).values(group_id=group_id, person_id=person_id, role=role.value)):
        tx.execute(update(GroupMemberRow).where(*theirs).values(role=role.value))
