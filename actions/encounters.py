"""Whom one has met in the meeting rounds, and may want to stay in touch with."""

from domain.people import Person
from domain.refusal import Refusal
from domain.visitor import Visitor
from storage import contacts as contact_store
from storage import encounters as store
from storage import people as people_store
from storage import workshop as workshop_store
from storage.database import Transaction, reading


def my_encounters(visitor: Visitor) -> list[Person]:
    """Whom this person sat with, the latest first; without those of whom one has asked the other already.

    Nobody once the meeting has ended: then nobody can be asked.
    """
    workshop_id, person_id = visitor.as_participant()
    with reading() as tx:
        if not workshop_store.by_id(tx, workshop_id).is_open:
            return []
        asked = {each.other(person_id) for each in contact_store.requests_of(tx, workshop_id, person_id)}
        met = [each for each in store.met_by(tx, workshop_id, person_id) if each not in asked]
        return [people_store.by_id(tx, workshop_id, each) for each in met]


def must_be_known(tx: Transaction, workshop_id: int, my_id: str, to_id: str) -> None:
    """A contact request goes to somebody who agreed to be suggested, or who sat at one table with its sender."""
    if to_id == my_id or not (
        contact_store.is_visible(tx, workshop_id, to_id) or to_id in store.met_by(tx, workshop_id, my_id)
    ):
        raise Refusal("person_not_available")
