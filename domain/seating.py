"""Who sits with whom in the next round: pairs or tables, nobody twice with the same, never with a colleague.

Only the next round is made, from those who are there. So whoever comes late, is missing or leaves early leaves
nobody else idle. The same people, the same past and the same seed give the same plan.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from domain.seating_pairs import pair_up
from domain.seating_room import Room
from domain.seating_tables import sit_down, steps_within

# How much of the pairs that there could be R rounds may use up, measured (docs/matching.md).
SAFE_UP_TO, FEASIBLE_UP_TO = 0.45, 0.6
# Pairs alone come through with more.
SAFE_PAIRS_UP_TO, FEASIBLE_PAIRS_UP_TO = 0.5, 0.8


@dataclass(frozen=True)
class Sitter:
    """Somebody who is there. Without an institution they are nobody's colleague."""

    id: str
    institution: int | None


@dataclass(frozen=True)
class Past:
    """How often two sat together, how often somebody sat out while others met, and the sum of scores they had."""

    met: Mapping[frozenset[str], int]
    byes: Mapping[str, int]
    gained: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Seating:
    """The people of each table; pairs are tables of two. `bench`: who sits out.

    `fallback`: the solver could not be asked, and a simpler rule made the pairs.
    """

    tables: tuple[tuple[str, ...], ...]
    bench: tuple[str, ...]
    fallback: bool = False


@dataclass(frozen=True)
class Feasibility:
    """Whether so many rounds are possible, before they are planned.

    `need`: the share of all possible pairs that the rounds use up. `idle_least`: how many sit out in each round at
    least, because one institution is larger than all others together. `rounds_possible`: rounds without a warning
    that the room is too small.
    """

    need: float
    level: str
    idle_least: int
    rounds_possible: int


def next_round(
    sitters: Sequence[Sitter],
    score: Callable[[str, str], int],
    past: Past,
    *,
    size: int = 2,
    locked: Sequence[tuple[str, ...]] = (),
    allow_colleagues: bool = False,
    allow_repeats: bool = False,
    forbidden: Collection[frozenset[str]] = (),
    seed: int = 0,
    seconds: float = 0.6,
    three: bool = False,
) -> Seating:
    """Pairs (`size` 2) or tables of at most `size`.

    `locked` tables stay as they are. Pairs of colleagues and pairs that met before are made only as a last resort
    if they are allowed. At tables everybody sits, so there both are avoided as far as possible. `forbidden` pairs
    are never made. `three`: who would sit out joins a pair, if they fit both. `seconds`: time for tables, about;
    it chooses a number of steps, not a moment to stop.
    """
    kept = _still_there(locked, sitters)
    seated = {person_id for table in kept for person_id in table}
    free = sorted((each for each in sitters if each.id not in seated), key=lambda each: _lot(seed, each.id))
    room = _room(list({each.id: each for each in free}.values()), score, past, forbidden)
    if size == 2:
        found = pair_up(room, colleagues=allow_colleagues, repeats=allow_repeats, three=three)
    else:
        found = sit_down(room, size, seed, steps_within(seconds, len(room.ids)))
    tables = [*kept, *(tuple(room.ids[place] for place in table) for table in found.tables)]
    return Seating(tuple(tables), tuple(room.ids[place] for place in found.bench), found.fallback)


def feasibility(sitters: Sequence[Sitter], *, size: int, rounds: int) -> Feasibility:
    """How much of what is possible the rounds use up, by arithmetic alone."""
    people = len(sitters)
    houses = Counter(each.institution for each in sitters if each.institution is not None)
    allowed = _pairs_in(people) - sum(_pairs_in(members) for members in houses.values())
    biggest = max(houses.values(), default=0)
    idle = max(0, 2 * biggest - people) if size == 2 else 0
    each_round = (people - idle) // 2 if size == 2 else sum(_pairs_in(seats) for seats in _sizes(people, size))
    safe, possible = (SAFE_UP_TO, FEASIBLE_UP_TO) if size > 3 else (SAFE_PAIRS_UP_TO, FEASIBLE_PAIRS_UP_TO)
    need = rounds * each_round / allowed if allowed else float(rounds > 0)
    level = "safe" if need <= safe else "some_repeats" if need <= possible else "too_small"
    return Feasibility(need, level, idle if idle > people % 2 else 0, int(possible * allowed // max(1, each_round)))


def _still_there(locked: Sequence[tuple[str, ...]], sitters: Sequence[Sitter]) -> list[tuple[str, ...]]:
    """The locked tables without those who left; nobody sits at two of them, and nobody alone."""
    waiting = {each.id for each in sitters}
    kept = []
    for table in locked:
        here = tuple(person_id for person_id in dict.fromkeys(table) if person_id in waiting)
        if len(here) > 1:
            kept.append(here)
            waiting.difference_update(here)
    return kept


def _room(
    sitters: Sequence[Sitter],
    score: Callable[[str, str], int],
    past: Past,
    forbidden: Collection[frozenset[str]],
) -> Room:
    """The same, in numbers."""
    ids = [each.id for each in sitters]
    place_of = {person_id: place for place, person_id in enumerate(ids)}
    houses = np.array(
        [-1 - place if each.institution is None else each.institution for place, each in enumerate(sitters)]
    )
    scores = np.zeros((len(ids), len(ids)), dtype=np.int64)
    for place, one in enumerate(ids):
        for beside in range(place):
            scores[place, beside] = scores[beside, place] = score(one, ids[beside])
    met = np.zeros_like(scores)
    _fill(met, place_of, past.met)
    barred = np.eye(len(ids), dtype=np.int64)
    _fill(barred, place_of, dict.fromkeys(forbidden, 1))
    return Room(
        ids,
        scores,
        (houses[:, None] == houses[None, :]) & (houses >= 0)[:, None] & ~np.eye(len(ids), dtype=bool),
        met,
        barred.astype(bool),
        np.array([past.byes.get(person_id, 0) for person_id in ids], dtype=np.int64),
        np.array([past.gained.get(person_id, 0) for person_id in ids], dtype=np.int64),
    )


def _fill(matrix: np.ndarray, place_of: Mapping[str, int], pairs: Mapping[frozenset[str], int]) -> None:
    for pair, number in pairs.items():
        places = [place_of[person_id] for person_id in pair if person_id in place_of]
        if len(places) == 2:
            matrix[places[0], places[1]] = matrix[places[1], places[0]] = number


def _lot(seed: int, person_id: str) -> bytes:
    return hashlib.blake2b(f"{seed}\n{person_id}".encode(), digest_size=8).digest()


def _pairs_in(people: int) -> int:
    return people * (people - 1) // 2


def _sizes(people: int, size: int) -> list[int]:
    """How many sit at each table: at most `size`, and the tables differ by one at most."""
    tables = -(-people // size)
    return [(people + place) // tables for place in range(tables)]
