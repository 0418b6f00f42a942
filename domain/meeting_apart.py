"""Who has said no to somebody never sits beside them, also if the plan was made before."""

from collections.abc import Collection, Sequence

from domain.meeting_plan import Fits, Plan, gone, taken_in


def parted(plan: Plan, barred: Collection[frozenset[str]], *fits: Fits) -> Plan:
    """Nobody stays beside somebody they must never meet: one of the two finds another table at once, or waits.

    Who is barred from most of a table goes first. Locked tables stay.
    """
    moved: list[str] = []
    for number in sorted(plan.tables.keys() - plan.locked):
        while out := _most_barred(plan.tables.get(number, ()), barred):
            plan = gone(plan, out, *fits)
            moved.append(out)
    for person in moved:
        plan = taken_in(plan, person, *fits)
    return plan


def _most_barred(people: Sequence[str], barred: Collection[frozenset[str]]) -> str | None:
    """Who must never meet most of the others; None if all may sit together."""
    clashes = {one: sum(frozenset((one, other)) in barred for other in people) for one in people}
    worst = max(clashes, key=lambda one: clashes[one], default=None)
    return worst if worst and clashes[worst] else None
