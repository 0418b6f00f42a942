"""A group's Steckbrief: whose turn it is to write, and who may be named as its contact person."""

import datetime as dt

from actions.clock import now
from documents.consents import proof
from domain.groups import Turn
from domain.privacy import Purpose
from domain.refusal import Refusal
from domain.visitor import Role, Visitor
from storage import consents
from storage import group_seats as store
from storage import groups as group_store
from storage import people as people_store
from storage import workshop as workshop_store
from storage.database import Transaction, reading, writing
from storage.trouble import may_come_twice

# So long after the last word the turn is still somebody's; then anybody of the group may go on.
TURN = dt.timedelta(minutes=2)


@may_come_twice
def take_turn(visitor: Visitor, group_id: int) -> None:
    """From now on this person writes. Whoever wrote before them keeps what they typed."""
    workshop_id, person_id = visitor.as_participant()
    with writing() as tx:
        workshop_store.by_id(tx, workshop_id).must_be_open()
        must_be_in(tx, workshop_id, group_id, person_id)
        workshop_store.lock(tx, workshop_id)
        keep_turn(tx, workshop_id, group_id, person_id)
        tx.tell(workshop_id, "groups")


def end_turn(visitor: Visitor, group_id: int) -> None:
    workshop_id, person_id = visitor.as_participant()
    with writing() as tx:
        group_store.by_id(tx, workshop_id, group_id)
        store.end_turn(tx, group_id, person_id)
        tx.tell(workshop_id, "groups")


def turns_of(visitor: Visitor) -> dict[int, Turn]:
    """Who writes where, and whether they are still at it. Names are for people in the room."""
    workshop_id = visitor.in_workshop()
    if visitor.role is Role.SCREEN:
        raise Refusal("not_joined")
    with reading() as tx:
        found = store.writers(tx, workshop_id)
    return {group_id: Turn(person_id, name, until > now()) for group_id, (person_id, name, until) in found.items()}


def contacts_of(visitor: Visitor) -> dict[int, tuple[str, str]]:
    """(person, name) of each group's contact person, who agreed to be named."""
    workshop_id = visitor.in_workshop()
    if visitor.role is Role.SCREEN:
        raise Refusal("not_joined")
    with reading() as tx:
        return store.contacts(tx, workshop_id)


@may_come_twice
def be_contact(visitor: Visitor, group_id: int, *, there: bool) -> None:
    """This person may stand in the documentation as the group's contact person, or no longer."""
    workshop_id, person_id = visitor.as_participant()
    with writing() as tx:
        workshop_store.lock(tx, workshop_id)
        if there:
            workshop_store.by_id(tx, workshop_id).must_be_open()
            must_be_in(tx, workshop_id, group_id, person_id)
        people_store.lock(tx, workshop_id, (person_id,))
        was_one = store.is_contact(tx, person_id)
        if there:
            _must_be_free(tx, workshop_id, group_id, person_id)
            store.set_contact(tx, group_id, person_id)
        else:
            group_store.by_id(tx, workshop_id, group_id)
            store.remove_contact(tx, person_id, group_id)
        is_one = store.is_contact(tx, person_id)
        if is_one and not was_one:
            consents.add(tx, person_id, Purpose.CONTACT_PERSON, **proof(Purpose.CONTACT_PERSON, "group"), at=now())
        elif was_one and not is_one:
            consents.withdraw(tx, person_id, Purpose.CONTACT_PERSON, now())
        tx.tell(workshop_id, "groups")


def keep_turn(tx: Transaction, workshop_id: int, group_id: int, person_id: str) -> None:
    """The turn is this person's from now on, unless somebody else is just writing."""
    must_have_turn(tx, workshop_id, group_id, person_id)
    store.give_turn(tx, group_id, person_id, now() + TURN)


def leave_all(tx: Transaction, group_id: int, person_id: str) -> None:
    """Who leaves a group gives up the seat, the turn and the name in its documentation."""
    store.leave(tx, group_id, person_id)
    store.end_turn(tx, group_id, person_id)
    if store.is_contact(tx, person_id):
        store.remove_contact(tx, person_id, group_id)
        if not store.is_contact(tx, person_id):
            consents.withdraw(tx, person_id, Purpose.CONTACT_PERSON, now())


def must_have_turn(tx: Transaction, workshop_id: int, group_id: int, person_id: str | None) -> None:
    writer = store.writers(tx, workshop_id).get(group_id)
    if writer and writer[0] != person_id and writer[2] > now():
        raise Refusal("turn_taken", name=writer[1])


def must_be_in(tx: Transaction, workshop_id: int, group_id: int, person_id: str) -> None:
    group_store.by_id(tx, workshop_id, group_id)
    people_store.by_id(tx, workshop_id, person_id)
    mine = {member.group_id for member in group_store.members(tx, workshop_id) if member.person_id == person_id}
    if group_id not in mine:
        raise Refusal("group_not_yours")


def _must_be_free(tx: Transaction, workshop_id: int, group_id: int, person_id: str) -> None:
    contact = store.contacts(tx, workshop_id).get(group_id)
    if contact and contact[0] != person_id:
        raise Refusal("contact_there", name=contact[1])
