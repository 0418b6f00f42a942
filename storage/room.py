"""Where a meeting is, for one person in it, in one look: a whole room asks when the facilitator moves on."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, func, select

from domain.agenda import Activity, Kind
from domain.contacts import RequestState
from domain.voting import Round, Status, Subject
from domain.workshop import Workshop
from storage.database import Transaction
from storage.rows import columns
from storage.schema import ActivityRow, ContactRequestRow, PersonRow, RoundRow, WorkshopRow

_WORKSHOP, _ACTIVITY, _ROUND = (
    columns(*both) for both in ((WorkshopRow, Workshop), (ActivityRow, Activity), (RoundRow, Round))
)
_NEWEST_ROUND = (
    select(func.max(RoundRow.id))
    .where(RoundRow.activity_id == WorkshopRow.activity_id)
    .correlate(WorkshopRow)
    .scalar_subquery()
)
_ASKED = (
    select(func.count())
    .where(ContactRequestRow.to_id == PersonRow.id, ContactRequestRow.state == RequestState.OPEN.value)
    .correlate(PersonRow)
    .scalar_subquery()
)
_LOOK: Any = (
    select(*_WORKSHOP, *_ACTIVITY, *_ROUND, _ASKED)
    .select_from(PersonRow)
    .join(WorkshopRow, WorkshopRow.id == PersonRow.workshop_id)
    .outerjoin(
        ActivityRow, and_(ActivityRow.id == WorkshopRow.activity_id, ActivityRow.workshop_id == WorkshopRow.id)
    )
    .outerjoin(RoundRow, and_(RoundRow.workshop_id == WorkshopRow.id, RoundRow.id == _NEWEST_ROUND))
    .where(PersonRow.workshop_id == bindparam("workshop_id"), PersonRow.id == bindparam("person_id"))
)


@dataclass(frozen=True)
class Found:
    """`asked`: contact requests to this person that are open, whether or not they still need an answer."""

    meeting: Workshop
    activity: Activity | None
    round: Round | None
    asked: int


def look(tx: Transaction, workshop_id: int, person_id: str) -> Found | None:
    """None if the person is not (or no longer) in the workshop."""
    row = tx.execute(_LOOK, {"workshop_id": workshop_id, "person_id": person_id}).first()
    if row is None:
        return None
    first, second = len(_WORKSHOP), len(_WORKSHOP) + len(_ACTIVITY)
    meeting, activity, round_ = row[:first], row[first:second], row[second:-1]
    return Found(
        Workshop(**_named(_WORKSHOP, meeting)),
        Activity(**_named(_ACTIVITY, activity, kind=Kind)) if activity[0] is not None else None,
        Round(**_named(_ROUND, round_, subject=Subject, status=Status)) if round_[0] is not None else None,
        row[-1],
    )


def _named(names: Any, values: Any, **kinds: Any) -> dict[str, Any]:
    found = {column.key: value for column, value in zip(names, values, strict=True)}
    return found | {name: kind(found[name]) for name, kind in kinds.items()}
