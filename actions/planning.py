"""Works out who sits with whom, beside the pages: whoever asked may close theirs, the plan comes all the same."""

import logging
import secrets
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace

from domain.meeting_plan import Plan, gone, numbered
from domain.meeting_scores import WEIGHTS, scores_of
from domain.meetings import Bench, MeetingRound, MeetingRule, MeetingStatus, history_of, rule_of
from domain.seating import Past, Sitter, next_round
from storage import agenda as agenda_store
from storage import contacts as contact_store
from storage import meetings as store
from storage import people as people_store
from storage import workshop as workshop_store
from storage.database import Transaction, reading, writing
from storage.everybody import everybody

# A small room's plan is there before the page is drawn; for a large one the page says that it is coming.
SOON_SECONDS = 0.1
# What is not there by then is not coming: the process that worked on it has ended.
LOST_SECONDS = 15
_LARGEST_SEED = 2**31 - 1

_log = logging.getLogger(__name__)
_worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="planning")
_jobs: set[Future[None]] = set()


@dataclass(frozen=True)
class _Input:
    """What a plan comes from. The same gives the same."""

    round: MeetingRound
    rule: MeetingRule
    sitters: tuple[Sitter, ...]
    past: Past
    last_table: dict[str, int]
    before: Plan
    barred: frozenset[frozenset[str]]


def new_seed() -> int:
    return secrets.randbelow(_LARGEST_SEED)


def begin(workshop_id: int, round_id: int) -> None:
    """Plans this round, and comes back as soon as it is done, or after a moment."""
    job = _worker.submit(_plan_calmly, workshop_id, round_id)
    _jobs.add(job)
    job.add_done_callback(_jobs.discard)
    wait([job], SOON_SECONDS)


def finish() -> None:
    """Waits for whatever is being planned."""
    wait(list(_jobs))


def _plan_calmly(workshop_id: int, round_id: int) -> None:
    try:
        _plan(workshop_id, round_id)
    except Exception as error:
        # Not the error's own words: they may quote what somebody typed. The page offers to plan again.
        _log.warning("A meeting round could not be planned (%s).", type(error).__name__)


def _plan(workshop_id: int, round_id: int) -> None:
    with reading() as tx:
        known = _look(tx, workshop_id, round_id)
    if known.round.status is not MeetingStatus.PLANNING:
        return
    room = everybody(workshop_id)
    score = scores_of(room.people, room.profiles, room.chips, [sitter.id for sitter in known.sitters])
    kept = {number: known.before.tables[number] for number in sorted(known.before.locked)}
    found = next_round(
        known.sitters,
        score,
        _with_gained(known.past, score),
        size=known.round.size,
        locked=list(kept.values()),
        allow_colleagues=known.rule.allow_colleagues,
        allow_repeats=known.rule.allow_repeats,
        forbidden=known.barred,
        seed=known.round.seed,
        three=known.rule.three,
    )
    still = {people: number for number, people in kept.items() if people in found.tables}
    groups = [people for people in found.tables if people not in still]
    tables = numbered(groups, known.last_table, {number: people for people, number in still.items()})
    plan = Plan(tables, dict.fromkeys(found.bench, Bench.PAUSE), frozenset(), frozenset(still.values()))
    with writing() as tx:
        workshop_store.lock(tx, workshop_id)
        _keep(tx, workshop_id, known, plan, fallback=found.fallback)


def _look(tx: Transaction, workshop_id: int, round_id: int) -> _Input:
    round_ = store.by_id(tx, workshop_id, round_id)
    here = {person_id for person_id, is_here in store.guests(tx, round_.activity_id).items() if is_here}
    people = [person for person in people_store.of_workshop(tx, workshop_id) if person.id in here]
    past = history_of(store.past(tx, workshop_id, round_id))
    return _Input(
        round_,
        rule_of(agenda_store.by_id(tx, workshop_id, round_.activity_id).settings),
        tuple(Sitter(person.id, person.institution_id) for person in people),
        Past(past.met, past.pauses),
        dict(past.last_table),
        store.plan(tx, round_id),
        contact_store.refused_pairs(tx, workshop_id),
    )


def _with_gained(past: Past, score: Callable[[str, str], int]) -> Past:
    """Who has had little luck so far comes first now."""
    gained: dict[str, int] = {}
    for pair, times in past.met.items():
        one, other = sorted(pair)
        worth = score(one, other) * times
        for person_id in pair:
            gained[person_id] = gained.get(person_id, 0) + worth
    return Past(past.met, past.byes, gained)


def _keep(tx: Transaction, workshop_id: int, known: _Input, plan: Plan, *, fallback: bool) -> None:
    """Unless somebody has asked for another one meanwhile. Who has left meanwhile sits nowhere."""
    round_ = store.by_id(tx, workshop_id, known.round.id)
    if round_.status is not MeetingStatus.PLANNING or round_.seed != known.round.seed:
        return
    here = store.guests(tx, round_.activity_id)
    for sitter in known.sitters:
        if not here.get(sitter.id):
            plan = gone(plan, sitter.id, lambda one, other: frozenset((one, other)) not in known.barred)
        if sitter.id not in here:
            plan = replace(plan, bench={each: why for each, why in plan.bench.items() if each != sitter.id})
    store.save_plan(tx, round_.id, plan)
    store.change(
        tx,
        round_.id,
        status=MeetingStatus.PLANNED.value,
        people=len(known.sitters),
        weights=WEIGHTS,
        fallback=fallback,
    )
    tx.tell(workshop_id, "meetings")
