"""Good tables of a room: everybody sits, repeats and colleagues apart as far as possible, then the highest scores.

Begins with whoever suits a table best, then lets two people change places again and again, first boldly, then only
for the better (annealing). One step weighs a person's change with everybody else at once. The number of steps is
given, so a slow machine needs longer but finds the same.
"""

import numpy as np
from numpy.typing import NDArray

from domain.seating_room import Found, Room

Floats = NDArray[np.float64]
# A repeat or two colleagues at one table outweigh all scores of a table.
TROUBLE = 5000.0
NEVER = 1_000_000.0
HOT, COLD = 100.0, 40.0
# Measured on a slow core: steps a second, and how many people fewer make a step half as long.
STEPS_A_SECOND, PEOPLE_OF_A_STEP = 50_000, 600
_CHANCES = 1 << 16


def steps_within(seconds: float, people: int) -> int:
    return int(seconds * STEPS_A_SECOND / (1 + people / PEOPLE_OF_A_STEP))


def sit_down(room: Room, size: int, seed: int, steps: int) -> Found:
    people = len(room.ids)
    if people < 2:
        return Found([], list(range(people)))
    tables = -(-people // size)
    worth = _worth(room, tables * size)
    seats = _annealed(worth, _greedy(worth, tables, size), tables, np.random.default_rng(seed), steps)
    return _without_forbidden(room, [np.flatnonzero(seats[:people] == table).tolist() for table in range(tables)])


def _worth(room: Room, seats: int) -> Floats:
    """What two at one table are worth. Empty seats are people, too, who keep away from each other."""
    people = len(room.ids)
    worth = np.zeros((seats, seats))
    worth[:people, :people] = room.gain - TROUBLE * (room.met + room.colleagues) - NEVER * room.barred
    worth[people:, people:] = -NEVER / 10
    np.fill_diagonal(worth, 0)
    return worth


def _greedy(worth: Floats, tables: int, size: int) -> NDArray[np.int64]:
    """One after another to the table they suit best; the empty seats first, so that they are spread."""
    seats = np.zeros(len(worth), dtype=np.int64)
    suits = np.zeros((tables, len(worth)))
    taken = np.zeros(tables, dtype=np.int64)
    for person in reversed(range(len(worth))):
        table = int(np.argmax(np.where(taken < size, suits[:, person], -np.inf)))
        seats[person] = table
        taken[table] += 1
        suits[table] += worth[person]
    return seats


def _annealed(
    worth: Floats, seats: NDArray[np.int64], tables: int, chance: np.random.Generator, steps: int
) -> NDArray[np.int64]:
    """`suits[t, p]`: what person p is worth to those who sit at table t."""
    everybody = np.arange(len(worth))
    suits = np.zeros((tables, len(worth)))
    np.add.at(suits, seats, worth)
    chances = chance.gumbel(size=_CHANCES + len(worth))
    starts = chance.integers(0, _CHANCES, steps).tolist()
    cooling = (HOT * (COLD / HOT) ** (np.arange(steps) / max(1, steps - len(worth)))).tolist()
    for step in range(steps):
        one = step % len(worth)
        here = seats[one]
        better = suits[here] + suits[seats, one] - suits[here, one] - suits[seats, everybody] - 2 * worth[one]
        better[seats == here] = 0
        if step < steps - len(worth):
            # The best of all after a lot was added to each: that is a draw by exp(better / temperature).
            other = int(np.argmax(better + cooling[step] * chances[starts[step] : starts[step] + len(worth)]))
        else:
            other = int(np.argmax(better))
        there = seats[other]
        if here != there:
            change = worth[other] - worth[one]
            suits[here] += change
            suits[there] -= change
            seats[one], seats[other] = there, here
    return seats


def _without_forbidden(room: Room, tables: list[list[int]]) -> Found:
    """Who would still sit with somebody they must never meet sits out instead: first whoever must not meet most of
    the table, then whoever sat out least.
    """
    bench: list[int] = []
    for table in tables:
        while clashes := {one: count for one in table if (count := int(room.barred[one, table].sum()) - 1)}:
            out = min(clashes, key=lambda place: (-clashes[place], room.byes[place], place))
            table.remove(out)
            bench.append(out)
    bench += [table.pop() for table in tables if len(table) == 1]
    return Found([tuple(table) for table in tables if table], sorted(bench))
