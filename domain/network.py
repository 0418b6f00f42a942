"""The network of an alliance for its organisers: which types of institution met, and how it grows from meeting to
meeting. Made so that nothing about fewer than five people can be read from it.

How: types of fewer than five people are put together; if all these are fewer than five, the next smallest joins
them. A cell says how many people are behind it, in steps of five, and nothing below five: not even whether there is
anybody. There are no sums of rows or columns, one person can stand in several cells, and so no cell follows from
others. Nothing is shown while a meeting is open, and then it is kept as it is: two looks differ by nobody.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.people import InstitutionType
from domain.readings import SMALLEST_GROUP

STEP = SMALLEST_GROUP
# In place of a type: the small ones together.
OTHERS = "others"
# A person by id, and where they come from.
Couple = tuple[str, str]


@dataclass(frozen=True)
class Guest:
    institution_id: int | None
    type: InstitutionType


@dataclass(frozen=True)
class Matrix:
    """`groups`: names of types, and perhaps OTHERS at the end. `cells`: at least so many people, by two groups in the
    order of `groups`; what is not there are fewer than five, or none."""

    groups: tuple[str, ...] = ()
    cells: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def between(self, one: str, other: str) -> int:
        return self.cells.get((one, other)) or self.cells.get((other, one)) or 0


@dataclass(frozen=True)
class Figures:
    """What one meeting added. `new` institutions: at most so many, if names of earlier ones are deleted by now.

    `pairs` of institutions that met: None if fewer than five people are behind them.
    """

    people: int
    institutions: int
    new: int
    new_at_most: bool
    pairs: int | None
    groups: int


@dataclass(frozen=True)
class Network:
    """A meeting that is over: who met, who wanted to, and its figures."""

    met: Matrix
    wanted: Matrix
    figures: Figures


@dataclass(frozen=True)
class Step:
    """One meeting in the growth of the network."""

    workshop_id: int
    title: str
    starts_at: dt.datetime | None
    network: Network


def between_houses(guests: Mapping[str, Guest], couples: Iterable[Couple]) -> set[Couple]:
    """Each couple once, both of them known and not from the same institution."""
    found = set()
    for one, other in couples:
        if one == other or one not in guests or other not in guests:
            continue
        house = guests[one].institution_id
        if house is None or house != guests[other].institution_id:
            found.add((min(one, other), max(one, other)))
    return found


def matrix(guests: Mapping[str, Guest], couples: Iterable[Couple]) -> Matrix:
    """How many people of two types had to do with each other; none of it if there are fewer than five at all."""
    groups = _groups([guest.type for guest in guests.values()])
    if not groups:
        return Matrix()

    def group_of(person: str) -> str:
        kind = guests[person].type.value
        return kind if kind in groups else OTHERS

    behind: dict[tuple[str, str], set[str]] = {}
    for one, other in between_houses(guests, couples):
        first, second = sorted((group_of(one), group_of(other)), key=groups.index)
        behind.setdefault((first, second), set()).update((one, other))
    steps = {cell: len(people) // STEP * STEP for cell, people in behind.items()}
    return Matrix(tuple(groups), {cell: step for cell, step in sorted(steps.items()) if step})


def institution_pairs(guests: Mapping[str, Guest], couples: Iterable[Couple]) -> int | None:
    """How many pairs of institutions met; None if fewer than five people did."""
    met = [couple for couple in between_houses(guests, couples) if None not in _houses(guests, couple)]
    if len({person for couple in met for person in couple}) < SMALLEST_GROUP:
        return None
    return len({frozenset(_houses(guests, couple)) for couple in met})


def new_institutions(here: Collection[str], before: Collection[str]) -> int:
    """Of these names (in the form in which two spellings are one), those that no earlier meeting knows."""
    return len(set(here) - set(before))


def as_kept(network: Network) -> dict[str, Any]:
    """To be written down. There is nobody in it."""
    return {
        "met": _kept(network.met),
        "wanted": _kept(network.wanted),
        "figures": {
            "people": network.figures.people,
            "institutions": network.figures.institutions,
            "new": network.figures.new,
            "new_at_most": network.figures.new_at_most,
            "pairs": network.figures.pairs,
            "groups": network.figures.groups,
        },
    }


def from_kept(kept: Mapping[str, Any]) -> Network:
    return Network(_matrix(kept["met"]), _matrix(kept["wanted"]), Figures(**kept["figures"]))


def _groups(kinds: Sequence[InstitutionType]) -> list[str]:
    """The types that are told by name, then OTHERS if anybody is left; none of them of fewer than five people."""
    counted = Counter(kinds)
    if len(kinds) < SMALLEST_GROUP:
        return []
    told = [kind for kind in InstitutionType if counted[kind] >= SMALLEST_GROUP]
    told.sort(key=lambda kind: counted[kind])
    while told and 0 < len(kinds) - sum(counted[kind] for kind in told) < SMALLEST_GROUP:
        told.pop(0)
    left = len(kinds) - sum(counted[kind] for kind in told)
    return [kind.value for kind in InstitutionType if kind in told] + ([OTHERS] if left else [])


def _houses(guests: Mapping[str, Guest], couple: Couple) -> list[int | None]:
    return [guests[person].institution_id for person in couple]


def _kept(found: Matrix) -> dict[str, Any]:
    cells = [[one, other, step] for (one, other), step in found.cells.items()]
    return {"groups": list(found.groups), "cells": cells}


def _matrix(kept: Mapping[str, Any]) -> Matrix:
    return Matrix(tuple(kept["groups"]), {(one, other): step for one, other, step in kept["cells"]})
