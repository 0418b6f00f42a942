"""Who sat at one table in the meeting rounds that took place."""

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from storage.database import Transaction
from storage.schema import MeetingRoundRow, MeetingSeatRow

_ONE, _OTHER = aliased(MeetingSeatRow), aliased(MeetingSeatRow)
_BESIDE = (_OTHER.round_id == _ONE.round_id) & (_OTHER.table_number == _ONE.table_number)
_TOOK_PLACE = (MeetingRoundRow.workshop_id == bindparam("workshop_id"), MeetingRoundRow.begun_at.is_not(None))
_COUPLES = (
    select(_ONE.person_id, _OTHER.person_id)
    .join(_OTHER, _BESIDE)
    .join(MeetingRoundRow, MeetingRoundRow.id == _ONE.round_id)
    .where(*_TOOK_PLACE, _ONE.person_id < _OTHER.person_id)
)
_MET = (
    select(_OTHER.person_id, func.max(MeetingRoundRow.id).label("last"))
    .join(_ONE, _BESIDE)
    .join(MeetingRoundRow, MeetingRoundRow.id == _ONE.round_id)
    .where(*_TOOK_PLACE, _ONE.person_id == bindparam("person_id"), _OTHER.person_id != _ONE.person_id)
    .group_by(_OTHER.person_id)
    .order_by(func.max(MeetingRoundRow.id).desc(), _OTHER.person_id)
)


def couples(tx: Transaction, workshop_id: int) -> list[tuple[str, str]]:
    """Each two once for every table that they shared."""
    return [(one, other) for one, other in tx.execute(_COUPLES, {"workshop_id": workshop_id})]


def met_by(tx: Transaction, workshop_id: int, person_id: str) -> list[str]:
    """Whom this person sat with, the latest first."""
    return list(tx.scalars(_MET, {"workshop_id": workshop_id, "person_id": person_id}))
