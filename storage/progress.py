"""How many have acted, in one look: the facilitator's and the projector's pages ask after every click."""

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import ScalarSelect, Select, bindparam, func, select

from domain.contacts import RequestState
from storage.database import Transaction
from storage.erasure import AGREEMENTS
from storage.schema import (
    AnswerRow,
    BallotRow,
    ContactRequestRow,
    DotRow,
    EntryRow,
    FeedbackGivenRow,
    GroupMemberRow,
    GroupRow,
    IdeaRow,
    PaperSheetRow,
    PersonRow,
    RoundRow,
    SecondQuestionRow,
    TallyRow,
)

_HERE: Any = bindparam("workshop_id")


def _count(what: Any, *where: Any) -> ScalarSelect[int]:
    return select(func.count(what)).where(*where).scalar_subquery()


def _sum(what: Any, *where: Any) -> ScalarSelect[int]:
    return select(func.coalesce(func.sum(what), 0)).where(*where).scalar_subquery()


# In the order in which the desk shows them; each costs a look at its own table.
_COUNTS = {
    # With those who are here on paper only.
    "present": _count(PersonRow.id, PersonRow.workshop_id == _HERE)
    + _count(
        BallotRow.id,
        PaperSheetRow.round_id == bindparam("round_id"),
        BallotRow.id == PaperSheetRow.ballot_id,
        BallotRow.person_id.is_(None),
    )
    # Once the result is shown no sheet leads to a ballot any more, but they are still here.
    + _sum(RoundRow.paper_unnamed, RoundRow.id == bindparam("round_id")),
    "voted": _count(DotRow.ballot_id.distinct(), DotRow.round_id == bindparam("round_id")),
    "answered": _count(
        AnswerRow.sheet_id.distinct(),
        AnswerRow.question_id == SecondQuestionRow.id,
        SecondQuestionRow.round_id == bindparam("round_id"),
    ),
    "authors": _count(IdeaRow.author_id.distinct(), IdeaRow.workshop_id == _HERE, IdeaRow.withdrawn.is_(False)),
    "offering": _count(EntryRow.person_id.distinct(), EntryRow.workshop_id == _HERE),
    # With those that were taken back or whose people are gone: a number that falls would tell of them.
    "agreed": _count(
        ContactRequestRow.id,
        ContactRequestRow.workshop_id == _HERE,
        ContactRequestRow.state == RequestState.ACCEPTED.value,
    )
    + _sum(TallyRow.count, TallyRow.workshop_id == _HERE, TallyRow.what == AGREEMENTS),
    "grouped": _count(
        GroupMemberRow.person_id.distinct(),
        GroupRow.id == GroupMemberRow.group_id,
        GroupRow.workshop_id == _HERE,
    ),
    "feedback": _count(FeedbackGivenRow.person_id, FeedbackGivenRow.workshop_id == _HERE),
}


@cache
def _counting(names: frozenset[str]) -> Select[Any]:
    counts: list[Any] = [count.label(name) for name, count in _COUNTS.items() if name in names]
    return select(*counts)


def of_workshop(
    tx: Transaction, workshop_id: int, round_id: int | None, names: Collection[str] | None = None
) -> dict[str, int]:
    """People: present, who have voted in the round (0 without one), answered
    its second question, brought ideas, offer or seek, are in a group,
    gave feedback; and `agreed`, the contact requests both sides agreed to. Only those of `names`, if given."""
    wanted = frozenset(_COUNTS if names is None else _COUNTS.keys() & set(names))
    if not wanted:
        return {}
    row = tx.execute(_counting(wanted), {"workshop_id": workshop_id, "round_id": round_id or 0}).one()
    return dict(row._mapping)
