"""Everybody's list while it is being filled, by places of a room."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from math import ceil

import numpy as np
from numpy.typing import NDArray

from domain.matching_room import RoomScores

# Nobody is on more lists than this times as many as on average. Twice would raise the scores by one in a hundred and
# make fewer of the suggestions mutual.
EXPOSURE = 1.6
# So much better must somebody else be to push out who was shown before: between one star and two.
KEPT = 100
# Shorter lists than this are filled with people who are on many lists already.
LEAST = 2
_LOTS = 1 << 16
NEVER = -1
# First of all those few are looked at whom each would like best.
_LOOKED_AT = 24

Lists = Mapping[str, tuple[str, ...]]


@dataclass
class _Person:
    """Somebody's list while it is being filled, by places, and on how many lists they are themselves."""

    shown: list[int]
    seen: int = 0


class Table:
    """All lists while they are made; `asking`: everybody with a profile has one."""

    def __init__(self, room: RoomScores, apart: Collection[frozenset[str]], before: Lists, most: int) -> None:
        self.room, self.most = room, most
        self.people = [_Person([]) for _ in room.ids]
        self.asking = set(np.flatnonzero(~room.empty).tolist())
        self.cap = cap_of(most, len(self.asking), int(room.visible.sum()))
        self.worth = worth_of(room, sorted(self.asking), apart)
        for person_id, shown in before.items():
            kept = [room.place_of[each] for each in shown if each in room.place_of]
            if room.place_of.get(person_id) in self.asking:
                row = self.worth[room.place_of[person_id]]
                row[kept] += np.where(row[kept] > NEVER, KEPT * _LOTS, 0)

    def fill_with_the_best(self, length: int) -> None:
        """The best pairs of the room first; one list after another would leave the last with what is left."""
        for one, other in self._ranked(length):
            if len(self.people[one].shown) < length and self._has_room(other, length) and self._is_new(one, other):
                self._show(one, other)

    def show_the_unseen(self) -> None:
        """Shows each who is on no list to somebody they suit, and the other way round if there is room."""
        unseen = [place for place in np.flatnonzero(self.room.visible).tolist() if not self.people[place].seen]
        # Those with a profile first, and of them who has the least to hope for.
        for one in sorted(unseen, key=lambda place: (bool(self.room.empty[place]), int(self.worth[:, place].max()))):
            if self.people[one].seen:  # Meanwhile: by somebody who was unseen, too, and was shown to them.
                continue
            ranked = np.argsort(-self.worth[:, one], kind="stable").tolist()
            willing = [each for each in ranked if each in self.asking and self.worth[each, one] > NEVER]
            host = next((each for each in willing if len(self.people[each].shown) < self.most), None)
            if host is None:
                host = next((each for each in willing if self._gives_way(each)), None)
            if host is not None:
                self._show(host, one)
                if self._wants(one, host):
                    self._show(one, host)

    def fill_mutually(self) -> None:
        """Two who both have a place left are shown to each other, and who is shown to somebody is shown them."""
        for one, other in _sorted(self.worth, sorted(self.asking), _LOOKED_AT):
            if not self._wants(one, other):
                continue
            if one in self.people[other].shown:
                self._show(one, other)
            elif self._wants(other, one):
                self._show(one, other)
                self._show(other, one)

    def fill_the_short(self) -> None:
        """Rather somebody whom many are shown than an empty list."""
        for one in sorted(each for each in self.asking if len(self.people[each].shown) < min(LEAST, self.most)):
            left = [each for each in np.flatnonzero(self.worth[one] > NEVER).tolist() if self._is_new(one, each)]
            left.sort(key=lambda each: (self.people[each].seen, -int(self.worth[one, each])))
            for other in left[: max(0, LEAST - len(self.people[one].shown))]:
                self._show(one, other)

    def lists(self) -> dict[str, tuple[str, ...]]:
        ids = self.room.ids
        return {
            ids[one]: tuple(
                ids[other]
                for other in sorted(
                    self.people[one].shown,
                    key=lambda each: (-int(self.room.matrix[one, each]), -int(self.worth[one, each])),
                )
            )
            for one in sorted(self.asking)
        }

    def _ranked(self, length: int) -> Iterable[tuple[int, int]]:
        """Who could be shown to whom, the best first; the few whom each likes best before all the others."""
        yield from _sorted(self.worth, sorted(self.asking), _LOOKED_AT)
        short = [one for one in sorted(self.asking) if len(self.people[one].shown) < length]
        if len(self.people) > _LOOKED_AT:
            yield from _sorted(self.worth, short, len(self.people))

    def _is_new(self, one: int, other: int) -> bool:
        return other not in self.people[one].shown

    def _has_room(self, place: int, length: int) -> bool:
        """One place of those there are is kept for the last of each list."""
        return self.people[place].seen < self.cap - (length < self.most)

    def _wants(self, one: int, other: int) -> bool:
        return (
            one in self.asking
            and len(self.people[one].shown) < self.most
            and self.worth[one, other] > NEVER
            and self.people[other].seen < self.cap
            and self._is_new(one, other)
        )

    def _gives_way(self, one: int) -> bool:
        """Takes the least of this list off it, if that one is on other lists, too."""
        many = [each for each in self.people[one].shown if self.people[each].seen > 1]
        if not many:
            return False
        least = min(many, key=lambda each: int(self.worth[one, each]))
        self.people[one].shown.remove(least)
        self.people[least].seen -= 1
        return True

    def _show(self, one: int, other: int) -> None:
        self.people[one].shown.append(other)
        self.people[other].seen += 1


def cap_of(most: int, asking: int, visible: int) -> int:
    """On how many lists somebody may be."""
    return ceil(EXPOSURE * max(most, most * asking / max(1, visible)))


def worth_of(room: RoomScores, rows: list[int], apart: Collection[frozenset[str]]) -> NDArray[np.int64]:
    """How gladly each of these rows is shown each other person; `NEVER` if they may not be, and in all other rows.

    A lot decides among equals, the same for both of two: then they are rather shown to each other.
    """
    worth = np.full(room.matrix.shape, NEVER)
    worth[rows] = rows_of_worth(room, rows)
    for pair in apart:
        places = [room.place_of[each] for each in pair if each in room.place_of]
        for one, other in permutations(places, 2):
            worth[one, other] = NEVER
    return worth


def rows_of_worth(room: RoomScores, rows: list[int]) -> NDArray[np.int64]:
    mine, theirs = room.lots[rows][:, None], room.lots[None, :]
    lots = ((mine + theirs) * np.uint64(0x9E3779B97F4A7C15)) ^ ((mine ^ theirs) * np.uint64(0xC2B2AE3D27D4EB4F))
    worth = room.matrix[rows].astype(np.int64) * _LOTS + (lots >> np.uint64(48)).astype(np.int64)
    worth[(room.houses[rows][:, None] == room.houses[None, :]) | ~room.visible[None, :]] = NEVER
    return worth


def _sorted(worth: NDArray[np.int64], rows: Sequence[int], columns: int) -> Iterable[tuple[int, int]]:
    if not rows:
        return []
    of_rows = worth[list(rows)]
    if columns < of_rows.shape[1]:
        best = np.argpartition(-of_rows, columns, axis=1)[:, :columns]
    else:
        best = np.broadcast_to(np.arange(of_rows.shape[1]), of_rows.shape)
    values = np.take_along_axis(of_rows, best, axis=1)
    order = np.argsort(-values, axis=None, kind="stable")
    order = order[: int(np.count_nonzero(values > NEVER))]
    ones = np.array(rows)[order // best.shape[1]].tolist()
    return zip(ones, best.reshape(-1)[order].tolist(), strict=True)
