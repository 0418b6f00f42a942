"""Advice before a round of dots opens: how many dots and rounds, how likely a tie where the list is cut, what may
split the dots. Advice only: the facilitator decides."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np

from domain.matching_text import alike_pairs
from domain.voting import suggested_budget

# More options than this nobody weighs against each other in one round.
WEIGHED_AT_ONCE = 30
# Options at least this much alike (0 to 1, by letter groups) may ask the same people for dots. On the demo's 45 ideas
# this finds five of eight true doubles, with one false alarm; at 0.15 it would be all eight, with a dozen.
ALIKE_FROM = 0.33
_RUNS = (50, 400)
_DRAWS = 3_000_000


@dataclass(frozen=True)
class Situation:
    """What the advice depends on. `shortlist`: how many options are to go on."""

    options: int
    people: int
    shortlist: int


@dataclass(frozen=True)
class Proposal:
    budget: int
    maximum: int
    rounds: int


def proposal(situation: Situation) -> Proposal:
    """One dot an option: who may pile up dots decides for others. Fewer dots than options, else all get the same.
    A second round where there is too much to weigh.
    """
    options = max(situation.options, 1)
    rounds = 1 if options <= WEIGHED_AT_ONCE else 2
    return Proposal(max(1, min(suggested_budget(options), options // 2)), 1, rounds)


def rules_of_thumb(situation: Situation) -> dict[str, int]:
    """Dots per person by the rules that facilitators know, each at least 1.

    `quarter`: n/4, Dotmocracy (J. Diceman). `third`: n/3, nominal group technique and multi-voting. `half`:
    floor(n/2)+1, business-wissen.de "Prioritäten setzen". `statistical`: n(n−1)/(2p) rounded up, the fewest dots
    with which p people compare all pairs of n options, workshopmoderationstraining.de "Anzahl der Punkte".
    """
    n, p = situation.options, max(situation.people, 1)
    return {
        "quarter": max(1, round(n / 4)),
        "third": max(1, round(n / 3)),
        "half": n // 2 + 1,
        "statistical": max(1, math.ceil(n * (n - 1) / (2 * p))),
    }


@lru_cache(maxsize=256)
def tie_likelihood(situation: Situation, budget: int, maximum: int, seed: int = 1) -> float:
    """How likely (0 to 1) the last option that goes on has as many dots as the first that does not. Simulated.

    The model: how much an option appeals to the room is drawn from an exponential distribution, so that a few appeal
    much and most a little. Each person puts every dot, on options drawn one after the other with chances by their
    appeal (Plackett and Luce; up to `maximum` times the same). Real rooms differ: neighbours look alike, and not
    everybody uses all dots, which makes ties likelier.
    """
    n, people, cut = situation.options, situation.people, situation.shortlist
    if not 0 < cut < n or people < 1:
        return 0.0
    stickers = n * maximum
    dots = min(budget, stickers)
    runs = min(_RUNS[1], max(_RUNS[0], _DRAWS // (people * stickers)))
    chance = np.random.default_rng(seed)
    ties = 0
    for _ in range(runs):
        appeal = np.tile(np.log(chance.exponential(size=n)), maximum)
        # The largest of appeal plus Gumbel noise are a draw without replacement by appeal.
        wanted = appeal + chance.gumbel(size=(people, stickers))
        placed = np.argpartition(wanted, stickers - dots, axis=1)[:, stickers - dots :] % n
        totals = np.sort(np.bincount(placed.ravel(), minlength=n))[::-1]
        ties += bool(totals[cut - 1] == totals[cut])
    return ties / runs


@lru_cache(maxsize=32)
def splitting(options: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Titles of options, given as (title, text), that sound so much alike that dots may be split between them."""
    said = [f"{title} {text}" for title, text in options]
    alike = alike_pairs(set(said), set(said), ALIKE_FROM)
    found = [
        (-alike[said[one], said[other]], one, other)
        for one, other in combinations(range(len(options)), 2)
        if (said[one], said[other]) in alike
    ]
    return [(options[one][0], options[other][0]) for _, one, other in sorted(found)]
