"""What a participant's exchange shows, in one look: their profile, and who fits them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from actions import contacts
from domain import matching
from domain.contacts import Profile
from domain.refusal import Refusal
from domain.visitor import Visitor
from storage import contacts as store
from storage.database import reading
from storage.everybody import everybody


@dataclass(frozen=True)
class Exchange:
    """`chips` and `fields` by id, in their order; `visible`: how many agreed to be suggested.

    `suggestions` is None while they are being worked out.
    """

    profile: Profile
    suggestions: list[matching.Suggestion] | None
    chips: Mapping[int, str]
    fields: Mapping[int, str]
    visible: int


def exchange_of(visitor: Visitor, most: int = 5, *, email: str | None = None) -> Exchange:
    """Fitting people from other institutions, best first, with the reasons; only those who agreed to be shown.

    Nobody for an empty profile. `email`: the person's own address if it is known already.
    """
    workshop_id, person_id = visitor.as_participant()
    room = everybody(workshop_id)
    if person_id not in room.profiles:
        raise Refusal("not_joined")
    if email is None:
        with reading() as tx:
            email = store.email(tx, workshop_id, person_id)
    mine = replace(room.profiles[person_id], email=email)
    found = [] if mine.is_empty else contacts.suggestions(visitor, most)
    return Exchange(mine, found, room.chips, room.fields, len(room.visible))
