"""What the facilitator does with single tables and people of a meeting round: lock, swap, mix, take out, print."""

from actions import seats
from documents.document import Document
from documents.seating_plan import seating_plan
from domain import meeting_plan
from domain.seating import Past, Sitter, next_round
from domain.visitor import Visitor
from storage import contacts as contact_store
from storage import log
from storage import meetings as store
from storage import people as people_store
from storage import workshop as workshop_store
from storage.database import reading, writing


def lock_table(visitor: Visitor, meeting_round_id: int, table: int, *, locked: bool) -> None:
    """A locked table stays as it is, whatever is planned anew."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        _, round_ = seats.newest(tx, workshop_id, meeting_round_id)
        round_.must_be(*seats.CHANGEABLE)
        plan = store.plan(tx, round_.id)
        store.save_plan(tx, round_.id, meeting_plan.with_lock(plan, table, locked=locked))
        log.note(tx, workshop_id, visitor.role, "lock_meeting_table", round_.id, table=table, locked=locked)
        tx.tell(workshop_id, "meetings")


def swap_people(visitor: Visitor, meeting_round_id: int, person_id: str, other_id: str) -> None:
    """These two change places. Once more takes it back."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        _, round_ = seats.newest(tx, workshop_id, meeting_round_id)
        round_.must_be(*seats.CHANGEABLE)
        plan = store.plan(tx, round_.id)
        store.save_plan(tx, round_.id, meeting_plan.swapped(plan, person_id, other_id))
        log.note(tx, workshop_id, visitor.role, "swap_people", round_.id)
        tx.tell(workshop_id, "meetings")


def mix_bench(visitor: Visitor, meeting_round_id: int) -> int:
    """Who waits sits down together, whatever the rule said before; everybody else stays. Returns for how many."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        sitting, round_ = seats.newest(tx, workshop_id, meeting_round_id)
        round_.must_be(*seats.CHANGEABLE)
        plan = store.plan(tx, round_.id)
        people = {person.id: person for person in people_store.of_workshop(tx, workshop_id)}
        history = seats.history(tx, sitting, round_)
        found = next_round(
            [Sitter(each, people[each].institution_id) for each in plan.waiting],
            lambda _one, _other: 0,
            Past(history.met, history.pauses),
            size=round_.size,
            allow_colleagues=True,
            allow_repeats=True,
            forbidden=contact_store.refused_pairs(tx, workshop_id),
            seed=round_.seed,
        )
        mixed = meeting_plan.with_groups(plan, found.tables)
        # Who is left, because they do not want to meet each other, finds a table too: nobody sees why.
        mixed = meeting_plan.settled(mixed, round_.size, seats.fits_for(tx, sitting, round_)[-1])
        store.save_plan(tx, round_.id, mixed)
        log.note(tx, workshop_id, visitor.role, "mix_bench", round_.id)
        tx.tell(workshop_id, "meetings")
    return len(plan.waiting) - len(mixed.waiting)


def set_present(visitor: Visitor, person_id: str, *, here: bool) -> None:
    """For somebody without a device, or who has gone without a word."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        workshop_store.lock(tx, workshop_id)
        sitting = seats.sitting_now(tx, workshop_id)
        people_store.by_id(tx, workshop_id, person_id)
        (seats.come if here else seats.go)(tx, sitting, person_id)
        log.note(tx, workshop_id, visitor.role, "set_present", here=here)
        tx.tell(workshop_id, "meetings")


def bring_all_back(visitor: Visitor) -> None:
    """Everybody who took part and is counted as gone takes part in the next round."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        workshop_store.lock(tx, workshop_id)
        sitting = seats.sitting_now(tx, workshop_id)
        for person_id, here in store.guests(tx, sitting.activity.id).items():
            if not here:
                seats.come(tx, sitting, person_id)
        log.note(tx, workshop_id, visitor.role, "bring_all_back")
        tx.tell(workshop_id, "meetings")


def plan_on_paper(visitor: Visitor, meeting_round_id: int) -> Document:
    """With names, so for the facilitator's hand only."""
    workshop_id = visitor.as_facilitator()
    with reading() as tx:
        round_ = store.by_id(tx, workshop_id, meeting_round_id)
        people = {person.id: person for person in people_store.of_workshop(tx, workshop_id)}
        return seating_plan(workshop_store.by_id(tx, workshop_id), round_, store.plan(tx, round_.id), people)
