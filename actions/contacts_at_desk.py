"""The exchange for people without a device: the facilitator enters offers and wishes, and reads out who fits."""

from collections.abc import Sequence
from dataclasses import replace

from actions import contacts, profiles
from domain.contacts import Entry, Profile
from domain.matching import Suggestion
from domain.visitor import Role, Visitor
from storage import contacts as store
from storage import log
from storage import people as people_store
from storage.database import reading, writing
from storage.trouble import may_come_twice


def profile_at_desk(visitor: Visitor, person_id: str) -> Profile:
    """What has been entered so far; without the address, which is none of the facilitator's business (R-18)."""
    workshop_id = visitor.as_facilitator()
    with reading() as tx:
        people_store.by_id(tx, workshop_id, person_id).must_be_without_device()
        return replace(store.profile(tx, workshop_id, person_id), email="")


@may_come_twice
def enter_profile_for(
    visitor: Visitor, person_id: str, *, entries: Sequence[Entry], field_ids: Sequence[int] = (), visible: bool
) -> None:
    """`visible` is the consent that the person gave the facilitator by word of mouth."""
    workshop_id = visitor.as_facilitator()
    wanted = profiles.checked_profile(workshop_id, Profile(person_id, tuple(entries), frozenset(field_ids), visible))
    with writing() as tx:
        people_store.by_id(tx, workshop_id, person_id).must_be_without_device()
        before = store.profile(tx, workshop_id, person_id, to_change=True)
        profiles.keep_profile(tx, workshop_id, before, replace(wanted, email=before.email), channel="desk")
        log.note(tx, workshop_id, visitor.role, "enter_profile")


def suggestions_at_desk(visitor: Visitor, person_id: str, most: int = 5) -> list[Suggestion] | None:
    """Whom the person would be suggested on a phone of their own; nobody before they agreed to be suggested too.

    None while that is being worked out.
    """
    workshop_id = visitor.as_facilitator()
    with reading() as tx:
        people_store.by_id(tx, workshop_id, person_id).must_be_without_device()
        if not store.is_visible(tx, workshop_id, person_id):
            return []
    person = Visitor(Role.PARTICIPANT, workshop_id=workshop_id, person_id=person_id)
    return contacts.suggestions(person, most)
