"""A room in numbers, for those who look for its best seats. People are places 0…n-1."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
# So much more a meeting counts for somebody who has had nothing yet, beside somebody who had as much as others.
BOOST = 0.5


@dataclass(frozen=True)
class Room:
    """Of each two: their score, whether they are colleagues, how often they met, whether they must never meet.

    Of each: how often they sat out, and the sum of scores they have had.
    """

    ids: list[str]
    scores: Ints
    colleagues: NDArray[np.bool_]
    met: Ints
    barred: NDArray[np.bool_]
    byes: Ints
    gained: Ints

    @cached_property
    def gain(self) -> Ints:
        """What a meeting is worth, at least 1; more for those who have had less than others so far."""
        mean = self.gained.mean() if self.gained.size else 0.0
        behind = np.maximum(0.0, 1 - self.gained / mean) if mean > 0 else np.zeros(self.gained.size)
        boosted: Ints = np.rint((self.scores + 1) * (1 + BOOST * (behind[:, None] + behind[None, :]))).astype(
            np.int64
        )
        return np.maximum(1, boosted)


@dataclass(frozen=True)
class Found:
    """Tables and bench, by places."""

    tables: list[tuple[int, ...]]
    bench: list[int]
    fallback: bool = False
