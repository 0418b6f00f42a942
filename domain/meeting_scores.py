"""How well any two of those who are there fit, for whoever plans who sits with whom."""

from collections.abc import Callable, Collection, Mapping

from domain.contacts import Profile
from domain.matching_fit import FIELD, IDEA, MUTUAL, ONE, TYPE
from domain.matching_room import RoomScores
from domain.people import Person

# Kept with every plan: what the scores were made of.
WEIGHTS = {"mutual": MUTUAL, "one": ONE, "field": FIELD, "idea": IDEA, "type": TYPE}


def scores_of(
    people: Mapping[str, Person], profiles: Mapping[str, Profile], chips: Mapping[int, str], ids: Collection[str]
) -> Callable[[str, str], int]:
    """The score of any two of these people, from what those offer and seek who agreed to be suggested.

    Everybody else counts like somebody with an empty profile: they meet people, too.
    """
    here = {each: people[each] for each in ids if each in people}
    shown = {each: profiles[each] for each in here if each in profiles and profiles[each].visible}
    room = RoomScores(shown, here, chips)
    places, scores = room.place_of, room.matrix.tolist()

    def score(one: str, other: str) -> int:
        if one not in places or other not in places:
            return 0
        found: int = scores[places[one]][places[other]]
        return found

    return score
