"""Who an administrator on the command line acts as: there, whoever may read the database may do everything."""

from domain.refusal import Refusal
from domain.visitor import Role, Visitor
from domain.workshop import typed_code
from storage import workshop as store
from storage.database import reading


def organiser_of(code: str) -> tuple[Visitor, int]:
    """An organiser of the workshop with this code, and the workshop's id."""
    with reading() as tx:
        workshop = store.by_code(tx, typed_code(code))
    if workshop is None:
        raise Refusal("code_unknown")
    return Visitor(Role.ORGANISER, alliance_id=workshop.alliance_id), workshop.id


def any_organiser() -> Visitor | None:
    """An organiser of a real alliance; None while there is only the demo, or nothing."""
    with reading() as tx:
        own = [alliance.id for alliance in store.alliances(tx) if not alliance.is_demo]
    return Visitor(Role.ORGANISER, alliance_id=own[0]) if own else None
