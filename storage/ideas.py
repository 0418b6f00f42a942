"""Ideas and topic groups."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, insert, select, update

from domain.agenda import Kind
from domain.ideas import Cluster, Idea, Place
from domain.refusal import Refusal
from storage.database import Transaction
from storage.rows import columns, insert_row, insert_row_once, read
from storage.schema import ActivityRow, ClusterRow, FieldRow, IdeaRow, PersonRow, WorkshopRow

# In the order of the fields, and none is missing.
_IDEA = columns(IdeaRow, Idea)
_ALL = select(*_IDEA).where(IdeaRow.workshop_id == bindparam("workshop_id")).order_by(IdeaRow.id)
_OF_AUTHOR = _ALL.where(IdeaRow.author_id == bindparam("person_id"), IdeaRow.withdrawn.is_(False))
_SOME = _ALL.where(
    IdeaRow.id.in_(bindparam("idea_ids", expanding=True))
    | IdeaRow.merged_into.in_(bindparam("idea_ids", expanding=True))
)
_ADD = insert(IdeaRow)
_OF_OPERATION = select(IdeaRow.id).where(
    IdeaRow.workshop_id == bindparam("workshop_id"), IdeaRow.operation == bindparam("operation")
)
# One look at all that an idea needs: four would cost as much as the rest of bringing it in.
_PLACE = (
    select(WorkshopRow.is_open, ActivityRow.kind, PersonRow.id, FieldRow.id)
    .select_from(WorkshopRow)
    .outerjoin(
        ActivityRow, and_(ActivityRow.workshop_id == WorkshopRow.id, ActivityRow.id == WorkshopRow.activity_id)
    )
    .outerjoin(PersonRow, and_(PersonRow.workshop_id == WorkshopRow.id, PersonRow.id == bindparam("person_id")))
    .outerjoin(FieldRow, and_(FieldRow.workshop_id == WorkshopRow.id, FieldRow.id == bindparam("field_id")))
    .where(WorkshopRow.id == bindparam("workshop_id"))
)
_CLUSTERS = (
    select(*columns(ClusterRow, Cluster))
    .where(ClusterRow.workshop_id == bindparam("workshop_id"))
    .order_by(ClusterRow.position, ClusterRow.id)
)


def of_workshop(tx: Transaction, workshop_id: int) -> list[Idea]:
    """All ideas, hidden and merged ones too, oldest first."""
    return [Idea(*row) for row in tx.execute(_ALL, {"workshop_id": workshop_id})]


def some(tx: Transaction, workshop_id: int, idea_ids: Collection[int]) -> list[Idea]:
    """These ideas, and those that were merged into them."""
    found = tx.execute(_SOME, {"workshop_id": workshop_id, "idea_ids": list(idea_ids)})
    return [Idea(*row) for row in found]


def by_id(tx: Transaction, workshop_id: int, idea_id: int) -> Idea:
    row = tx.execute(select(*_IDEA).where(IdeaRow.workshop_id == workshop_id, IdeaRow.id == idea_id)).first()
    if row is None:
        raise Refusal("idea_gone")
    return read(Idea, row)


def of_author(tx: Transaction, workshop_id: int, person_id: str) -> list[Idea]:
    return [Idea(*row) for row in tx.execute(_OF_AUTHOR, {"workshop_id": workshop_id, "person_id": person_id})]


def add(tx: Transaction, workshop_id: int, **values: Any) -> int:
    return insert_row(tx, insert(IdeaRow).values(workshop_id=workshop_id, **values))


def change(tx: Transaction, workshop_id: int, idea_id: int, **values: Any) -> None:
    tx.execute(update(IdeaRow).where(IdeaRow.workshop_id == workshop_id, IdeaRow.id == idea_id).values(**values))


def place(tx: Transaction, workshop_id: int, person_id: str, field_id: int | None) -> Place:
    """The meeting as it stands, with that person and that field, if they are of it."""
    asked = {"workshop_id": workshop_id, "person_id": person_id, "field_id": field_id}
    row = tx.execute(_PLACE, asked).first()
    if row is None:
        raise Refusal("workshop_unknown")
    return Place(row[0], Kind(row[1]) if row[1] else None, row[2], row[3])


def add_once(tx: Transaction, workshop_id: int, operation: str, **values: Any) -> int | None:
    """The new idea; None if this operation has made its idea already."""
    return insert_row_once(tx, _ADD, {"workshop_id": workshop_id, "operation": operation, **values})


def of_operation(tx: Transaction, workshop_id: int, operation: str) -> int | None:
    """The idea that this operation has made."""
    return tx.scalar(_OF_OPERATION, {"workshop_id": workshop_id, "operation": operation})


def redirect_merged(tx: Transaction, workshop_id: int, from_id: int, to_id: int | None) -> None:
    """What was merged into one idea now counts to another, or stands on its own (None)."""
    tx.execute(
        update(IdeaRow)
        .where(IdeaRow.workshop_id == workshop_id, IdeaRow.merged_into == from_id)
        .values(merged_into=to_id)
    )


def clusters(tx: Transaction, workshop_id: int) -> list[Cluster]:
    return [read(Cluster, row) for row in tx.execute(_CLUSTERS, {"workshop_id": workshop_id})]


def cluster(tx: Transaction, workshop_id: int, cluster_id: int) -> Cluster:
    row = tx.execute(
        select(*columns(ClusterRow, Cluster)).where(
            ClusterRow.workshop_id == workshop_id, ClusterRow.id == cluster_id
        )
    ).first()
    if row is None:
        raise Refusal("cluster_gone")
    return read(Cluster, row)


def add_cluster(tx: Transaction, workshop_id: int, title: str) -> int:
    last = tx.scalar(select(func.max(ClusterRow.position)).where(ClusterRow.workshop_id == workshop_id))
    return insert_row(tx, insert(ClusterRow).values(workshop_id=workshop_id, title=title, position=(last or 0) + 1))


def rename_cluster(tx: Transaction, workshop_id: int, cluster_id: int, title: str) -> None:
    tx.execute(
        update(ClusterRow)
        .where(ClusterRow.workshop_id == workshop_id, ClusterRow.id == cluster_id)
        .values(title=title)
    )


def remove_cluster(tx: Transaction, workshop_id: int, cluster_id: int) -> None:
    """The heading goes, its ideas stay, without a topic group."""
    tx.execute(delete(ClusterRow).where(ClusterRow.workshop_id == workshop_id, ClusterRow.id == cluster_id))
