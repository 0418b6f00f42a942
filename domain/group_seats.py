"""Who works in which project group: seats given to those who want them most, minima filled first, institutions mixed.

A proposal only. What is fixed by hand stays as it is, and a group with too few people is closed by the facilitator,
never by the rule.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from domain.groups import GroupRole
from domain.people import InstitutionType
from domain.refusal import Refusal
from domain.second_question import Contribution

# What a commitment is worth, and the bonus on the seats that fill a minimum: more than any commitment.
WORTH = {GroupRole.LEAD: 3, GroupRole.PARTNER: 2, GroupRole.INTERESTED: 1}
_SCALE = 10
_FILLS_MINIMUM = 4 * _SCALE
SIZE_MOST = 60
SMALLEST, LARGEST, PER_INSTITUTION = 4, 12, 2

# A project needs more than one side of the labour market. The three sides are a judgement of ours.
SIDES: Mapping[str, frozenset[InstitutionType]] = {
    "business": frozenset(
        {
            InstitutionType.UNTERNEHMEN_KMU,
            InstitutionType.UNTERNEHMEN_GROSS,
            InstitutionType.KAMMER,
            InstitutionType.VERBAND,
        }
    ),
    "public": frozenset(
        {
            InstitutionType.KOMMUNE,
            InstitutionType.WIRTSCHAFTSFOERDERUNG,
            InstitutionType.ARBEITSVERWALTUNG,
            InstitutionType.LANDESBEHOERDE,
        }
    ),
    "education": frozenset({InstitutionType.HOCHSCHULE, InstitutionType.SCHULE, InstitutionType.BILDUNGSTRAEGER}),
}


@dataclass(frozen=True)
class Sizes:
    """People in a group, at least and at most, and at most so many of one institution."""

    smallest: int = SMALLEST
    largest: int = LARGEST
    per_institution: int = PER_INSTITUTION


@dataclass(frozen=True)
class Plan:
    """The facilitator's sizes, the groups that were closed, and whether everybody sees their seat."""

    sizes: Sizes
    closed: tuple[int, ...] = ()
    is_confirmed: bool = False


@dataclass(frozen=True)
class Seat:
    """Where somebody works; by hand also nowhere."""

    person_id: str
    group_id: int | None
    by_hand: bool


@dataclass(frozen=True)
class Confirmed:
    """Where everybody works, and which groups do not come about."""

    seats: Mapping[str, int]
    closed: tuple[int, ...]


@dataclass(frozen=True)
class Commitment:
    """Somebody wants to work in a group. Who has no institution is nobody's colleague."""

    person_id: str
    group_id: int
    role: GroupRole
    institution_id: int | None = None


@dataclass(frozen=True)
class Seating:
    """`seats`: the group of each person who has one. `left_out`: they wanted one and have none."""

    seats: Mapping[str, int]
    left_out: tuple[str, ...]
    too_small: tuple[int, ...]

    @property
    def to_close(self) -> int | None:
        """The smallest group under its minimum: the one to close first, if the facilitator agrees."""
        return self.too_small[0] if self.too_small else None


@dataclass(frozen=True)
class Lacking:
    """What a group still lacks. `people`: so many to its minimum."""

    people: int
    lead: bool
    sides: tuple[str, ...]
    contributions: tuple[Contribution, ...]


def checked_sizes(smallest: int, largest: int, per_institution: int) -> Sizes:
    if not 1 <= smallest <= largest <= SIZE_MOST:
        raise Refusal("group_sizes", most=SIZE_MOST)
    if not 1 <= per_institution <= largest:
        raise Refusal("group_institutions", most=largest)
    return Sizes(smallest, largest, per_institution)


def seated(
    commitments: Sequence[Commitment],
    sizes: Sizes,
    *,
    closed: Collection[int] = (),
    fixed: Mapping[str, int | None] | None = None,
    institutions: Mapping[str, int | None] | None = None,
    seed: int = 1,
) -> Seating:
    """Matches people to numbered seats; who is one too many of their institution is banned from there, and again.

    The same commitments and seed give the same plan. `fixed` people keep what was given to them by hand, whatever
    the sizes say (`institutions` tells where they come from); None keeps them without a seat.
    """
    fixed, institutions = fixed or {}, institutions or {}
    in_order = _drawn(
        [each for each in commitments if each.group_id not in closed and each.person_id not in fixed], seed
    )
    home = {each.person_id: each.institution_id for each in commitments} | dict(institutions)
    given = {person_id: group_id for person_id, group_id in fixed.items() if group_id is not None}
    banned: set[tuple[str, int]] = set()
    while True:
        free = [each for each in in_order if (each.person_id, each.group_id) not in banned]
        seats = given | _matched(free, sizes, Counter(given.values()))
        excess = _one_too_many(seats, free, home, sizes.per_institution, keep=given)
        if not excess:
            break
        banned |= excess
    for each in sorted(in_order, key=lambda one: -WORTH[one.role]):
        # Who was one too many of their institution in the end is not, where others of it have moved on.
        if each.person_id not in seats and _has_room(seats, each, home, sizes):
            seats[each.person_id] = each.group_id
    groups = {each.group_id for each in commitments} - set(closed)
    people = Counter(seats.values())
    too_small = sorted(
        (each for each in groups if people[each] < sizes.smallest), key=lambda each: (people[each], each)
    )
    wanted = dict.fromkeys(each.person_id for each in commitments)
    return Seating(seats, tuple(each for each in wanted if each not in seats), tuple(too_small))


def lacking(
    people: Sequence[tuple[GroupRole, InstitutionType]], offered: Collection[Contribution] | None, sizes: Sizes
) -> Lacking:
    """`offered`: what was offered to this idea in the second question; None if it was not asked about."""
    kinds = {kind for _, kind in people}
    return Lacking(
        max(0, sizes.smallest - len(people)),
        not any(role is GroupRole.LEAD for role, _ in people),
        # Who is of no known type may be what seems to be missing.
        () if InstitutionType.SONSTIGE in kinds else tuple(side for side in SIDES if not kinds & SIDES[side]),
        () if offered is None else tuple(each for each in Contribution if each not in offered),
    )


def _drawn(commitments: Sequence[Commitment], seed: int) -> list[Commitment]:
    """In an order drawn by lot, so that nobody comes first for having come first."""
    people = sorted({each.person_id for each in commitments})
    lot = {people[place]: number for number, place in enumerate(np.random.default_rng(seed).permutation(len(people)))}
    return sorted(commitments, key=lambda each: (lot[each.person_id], each.group_id))


def _matched(commitments: Sequence[Commitment], sizes: Sizes, taken: Mapping[int, int]) -> dict[str, int]:
    """The best matching of people and seats, where a seat that fills a minimum counts more than any other.

    `taken`: seats that are given away already, by group; the first ones.
    """
    from rustworkx import PyGraph, max_weight_matching

    people = list(dict.fromkeys(each.person_id for each in commitments))
    groups = sorted({each.group_id for each in commitments})
    graph: PyGraph[object, int] = PyGraph(multigraph=False)
    places = dict(zip(people, graph.add_nodes_from(people), strict=True))
    seats = {
        group_id: [
            (number, graph.add_node((group_id, number))) for number in range(taken.get(group_id, 0), sizes.largest)
        ]
        for group_id in groups
    }
    for each in commitments:
        for number, seat in seats[each.group_id]:
            bonus = _FILLS_MINIMUM if number < sizes.smallest else 0
            graph.add_edge(places[each.person_id], seat, WORTH[each.role] * _SCALE + bonus)
    matching = max_weight_matching(graph, max_cardinality=False, weight_fn=int)
    found = {}
    for one, other in matching:
        person, seat = sorted((one, other))
        found[people[person]] = graph[seat][0]  # type: ignore[index]
    return {person: found[person] for person in people if person in found}


def _has_room(seats: Mapping[str, int], wanted: Commitment, home: Mapping[str, int | None], sizes: Sizes) -> bool:
    there = [home.get(person_id) for person_id, group_id in seats.items() if group_id == wanted.group_id]
    house = home.get(wanted.person_id)
    colleagues = 0 if house is None else there.count(house)
    return len(there) < sizes.largest and colleagues < sizes.per_institution


def _one_too_many(
    seats: Mapping[str, int],
    commitments: Iterable[Commitment],
    home: Mapping[str, int | None],
    most: int,
    *,
    keep: Collection[str],
) -> set[tuple[str, int]]:
    """Of each institution that is too many in a group, those who lose least by sitting elsewhere."""
    wishes: dict[str, dict[int, int]] = {}
    for each in commitments:
        wishes.setdefault(each.person_id, {})[each.group_id] = WORTH[each.role]
    colleagues: dict[tuple[int, int], list[str]] = {}
    for person_id, group_id in seats.items():
        institution_id = home.get(person_id)
        if institution_id is not None:
            colleagues.setdefault((group_id, institution_id), []).append(person_id)

    def loss(person_id: str, group_id: int) -> int:
        here = wishes[person_id]
        return here[group_id] - max((value for other, value in here.items() if other != group_id), default=0)

    found = set()
    for (group_id, _), together in colleagues.items():
        movable = sorted((each for each in together if each not in keep), key=lambda each: loss(each, group_id))
        for person_id in movable[: max(0, len(together) - most)]:
            found.add((person_id, group_id))
    return found
