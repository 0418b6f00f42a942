"""What people do with ideas, and what the facilitator does: hide, merge, gather in topic groups."""

from collections.abc import Mapping

from actions.clock import new_id, now
from domain.ideas import Cluster, Idea, checked_heading, drafted, hash_of
from domain.live import part
from domain.refusal import Refusal
from domain.visitor import Visitor
from storage import ideas as store
from storage import log
from storage import people as people_store
from storage import workshop as workshop_store
from storage.database import Transaction, reading, writing
from storage.trouble import may_come_twice


@may_come_twice
def contribute_idea(
    visitor: Visitor,
    *,
    title: str | None,
    text: str | None = "",
    field_id: int | None = None,
    anonymous: bool = False,
    operation: str | None = None,
    edit_key: str | None = None,
) -> int:
    """A new card on the wall; the same `operation` sent twice makes one idea. Returns its id.

    An anonymous idea stores no author; whoever holds `edit_key` may change it, and we keep only its hash.
    """
    workshop_id, person_id = visitor.as_participant()
    draft = drafted(title, text, field_id)
    operation = operation or new_id()
    with writing() as tx:
        place = store.place(tx, workshop_id, person_id, draft.field_id)
        try:
            place.must_take_ideas()
        except Refusal as refusal:
            # It came in time if this is only the repetition of a message whose answer got lost.
            return _made_already(tx, workshop_id, operation, otherwise=refusal)
        idea_id = store.add_once(
            tx,
            workshop_id,
            operation,
            title=draft.title,
            text=draft.text,
            field_id=place.field_id,
            author_id=None if anonymous else person_id,
            is_anonymous=anonymous,
            edit_hash=hash_of(edit_key) if anonymous and edit_key else None,
            created_at=now(),
        )
        if idea_id is None:
            return _made_already(tx, workshop_id, operation, otherwise=Refusal("idea_gone"))
        _tell_of(tx, workshop_id, idea_id)
        tx.tell(workshop_id, part("progress", "authors"))
    return idea_id


@may_come_twice
def edit_idea(
    visitor: Visitor,
    idea_id: int,
    *,
    title: str | None,
    text: str | None,
    field_id: int | None,
    edit_key: str | None = None,
) -> None:
    workshop_id, person_id = visitor.as_participant()
    draft = drafted(title, text, field_id)
    with writing() as tx:
        workshop_store.by_id(tx, workshop_id).must_be_open()
        store.by_id(tx, workshop_id, idea_id).must_belong_to(person_id, edit_key)
        field_id = _known_field(tx, workshop_id, draft.field_id)
        store.change(tx, workshop_id, idea_id, title=draft.title, text=draft.text, field_id=field_id)
        _tell_of(tx, workshop_id, idea_id)


def withdraw_idea(visitor: Visitor, idea_id: int, *, edit_key: str | None = None) -> None:
    """The author takes the idea back. It leaves the wall; what others voted on keeps its wording.

    Other people's ideas that were merged into it stand on their own again.
    """
    workshop_id, person_id = visitor.as_participant()
    with writing() as tx:
        workshop_store.by_id(tx, workshop_id).must_be_open()
        store.by_id(tx, workshop_id, idea_id).must_belong_to(person_id, edit_key)
        store.change(tx, workshop_id, idea_id, withdrawn=True)
        store.redirect_merged(tx, workshop_id, idea_id, None)
        tx.tell(workshop_id, "ideas", "desk", "progress")


def my_ideas(visitor: Visitor) -> list[Idea]:
    """The ideas under this person's name; anonymous ones belong to nobody."""
    workshop_id, person_id = visitor.as_participant()
    with reading() as tx:
        return store.of_author(tx, workshop_id, person_id)


def ideas_with_keys(visitor: Visitor, edit_keys: Mapping[int, str]) -> list[Idea]:
    """The anonymous ideas that these keys open, by idea; those that are gone are left out."""
    workshop_id, _ = visitor.as_participant()
    if not edit_keys:
        return []
    with reading() as tx:
        found = store.some(tx, workshop_id, edit_keys)
    return [idea for idea in found if idea.is_opened_by(edit_keys.get(idea.id)) and not idea.withdrawn]


def wall(visitor: Visitor) -> list[Idea]:
    """What everybody sees, oldest first."""
    with reading() as tx:
        ideas = store.of_workshop(tx, visitor.in_workshop())
    return [idea for idea in ideas if idea.on_the_wall]


def all_ideas(visitor: Visitor) -> list[Idea]:
    """For the facilitator: hidden and merged ones too."""
    with reading() as tx:
        ideas = store.of_workshop(tx, visitor.as_facilitator())
    return [idea for idea in ideas if not idea.withdrawn]


def clusters_of(visitor: Visitor) -> list[Cluster]:
    with reading() as tx:
        return store.clusters(tx, visitor.in_workshop())


def enter_idea_for(
    visitor: Visitor, person_id: str | None, *, title: str | None, text: str | None = "", field_id: int | None
) -> int:
    """The facilitator types a paper card; without a person it counts as anonymous."""
    workshop_id = visitor.as_facilitator()
    draft = drafted(title, text, field_id)
    with writing() as tx:
        if person_id is not None:
            people_store.by_id(tx, workshop_id, person_id)
        idea_id = store.add(
            tx,
            workshop_id,
            title=draft.title,
            text=draft.text,
            field_id=_known_field(tx, workshop_id, draft.field_id),
            author_id=person_id,
            is_anonymous=person_id is None,
            created_at=now(),
        )
        log.note(tx, workshop_id, visitor.role, "enter_idea", idea_id)
        _tell_of(tx, workshop_id, idea_id)
        tx.tell(workshop_id, part("progress", "authors"))
    return idea_id


def hide_idea(visitor: Visitor, idea_id: int, *, hidden: bool = True) -> None:
    """Takes an idea off the wall, or puts it back. It is never deleted (R-29)."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        store.by_id(tx, workshop_id, idea_id)
        store.change(tx, workshop_id, idea_id, hidden=hidden)
        log.note(tx, workshop_id, visitor.role, "hide_idea" if hidden else "show_idea", idea_id)
        _tell_of(tx, workshop_id, idea_id)


def merge_ideas(visitor: Visitor, idea_id: int, into_id: int) -> None:
    """One idea goes into another; both texts are kept, the other one stays on the wall."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        workshop_store.lock(tx, workshop_id)
        idea, into = store.by_id(tx, workshop_id, idea_id), store.by_id(tx, workshop_id, into_id)
        if idea.id == into.id or not into.on_the_wall or idea.merged_into:
            raise Refusal("merge_impossible")
        store.change(tx, workshop_id, idea.id, merged_into=into.id)
        store.redirect_merged(tx, workshop_id, idea.id, into.id)
        log.note(tx, workshop_id, visitor.role, "merge_ideas", idea.id, into=into.id)
        tx.tell(workshop_id, "ideas", "desk")


def part_idea(visitor: Visitor, idea_id: int) -> None:
    """Takes a merge back: the idea stands on its own again."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        store.by_id(tx, workshop_id, idea_id)
        store.change(tx, workshop_id, idea_id, merged_into=None)
        log.note(tx, workshop_id, visitor.role, "part_idea", idea_id)
        tx.tell(workshop_id, "ideas", "desk")


def create_cluster(visitor: Visitor, title: str | None) -> int:
    workshop_id = visitor.as_facilitator()
    heading = checked_heading(title)
    with writing() as tx:
        cluster_id = store.add_cluster(tx, workshop_id, heading)
        log.note(tx, workshop_id, visitor.role, "create_cluster", cluster_id)
        tx.tell(workshop_id, "clusters")
    return cluster_id


def rename_cluster(visitor: Visitor, cluster_id: int, title: str | None) -> None:
    workshop_id = visitor.as_facilitator()
    heading = checked_heading(title)
    with writing() as tx:
        store.cluster(tx, workshop_id, cluster_id)
        store.rename_cluster(tx, workshop_id, cluster_id, heading)
        log.note(tx, workshop_id, visitor.role, "rename_cluster", cluster_id)
        tx.tell(workshop_id, "clusters")


def remove_cluster(visitor: Visitor, cluster_id: int) -> None:
    """The heading goes; its ideas stay, without a topic group."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        store.cluster(tx, workshop_id, cluster_id)
        store.remove_cluster(tx, workshop_id, cluster_id)
        log.note(tx, workshop_id, visitor.role, "remove_cluster", cluster_id)
        tx.tell(workshop_id, "clusters", "ideas", "desk")


def move_idea(visitor: Visitor, idea_id: int, cluster_id: int | None) -> None:
    """Puts an idea into a topic group, or into none."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        before = store.by_id(tx, workshop_id, idea_id).cluster_id
        if cluster_id is not None:
            store.cluster(tx, workshop_id, cluster_id)
        store.change(tx, workshop_id, idea_id, cluster_id=cluster_id)
        log.note(tx, workshop_id, visitor.role, "move_idea", idea_id, cluster=before)
        _tell_of(tx, workshop_id, idea_id)


def _tell_of(tx: Transaction, workshop_id: int, idea_id: int) -> None:
    """Only this card has changed: nobody looks at five hundred others."""
    tx.tell(workshop_id, part("ideas", idea_id), part("desk", idea_id))


def _made_already(tx: Transaction, workshop_id: int, operation: str, *, otherwise: Refusal) -> int:
    """The idea that this operation has made before."""
    idea_id = store.of_operation(tx, workshop_id, operation)
    if idea_id is None:
        raise otherwise
    return idea_id


def _known_field(tx: Transaction, workshop_id: int, field_id: int | None) -> int | None:
    known = {field.id for field in workshop_store.fields(tx, workshop_id)}
    return field_id if field_id in known else None
