"""One round's plan: tables and bench, and what becomes of them when somebody is missing, late, or leaves.

Every change gives a new plan; the old one is what undoing leads back to.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from domain.meetings import Bench, Seat
from domain.refusal import Refusal

# May these two sit together?
Fits = Callable[[str, str], bool]


@dataclass(frozen=True)
class Plan:
    """`tables`: who sits at which number, in order of their places. `here`: who said so themselves."""

    tables: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    bench: Mapping[str, Bench] = field(default_factory=dict)
    here: frozenset[str] = frozenset()
    locked: frozenset[int] = frozenset()

    @property
    def waiting(self) -> list[str]:
        """Who is there and has no table."""
        return [person for person, why in self.bench.items() if not why.is_away]

    def table_of(self, person_id: str) -> int | None:
        return next((number for number, people in self.tables.items() if person_id in people), None)

    def knows(self, person_id: str) -> bool:
        return person_id in self.bench or self.table_of(person_id) is not None

    def seats(self) -> list[Seat]:
        seated = [
            Seat(person, number, place, None, person in self.here)
            for number, people in self.tables.items()
            for place, person in enumerate(people, start=1)
        ]
        return seated + [Seat(person, None, None, why, person in self.here) for person, why in self.bench.items()]


def plan_of(seats: Iterable[Seat], locked: Collection[int] = ()) -> Plan:
    """The plan that these seats are; they come in order of tables and places."""
    tables: dict[int, tuple[str, ...]] = {}
    bench: dict[str, Bench] = {}
    here = set()
    for seat in seats:
        if seat.table is not None:
            tables[seat.table] = (*tables.get(seat.table, ()), seat.person_id)
        else:
            bench[seat.person_id] = seat.bench or Bench.WAITING
        if seat.here:
            here.add(seat.person_id)
    return Plan(tables, bench, frozenset(here), frozenset(locked) & tables.keys())


def numbered(
    groups: Sequence[Sequence[str]], last_table: Mapping[str, int], kept: Mapping[int, Sequence[str]]
) -> dict[int, tuple[str, ...]]:
    """A number for each group: one where one of them sat before, so that fewer walk; `kept` tables stay."""
    tables = {number: tuple(people) for number, people in kept.items()}
    free = [number for number in range(1, len(groups) + len(kept) + 1) if number not in tables][: len(groups)]
    left = []
    for group in groups:
        number = next((last_table[person] for person in group if last_table.get(person) in free), None)
        if number is None:
            left.append(group)
        else:
            tables[number] = tuple(group)
            free.remove(number)
    tables.update({number: tuple(group) for number, group in zip(free, left, strict=True)})
    return dict(sorted(tables.items()))


def confirmed(plan: Plan, person_id: str) -> Plan:
    return replace(plan, here=plan.here | {person_id})


def arrived(plan: Plan, person_id: str, size: int, fits: Fits) -> Plan:
    """Comes late, or is back: to somebody who waits, to a table with room, or waits for the next to come."""
    if plan.table_of(person_id) is not None:
        return confirmed(plan, person_id)
    waiting = replace(
        confirmed(plan, person_id),
        bench={**plan.bench, person_id: _still_why(plan.bench.get(person_id))},
    )
    return settled(_joined(waiting, person_id, _with_room(waiting, size), fits), size, fits)


def settled(plan: Plan, size: int, fits: Fits) -> Plan:
    """Nobody waits beside somebody else who waits: they sit together, or each joins a table.

    A single one who waits gets company from a table that has one more than it should.
    """
    for person in plan.waiting:
        if person in plan.bench:
            plan = _joined(plan, person, (), fits)
    if len(plan.waiting) > 1:
        for person in plan.waiting:
            plan = _joined(plan, person, _open_tables(plan), fits)
    return _with_company(plan, plan.waiting[0], size, fits) if len(plan.waiting) == 1 else plan


def gone(plan: Plan, person_id: str, *fits: Fits, why: Bench = Bench.ABSENT) -> Plan:
    """Missing, or leaves (`why`). Who sat alone with them goes to another who waits, or to the nearest table.

    `fits`: the best reason to sit together first; the next only if nobody fits.
    """
    number = plan.table_of(person_id)
    plan = replace(
        _unseated(plan, person_id),
        bench={**plan.bench, person_id: why},
        here=plan.here - {person_id},
    )
    left = plan.tables.get(number, ()) if number is not None else ()
    return taken_in(plan, left[0], *fits) if len(left) == 1 else plan


def taken_in(plan: Plan, person_id: str, *fits: Fits) -> Plan:
    """Somebody who sits alone: with another who waits, at the nearest table, or on the bench if there is none.

    If nobody who waits fits, they sit down at a table, too: now there is no odd one any more.
    """
    number = plan.table_of(person_id)
    plan = replace(_unseated(plan, person_id), bench={**plan.bench, person_id: Bench.WAITING})
    for each in [person_id, *plan.waiting]:
        plan = _at_nearest(plan, each, number or 0, fits) if each in plan.bench else plan
    return plan


def swapped(plan: Plan, one: str, other: str) -> Plan:
    """These two change places; one of them may be on the bench. Doing it again takes it back."""
    if one == other or not plan.knows(one) or not plan.knows(other):
        raise Refusal("meeting_person_unknown")
    if plan.locked & {plan.table_of(one), plan.table_of(other)}:
        raise Refusal("meeting_table_locked")
    names = {one: other, other: one}
    tables = {number: tuple(names.get(person, person) for person in people) for number, people in plan.tables.items()}
    bench = {names.get(person, person): why for person, why in plan.bench.items()}
    return replace(plan, tables=tables, bench=bench)


def with_lock(plan: Plan, number: int, *, locked: bool) -> Plan:
    if number not in plan.tables:
        raise Refusal("meeting_table_unknown")
    return replace(plan, locked=plan.locked | {number} if locked else plan.locked - {number})


def with_groups(plan: Plan, groups: Sequence[Sequence[str]]) -> Plan:
    """These groups of people from the bench sit down, each at a table of its own."""
    seated = {person for group in groups for person in group}
    kept = {person: why for person, why in plan.bench.items() if person not in seated}
    for group in groups:
        plan = replace(plan, tables={**plan.tables, _free_number(plan): tuple(group)})
    return replace(plan, bench=kept, tables=dict(sorted(plan.tables.items())))


def who_stays(plan: Plan, trusted: Collection[str]) -> set[str]:
    """Who takes part in the next round without saying so again.

    One tap at a table speaks for all who sit there and were not reported missing; the waiting cannot have left
    unseen; `trusted` people have no device to tap on.
    """
    tapped = {person for people in plan.tables.values() if plan.here & set(people) for person in people}
    seated = {person for people in plan.tables.values() for person in people}
    return tapped | set(plan.waiting) | (seated & set(trusted))


def _joined(plan: Plan, person_id: str, tables: Sequence[int], fits: Fits, own: int | None = None) -> Plan:
    """To the first who waits and fits, at `own` table if it is free; else to the first of these tables that fits."""
    partner = next((each for each in plan.waiting if each != person_id and fits(person_id, each)), None)
    if partner is not None:
        number = own if own is not None and own not in plan.tables else _free_number(plan)
        return _seated(plan, number, (person_id, partner))
    for number in tables:
        if all(fits(person_id, each) for each in plan.tables[number]):
            return _seated(plan, number, (*plan.tables[number], person_id))
    return plan


def _at_nearest(plan: Plan, person_id: str, number: int, fits: Sequence[Fits]) -> Plan:
    """With somebody who waits, at this table if it is free; else at the nearest to it."""
    nearest = _open_tables(plan, number)
    for each in fits:
        found = _joined(plan, person_id, nearest, each, number or None)
        if found.table_of(person_id) is not None:
            return found
    return plan


def _with_company(plan: Plan, person_id: str, size: int, fits: Fits) -> Plan:
    """From a table that has one more than it should, who sat down last first; else one more such table."""
    large = [number for number, people in plan.tables.items() if len(people) > size and number not in plan.locked]
    for number in large:
        for company in reversed(plan.tables[number]):
            if fits(person_id, company):
                return _seated(_unseated(plan, company), _free_number(plan), (company, person_id))
    return _joined(plan, person_id, _open_tables(plan), fits) if large else plan


def _open_tables(plan: Plan, near: int = 0) -> list[int]:
    """Where one more can sit down: the smallest first, then the nearest to this number."""
    tables = [number for number in plan.tables if number not in plan.locked]
    return sorted(tables, key=lambda number: (len(plan.tables[number]), abs(number - near), number))


def _with_room(plan: Plan, size: int) -> list[int]:
    """Tables that are not full, the emptiest first; pairs never become three for somebody who comes late."""
    found = [number for number, people in plan.tables.items() if len(people) < size and number not in plan.locked]
    return sorted(found, key=lambda number: (len(plan.tables[number]), number))


def _seated(plan: Plan, number: int, people: tuple[str, ...]) -> Plan:
    bench = {person: why for person, why in plan.bench.items() if person not in people}
    return replace(plan, tables=dict(sorted({**plan.tables, number: people}.items())), bench=bench)


def _unseated(plan: Plan, person_id: str) -> Plan:
    """Without this person; a table where nobody is left is no table."""
    left = {number: tuple(each for each in people if each != person_id) for number, people in plan.tables.items()}
    tables = {number: people for number, people in left.items() if people}
    return replace(plan, tables=tables, locked=plan.locked & tables.keys())


def _still_why(why: Bench | None) -> Bench:
    """Who has a pause by the plan still has it; everybody else waits."""
    return Bench.PAUSE if why is Bench.PAUSE else Bench.WAITING


def _free_number(plan: Plan) -> int:
    number = 1
    while number in plan.tables:
        number += 1
    return number
