"""What a facilitator does with a round once there is one: a more generous rule, the next round from its result."""

from collections.abc import Collection

from actions.voting import open_with
from domain.readings import Reading
from domain.refusal import Refusal
from domain.visitor import Visitor
from domain.voting import Option, Status, checked_rule
from storage import log
from storage import people as people_store
from storage import readings as reading_store
from storage import voting as store
from storage import workshop as workshop_store
from storage.database import reading, writing


def change_rule(visitor: Visitor, round_id: int, *, budget: int, maximum: int) -> None:
    """Dots per person and most on one option while the round is open; only upward after the first dot."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        store.lock(tx, workshop_id, round_id)
        round_ = store.by_id(tx, workshop_id, round_id)
        round_.must_allow(budget, maximum, has_dots=store.count_ballots(tx, round_id) > 0)
        checked_rule(budget, maximum, store.options(tx, round_id))
        store.change(tx, workshop_id, round_id, budget=budget, maximum=maximum)
        log.note(tx, workshop_id, visitor.role, "change_rule", round_id)
        tx.tell(workshop_id, "now")


def next_round(visitor: Visitor, round_id: int, option_ids: Collection[int], *, budget: int, maximum: int) -> int:
    """Opens a round on some options of one that is shown, worded as they were. Returns its id."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        workshop_store.lock(tx, workshop_id)
        before = store.by_id(tx, workshop_id, round_id)
        if before.status is not Status.SHOWN:
            raise Refusal("result_not_shown")
        options = [option for option in store.options(tx, round_id) if option.id in option_ids]
        anew = [_anew(option) for option in options]
        return open_with(tx, visitor, anew, before.subject, budget, maximum, own_ideas=before.own_ideas)


def readings_of(visitor: Visitor, round_id: int) -> list[Reading]:
    """The readings of a shown result; none before."""
    with reading() as tx:
        return reading_store.of_round(tx, store.by_id(tx, visitor.as_facilitator(), round_id).id)


def people_present(visitor: Visitor) -> int:
    """How many are in the room, with a device or without."""
    with reading() as tx:
        return people_store.count(tx, visitor.as_facilitator())


def _anew(option: Option) -> Option:
    return Option(0, option.title, option.detail, option.idea_id, option.cluster_id, option.field_id)
