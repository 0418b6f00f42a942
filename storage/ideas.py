"""Ideas and topic groups."""

from typing import Any

from sqlalchemy import delete, func, insert, select, update

from domain.ideas import Cluster, Idea
from domain.refusal import Refusal
from storage.database import Transaction
from storage.rows import columns, insert_once, insert_row, read
from storage.schema import ClusterRow, IdeaRow

_IDEA = columns(IdeaRow, Idea)


def of_workshop(tx: Transaction, workshop_id: int) -> list[Idea]:
    """All ideas, hidden and merged ones too, oldest first."""
    rows = tx.execute(select(*_IDEA).where(IdeaRow.workshop_id == workshop_id).order_by(IdeaRow.id))
    return [read(Idea, row) for row in rows]


def by_id(tx: Transaction, workshop_id: int, idea_id: int) -> Idea:
    row = tx.execute(select(*_IDEA).where(IdeaRow.workshop_id == workshop_id, IdeaRow.id == idea_id)).first()
    if row is None:
        raise Refusal("idea_gone")
    return read(Idea, row)


def of_author(tx: Transaction, workshop_id: int, person_id: str) -> list[Idea]:
    rows = tx.execute(
        select(*_IDEA)
        .where(
            IdeaRow.workshop_id == workshop_id,
            IdeaRow.author_id == person_id,
            IdeaRow.withdrawn.is_(False),
        )
        .order_by(IdeaRow.id)
    )
    return [read(Idea, row) for row in rows]


def count_authors(tx: Transaction, workshop_id: int) -> int:
    """How many people have brought an idea under their name."""
    return (
        tx.scalar(
            select(func.count(IdeaRow.author_id.distinct())).where(
                IdeaRow.workshop_id == workshop_id, IdeaRow.withdrawn.is_(False)
            )
        )
        or 0
    )


def add(tx: Transaction, workshop_id: int, **values: Any) -> int:
    return insert_row(tx, insert(IdeaRow).values(workshop_id=workshop_id, **values))


def change(tx: Transaction, workshop_id: int, idea_id: int, **values: Any) -> None:
    tx.execute(update(IdeaRow).where(IdeaRow.workshop_id == workshop_id, IdeaRow.id == idea_id).values(**values))


def add_once(tx: Transaction, workshop_id: int, operation: str, **values: Any) -> int:
    """The idea this operation makes, or has made already."""
    insert_once(tx, insert(IdeaRow).values(workshop_id=workshop_id, operation=operation, **values))
    return tx.execute(
        select(IdeaRow.id).where(IdeaRow.workshop_id == workshop_id, IdeaRow.operation == operation)
    ).scalar_one()


def redirect_merged(tx: Transaction, workshop_id: int, from_id: int, to_id: int | None) -> None:
    """What was merged into one idea now counts to another, or stands on its own (None)."""
    tx.execute(
        update(IdeaRow)
        .where(IdeaRow.workshop_id == workshop_id, IdeaRow.merged_into == from_id)
        .values(merged_into=to_id)
    )


def clusters(tx: Transaction, workshop_id: int) -> list[Cluster]:
    rows = tx.execute(
        select(*columns(ClusterRow, Cluster))
        .where(ClusterRow.workshop_id == workshop_id)
        .order_by(ClusterRow.position, ClusterRow.id)
    )
    return [read(Cluster, row) for row in rows]


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
