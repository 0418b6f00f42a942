"""Who is shown to whom: a list of five for everybody, worked out for the whole room at once.

Four are those who fit best, from both sides, as long as they are not on too many lists already. The fifth is one of
two who are shown to each other; whoever nobody would be shown comes first there. So everybody who agreed is shown.
What somebody was shown before stays, unless somebody else fits clearly better.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from itertools import chain, islice

import numpy as np

from domain.matching_room import RoomScores
from domain.suggestions_table import LEAST, NEVER, Lists, Table, cap_of, rows_of_worth


def lists_for_all(
    room: RoomScores, apart: Collection[frozenset[str]], before: Lists | None = None, most: int = 5
) -> dict[str, tuple[str, ...]]:
    """Whom each is shown, the best first. `apart`: pairs that are never suggested to each other."""
    table = Table(room, apart, before or {}, most)
    table.fill_with_the_best(most - 1)
    table.show_the_unseen()
    table.fill_mutually()
    table.fill_with_the_best(most)
    table.fill_the_short()
    return table.lists()


def list_for(
    room: RoomScores,
    apart: Collection[frozenset[str]],
    lists: Lists,
    person_id: str,
    most: int = 5,
) -> tuple[str, ...]:
    """This person's list; those of the others stay as they are. Who is on it already stays, gaps are filled."""
    kept = still_good(room, apart, person_id, lists.get(person_id, ()))
    seen = Counter(chain.from_iterable(lists.values()))
    seen.subtract(lists.get(person_id, ()))
    cap = cap_of(most, len(lists), int(room.visible.sum()))
    free = [each for each in _ranked(room, apart, person_id) if each not in kept]
    others = [each for each in free if seen[each] < cap]
    best = [each for each in others if seen[each] < cap - 1][: max(0, most - 1 - len(kept))]
    # For the last place: whom nobody is shown yet, then who is shown this person, then who fits next.
    unseen = [each for each in others if not seen[each] and not room.profiles[each].is_empty]
    mutual = (each for each in others if person_id in lists.get(each, ()) and each not in best)
    found = list(dict.fromkeys([*kept, *best, *unseen[:1], *islice(mutual, 1), *others]))[:most]
    if len(found) < LEAST:
        found += sorted(set(free) - set(found), key=lambda each: (seen[each], each))[: min(LEAST, most) - len(found)]
    scores = room.matrix[room.place_of[person_id]]
    return tuple(sorted(found, key=lambda each: -int(scores[room.place_of[each]])))


def _ranked(room: RoomScores, apart: Collection[frozenset[str]], person_id: str) -> list[str]:
    """All who may be shown to a person, the best first."""
    (worth,) = rows_of_worth(room, [room.place_of[person_id]])
    ranked = (room.ids[place] for place in np.argsort(-worth, kind="stable").tolist() if worth[place] > NEVER)
    left_out = {each for pair in apart if person_id in pair for each in pair}
    return [each for each in ranked if each not in left_out]


def still_good(
    room: RoomScores, apart: Collection[frozenset[str]], person_id: str, shown: Iterable[str]
) -> tuple[str, ...]:
    """Those of a list who may still be shown to this person."""
    return tuple(
        each
        for each in shown
        if each in room.place_of
        and room.profiles[each].visible
        and frozenset((person_id, each)) not in apart
        and not _colleagues(room, person_id, each)
    )


def _colleagues(room: RoomScores, one: str, other: str) -> bool:
    house = room.people[one].institution_id
    return house is not None and house == room.people[other].institution_id
