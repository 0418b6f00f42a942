"""Changes in what a person offers and seeks: only what differs is written."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import zip_longest

from sqlalchemy import bindparam, delete, insert, update
from sqlalchemy.exc import IntegrityError

from domain.contacts import Entry, Profile
from domain.refusal import Refusal
from storage.database import Transaction
from storage.schema import EntryRow, PersonFieldRow, PersonRow

_CHANGE_ENTRY = (
    update(EntryRow)
    .where(EntryRow.id == bindparam("entry_id"))
    .values(side=bindparam("side"), chip_id=bindparam("chip_id"), text=bindparam("text"))
)
_ADD_ENTRY = insert(EntryRow)
_REMOVE_ENTRIES = delete(EntryRow).where(EntryRow.id.in_(bindparam("entry_ids", expanding=True)))
_ADD_FIELD = insert(PersonFieldRow)
_REMOVE_FIELDS = delete(PersonFieldRow).where(
    PersonFieldRow.person_id == bindparam("of_person"),
    PersonFieldRow.field_id.in_(bindparam("field_ids", expanding=True)),
)
_SET_CONSENT = (
    update(PersonRow)
    .where(PersonRow.workshop_id == bindparam("in_workshop"), PersonRow.id == bindparam("person_id"))
    .values(visible=bindparam("visible"), email=bindparam("email"))
)


def change(tx: Transaction, workshop_id: int, before: Profile, wanted: Profile) -> None:
    """Writes what differs, and nothing else. What the organisers take away in this very moment is refused."""
    try:
        _change_entries(tx, workshop_id, before, wanted.entries)
        _change_fields(tx, before, wanted.field_ids)
    except IntegrityError:
        raise Refusal("chip_unknown") from None
    if (before.visible, before.email) != (wanted.visible, wanted.email):
        who = {"in_workshop": workshop_id, "person_id": before.person_id}
        tx.execute(_SET_CONSENT, who | {"visible": wanted.visible, "email": wanted.email})


def set_email(tx: Transaction, workshop_id: int, person_id: str, address: str) -> None:
    found = tx.execute(
        update(PersonRow).where(PersonRow.workshop_id == workshop_id, PersonRow.id == person_id).values(email=address)
    )
    if found.rowcount != 1:
        raise Refusal("not_joined")


def _change_entries(tx: Transaction, workshop_id: int, before: Profile, wanted: Sequence[Entry]) -> None:
    """Row by row, so that the order stays that of the form."""
    changed, new = [], []
    for old, entry in zip_longest(before.entries, wanted):
        if entry is None:
            continue
        values = {"side": entry.side.value, "chip_id": entry.chip_id, "text": entry.text}
        if old is None:
            new.append(values | {"workshop_id": workshop_id, "person_id": before.person_id})
        elif replace(old, id=None) != replace(entry, id=None):
            changed.append(values | {"entry_id": old.id})
    surplus = [entry.id for entry in before.entries[len(wanted) :]]
    if changed:
        tx.execute(_CHANGE_ENTRY, changed)
    if new:
        tx.execute(_ADD_ENTRY, new)
    if surplus:
        tx.execute(_REMOVE_ENTRIES, {"entry_ids": surplus})


def _change_fields(tx: Transaction, before: Profile, wanted: Collection[int]) -> None:
    gone, new = before.field_ids - set(wanted), set(wanted) - before.field_ids
    if gone:
        tx.execute(_REMOVE_FIELDS, {"of_person": before.person_id, "field_ids": sorted(gone)})
    if new:
        tx.execute(_ADD_FIELD, [{"person_id": before.person_id, "field_id": each} for each in sorted(new)])
