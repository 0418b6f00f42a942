"""Who works in which project group: a proposal that the facilitator sees, changes by hand and confirms."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from actions.clock import now
from domain.group_seats import Confirmed, Lacking, Plan, Seat, checked_sizes, lacking, seated
from domain.groups import Group, GroupRole
from domain.people import Person
from domain.refusal import Refusal
from domain.second_question import Contribution
from domain.visitor import Role, Visitor
from storage import group_seats as store
from storage import groups as group_store
from storage import log
from storage import people as people_store
from storage import workshop as workshop_store
from storage.database import Transaction, reading, writing


@dataclass(frozen=True)
class Seated:
    """Somebody in a group; `role` is what they committed to, if they did."""

    person: Person
    role: GroupRole | None
    by_hand: bool


@dataclass(frozen=True)
class GroupSeats:
    """A group of the proposal, and what it still lacks."""

    group: Group
    people: tuple[Seated, ...]
    lacking: Lacking
    is_closed: bool


@dataclass(frozen=True)
class PlanView:
    """`plan` is None before the first proposal. `left_out`: they wanted a group and have no seat."""

    plan: Plan | None
    groups: tuple[GroupSeats, ...]
    left_out: tuple[Person, ...]
    people: tuple[Person, ...]
    to_close: int | None = None


def plan_of(visitor: Visitor) -> PlanView:
    workshop_id = visitor.as_facilitator()
    with reading() as tx:
        return _view(tx, workshop_id)


def propose(visitor: Visitor, *, smallest: int, largest: int, per_institution: int) -> None:
    """A proposal by these sizes. What was given by hand and closed before stays."""
    visitor.as_facilitator()
    sizes = checked_sizes(smallest, largest, per_institution)
    _seat_all(visitor, lambda plan: Plan(sizes, plan.closed if plan else ()))


def close_group(visitor: Visitor, group_id: int) -> None:
    """The facilitator agrees that this group does not come about; its people are seated anew."""
    _change_closed(visitor, group_id, closed=True)


def reopen_group(visitor: Visitor, group_id: int) -> None:
    _change_closed(visitor, group_id, closed=False)


def seat(visitor: Visitor, person_id: str, group_id: int | None) -> None:
    """By hand: this person works here, or has no seat (None). The others stay where they are."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        workshop_store.lock(tx, workshop_id)
        plan = _known(store.plan(tx, workshop_id))
        people_store.by_id(tx, workshop_id, person_id)
        if group_id is not None:
            group_store.by_id(tx, workshop_id, group_id)
            if group_id in plan.closed:
                raise Refusal("group_closed")
        store.put(tx, workshop_id, person_id, group_id)
        if plan.is_confirmed and group_id is not None:
            _join(tx, workshop_id, {person_id: group_id})
        log.note(tx, workshop_id, visitor.role, "seat", group_id or "")
        tx.tell(workshop_id, "groups", "progress")


def confirm_plan(visitor: Visitor) -> None:
    """From now on everybody sees where they work."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        workshop_store.lock(tx, workshop_id)
        _known(store.plan(tx, workshop_id))
        store.keep_plan(tx, workshop_id, confirmed_at=now())
        _join(
            tx, workshop_id, {each.person_id: each.group_id for each in store.seats(tx, workshop_id) if each.group_id}
        )
        log.note(tx, workshop_id, visitor.role, "confirm_seats")
        tx.tell(workshop_id, "groups", "progress")


def unconfirm_plan(visitor: Visitor) -> None:
    """Back to the proposal; nobody sees seats meanwhile."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        workshop_store.lock(tx, workshop_id)
        _known(store.plan(tx, workshop_id))
        store.keep_plan(tx, workshop_id, confirmed_at=None)
        log.note(tx, workshop_id, visitor.role, "unconfirm_seats")
        tx.tell(workshop_id, "groups")


def seats_of(visitor: Visitor) -> Confirmed | None:
    """Who works where, once the facilitator has confirmed it. For people in the room."""
    workshop_id = visitor.in_workshop()
    if visitor.role is Role.SCREEN:
        raise Refusal("not_joined")
    with reading() as tx:
        plan = store.plan(tx, workshop_id)
        if plan is None or not plan.is_confirmed:
            return None
        seats = store.seats(tx, workshop_id)
        return Confirmed({each.person_id: each.group_id for each in seats if each.group_id is not None}, plan.closed)


def _change_closed(visitor: Visitor, group_id: int, *, closed: bool) -> None:
    workshop_id = visitor.as_facilitator()
    with reading() as tx:
        group_store.by_id(tx, workshop_id, group_id)

    def changed(plan: Plan | None) -> Plan:
        known = _known(plan)
        others = tuple(each for each in known.closed if each != group_id)
        return Plan(known.sizes, (*others, group_id) if closed else others)

    _seat_all(visitor, changed)


def _seat_all(visitor: Visitor, changed: Callable[[Plan | None], Plan]) -> None:
    """`changed`: from the plan that is there to the one to seat people by.

    Worked out before the transaction that keeps it, so that meanwhile nobody waits; anew if another facilitator was
    quicker.
    """
    while not _kept(visitor, changed):
        pass


def _kept(visitor: Visitor, changed: Callable[[Plan | None], Plan]) -> bool:
    workshop_id = visitor.as_facilitator()
    with reading() as tx:
        plan, by_hand = _to_seat(tx, workshop_id, changed)
        commitments = store.commitments(tx, workshop_id)
        people = people_store.of_workshop(tx, workshop_id)
    found = seated(
        commitments,
        plan.sizes,
        closed=plan.closed,
        fixed={each.person_id: each.group_id for each in by_hand if each.group_id not in plan.closed},
        institutions={person.id: person.institution_id for person in people},
        seed=workshop_id,
    )
    with writing() as tx:
        workshop_store.lock(tx, workshop_id)
        if _to_seat(tx, workshop_id, changed) != (plan, by_hand):
            return False
        sizes = plan.sizes
        store.keep_plan(
            tx,
            workshop_id,
            smallest=sizes.smallest,
            largest=sizes.largest,
            per_institution=sizes.per_institution,
            closed=list(plan.closed),
        )
        for each in by_hand:
            if each.group_id in plan.closed:
                store.let_go(tx, workshop_id, each.person_id)
        store.replace_seats(tx, workshop_id, found.seats)
        log.note(tx, workshop_id, visitor.role, "propose_seats")
        tx.tell(workshop_id, "groups")
        return True


def _to_seat(tx: Transaction, workshop_id: int, changed: Callable[[Plan | None], Plan]) -> tuple[Plan, list[Seat]]:
    """The plan to seat people by, and who has been seated by hand."""
    there = store.plan(tx, workshop_id)
    _must_be_open(there)
    return changed(there), [each for each in store.seats(tx, workshop_id) if each.by_hand]


def _join(tx: Transaction, workshop_id: int, seats: Mapping[str, int]) -> None:
    """Who was seated where they had not joined is in from now on."""
    committed = {(each.person_id, each.group_id) for each in store.commitments(tx, workshop_id)}
    for person_id, group_id in seats.items():
        if (person_id, group_id) not in committed:
            group_store.set_role(tx, group_id, person_id, GroupRole.INTERESTED)


def _view(tx: Transaction, workshop_id: int) -> PlanView:
    plan = store.plan(tx, workshop_id)
    people = {person.id: person for person in people_store.of_workshop(tx, workshop_id)}
    groups = group_store.of_workshop(tx, workshop_id)
    if plan is None:
        return PlanView(None, (), (), tuple(people.values()))
    seats = store.seats(tx, workshop_id)
    roles = {(each.person_id, each.group_id): each.role for each in store.commitments(tx, workshop_id)}
    offered = store.offered(tx, workshop_id)
    views = tuple(
        _of_group(group, plan, [each for each in seats if each.group_id == group.id], people, roles, offered)
        for group in groups
    )
    has_seat = {each.person_id for each in seats if each.group_id is not None}
    left_out = tuple(people[each] for each in dict.fromkeys(person for person, _ in roles) if each not in has_seat)
    small = [view for view in views if not view.is_closed and view.lacking.people]
    to_close = min(small, key=lambda view: (len(view.people), view.group.id)).group.id if small else None
    return PlanView(plan, views, left_out, tuple(people.values()), to_close)


def _of_group(
    group: Group,
    plan: Plan,
    seats: Sequence[Seat],
    people: Mapping[str, Person],
    roles: Mapping[tuple[str, int], GroupRole],
    offered: Mapping[int, set[Contribution]],
) -> GroupSeats:
    order = list(GroupRole)
    inside = [Seated(people[each.person_id], roles.get((each.person_id, group.id)), each.by_hand) for each in seats]
    inside.sort(key=lambda each: (order.index(each.role) if each.role else len(order), each.person.name))
    found = lacking(
        [(each.role or GroupRole.INTERESTED, each.person.institution_type) for each in inside],
        offered.get(group.id),
        plan.sizes,
    )
    return GroupSeats(group, tuple(inside), found, group.id in plan.closed)


def _known(plan: Plan | None) -> Plan:
    if plan is None:
        raise Refusal("plan_missing")
    return plan


def _must_be_open(plan: Plan | None) -> None:
    if plan and plan.is_confirmed:
        raise Refusal("plan_confirmed")
