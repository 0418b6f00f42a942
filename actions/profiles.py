"""What somebody offers and seeks, as it is kept: from their own page, or from the desk.

Within a transaction of somebody who may; the rights are asked for by whoever calls.
"""

from dataclasses import replace

from actions import contact_ends
from actions.clock import now
from documents.consents import proof
from domain.contacts import Profile, checked_entry
from domain.live import part
from domain.privacy import Purpose
from domain.refusal import Refusal
from storage import consents
from storage import profiles as store
from storage.database import Transaction
from storage.everybody import everybody


def checked_profile(workshop_id: int, typed: Profile) -> Profile:
    """Its entries within their lengths, with topics and fields of this meeting."""
    room = everybody(workshop_id)
    entries = tuple(checked_entry(entry.side, entry.chip_id, entry.text) for entry in typed.entries)
    if any(entry.chip_id not in room.chips and entry.chip_id is not None for entry in entries):
        raise Refusal("chip_unknown")
    return replace(typed, entries=entries, field_ids=frozenset(typed.field_ids & room.fields.keys()))


def keep_profile(
    tx: Transaction, workshop_id: int, before: Profile, wanted: Profile, *, channel: str = "profile"
) -> None:
    """`channel`: how the consent to be suggested was asked for."""
    store.change(tx, workshop_id, before, wanted)
    if before.email and not wanted.email:
        contact_ends.without_address(tx, workshop_id, wanted.person_id)
    if wanted.visible and not before.visible:
        consents.add(tx, wanted.person_id, Purpose.SUGGESTED, at=now(), **proof(Purpose.SUGGESTED, channel))
    elif before.visible and not wanted.visible:
        consents.withdraw(tx, wanted.person_id, Purpose.SUGGESTED, now())
    tx.tell(workshop_id, *_news_of(before, wanted))


def _news_of(before: Profile, after: Profile) -> list[str]:
    """Pages show how many may be suggested, the projector topics, the facilitator people; no screen the offers."""
    shown = "offers" if before.visible == after.visible else "profiles"
    return [
        *([] if before.says_the_same_as(after) else [part(shown, after.person_id)]),
        *([] if before.chips == after.chips else ["gaps"]),
        *([] if bool(before.entries) == bool(after.entries) else [part("progress", "offering")]),
    ]
