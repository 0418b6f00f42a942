"""Meeting rounds: their rule, their states, who sits where. A round is planned, announced, and over."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations
from typing import Any

from domain.refusal import Refusal

MINUTES_MOST = 60
SIZE_MOST = 8
ROUNDS_MOST = 12


class MeetingStatus(StrEnum):
    # Somebody has asked for a plan; it is being worked out.
    PLANNING = "planning"
    # Only the facilitator sees it.
    PLANNED = "planned"
    RUNNING = "running"
    ENDED = "ended"


class Bench(StrEnum):
    """Why somebody has no table in a round."""

    # The plan gives everybody their turn.
    PAUSE = "pause"
    # Came late, or sat alone.
    WAITING = "waiting"
    # Reported missing.
    ABSENT = "absent"
    # Said so themselves.
    LEFT = "left"

    @property
    def is_away(self) -> bool:
        return self in (Bench.ABSENT, Bench.LEFT)


@dataclass(frozen=True)
class MeetingRule:
    """What the facilitator wishes: `size` 2 for pairs, more for tables; `allow_…` only as a last resort.

    `three`: in an odd room one table of three instead of a pause.
    """

    minutes: int = 8
    size: int = 2
    rounds: int = 4
    allow_colleagues: bool = False
    allow_repeats: bool = False
    three: bool = False

    def as_settings(self) -> dict[str, Any]:
        return {
            "minutes": self.minutes,
            "size": self.size,
            "rounds": self.rounds,
            "allow_colleagues": self.allow_colleagues,
            "allow_repeats": self.allow_repeats,
            "three": self.three,
        }


def checked_meeting_rule(
    *, minutes: int, size: int, rounds: int, allow_colleagues: bool, allow_repeats: bool, three: bool = False
) -> MeetingRule:
    if not 1 <= minutes <= MINUTES_MOST:
        raise Refusal("meeting_minutes_out_of_range", most=MINUTES_MOST)
    if not 2 <= size <= SIZE_MOST:
        raise Refusal("meeting_size_out_of_range", most=SIZE_MOST)
    if not 1 <= rounds <= ROUNDS_MOST:
        raise Refusal("meeting_rounds_out_of_range", most=ROUNDS_MOST)
    return MeetingRule(minutes, size, rounds, allow_colleagues, allow_repeats, three)


def rule_of(settings: Mapping[str, Any]) -> MeetingRule:
    """The rule in an activity's settings; what is not set, or makes no sense, is as usual."""
    try:
        return checked_meeting_rule(
            **{name: type(usual)(settings.get(name, usual)) for name, usual in MeetingRule().as_settings().items()}
        )
    except (Refusal, TypeError, ValueError):
        return MeetingRule()


@dataclass(frozen=True)
class MeetingRound:
    """`seed`, `weights`, `people`: what the plan came from. `fallback`: it came the slow way round."""

    id: int
    activity_id: int
    number: int
    status: MeetingStatus
    size: int
    minutes: int
    extra_minutes: int = 0
    seed: int = 0
    people: int = 0
    weights: Mapping[str, Any] = field(default_factory=dict)
    fallback: bool = False
    asked_at: dt.datetime | None = None
    begun_at: dt.datetime | None = None
    ended_at: dt.datetime | None = None

    @property
    def ends_at(self) -> dt.datetime | None:
        """When the time of a running round is up. It advises, it never ends anything."""
        if self.begun_at is None or self.status is not MeetingStatus.RUNNING:
            return None
        return self.begun_at + dt.timedelta(minutes=self.minutes + self.extra_minutes)

    @property
    def is_announced(self) -> bool:
        return self.status in (MeetingStatus.RUNNING, MeetingStatus.ENDED)

    def must_be(self, *allowed: MeetingStatus) -> None:
        if self.status not in allowed:
            raise Refusal(f"meeting_is_{self.status.value}")


@dataclass(frozen=True)
class Seat:
    """One person in one round: at a table and a place of it, or on the bench. `here`: said so themselves."""

    person_id: str
    table: int | None = None
    place: int | None = None
    bench: Bench | None = None
    here: bool = False


@dataclass(frozen=True)
class History:
    """What happened in the rounds before, by ids of people; `last_table`: where each sat in the newest of them."""

    met: Mapping[frozenset[str], int] = field(default_factory=dict)
    pauses: Mapping[str, int] = field(default_factory=dict)
    last_table: Mapping[str, int] = field(default_factory=dict)


def history_of(rounds: Mapping[int, Sequence[Seat]]) -> History:
    """From the seats of the rounds that took place, the oldest first. A missing person has met nobody."""
    met: Counter[frozenset[str]] = Counter()
    pauses: Counter[str] = Counter()
    last_table: dict[str, int] = {}
    for seats in rounds.values():
        tables: dict[int, list[str]] = {}
        for seat in seats:
            if seat.table is not None:
                tables.setdefault(seat.table, []).append(seat.person_id)
                last_table[seat.person_id] = seat.table
            elif seat.bench and not seat.bench.is_away:
                pauses[seat.person_id] += 1
        for people in tables.values():
            met.update(frozenset(pair) for pair in combinations(people, 2))
    return History(dict(met), dict(pauses), last_table)
