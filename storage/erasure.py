"""A person goes. What they brought stays only where nothing leads back to them; what they counted for is tallied."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, func, insert, or_, select, update

from domain.contacts import RequestState
from domain.people import InstitutionType
from domain.refusal import Refusal
from storage.database import Transaction
from storage.rows import insert_once
from storage.schema import (
    ContactRequestRow,
    EntryRow,
    IdeaRow,
    InstitutionRow,
    PersonFieldRow,
    PersonRow,
    TallyRow,
)

INSTITUTIONS = "institutions"
AGREEMENTS = "agreements"
_PEOPLE = "people."


def erase(tx: Transaction, workshop_id: int, person_id: str, *, keep_ideas: bool) -> None:
    """Name, address, offers, consents, contacts, groups and links to ballots go; dots stay as anybody's (R-35).

    Ideas stay without an author, or go too. What others voted on keeps its wording.
    """
    institution_id = _institution_of(tx, workshop_id, person_id)
    _tally_agreements(tx, workshop_id, person_id)
    theirs: Any = (IdeaRow.workshop_id == workshop_id, IdeaRow.author_id == person_id)
    gone = IdeaRow.withdrawn.is_(True) if keep_ideas else IdeaRow.id.is_not(None)
    tx.execute(delete(IdeaRow).where(*theirs, gone))
    tx.execute(update(IdeaRow).where(*theirs).values(author_id=None, operation=None))
    kind = InstitutionType.KEINE.value
    if institution_id is not None:
        kind = tx.scalar(select(InstitutionRow.type).where(InstitutionRow.id == institution_id)) or kind
    tx.execute(delete(PersonRow).where(PersonRow.workshop_id == workshop_id, PersonRow.id == person_id))
    tally(tx, workshop_id, f"{_PEOPLE}{kind}")
    if institution_id is not None:
        _forget_institution(tx, workshop_id, institution_id)


def remove_offers(tx: Transaction, person_id: str) -> None:
    """Offers, wishes and fields of action; the person is suggested to nobody any more."""
    tx.execute(delete(EntryRow).where(EntryRow.person_id == person_id))
    tx.execute(delete(PersonFieldRow).where(PersonFieldRow.person_id == person_id))
    suggest_no_more(tx, person_id)


def suggest_no_more(tx: Transaction, person_id: str) -> None:
    tx.execute(update(PersonRow).where(PersonRow.id == person_id).values(visible=False))


def change_email(tx: Transaction, workshop_id: int, person_id: str, address: str) -> None:
    """Another address, or none."""
    theirs = (PersonRow.workshop_id == workshop_id, PersonRow.id == person_id)
    tx.execute(update(PersonRow).where(*theirs).values(email=address))


def tally(tx: Transaction, workshop_id: int, what: str, count: int = 1) -> None:
    """From now on that many more are counted without anybody in them."""
    row = {"workshop_id": workshop_id, "what": what, "count": 0}
    insert_once(tx, insert(TallyRow).values(row))
    tx.execute(
        update(TallyRow)
        .where(TallyRow.workshop_id == workshop_id, TallyRow.what == what)
        .values(count=TallyRow.count + count)
    )


def departed(tx: Transaction, workshop_id: int) -> dict[InstitutionType, int]:
    """How many people of each type were there and are deleted by now."""
    return {
        InstitutionType(what.removeprefix(_PEOPLE)): count
        for what, count in _tallies(tx, workshop_id).items()
        if what.startswith(_PEOPLE)
    }


def tallied(tx: Transaction, workshop_id: int, what: str) -> int:
    return _tallies(tx, workshop_id).get(what, 0)


def _tallies(tx: Transaction, workshop_id: int) -> dict[str, int]:
    rows = tx.execute(select(TallyRow.what, TallyRow.count).where(TallyRow.workshop_id == workshop_id))
    return {row.what: row[1] for row in rows}


def _institution_of(tx: Transaction, workshop_id: int, person_id: str) -> int | None:
    row = tx.execute(
        select(PersonRow.institution_id)
        .where(PersonRow.workshop_id == workshop_id, PersonRow.id == person_id)
        .with_for_update()
    ).first()
    if row is None:
        raise Refusal("person_unknown")
    return row.institution_id


def _tally_agreements(tx: Transaction, workshop_id: int, person_id: str) -> None:
    agreed = tx.scalar(
        select(func.count()).where(
            ContactRequestRow.workshop_id == workshop_id,
            ContactRequestRow.state == RequestState.ACCEPTED.value,
            or_(ContactRequestRow.from_id == person_id, ContactRequestRow.to_id == person_id),
        )
    )
    if agreed:
        tally(tx, workshop_id, AGREEMENTS, agreed)


def _forget_institution(tx: Transaction, workshop_id: int, institution_id: int) -> None:
    """Its name may tell who was there, so it goes with the last of its people."""
    users = select(func.count()).where(PersonRow.institution_id == institution_id)
    if not tx.scalar(users):
        tx.execute(delete(InstitutionRow).where(InstitutionRow.id == institution_id))
        tally(tx, workshop_id, INSTITUTIONS)


def without_author(tx: Transaction, workshop_ids: Collection[int]) -> None:
    """Cuts the link between ideas and people for good, and the keys that open anonymous ones."""
    tx.execute(
        update(IdeaRow)
        .where(IdeaRow.workshop_id.in_(workshop_ids))
        .values(author_id=None, operation=None, edit_hash=None)
    )
