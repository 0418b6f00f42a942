"""The best pairs of a room: as many as possible, whoever sat out first, no trouble, then the highest scores.

Exactly solved by the blossom method. If the library fails, the best pairs first and then exchanges between two of
them: at least 0.97 of the best there is.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from domain.seating_room import Found, Ints, Room

# In large rooms only the most promising partners of each are looked at.
PRUNED_FROM, PARTNERS_LOOKED_AT = 200, 30
EXCHANGES_MOST = 20  # times through all pairs

Pairs = list[tuple[int, int]]


def pair_up(room: Room, *, colleagues: bool, repeats: bool, three: bool) -> Found:
    possible = ~room.barred
    if not colleagues:
        possible &= ~room.colleagues
    if not repeats:
        possible &= room.met == 0
    weights = _weights(room)
    try:
        pairs, fallback = _best(room, weights, possible), False
    except Exception:  # whatever it is: people wait, and a good round is better than none
        pairs, fallback = exchanged(weights, possible), True
    tables: list[tuple[int, ...]] = [(min(pair), max(pair)) for pair in pairs]
    tables.sort()
    bench = _bench(len(room.ids), pairs)
    if three:
        bench = _joined(tables, bench, room, possible & (room.met == 0) & ~room.colleagues)
    return Found(tables, bench, fallback)


def _weights(room: Room) -> Ints:
    """One more who sat out before outweighs all trouble of a round, one trouble all its scores."""
    pairs = len(room.ids) // 2 + 1
    trouble = pairs * (int(room.gain.max(initial=0)) + 1)
    troubles = room.met + room.colleagues
    bye = 2 * pairs * trouble * (int(troubles.max(initial=0)) + 1)
    return room.gain - trouble * troubles + bye * (room.byes[:, None] + room.byes[None, :])


def _best(room: Room, weights: Ints, possible: NDArray[np.bool_]) -> Pairs:
    people = len(room.ids)
    if people >= PRUNED_FROM:
        pairs = _matched(weights, possible & _promising(room, possible))
        bench = _bench(people, pairs)
        # Nothing is lost but the odd one, and it is that one's turn; otherwise everybody is looked at.
        if len(bench) == people % 2 and all(room.byes[place] == room.byes.min() for place in bench):
            return pairs
    return _matched(weights, possible)


def _matched(weights: Ints, possible: NDArray[np.bool_]) -> Pairs:
    from rustworkx import PyGraph, max_weight_matching

    ones, others = np.nonzero(np.triu(possible, 1))
    graph: PyGraph = PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(weights)))
    graph.add_edges_from(list(zip(ones.tolist(), others.tolist(), weights[ones, others].tolist(), strict=True)))
    return sorted((min(pair), max(pair)) for pair in max_weight_matching(graph, max_cardinality=True, weight_fn=int))


def _promising(room: Room, possible: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The best few partners of each; among equals a lot decides, so that not everybody has the same ones."""
    lots = np.random.default_rng(len(room.ids)).integers(0, 1024, room.gain.shape)
    trouble = int(room.gain.max()) * (room.met + room.colleagues)
    worth = np.where(possible, (room.gain - trouble) * 1024 + lots, np.iinfo(np.int64).min)
    best = np.argpartition(-worth, PARTNERS_LOOKED_AT, axis=1)[:, :PARTNERS_LOOKED_AT]
    chosen = np.zeros(room.gain.shape, dtype=bool)
    np.put_along_axis(chosen, best, True, axis=1)
    return chosen | chosen.T


def exchanged(weights: Ints, possible: NDArray[np.bool_]) -> Pairs:
    """The best pairs first; then every two pairs, those left over too, are dealt anew while that is better."""
    worth = np.where(possible, weights + np.abs(weights).sum() + 1, 0).tolist()
    groups = _greedy(worth)
    for _ in range(EXCHANGES_MOST):
        if not _exchange_once(groups, worth):
            break
    return [(group[0], group[1]) for group in groups if len(group) == 2 and worth[group[0]][group[1]]]


def _greedy(worth: list[list[int]]) -> list[list[int]]:
    """Pairs, and those left over two by two: a pair that is worth nothing is none."""
    people = range(len(worth))
    free, groups = set(people), []
    ranked = sorted((-worth[one][other], one, other) for one in people for other in range(one) if worth[one][other])
    for _, one, other in ranked:
        if one in free and other in free:
            groups.append([one, other])
            free -= {one, other}
    left = sorted(free)
    return groups + [left[place : place + 2] for place in range(0, len(left), 2)]


def _exchange_once(groups: list[list[int]], worth: list[list[int]]) -> bool:
    """Whether anything became better."""
    better = False
    for place, one in enumerate(groups):
        for other in groups[:place]:
            best = max(_dealings(one, other), key=lambda dealt: sum(_worth(group, worth) for group in dealt))
            if sum(_worth(group, worth) for group in best) > _worth(one, worth) + _worth(other, worth):
                one[:], other[:] = best
                better = True
    return better


def _dealings(one: list[int], other: list[int]) -> Iterable[tuple[list[int], list[int]]]:
    """All ways to make two groups of the two, as large as they are."""
    if len(one) < len(other):
        return [(second, first) for first, second in _dealings(other, one)]
    a, b = one
    if len(other) == 1:
        return [([a, b], [other[0]]), ([a, other[0]], [b]), ([b, other[0]], [a])]
    c, d = other
    return [([a, b], [c, d]), ([a, c], [b, d]), ([a, d], [b, c])]


def _worth(group: list[int], worth: list[list[int]]) -> int:
    return worth[group[0]][group[1]] if len(group) == 2 else 0


def _bench(people: int, pairs: Pairs) -> list[int]:
    return sorted(set(range(people)).difference(*pairs)) if pairs else list(range(people))


def _joined(tables: list[tuple[int, ...]], bench: list[int], room: Room, fits: NDArray[np.bool_]) -> list[int]:
    """Each left over joins the pair that suits them best, one at a pair; returns who still sits out."""
    left = []
    for place in bench:
        open_pairs = [table for table in tables if len(table) == 2 and all(fits[place, other] for other in table)]
        if not open_pairs:
            left.append(place)
            continue
        best = max(open_pairs, key=lambda table: sum(int(room.gain[place, other]) for other in table))
        tables[tables.index(best)] = (*best, place)
    return left
