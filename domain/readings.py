"""One result, several fair readings: by person, one vote an institution, by institution type; and where it is close.

They are worked out when the result is shown, before the link between person and ballot is cut (R-35). Groups of fewer
than five are not broken down, nor what could be worked out about them by subtraction.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.people import InstitutionType
from domain.voting import Option, shortlist

# A breakdown names only groups of at least this size.
SMALLEST_GROUP = 5
# How many lead. The projects of a meeting are two or three.
LEADING = 3


@dataclass(frozen=True)
class Cast:
    """A ballot with at least one dot, and where its person comes from: what only the moment of showing knows."""

    institution_id: int | None
    # None for a ballot that nobody's name is known of, such as one on paper: it is in no type.
    institution_type: InstitutionType | None
    counts: Mapping[int, int]


@dataclass(frozen=True)
class Reading:
    """Weights by option. `of`: an institution type, or None where everybody is in it; `voices`: how many count."""

    name: str
    of: InstitutionType | None
    voices: int
    weights: Mapping[int, float]


@dataclass(frozen=True)
class Verdict:
    """Which options lead by person, and which readings see others in front."""

    leading: tuple[int, ...]
    differing: tuple[Reading, ...]


def readings(casts: Sequence[Cast]) -> list[Reading]:
    """One vote an institution, and each institution type for itself; only where enough people are behind it."""
    by_institution = _by_institution(casts)
    found = [by_institution] if by_institution.voices >= SMALLEST_GROUP else []
    return [*found, *_by_type(casts)]


def verdict(ranking: Sequence[Option], read: Iterable[Reading], leading: int = LEADING) -> Verdict:
    """Compares who is in front by person with the other readings."""
    first = tuple(option.id for option in shortlist(ranking, leading))
    return Verdict(first, tuple(reading for reading in read if not _agrees(reading, first)))


def too_close(ranking: Sequence[Option], wanted: int, maximum: int) -> list[Option]:
    """The options around the cut that one ballot more, with at most `maximum` dots on one, could move across."""
    if not 0 < wanted < len(ranking):
        return []
    last, first_out = ranking[wanted - 1].total or 0, ranking[wanted].total or 0
    if last - first_out > maximum or last == 0:
        return []
    inside = [option for option in ranking[:wanted] if (option.total or 0) - first_out <= maximum]
    outside = [option for option in ranking[wanted:] if last - (option.total or 0) <= maximum]
    return inside + outside


def _by_institution(casts: Sequence[Cast]) -> Reading:
    """Each institution has one vote, shared out like the dots of its people. Who has none speaks for themselves."""
    houses: dict[object, Counter[int]] = {}
    for number, cast in enumerate(casts):
        house = ("alone", number) if cast.institution_id is None else cast.institution_id
        houses.setdefault(house, Counter()).update(cast.counts)
    weights: dict[int, float] = {}
    for dots in houses.values():
        for option_id, count in dots.items():
            weights[option_id] = weights.get(option_id, 0.0) + count / dots.total()
    return Reading("institution", None, len(houses), {key: round(weight, 4) for key, weight in weights.items()})


def _by_type(casts: Sequence[Cast]) -> list[Reading]:
    groups: dict[InstitutionType | None, list[Cast]] = {}
    for cast in casts:
        groups.setdefault(cast.institution_type, []).append(cast)
    told = [kind for kind in InstitutionType if len(groups.get(kind, ())) >= SMALLEST_GROUP]
    told.sort(key=lambda kind: len(groups[kind]))
    # The whole less what is told would be the rest: that must be nobody, or enough.
    while told and 0 < len(casts) - sum(len(groups[kind]) for kind in told) < SMALLEST_GROUP:
        told.pop(0)
    return [_of_type(kind, groups[kind]) for kind in InstitutionType if kind in told]


def _of_type(kind: InstitutionType, casts: Sequence[Cast]) -> Reading:
    dots: Counter[int] = Counter()
    for cast in casts:
        dots.update(cast.counts)
    return Reading("type", kind, len(casts), dict(dots))


def _agrees(reading: Reading, first: Sequence[int]) -> bool:
    """Whether these may be called the first here too; sharing the last of their places is enough."""
    in_order = sorted(reading.weights.values(), reverse=True)
    least = in_order[min(len(first), len(in_order)) - 1] if in_order else 0
    return all(reading.weights.get(option_id, 0) >= least for option_id in first)
