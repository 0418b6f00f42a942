"""Project groups as the stream tells them: head counts and what is lacking, no names."""

import hashlib
from collections import Counter
from typing import Any

from domain.group_seats import Lacking, Plan, lacking
from domain.groups import Group, GroupRole, Member
from domain.live import Section
from domain.workshop import Workshop
from storage import group_seats as seat_store
from storage import groups as store
from storage import people as people_store
from storage.database import Transaction


def groups(tx: Transaction, workshop: Workshop) -> Section:
    """`mark` changes with anything in the group, and with who is in it, writes, or may be named."""
    members = store.members(tx, workshop.id)
    plan = seat_store.plan(tx, workshop.id)
    seats = {each.person_id: each.group_id for each in seat_store.seats(tx, workshop.id)}
    confirmed = seats if plan and plan.is_confirmed else {}
    writers, contacts = seat_store.writers(tx, workshop.id), seat_store.contacts(tx, workshop.id)
    found = {}
    for group in store.of_workshop(tx, workshop.id):
        inside = [member for member in members if member.group_id == group.id]
        here = sorted(person_id for person_id, group_id in confirmed.items() if group_id == group.id)
        writer = writers.get(group.id, ("", ""))[:2]
        found[str(group.id)] = _group(group, inside) | {
            "mark": _mark(group, inside, here, writer, contacts.get(group.id), plan and group.id in plan.closed)
        }
    if plan and plan.is_confirmed:
        _add_seats(tx, workshop, plan, confirmed, members, found)
    return found


def _group(group: Group, members: list[Member]) -> dict[str, Any]:
    parts = Counter(member.role for member in members)
    told = {"title": group.title, "goal": group.goal, "next_step": group.next_step, "due": group.due}
    return told | {role.value: parts[role] for role in GroupRole}


def _add_seats(
    tx: Transaction,
    workshop: Workshop,
    plan: Plan,
    seats: dict[str, int | None],
    members: list[Member],
    found: dict[str, dict[str, Any]],
) -> None:
    """How many work in each group, and what it lacks."""
    types = {person.id: person.institution_type for person in people_store.of_workshop(tx, workshop.id)}
    roles = {(member.person_id, member.group_id): member.role for member in members}
    offered = seat_store.offered(tx, workshop.id)
    for key, told in found.items():
        # Somebody may have been deleted between the two looks.
        here = [person_id for person_id, group_id in seats.items() if group_id == int(key) and person_id in types]
        people = [(roles.get((each, int(key)), GroupRole.INTERESTED), types[each]) for each in here]
        told["seated"] = len(here)
        told["closed"] = int(key) in plan.closed
        told["lacks"] = words_of(lacking(people, offered.get(int(key)), plan.sizes))


def words_of(lacks: Lacking) -> list[str]:
    """The keys of what is lacking, most urgent first."""
    lead = ["lead"] if lacks.lead else []
    return [*lead, *lacks.sides, *(each.value for each in lacks.contributions if each.value not in lead)]


def _mark(*content: object) -> str:
    return hashlib.sha256(repr(content).encode()).hexdigest()[:12]
