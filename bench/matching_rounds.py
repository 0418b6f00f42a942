"""Meeting rounds in drawn rooms: six rounds of pairs or tables, and a live meeting with people who come and go."""

import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from bench.matching_rooms import Drawn
from domain.meeting_plan import Plan, arrived, gone, numbered
from domain.meetings import Bench
from domain.seating import Feasibility, Past, Seating, Sitter, feasibility, next_round

ROUNDS = 6
# Of a live meeting: who never comes, who comes up to three rounds late, who leaves before the end.
NO_SHOW, LATE, EARLY, LATE_MOST = 0.10, 0.15, 0.15, 3
_PAUSED = 0.5


@dataclass
class Played:
    """Some rounds: how good they were, what should not be, how many seconds of a core each plan took."""

    welfare: int = 0
    met: Counter[frozenset[str]] = field(default_factory=Counter)
    byes: Counter[str] = field(default_factory=Counter)
    gained: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    colleagues: int = 0
    fallbacks: int = 0

    @property
    def repeats(self) -> int:
        return sum(times - 1 for times in self.met.values())

    @property
    def past(self) -> Past:
        return Past(self.met, self.byes, self.gained)

    def note(self, room: Drawn, tables: Sequence[Sequence[str]], bench: Sequence[str]) -> None:
        self.byes.update(bench)
        for table in tables:
            for one, other in combinations(table, 2):
                score = room.score(one, other)
                self.met[frozenset((one, other))] += 1
                self.welfare += score
                self.gained.update({one: score, other: score})
                self.colleagues += room.people[one].institution_id == room.people[other].institution_id


def played(room: Drawn, size: int, rounds: int = ROUNDS, seconds: float = 0.6) -> Played:
    found = Played()
    for number in range(rounds):
        begun = time.process_time()
        seating = next_round(room.sitters, room.score, found.past, size=size, seed=number, seconds=seconds)
        found.seconds.append(time.process_time() - begun)
        found.fallbacks += seating.fallback
        found.note(room, seating.tables, seating.bench)
    return found


def tables_welfare(room: Drawn, size: int, seconds: float) -> int:
    """The scores of one round's tables."""
    seating = next_round(room.sitters, room.score, Past({}, {}), size=size, seconds=seconds)
    return sum(room.score(*pair) for table in seating.tables for pair in combinations(table, 2))


def share_with_a_good_match(room: Drawn, met: Counter[frozenset[str]]) -> float:
    """Of the people for whom there is a pair among the best tenth of the room, how many had one."""
    strangers = room.strangers
    limit = max(1, np.quantile(room.scores.matrix[strangers], 0.9))
    good = {
        frozenset((room.scores.ids[one], room.scores.ids[other]))
        for one, other in zip(*np.nonzero(strangers & (room.scores.matrix >= limit)), strict=True)
    }
    possible = {each for pair in good for each in pair}
    had = {each for pair in good & met.keys() for each in pair}
    return len(had) / len(possible) if possible else 1.0


@dataclass
class Live:
    """A live meeting. `idle`: person-rounds without company; `beyond`: those beyond the odd one of each round."""

    idle: int = 0
    beyond: int = 0
    present: int = 0
    meetings: int = 0
    idle_of: Counter[str] = field(default_factory=Counter)


def live(room: Drawn, seed: int, rounds: int = ROUNDS) -> Live:
    """Nobody knows beforehand who will be missing: the partner says so, and then sits with somebody else.

    Half of those who are late come in the middle of a round, half of those who leave say nothing.
    """
    chance = random.Random(f"live {seed}")
    stays = {each: _stay(chance, rounds) for each in room.people}
    found, done = Live(), Played()
    expected = _there(stays, 0, middle=False) | _missing(stays)
    last: dict[str, int] = {}
    for number in range(rounds):
        there = _there(stays, number, middle=False)
        expected = (expected | there) - {
            each for each, (_, end, _, says_so) in stays.items() if says_so and end <= number
        }
        seating = _planned(room, expected, done, number)
        plan = Plan(numbered(seating.tables, last, {}), dict.fromkeys(seating.bench, Bench.PAUSE))
        plan = _as_it_turned_out(
            room, plan, done, absent=expected - there, late=_there(stays, number, middle=True) - there
        )
        last = {each: table for table, people in plan.tables.items() for each in people}
        expected = {each for each in expected if plan.bench.get(each) is not Bench.ABSENT} | set(last)
        _count(found, plan)
        done.note(room, list(plan.tables.values()), plan.waiting)
    found.meetings = sum(done.met.values())
    return found


def _stay(chance: random.Random, rounds: int) -> tuple[int, int, bool, bool]:
    """(first round, round from which on they are away, came in the middle of a round, says so when leaving)."""
    if chance.random() < NO_SHOW:
        return rounds, 0, False, False
    first = chance.randint(1, LATE_MOST) if chance.random() < LATE else 0
    end = chance.randint(first + 1, rounds) if chance.random() < EARLY else rounds
    return first, end, chance.random() < _PAUSED, chance.random() < _PAUSED


def _there(stays: dict[str, tuple[int, int, bool, bool]], number: int, *, middle: bool) -> set[str]:
    """Who is there when a round begins, or later in it."""
    return {
        each
        for each, (first, end, in_the_middle, _) in stays.items()
        if first + (in_the_middle and first > 0 and not middle) <= number < end
    }


def _missing(stays: dict[str, tuple[int, int, bool, bool]]) -> set[str]:
    return {each for each, (first, end, _, _) in stays.items() if end <= first}


def _planned(room: Drawn, expected: set[str], done: Played, number: int) -> Seating:
    sitters = [Sitter(each, room.people[each].institution_id) for each in room.people if each in expected]
    return next_round(sitters, room.score, done.past, seed=number)


def _as_it_turned_out(room: Drawn, plan: Plan, done: Played, *, absent: set[str], late: set[str]) -> Plan:
    def suits(one: str, other: str) -> bool:
        return frozenset((one, other)) not in done.met and not _colleagues(room, one, other)

    def new(one: str, other: str) -> bool:
        return frozenset((one, other)) not in done.met

    def anybody(_one: str, _other: str) -> bool:
        return True

    for each in sorted(absent):
        plan = gone(plan, each, suits, new, anybody)
    for each in sorted(late):
        plan = arrived(plan, each, 2, suits)
    return plan


def _colleagues(room: Drawn, one: str, other: str) -> bool:
    return room.people[one].institution_id == room.people[other].institution_id


def _count(found: Live, plan: Plan) -> None:
    seated = sum(map(len, plan.tables.values()))
    found.present += seated + len(plan.waiting)
    found.idle += len(plan.waiting)
    found.beyond += max(0, len(plan.waiting) - (seated + len(plan.waiting)) % 2)
    found.idle_of.update(plan.waiting)


def feasible(room: Drawn, size: int) -> Feasibility:
    return feasibility(room.sitters, size=size, rounds=ROUNDS)
