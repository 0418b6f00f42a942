"""Projects of earlier meetings, for the review."""

from domain.projects import Project
from domain.visitor import Visitor
from storage import projects as store
from storage import workshop as workshop_store
from storage.database import reading


def projects_of(visitor: Visitor) -> list[Project]:
    with reading() as tx:
        workshop = workshop_store.by_id(tx, visitor.in_workshop())
        return store.of_alliance(tx, workshop.alliance_id)
