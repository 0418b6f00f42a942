"""Who had to do with whom in a meeting, and what is kept of it when it is over."""

from collections.abc import Collection, Iterable

from sqlalchemy import delete, func, insert, select

from domain.contacts import RequestState
from domain.network import Couple, Guest, Network, as_kept, from_kept
from domain.people import InstitutionType
from storage import encounters
from storage.database import Transaction
from storage.schema import (
    ContactRequestRow,
    GroupRow,
    InstitutionRow,
    NetworkRow,
    PersonRow,
)

# A no is never told, so it looks like waiting.
_WANTED = (RequestState.OPEN.value, RequestState.DECLINED.value)


def guests(tx: Transaction, workshop_id: int) -> dict[str, Guest]:
    """By person."""
    rows = tx.execute(
        select(PersonRow.id, PersonRow.institution_id, InstitutionRow.type)
        .outerjoin(InstitutionRow, InstitutionRow.id == PersonRow.institution_id)
        .where(PersonRow.workshop_id == workshop_id)
    )
    return {row.id: Guest(row.institution_id, InstitutionType(row.type or InstitutionType.KEINE)) for row in rows}


def met(tx: Transaction, workshop_id: int) -> list[Couple]:
    """Who agreed on a contact, and who sat at one table."""
    return [*_asked(tx, workshop_id, [RequestState.ACCEPTED.value]), *encounters.couples(tx, workshop_id)]


def wanted(tx: Transaction, workshop_id: int) -> list[Couple]:
    """Who asked for a contact that was not agreed on."""
    agreed = {frozenset(couple) for couple in _asked(tx, workshop_id, [RequestState.ACCEPTED.value])}
    return [couple for couple in _asked(tx, workshop_id, _WANTED) if frozenset(couple) not in agreed]


def institution_keys(tx: Transaction, workshop_ids: Iterable[int]) -> set[str]:
    """Names of institutions in the form in which two spellings are one, as far as they are still known."""
    found = select(InstitutionRow.key).join(PersonRow, PersonRow.institution_id == InstitutionRow.id)
    return set(tx.scalars(found.where(InstitutionRow.workshop_id.in_(list(workshop_ids)))))


def count_groups(tx: Transaction, workshop_id: int) -> int:
    return tx.scalar(select(func.count()).where(GroupRow.workshop_id == workshop_id)) or 0


def keep(tx: Transaction, workshop_id: int, network: Network) -> None:
    tx.execute(delete(NetworkRow).where(NetworkRow.workshop_id == workshop_id))
    tx.execute(insert(NetworkRow).values(workshop_id=workshop_id, kept=as_kept(network)))


def kept(tx: Transaction, workshop_ids: Collection[int]) -> dict[int, Network]:
    rows = tx.execute(
        select(NetworkRow.workshop_id, NetworkRow.kept).where(NetworkRow.workshop_id.in_(list(workshop_ids)))
    )
    return {row.workshop_id: from_kept(row.kept) for row in rows}


def _asked(tx: Transaction, workshop_id: int, states: Collection[str]) -> list[Couple]:
    rows = tx.execute(
        select(ContactRequestRow.from_id, ContactRequestRow.to_id).where(
            ContactRequestRow.workshop_id == workshop_id, ContactRequestRow.state.in_(list(states))
        )
    )
    return [(row.from_id, row.to_id) for row in rows]
