"""How many have acted, in one look: the facilitator's and the projector's pages ask after every click."""

from typing import Any

from sqlalchemy import ScalarSelect, bindparam, func, select

from domain.contacts import RequestState
from storage.database import Transaction
from storage.schema import (
    ContactRequestRow,
    DotRow,
    EntryRow,
    FeedbackGivenRow,
    GroupMemberRow,
    GroupRow,
    IdeaRow,
    PersonRow,
)

_HERE: Any = bindparam("workshop_id")


def _count(what: Any, *where: Any) -> ScalarSelect[int]:
    return select(func.count(what)).where(*where).scalar_subquery()


_PROGRESS = select(
    _count(PersonRow.id, PersonRow.workshop_id == _HERE).label("present"),
    _count(DotRow.ballot_id.distinct(), DotRow.round_id == bindparam("round_id")).label("voted"),
    _count(IdeaRow.author_id.distinct(), IdeaRow.workshop_id == _HERE, IdeaRow.withdrawn.is_(False)).label("authors"),
    _count(EntryRow.person_id.distinct(), EntryRow.workshop_id == _HERE).label("offering"),
    _count(
        ContactRequestRow.id,
        ContactRequestRow.workshop_id == _HERE,
        ContactRequestRow.state == RequestState.ACCEPTED.value,
    ).label("agreed"),
    _count(
        GroupMemberRow.person_id.distinct(),
        GroupRow.id == GroupMemberRow.group_id,
        GroupRow.workshop_id == _HERE,
    ).label("grouped"),
    _count(FeedbackGivenRow.person_id, FeedbackGivenRow.workshop_id == _HERE).label("feedback"),
)


def of_workshop(tx: Transaction, workshop_id: int, round_id: int | None) -> dict[str, int]:
    """People: present, who have voted in the round (0 without one), brought ideas, offer or seek, are in a group,
    gave feedback; and `agreed`, the contact requests both sides agreed to."""
    row = tx.execute(_PROGRESS, {"workshop_id": workshop_id, "round_id": round_id or 0}).one()
    return dict(row._mapping)
