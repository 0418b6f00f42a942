"""What everybody of a room has of one kind (fields of action, ideas), compared for all at once."""

from collections.abc import Collection, Hashable, Sequence
from copy import copy

import numpy as np
from numpy.typing import NDArray


class Traits:
    """A row for each person, a column for each thing that somebody has."""

    def __init__(self, people: int) -> None:
        self._columns: dict[Hashable, int] = {}
        self._has = np.zeros((people, 0), dtype=np.float32)

    def __copy__(self) -> "Traits":
        new = Traits(0)
        new._columns, new._has = copy(self._columns), self._has.copy()
        return new

    def set(self, place: int, things: Collection[Hashable]) -> None:
        """What this person has from now on."""
        if unknown := [each for each in things if each not in self._columns]:
            self._columns.update({each: len(self._columns) + number for number, each in enumerate(unknown)})
            more = np.zeros((len(self._has), len(unknown)), dtype=np.float32)
            self._has = np.concatenate([self._has, more], axis=1)
        self._has[place] = 0
        self._has[place, [self._columns[each] for each in things]] = 1

    def beside(self, places: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Of each of these places beside everybody: how much both have, and how much either has."""
        # Whole numbers this small are exact, and the product is fast.
        both = (self._has[places] @ self._has.T).astype(np.int64)
        sizes = self._has.sum(axis=1).astype(np.int64)
        return both, sizes[places][:, None] + sizes[None, :] - both
