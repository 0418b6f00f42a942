"""Meeting rounds as the facilitator leads them: the wish, the next round's plan, announce it, end it.

Only the next round is planned, from those who are there when it is wanted: whoever is missing, comes late or
leaves early leaves nobody else idle.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from actions import live_meetings, planning, seats
from actions.clock import now
from domain import meeting_plan
from domain.meeting_plan import Plan
from domain.meetings import Bench, MeetingRound, MeetingRule, MeetingStatus, checked_meeting_rule
from domain.people import Person
from domain.refusal import Refusal
from domain.seating import Feasibility, Sitter, feasibility
from domain.visitor import Visitor
from storage import agenda as agenda_store
from storage import log
from storage import meetings as store
from storage import people as people_store
from storage import workshop as workshop_store
from storage.database import Transaction, reading, writing


@dataclass(frozen=True)
class Overview:
    """What the facilitator leads by. `here`: by person, False for those who have gone; `plan` of the newest round;
    `mark` changes with all of it.
    """

    rule: MeetingRule
    newest: MeetingRound | None
    plan: Plan
    mark: str
    people: Mapping[str, Person]
    here: Mapping[str, bool]
    outlook: Feasibility

    @property
    def present(self) -> list[Person]:
        return [person for person in self.people.values() if self.here.get(person.id)]

    @property
    def absent(self) -> list[Person]:
        """Who was there and is not now."""
        return [person for person in self.people.values() if self.here.get(person.id) is False]


def overview_of(visitor: Visitor) -> Overview:
    workshop_id = visitor.as_facilitator()
    with reading() as tx:
        sitting = seats.sitting_now(tx, workshop_id)
        people = {person.id: person for person in people_store.of_workshop(tx, workshop_id)}
        here = store.guests(tx, sitting.activity.id)
        plan = live_meetings.plan_of_newest(tx, sitting)
        sitters = [Sitter(each, people[each].institution_id) for each, is_here in here.items() if is_here]
        return Overview(
            sitting.rule,
            sitting.newest,
            plan,
            live_meetings.mark_of(sitting, here, plan),
            people,
            here,
            feasibility(sitters, size=sitting.rule.size, rounds=sitting.rule.rounds),
        )


def set_rule(
    visitor: Visitor,
    *,
    minutes: int,
    size: int,
    rounds: int,
    allow_colleagues: bool,
    allow_repeats: bool,
    three: bool = False,
) -> None:
    """What holds from the next plan on."""
    workshop_id = visitor.as_facilitator()
    rule = checked_meeting_rule(
        minutes=minutes,
        size=size,
        rounds=rounds,
        allow_colleagues=allow_colleagues,
        allow_repeats=allow_repeats,
        three=three,
    )
    with writing() as tx:
        workshop_store.lock(tx, workshop_id)
        activity = seats.sitting_now(tx, workshop_id).activity
        settings = {**activity.settings, **rule.as_settings()}
        agenda_store.change(tx, workshop_id, activity.id, settings=settings)
        log.note(tx, workshop_id, visitor.role, "set_meeting_rule", activity.id)
        tx.tell(workshop_id, "meetings")


def plan_round(visitor: Visitor, after: int) -> None:
    """Asks for the round after the one with this number (0 before the first).

    Two facilitators who ask at once, or one who clicks twice, make one plan.
    """
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        workshop_store.lock(tx, workshop_id)
        sitting = seats.sitting_now(tx, workshop_id)
        newest = sitting.newest
        if (newest.number if newest else 0) != after:
            return
        if newest:
            newest.must_be(MeetingStatus.ENDED)
        if sum(store.guests(tx, sitting.activity.id).values()) < 2:
            raise Refusal("meeting_too_few")
        round_id = store.add(
            tx,
            workshop_id,
            activity_id=sitting.activity.id,
            number=after + 1,
            status=MeetingStatus.PLANNING.value,
            size=sitting.rule.size,
            minutes=sitting.rule.minutes,
            seed=planning.new_seed(),
            asked_at=now(),
        )
        log.note(tx, workshop_id, visitor.role, "plan_meeting_round", round_id)
        tx.tell(workshop_id, "meetings")
    planning.begin(workshop_id, round_id)


def plan_anew(visitor: Visitor, meeting_round_id: int) -> None:
    """Another plan for this round, by the rule as it is now; locked tables stay. Also when a plan did not come."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        sitting, round_ = seats.newest(tx, workshop_id, meeting_round_id)
        round_.must_be(MeetingStatus.PLANNING, *seats.CHANGEABLE)
        store.change(
            tx,
            round_.id,
            status=MeetingStatus.PLANNING.value,
            size=sitting.rule.size,
            minutes=sitting.rule.minutes,
            seed=planning.new_seed(),
            asked_at=now(),
            begun_at=None,
            extra_minutes=0,
        )
        log.note(tx, workshop_id, visitor.role, "plan_meeting_anew", round_.id, seed=round_.seed)
        tx.tell(workshop_id, "meetings", "now")
    planning.begin(workshop_id, meeting_round_id)


def announce_round(visitor: Visitor, meeting_round_id: int) -> None:
    """Everybody sees their table, and the time runs. What was announced already stays as it is."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        sitting, round_ = seats.newest(tx, workshop_id, meeting_round_id)
        if round_.status is not MeetingStatus.RUNNING:
            round_.must_be(MeetingStatus.PLANNED)
            seats.seat_late_ones(tx, sitting, round_)
            _change(tx, visitor, round_, status=MeetingStatus.RUNNING, begun_at=now())
            log.note(tx, workshop_id, visitor.role, "announce_meeting_round", round_.id)


def take_back_round(visitor: Visitor, meeting_round_id: int) -> None:
    """Not announced after all; the plan is as it was."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        _, round_ = seats.newest(tx, workshop_id, meeting_round_id)
        if round_.status is not MeetingStatus.PLANNED:
            round_.must_be(MeetingStatus.RUNNING)
            _change(tx, visitor, round_, status=MeetingStatus.PLANNED, begun_at=None, extra_minutes=0)
            log.note(tx, workshop_id, visitor.role, "take_back_meeting_round", round_.id)


def end_round(visitor: Visitor, meeting_round_id: int) -> None:
    """Over. Who was at a table at which nobody said "Ich bin da" takes part again as soon as they say so."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        sitting, round_ = seats.newest(tx, workshop_id, meeting_round_id)
        if round_.status is MeetingStatus.ENDED:
            return
        round_.must_be(MeetingStatus.RUNNING)
        _, sent_away = _after(tx, workshop_id, round_)
        store.set_here(tx, sitting.activity.id, sent_away, here=False)
        _change(tx, visitor, round_, status=MeetingStatus.ENDED, ended_at=now())
        log.note(tx, workshop_id, visitor.role, "end_meeting_round", round_.id)


def reopen_round(visitor: Visitor, meeting_round_id: int) -> None:
    """Goes on after all, with everybody who sat at a table and has not left since, and with who came since."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        sitting, round_ = seats.newest(tx, workshop_id, meeting_round_id)
        if round_.status is MeetingStatus.RUNNING:
            return
        round_.must_be(MeetingStatus.ENDED)
        stay, sent_away = _after(tx, workshop_id, round_)
        left = {each for each, here in store.guests(tx, sitting.activity.id).items() if not here} & stay
        store.set_here(tx, sitting.activity.id, sent_away, here=True)
        _change(tx, visitor, round_, status=MeetingStatus.RUNNING, ended_at=None)
        sitting, round_ = seats.newest(tx, workshop_id, meeting_round_id)
        for person_id in left:
            seats.go(tx, sitting, person_id, Bench.LEFT)
        seats.seat_late_ones(tx, sitting, round_)
        log.note(tx, workshop_id, visitor.role, "reopen_meeting_round", round_.id)


def _after(tx: Transaction, workshop_id: int, round_: MeetingRound) -> tuple[set[str], set[str]]:
    """Who takes part in the next round by themselves, and who of those at the tables does not."""
    plan = store.plan(tx, round_.id)
    at_desk = [person.id for person in people_store.of_workshop(tx, workshop_id) if person.at_desk]
    stay = meeting_plan.who_stays(plan, at_desk)
    return stay, {seat.person_id for seat in plan.seats() if seat.table is not None} - stay


def _change(
    tx: Transaction, visitor: Visitor, round_: MeetingRound, *, status: MeetingStatus, **values: object
) -> None:
    workshop_id = visitor.as_facilitator()
    store.change(tx, round_.id, status=status.value, **values)
    tx.tell(workshop_id, "meetings", "now")
