"""Who is shown to whom: a list of five for everybody, worked out for the whole room at once.

Four are those who fit best, from both sides, as long as they are not on too many lists already. The fifth is one of
two who are shown to each other; whoever nobody would be shown comes first there. So everybody who agreed is shown.
What somebody was shown before stays, unless somebody else fits clearly better.
"""

from collections.abc import Collection, Iterable

from domain.matching_room import RoomScores
from domain.suggestions_table import Lists, Table


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
    others = {each: shown for each, shown in lists.items() if each != person_id}
    table = Table(room, apart, {}, most, fixed=others, asking=person_id)
    table.keep(person_id, still_good(room, apart, person_id, lists.get(person_id, ())))
    table.fill_with_the_best(most - 1)
    table.show_one_unseen()
    table.fill_mutually()
    table.fill_with_the_best(most)
    table.fill_the_short()
    return table.lists()[person_id]


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
