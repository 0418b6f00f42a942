"""Who works in which project group: propose, look, change by hand, confirm."""

from functools import partial

from actions import group_seats
from components import group_seats as view
from components.facilitator import undoable
from components.words import say
from domain.group_seats import Sizes
from domain.groups import Group
from domain.people import Person
from domain.visitor import Visitor
from pages.facilitator.rule import do


def show(leader: Visitor) -> None:
    found = group_seats.plan_of(leader)
    plan = found.plan
    if plan is None or not plan.is_confirmed:
        view.ask_sizes(plan, on_propose=partial(_propose, leader))
    if plan is None:
        return
    for each in found.groups:
        if not each.is_closed:
            is_to_close = not plan.is_confirmed and each.group.id == found.to_close
            view.show_group_seats(each, is_to_close=is_to_close, on_close=partial(_close, leader))
    view.show_left_out(found.left_out)
    closed = [each.group for each in found.groups if each.is_closed]
    view.show_closed_groups([] if plan.is_confirmed else closed, on_reopen=partial(_reopen, leader))
    open_groups = [each.group for each in found.groups if not each.is_closed]
    view.ask_seat(found.people, open_groups, on_put=partial(_put, leader, _homes(found)))
    view.show_confirm(
        plan,
        on_confirm=lambda: _confirm(leader),
        on_unconfirm=lambda: do(lambda: group_seats.unconfirm_plan(leader), "seats.unconfirmed"),
    )


def _propose(leader: Visitor, sizes: Sizes) -> None:
    propose = partial(
        group_seats.propose,
        leader,
        smallest=sizes.smallest,
        largest=sizes.largest,
        per_institution=sizes.per_institution,
    )
    do(propose, "seats.proposed")


def _close(leader: Visitor, group: Group) -> None:
    undoable(
        lambda: group_seats.close_group(leader, group.id),
        say("seats.closed", title=group.title),
        lambda: group_seats.reopen_group(leader, group.id),
    )


def _reopen(leader: Visitor, group: Group) -> None:
    undoable(
        lambda: group_seats.reopen_group(leader, group.id),
        say("seats.reopened", title=group.title),
        lambda: group_seats.close_group(leader, group.id),
    )


def _put(leader: Visitor, homes: dict[str, int], person: Person, group: Group | None) -> None:
    before = homes.get(person.id)
    undoable(
        lambda: group_seats.seat(leader, person.id, group.id if group else None),
        say("seats.moved", name=person.name, title=group.title if group else say("seats.no_seat")),
        lambda: group_seats.seat(leader, person.id, before),
    )


def _confirm(leader: Visitor) -> None:
    undoable(
        lambda: group_seats.confirm_plan(leader),
        say("seats.confirmed"),
        lambda: group_seats.unconfirm_plan(leader),
    )


def _homes(found: group_seats.PlanView) -> dict[str, int]:
    """Where each person sits now."""
    return {each.person.id: view.group.id for view in found.groups for each in view.people}
