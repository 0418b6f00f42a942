"""What the facilitator's and everybody's own clicks have in common: who is there, and what that does to a round."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.agenda import Activity, Kind
from domain.meeting_apart import parted
from domain.meeting_plan import Fits, arrived, gone
from domain.meetings import Bench, History, MeetingRound, MeetingRule, MeetingStatus, history_of, rule_of
from domain.people import Person
from domain.refusal import Refusal
from storage import agenda as agenda_store
from storage import contacts as contact_store
from storage import meetings as store
from storage import people as people_store
from storage import workshop as workshop_store
from storage.database import Transaction

CHANGEABLE = (MeetingStatus.PLANNED, MeetingStatus.RUNNING)


@dataclass(frozen=True)
class Sitting:
    """The meeting rounds that are on the agenda just now; `newest` is None before the first."""

    workshop_id: int
    activity: Activity
    newest: MeetingRound | None

    @property
    def rule(self) -> MeetingRule:
        return rule_of(self.activity.settings)

    @property
    def running(self) -> MeetingRound | None:
        return self.newest if self.newest and self.newest.status is MeetingStatus.RUNNING else None


def sitting_now(tx: Transaction, workshop_id: int) -> Sitting:
    """A refusal if something else is on the agenda."""
    sitting = sitting_if_any(tx, workshop_id)
    if sitting is None:
        raise Refusal("meetings_not_now")
    return sitting


def sitting_if_any(tx: Transaction, workshop_id: int) -> Sitting | None:
    activity_id = workshop_store.by_id(tx, workshop_id).activity_id
    if activity_id is None:
        return None
    activity = agenda_store.by_id(tx, workshop_id, activity_id)
    if activity.kind is not Kind.MEETINGS:
        return None
    rounds = store.of_activity(tx, workshop_id, activity.id)
    return Sitting(workshop_id, activity, rounds[-1] if rounds else None)


def newest(tx: Transaction, workshop_id: int, meeting_round_id: int) -> tuple[Sitting, MeetingRound]:
    """The round, with everybody else who changes something kept out. An older one has become history."""
    workshop_store.lock(tx, workshop_id)
    sitting = sitting_now(tx, workshop_id)
    round_ = store.by_id(tx, workshop_id, meeting_round_id)
    if sitting.newest is None or round_.id != sitting.newest.id:
        raise Refusal("meeting_round_unknown")
    return sitting, round_


def seat_late_ones(tx: Transaction, sitting: Sitting, round_: MeetingRound) -> None:
    """Who came, or came back, after the plan was made, and who has said no to a neighbour since."""
    before = plan = store.plan(tx, round_.id)
    fits = fits_for(tx, sitting, round_)
    plan = parted(plan, contact_store.refused_pairs(tx, sitting.workshop_id), *fits)
    for person_id, here in store.guests(tx, sitting.activity.id).items():
        why = plan.bench.get(person_id)
        if here and (not plan.knows(person_id) or (why and why.is_away)):
            plan = arrived(plan, person_id, round_.size, fits[0])
    if plan != before:
        store.save_plan(tx, round_.id, plan)


def come(tx: Transaction, sitting: Sitting, person_id: str) -> None:
    """This person is there: at their table, or on the bench of a round that runs without them."""
    store.set_here(tx, sitting.activity.id, [person_id], here=True)
    if round_ := sitting.running:
        plan = store.plan(tx, round_.id)
        strict, *_ = fits_for(tx, sitting, round_)
        store.save_plan(tx, round_.id, arrived(plan, person_id, round_.size, strict))


def go(tx: Transaction, sitting: Sitting, person_id: str, why: Bench = Bench.ABSENT) -> None:
    """This person is not there (any more); who would sit alone gets company."""
    store.set_here(tx, sitting.activity.id, [person_id], here=False)
    round_ = sitting.newest
    if round_ is None or round_.status not in CHANGEABLE:
        return
    plan = store.plan(tx, round_.id)
    if plan.knows(person_id):
        store.save_plan(tx, round_.id, gone(plan, person_id, *fits_for(tx, sitting, round_), why=why))


def fits_for(tx: Transaction, sitting: Sitting, round_: MeetingRound) -> list[Fits]:
    """Who may sit together while a round is under way: as planned at first, then with less and less caution.

    Who has said no to somebody never meets them, and nobody is told why.
    """
    people = {person.id: person for person in people_store.of_workshop(tx, sitting.workshop_id)}
    met = history(tx, sitting, round_).met
    barred = contact_store.refused_pairs(tx, sitting.workshop_id)

    def anybody(one: str, other: str) -> bool:
        return frozenset((one, other)) not in barred

    def no_colleagues(one: str, other: str) -> bool:
        return anybody(one, other) and not _colleagues(people, one, other)

    def as_planned(one: str, other: str) -> bool:
        return no_colleagues(one, other) and frozenset((one, other)) not in met

    return [as_planned, no_colleagues, anybody]


def history(tx: Transaction, sitting: Sitting, round_: MeetingRound) -> History:
    """Who met whom in all rounds of this workshop but this one."""
    return history_of(store.past(tx, sitting.workshop_id, round_.id))


def _colleagues(people: Mapping[str, Person], one: str, other: str) -> bool:
    houses = {people[each].institution_id for each in (one, other) if each in people}
    return len(houses) == 1 and houses != {None}
