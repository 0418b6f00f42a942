"""Project groups: the facilitator chooses an idea or topic group, people join as lead, partner or interested."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from actions.group_profile import keep_turn, leave_all, must_be_in
from domain.groups import Group, GroupRole, Member
from domain.refusal import Refusal
from domain.text_rules import clean_line, clean_text, required_line, within
from domain.visitor import Role, Visitor
from storage import groups as store
from storage import ideas as idea_store
from storage import log
from storage import people as people_store
from storage import workshop as workshop_store
from storage.database import reading, writing
from storage.trouble import may_come_twice


@dataclass(frozen=True)
class GroupView:
    group: Group
    members: list[Member]

    def role_of(self, person_id: str | None) -> GroupRole | None:
        return next((member.role for member in self.members if member.person_id == person_id), None)


def groups_of(visitor: Visitor) -> list[GroupView]:
    """All groups with who is in them. Names are for people in the room, not for the projector."""
    if visitor.role is Role.SCREEN:
        raise Refusal("not_joined")
    with reading() as tx:
        workshop_id = visitor.in_workshop()
        members = store.members(tx, workshop_id)
        return [
            GroupView(group, [member for member in members if member.group_id == group.id])
            for group in store.of_workshop(tx, workshop_id)
        ]


def choose_group(
    visitor: Visitor, *, title: str | None, cluster_id: int | None = None, idea_id: int | None = None
) -> int:
    """Makes a project group around a topic group or an idea. The same choice twice finds the first one."""
    workshop_id = visitor.as_facilitator()
    heading = required_line(title, "heading", 120)
    with writing() as tx:
        if cluster_id is not None:
            idea_store.cluster(tx, workshop_id, cluster_id)
        if idea_id is not None:
            idea_store.by_id(tx, workshop_id, idea_id)
        workshop_store.lock(tx, workshop_id)
        for group in store.of_workshop(tx, workshop_id):
            if (group.title, group.cluster_id, group.idea_id) == (heading, cluster_id, idea_id):
                return group.id
        group_id = store.add(tx, workshop_id, title=heading, cluster_id=cluster_id, idea_id=idea_id)
        log.note(tx, workshop_id, visitor.role, "choose_group", group_id)
        tx.tell(workshop_id, "groups")
    return group_id


def dissolve_group(visitor: Visitor, group_id: int) -> None:
    """Takes back the choice of a group that nobody has joined."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        store.by_id(tx, workshop_id, group_id)
        if store.counts(tx, workshop_id).get(group_id):
            raise Refusal("group_has_members")
        store.remove(tx, workshop_id, group_id)
        log.note(tx, workshop_id, visitor.role, "dissolve_group", group_id)
        tx.tell(workshop_id, "groups")


@may_come_twice
def join_group(visitor: Visitor, group_id: int, role: GroupRole | None) -> None:
    """Joins in this part, changes the part, or leaves (None)."""
    workshop_id, person_id = visitor.as_participant()
    with writing() as tx:
        workshop_store.by_id(tx, workshop_id).must_be_open()
        people_store.by_id(tx, workshop_id, person_id)
        workshop_store.lock(tx, workshop_id)
        store.by_id(tx, workshop_id, group_id)
        store.set_role(tx, group_id, person_id, role)
        if role is None:
            leave_all(tx, group_id, person_id)
        tx.tell(workshop_id, "groups", "progress")


@may_come_twice
def change_profile(visitor: Visitor, group_id: int, changed: Mapping[str, str]) -> None:
    """These parts of the group's Steckbrief; the others stay as whoever wrote them last left them.

    Its members write it, one at a time, or the facilitator.
    """
    workshop_id = visitor.in_workshop()
    wanted = {name: checked(changed[name]) for name, checked in _PARTS.items() if name in changed}
    with writing() as tx:
        workshop_store.lock(tx, workshop_id)
        store.by_id(tx, workshop_id, group_id)
        if visitor.role is not Role.FACILITATOR:
            _, person_id = visitor.as_participant()
            workshop_store.by_id(tx, workshop_id).must_be_open()
            must_be_in(tx, workshop_id, group_id, person_id)
            keep_turn(tx, workshop_id, group_id, person_id)
        if wanted:
            store.change(tx, workshop_id, group_id, **wanted)
        tx.tell(workshop_id, "groups")


def _paragraph(text: str) -> str:
    return within(clean_text(text), "idea_text", 500)


_PARTS: dict[str, Callable[[str], str]] = {
    "goal": _paragraph,
    "benefit": _paragraph,
    "lead_organisation": lambda text: within(clean_line(text), "institution", 120),
    "partners": _paragraph,
    "next_step": _paragraph,
    "due": lambda text: within(clean_line(text), "due", 40),
    "open_question": _paragraph,
}
