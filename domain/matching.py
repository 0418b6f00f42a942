"""Who should meet whom: suggestions for one person, and what the whole room seeks and offers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from domain.contacts import Entry, Profile, Side
from domain.matching_fit import ALIKE_FROM, SAME_CHIP, Answer, Fit, fit, lines_said
from domain.matching_room import RoomScores
from domain.people import InstitutionType, Person

REASONS_MOST = 3
FIELDS_NAMED = 2


@dataclass(frozen=True)
class Reason:
    """Why somebody is suggested: the key of a text, its placeholders, its part of the score (0 to 1).

    `seek_chip`: I seek, they offer. `offer_chip`: they seek, I offer. `mutual_chip`: both. `wording`: alike
    lines, uncertain. `field`: fields of action in common. `idea`: both joined the same project group. `surprise`:
    nothing is known that connects the two.
    """

    kind: str
    values: dict[str, str]
    weight: float


@dataclass(frozen=True)
class Suggestion:
    """Somebody worth meeting. `chip_id`: the topic; `entries`: their offers and wishes that meet mine.

    `at_desk`: is here without a device, so nobody can answer a request.
    """

    person_id: str
    name: str
    institution: str
    institution_type: InstitutionType
    score: int
    stars: int
    reasons: tuple[Reason, ...]
    chip_id: int | None
    entries: tuple[Entry, ...]
    at_desk: bool = False


@dataclass(frozen=True)
class TopicPairs:
    """What the room holds, without names. A pair is a person who seeks, one who offers, and the topic."""

    pairs: int
    pairs_with_consent: int
    sought_not_offered: tuple[str, ...]
    offered_not_sought: tuple[str, ...]


def suggestions_of(
    room: RoomScores, fields: Mapping[int, str], person_id: str, shown: Iterable[str]
) -> list[Suggestion]:
    """Those who are shown to a person, and why."""
    me, myself = room.profiles[person_id], room.people[person_id]
    alike = room.lines.alike(lines_said(me, room.chips), ALIKE_FROM)
    found = (fit(me, myself, room.profiles[each], room.people[each], room.chips, alike) for each in shown)
    return [_suggestion(each, room.chips, fields) for each in found]


def sought_in_vain(profiles: Iterable[Profile], chips: Mapping[int, str]) -> tuple[str, ...]:
    """Topics that somebody seeks and nobody offers, in their order."""
    profiles = list(profiles)
    sought = frozenset().union(*(profile.chips[Side.SEEK] for profile in profiles))
    offered = frozenset().union(*(profile.chips[Side.OFFER] for profile in profiles))
    return tuple(name for chip_id, name in chips.items() if chip_id in sought - offered)


def topic_pairs(profiles: Sequence[Profile], people: Mapping[str, Person], chips: Mapping[int, str]) -> TopicPairs:
    """Pairs from different institutions on one topic, and the topics that only one side names."""
    present = [profile for profile in profiles if profile.person_id in people]
    sought, offered = _by_chip(present, Side.SEEK), _by_chip(present, Side.OFFER)
    pairs = [
        (seeker, giver)
        for chip_id in chips
        for seeker, giver in product(sought.get(chip_id, ()), offered.get(chip_id, ()))
        if seeker is not giver and not _same_institution(people[seeker.person_id], people[giver.person_id])
    ]
    return TopicPairs(
        len(pairs),
        sum(seeker.visible and giver.visible for seeker, giver in pairs),
        sought_in_vain(present, chips),
        tuple(name for chip_id, name in chips.items() if chip_id in offered.keys() - sought.keys()),
    )


def _same_institution(one: Person, other: Person) -> bool:
    """People without an institution are never colleagues."""
    return one.institution_id is not None and one.institution_id == other.institution_id


def _by_chip(profiles: Iterable[Profile], side: Side) -> dict[int, list[Profile]]:
    by_chip: dict[int, list[Profile]] = {}
    for profile in profiles:
        for chip_id in {entry.chip_id for entry in profile.side(side) if entry.chip_id is not None}:
            by_chip.setdefault(chip_id, []).append(profile)
    return by_chip


def _suggestion(found: Fit, chips: Mapping[int, str], fields: Mapping[int, str]) -> Suggestion:
    other = found.other
    theirs = [answer.offer for answer in found.gets] + [
        answer.wish for answer in found.gives if answer.offer is not None
    ]
    by_chip = [answer for answer in (*found.gets, *found.gives) if answer.strength == SAME_CHIP]
    return Suggestion(
        other.id,
        other.name,
        other.institution,
        other.institution_type,
        found.score,
        found.stars,
        _reasons(found, chips, fields),
        by_chip[0].wish.chip_id if by_chip else None,
        tuple(dict.fromkeys(entry for entry in theirs if entry is not None)),
        other.at_desk,
    )


def _reasons(found: Fit, chips: Mapping[int, str], fields: Mapping[int, str]) -> tuple[Reason, ...]:
    """The largest part of the score first."""
    reasons = _reasons_by_entries(found, chips)
    shared = [name for field_id, name in fields.items() if field_id in found.shared_fields]
    if shared:
        reasons.append(Reason("field", {"field": ", ".join(shared[:FIELDS_NAMED])}, found.field_part))
    if found.shared_ideas:
        reasons.append(Reason("idea", {"idea": min(found.shared_ideas)}, found.idea_part))
    if not reasons:
        reasons.append(Reason("surprise", {"name": found.other.name}, found.type_part))
    return tuple(sorted(reasons, key=lambda reason: -reason.weight)[:REASONS_MOST])


def _reasons_by_entries(found: Fit, chips: Mapping[int, str]) -> list[Reason]:
    """One reason for every answered wish; the best of either side become one if both are sure."""
    name = found.other.name
    gets = [_reason("seek_chip", *part, name, chips) for part in _shares(found.gets, found.parts[0])]
    gives = [_reason("offer_chip", *part, name, chips) for part in _shares(found.gives, found.parts[1])]
    if not (gets and gives and gets[0].kind == "seek_chip" and gives[0].kind == "offer_chip"):
        return gets + gives
    values = {"seek": gets[0].values["chip"], "offer": gives[0].values["chip"], "name": name}
    both = Reason("mutual_chip", values, gets[0].weight + gives[0].weight)
    return [both, *gets[1:], *gives[1:]]


def _shares(answers: Sequence[Answer], part: float) -> list[tuple[Answer, float]]:
    """Every answered wish with its share of what that side adds to the score."""
    total = sum(answer.strength for answer in answers)
    return [(answer, part * answer.strength / total) for answer in answers if answer.strength]


def _reason(kind: str, answer: Answer, weight: float, name: str, chips: Mapping[int, str]) -> Reason:
    if answer.strength == SAME_CHIP and answer.wish.chip_id is not None:
        return Reason(kind, {"chip": chips[answer.wish.chip_id], "name": name}, weight)
    sought, offered = answer.lines
    return Reason("wording", {"seek": sought, "offer": offered, "name": name}, weight)
