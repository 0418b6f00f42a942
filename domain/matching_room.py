"""How well any two of a room fit, all at once; after a change only for those who have changed.

The same scores as `matching_fit.fit`, which also knows why.
"""

import hashlib
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.contacts import Entry, Profile, Side
from domain.matching_fit import ALIKE, ALIKE_FROM, FIELD, IDEA, MUTUAL, ONE, SAME_CHIP, TYPE, lines_of
from domain.matching_text import Lines
from domain.matching_traits import Traits
from domain.people import Person

Floats = NDArray[np.float64]
# A line in which something is sought or offered, and whether it is only the name of the topic.
_Said = tuple[str, bool]


@dataclass(frozen=True)
class _Wish:
    """What somebody seeks under one topic: the column of its chip, and all that says it in words."""

    column: int
    said: tuple[_Said, ...]


class RoomScores:
    """`matrix[p, q]`: the score of the people at these places, the same in both directions; 0 with oneself.

    `houses`: people of one institution have the same number. `lots`: a number for each, without a meaning. `visible`
    and `empty`: of their profiles.
    """

    def __init__(
        self,
        profiles: Mapping[str, Profile],
        people: Mapping[str, Person],
        chips: Mapping[int, str],
        lines: Lines | None = None,
    ) -> None:
        """`lines`: of the same room, measured before. People without a profile offer and seek nothing."""
        self.people, self.chips = people, chips
        self.ids = list(people)
        self.place_of = {person_id: place for place, person_id in enumerate(self.ids)}
        self.profiles = {person_id: profiles.get(person_id, Profile(person_id)) for person_id in self.ids}
        if lines is None or lines.grown_old:
            self.lines = lines_of(self.profiles.values(), chips)
        else:
            self.lines = lines.and_more(chips.values())
        everybody, size = range(len(self.ids)), (len(self.ids), len(self.ids))
        self._columns = {chip_id: column for column, chip_id in enumerate(chips)}
        self._kinds = np.array([person.institution_type.value for person in people.values()])
        # People without an institution are never colleagues.
        houses = [-1 if person.institution_id is None else person.institution_id for person in people.values()]
        self.houses = np.where(np.array(houses, dtype=np.int64) < 0, -1 - np.arange(len(houses)), houses)
        self.lots = np.array([_lot(person_id) for person_id in self.ids], dtype=np.uint64)
        self._wishes: list[list[_Wish]] = [[] for _ in everybody]
        self._offers: list[list[_Said]] = [[] for _ in everybody]
        # The last column is what nobody offers.
        self._offered = np.zeros((len(self.ids), len(chips) + 1), dtype=bool)
        self._fields, self._ideas = Traits(len(self.ids)), Traits(len(self.ids))
        self.visible, self.empty = np.zeros((2, len(self.ids)), dtype=bool)
        self._needs, self.matrix = np.zeros(size), np.zeros(size, dtype=np.int32)
        self._read(everybody)
        self._weigh(everybody)

    def renewed(self, profiles: Mapping[str, Profile]) -> "RoomScores":
        """The same people under the same topics, some with other profiles."""
        changed = [each for each, profile in self.profiles.items() if _differs(profiles.get(each, profile), profile)]
        if not changed:
            return self
        new = copy(self)
        new.profiles = {**self.profiles, **{each: profiles[each] for each in changed}}
        new._wishes, new._offers, new._offered = list(self._wishes), list(self._offers), self._offered.copy()
        new._fields, new._ideas = copy(self._fields), copy(self._ideas)
        new.visible, new.empty = self.visible.copy(), self.empty.copy()
        new._needs, new.matrix = self._needs.copy(), self.matrix.copy()
        places = [self.place_of[each] for each in changed]
        new._read(places)
        if new.lines.grown_old:
            return RoomScores(new.profiles, self.people, self.chips)
        new._weigh(places)
        return new

    def _read(self, places: Sequence[int]) -> None:
        """What these people offer and seek."""
        profiles = [self.profiles[self.ids[place]] for place in places]
        self.lines = self.lines.and_more(line for profile in profiles for line in profile.lines)
        for place, profile in zip(places, profiles, strict=True):
            self._wishes[place] = self._wishes_of(profile)
            self._offers[place] = [said for entry in profile.side(Side.OFFER) for said in self._said(entry)]
            self._fields.set(place, profile.field_ids)
            self._ideas.set(place, profile.ideas)
            self.visible[place], self.empty[place] = profile.visible, profile.is_empty
            offered = profile.chips[Side.OFFER]
            self._offered[place] = False
            self._offered[place, [self._columns[chip_id] for chip_id in offered if chip_id in self._columns]] = True

    def _wishes_of(self, profile: Profile) -> list[_Wish]:
        """Several wishes under one chip are one wish."""
        wishes: dict[object, list[Entry]] = {}
        for entry in profile.side(Side.SEEK):
            wishes.setdefault(entry.chip_id or entry, []).append(entry)
        return [
            _Wish(
                self._columns.get(entries[0].chip_id or 0, len(self._columns)),
                tuple(said for entry in entries for said in self._said(entry)),
            )
            for entries in wishes.values()
        ]

    def _said(self, entry: Entry) -> list[_Said]:
        words = [(entry.text, False)] if entry.text else []
        name = self.chips.get(entry.chip_id) if entry.chip_id is not None else None
        return [*words, (name, True)] if name else words

    def _weigh(self, places: Sequence[int]) -> None:
        """These people beside everybody, in both directions."""
        everybody = range(len(self.ids))
        self._needs[places] = self._needs_of(places, everybody)
        if len(places) < len(everybody):
            self._needs[:, places] = self._needs_of(everybody, places)
        scores = _scores(self._needs[places], self._needs[:, places].T, *self._parts_beside(places))
        scores[range(len(places)), places] = 0
        self.matrix[places] = scores
        self.matrix[:, places] = scores.T

    def _needs_of(self, seekers: Sequence[int], givers: Sequence[int]) -> Floats:
        """How well each of the givers answers the (best two) wishes of each of the seekers."""
        needs = np.zeros((len(seekers), len(givers)))
        with_wishes = [row for row, place in enumerate(seekers) if self._wishes[place]]
        wishes = [wish for row in with_wishes for wish in self._wishes[seekers[row]]]
        if wishes:
            numbers = np.array([len(self._wishes[seekers[row]]) for row in with_wishes])
            needs[with_wishes] = _best_two(self._answers(wishes, givers), numbers) / np.minimum(2, numbers)[:, None]
        return needs

    def _answers(self, wishes: Sequence[_Wish], givers: Sequence[int]) -> Floats:
        answers = SAME_CHIP * self._offered[givers][:, [wish.column for wish in wishes]].T
        hints = self._hints({said for wish in wishes for said in wish.said}, givers)
        for row, wish in enumerate(wishes):
            for said in wish.said:
                if said in hints:
                    np.maximum(answers[row], hints[said], out=answers[row])
        return answers

    def _hints(self, wanted: set[_Said], givers: Sequence[int]) -> Mapping[_Said, Floats]:
        """For what is sought in these words: how alike each of the givers says what they offer."""
        offers = [(column, offer) for column, place in enumerate(givers) for offer in self._offers[place]]
        alike = self._alike({line for line, _ in wanted}, {line for _, (line, _) in offers})
        hints: dict[_Said, Floats] = {}
        for column, (offered, is_name) in offers:
            for line, likeness in alike.get(offered, ()):
                # Never two topics by their names.
                for said in [(line, False)] if is_name else [(line, False), (line, True)]:
                    if said in wanted:
                        if said not in hints:
                            hints[said] = np.zeros(len(givers))
                        hints[said][column] = max(hints[said][column], ALIKE * likeness)
        return hints

    def _alike(self, wanted: set[str], offered: set[str]) -> Mapping[str, list[tuple[str, float]]]:
        """What is wanted that sounds like each of the offers, looked up from the side that says less."""
        if len(offered) <= len(wanted):
            return {
                line: [found for found in self.lines.beside(line, ALIKE_FROM) if found[0] in wanted]
                for line in offered
            }
        alike: dict[str, list[tuple[str, float]]] = {}
        for line in wanted:
            for other, likeness in self.lines.beside(line, ALIKE_FROM):
                if other in offered:
                    alike.setdefault(other, []).append((line, likeness))
        return alike

    def _parts_beside(self, places: Sequence[int]) -> tuple[Floats, Floats, Floats]:
        """What shared fields, different types and shared ideas add."""
        shared, either = self._fields.beside(places)
        ideas, _ = self._ideas.beside(places)
        return (
            np.where(shared > 0, FIELD * shared / np.maximum(1, either), 0.0),
            np.where(self._kinds[places][:, None] != self._kinds[None, :], TYPE, 0.0),
            np.where(ideas > 0, IDEA, 0.0),
        )


def _scores(mine: Floats, theirs: Floats, field: Floats, kind: Floats, idea: Floats) -> NDArray[np.int32]:
    both = (mine > 0) & (theirs > 0)
    half = np.where(both, MUTUAL * mine * theirs / np.where(both, mine + theirs, 1), 0.0)
    first = np.where(mine >= theirs, half + ONE * mine, half)
    second = np.where(mine >= theirs, half, half + ONE * theirs)
    return np.rint(1000 * (first + second + field + kind + idea)).astype(np.int32)


def _best_two(answers: Floats, numbers: NDArray[np.int64]) -> Floats:
    """The sum of the two largest of each group of rows, column by column; of the only one if there is one."""
    starts = np.cumsum(numbers) - numbers
    best: Floats = np.maximum.reduceat(answers, starts)
    is_best = answers == np.repeat(best, numbers, axis=0)
    next_best: Floats = np.maximum.reduceat(np.where(is_best, 0.0, answers), starts)
    return best + np.where(np.add.reduceat(is_best.astype(np.int64), starts) > 1, best, next_best)


def _lot(person_id: str) -> int:
    return int.from_bytes(hashlib.blake2b(person_id.encode(), digest_size=8).digest(), "big")


def _differs(one: Profile, other: Profile) -> bool:
    return one is not other and one != other
