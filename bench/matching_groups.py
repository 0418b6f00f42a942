"""Project groups in seeded rooms: how near the seats come to the best there is, and how long they take.

`python -m bench.matching_groups` prints a table. The optimum is that of a mixed-integer program (HiGHS), which knows
everything at once: which groups to open, who sits where, and at most so many of one institution.
"""

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from domain.group_seats import WORTH, Commitment, Seating, Sizes, seated
from domain.groups import GroupRole

ROOMS = ((30, 5, Sizes(4, 12, 2)), (100, 8, Sizes(4, 25, 2)), (300, 15, Sizes(4, 25, 2)))
SEEDS = (1, 2, 3)
_ROLES = tuple(GroupRole)


@dataclass(frozen=True)
class Found:
    people: int
    seed: int
    ratio: float
    seconds: float
    placed: float


def worth(seating: Seating, commitments: Iterable[Commitment]) -> int:
    """The sum of the commitments that the seats fulfil."""
    return sum(WORTH[each.role] for each in commitments if seating.seats.get(each.person_id) == each.group_id)


def a_room(people: int, groups: int, seed: int) -> list[Commitment]:
    """One to three commitments each; ideas as unequally liked as in a real room, colleagues by n/2.2 institutions."""
    chance = np.random.default_rng(seed)
    liked = 1 / np.arange(1, groups + 1) ** 0.8
    liked /= liked.sum()
    commitments = []
    for number in range(people):
        institution = int(chance.integers(0, max(2, round(people / 2.2))))
        wanted = chance.choice(groups, size=min(groups, int(chance.integers(1, 4))), replace=False, p=liked)
        for place, group_id in enumerate(wanted):
            role = GroupRole.INTERESTED if place else _ROLES[int(chance.integers(0, 3))]
            role = GroupRole.PARTNER if place == 1 else role
            commitments.append(Commitment(f"p{number:03}", int(group_id) + 1, role, institution))
    return commitments


def settled(commitments: list[Commitment], sizes: Sizes, seed: int = 1) -> Seating:
    """The seating after a facilitator has agreed to close whatever is too small, one after the other."""
    closed: list[int] = []
    while True:
        found = seated(commitments, sizes, closed=closed, seed=seed)
        if found.to_close is None:
            return found
        closed.append(found.to_close)


def optimum(commitments: list[Commitment], sizes: Sizes) -> int:
    """The most that any seating can be worth."""
    import highspy

    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    groups = sorted({each.group_id for each in commitments})
    is_open = {group_id: model.addBinary() for group_id in groups}
    sits = [(each, model.addBinary()) for each in commitments]
    for person_id in {each.person_id for each in commitments}:
        model.addConstr(model.qsum([seat for each, seat in sits if each.person_id == person_id]) <= 1)
    for group_id in groups:
        inside = [(each, seat) for each, seat in sits if each.group_id == group_id]
        people = model.qsum([seat for _, seat in inside])
        model.addConstr(people <= sizes.largest * is_open[group_id])
        model.addConstr(people >= sizes.smallest * is_open[group_id])
        for institution_id in {each.institution_id for each, _ in inside} - {None}:
            colleagues = [seat for each, seat in inside if each.institution_id == institution_id]
            model.addConstr(model.qsum(colleagues) <= sizes.per_institution)
    model.maximize(model.qsum([WORTH[each.role] * seat for each, seat in sits]))
    return round(model.getInfo().objective_function_value)


def measured(people: int, groups: int, sizes: Sizes, seed: int) -> Found:
    commitments = a_room(people, groups, seed)
    began = time.perf_counter()
    found = settled(commitments, sizes)
    seconds = time.perf_counter() - began
    ratio = worth(found, commitments) / optimum(commitments, sizes)
    return Found(people, seed, ratio, seconds, len(found.seats) / people)


def kept(found: Seating, commitments: list[Commitment], sizes: Sizes) -> bool:
    """Whether every group keeps to its sizes and to the most of one institution."""
    home = {each.person_id: each.institution_id for each in commitments}
    people = Counter(found.seats.values())
    colleagues = Counter((group_id, home[person_id]) for person_id, group_id in found.seats.items())
    return all(sizes.smallest <= count <= sizes.largest for count in people.values()) and all(
        count <= sizes.per_institution for count in colleagues.values()
    )


def main() -> None:
    print("people  groups  seed  of the optimum  placed  seconds")
    for people, groups, sizes in ROOMS:
        for seed in SEEDS:
            found = measured(people, groups, sizes, seed)
            print(f"{people:6}  {groups:6}  {seed:4}  {found.ratio:14.3f}  {found.placed:6.0%}  {found.seconds:7.3f}")


if __name__ == "__main__":
    main()
