"""Work on many ideas at once: into a topic group, or into one idea. Asked for twice, nothing more happens."""

from collections.abc import Collection

from domain.ideas import checked_heading
from domain.refusal import Refusal
from domain.visitor import Visitor
from storage import ideas as store
from storage import log
from storage import workshop as workshop_store
from storage.database import Transaction, writing


def gather_ideas(
    visitor: Visitor,
    idea_ids: Collection[int],
    *,
    cluster_id: int | None = None,
    heading: str | None = None,
) -> int | None:
    """Puts ideas into a topic group, into the one with this heading, or (with neither) into none.

    A heading that no topic group has yet makes a new one. Returns the topic group's id.
    """
    workshop_id = visitor.as_facilitator()
    title = None if heading is None else checked_heading(heading)
    with writing() as tx:
        if title is not None:
            workshop_store.lock(tx, workshop_id)
            cluster_id = _cluster_titled(tx, visitor, workshop_id, title)
        elif cluster_id is not None:
            store.cluster(tx, workshop_id, cluster_id)
        for idea_id in idea_ids:
            before = store.by_id(tx, workshop_id, idea_id).cluster_id
            if before != cluster_id:
                store.change(tx, workshop_id, idea_id, cluster_id=cluster_id)
                log.note(tx, workshop_id, visitor.role, "move_idea", idea_id, cluster=before)
        tx.tell(workshop_id, "ideas", "desk")
    return cluster_id


def merge_all(visitor: Visitor, idea_ids: Collection[int], into_id: int) -> None:
    """Several ideas go into one; all texts are kept, that one stays on the wall."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        workshop_store.lock(tx, workshop_id)
        into = store.by_id(tx, workshop_id, into_id)
        if not into.on_the_wall:
            raise Refusal("merge_impossible")
        for idea_id in idea_ids:
            idea = store.by_id(tx, workshop_id, idea_id)
            if idea.merged_into == into.id:
                continue
            if idea.id == into.id or idea.merged_into:
                raise Refusal("merge_impossible")
            store.change(tx, workshop_id, idea.id, merged_into=into.id)
            store.redirect_merged(tx, workshop_id, idea.id, into.id)
            log.note(tx, workshop_id, visitor.role, "merge_ideas", idea.id, into=into.id)
        tx.tell(workshop_id, "ideas", "desk")


def _cluster_titled(tx: Transaction, visitor: Visitor, workshop_id: int, title: str) -> int:
    for cluster in store.clusters(tx, workshop_id):
        if cluster.title == title:
            return cluster.id
    cluster_id = store.add_cluster(tx, workshop_id, title)
    log.note(tx, workshop_id, visitor.role, "create_cluster", cluster_id)
    tx.tell(workshop_id, "clusters")
    return cluster_id
