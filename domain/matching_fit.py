"""How well two people fit: whose offers answer whose wishes, what they share, and the score of it all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from domain.contacts import Entry, Profile, Side
from domain.matching_text import Lines
from domain.people import Person

# The parts of the score. A shared idea is one that both have committed to; dots are secret and never count.
MUTUAL, ONE, FIELD, IDEA, TYPE = 0.40, 0.20, 0.20, 0.15, 0.05
# A shared topic chip is an answer; alike wording can only be a hint of one.
SAME_CHIP, ALIKE, ALIKE_FROM = 1.0, 0.6, 0.5
STARS_FROM = (150, 350, 600)
WISHES_THAT_COUNT = 2

# Two lines, a wish and an offer, that sound alike, and how much.
Alike = Mapping[tuple[str, str], float]


@dataclass(frozen=True)
class Answer:
    """How well an offer answers a wish. `lines`: the two wordings, if they alone are what is alike."""

    wish: Entry
    offer: Entry | None = None
    strength: float = 0.0
    lines: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Fit:
    """Two people side by side: what answers my wishes, what answers theirs, what they share."""

    other: Person
    gets: tuple[Answer, ...]
    gives: tuple[Answer, ...]
    shared_fields: frozenset[int]
    shared_ideas: frozenset[str]
    field_part: float
    type_part: float
    idea_part: float

    @cached_property
    def parts(self) -> tuple[float, float]:
        """What my wishes and their wishes add to the score: mutual help by halves, one-way help once."""
        mine, theirs = _need(self.gets), _need(self.gives)
        half = MUTUAL * mine * theirs / (mine + theirs) if mine and theirs else 0.0
        if mine >= theirs:
            return half + ONE * mine, half
        return half, half + ONE * theirs

    @cached_property
    def score(self) -> int:
        return round(1000 * (sum(self.parts) + self.field_part + self.type_part + self.idea_part))

    @property
    def stars(self) -> int:
        return sum(self.score >= limit for limit in STARS_FROM)


def lines_of(profiles: Iterable[Profile], chips: Mapping[int, str]) -> Lines:
    """All that a room says in words, ready to be compared."""
    return Lines(set(chips.values()).union(*(profile.lines for profile in profiles)))


def fit(me: Profile, myself: Person, profile: Profile, other: Person, chips: Mapping[int, str], alike: Alike) -> Fit:
    """Me beside another. The score is the same from either side."""
    return Fit(
        other,
        _answers(me.side(Side.SEEK), profile.side(Side.OFFER), chips, alike),
        _answers(profile.side(Side.SEEK), me.side(Side.OFFER), chips, alike),
        me.field_ids & profile.field_ids,
        me.ideas & profile.ideas,
        *_parts_apart_from_answers(me, myself, profile, other),
    )


def _parts_apart_from_answers(me: Profile, myself: Person, profile: Profile, other: Person) -> tuple[float, ...]:
    """What shared fields, different types of institution and shared ideas add to the score."""
    field_part = 0.0
    if shared := len(me.field_ids & profile.field_ids):
        field_part = FIELD * shared / len(me.field_ids | profile.field_ids)
    type_part = TYPE if myself.institution_type is not other.institution_type else 0.0
    return field_part, type_part, 0.0 if me.ideas.isdisjoint(profile.ideas) else IDEA


def _need(answers: Sequence[Answer]) -> float:
    return sum(answer.strength for answer in answers) / len(answers) if answers else 0.0


def _answers(
    wishes: Iterable[Entry], offers: Sequence[Entry], chips: Mapping[int, str], alike: Alike
) -> tuple[Answer, ...]:
    """The best answer to each of the wishes that count. Several wishes under one chip are one wish."""
    answers = sorted((_best_answer(wish, offers, chips, alike) for wish in wishes), key=_strength, reverse=True)
    by_topic: dict[object, Answer] = {}
    for answer in answers:
        by_topic.setdefault(answer.wish.chip_id or answer.wish, answer)
    return tuple(by_topic.values())[:WISHES_THAT_COUNT]


def _best_answer(wish: Entry, offers: Sequence[Entry], chips: Mapping[int, str], alike: Alike) -> Answer:
    if wish.chip_id in chips:
        for offer in offers:
            if offer.chip_id == wish.chip_id:
                return Answer(wish, offer, SAME_CHIP)
    hints = [
        Answer(wish, offer, ALIKE * alike[lines], lines)
        for offer in offers
        for lines in _beside(wish, offer, chips)
        if lines in alike
    ]
    return max(hints, key=_strength, default=Answer(wish))


def _beside(wish: Entry, offer: Entry, chips: Mapping[int, str]) -> tuple[tuple[str, str], ...]:
    """The lines to compare. Never two chips by name: different chips mean different things, however they sound."""
    return (
        (wish.text, offer.text),
        (wish.text, _chip_name(offer, chips)),
        (_chip_name(wish, chips), offer.text),
    )


def lines_said(profile: Profile, chips: Mapping[int, str]) -> set[str]:
    """What the profile says in words."""
    return {line for entry in profile.entries for line in (entry.text, _chip_name(entry, chips)) if line}


def _chip_name(entry: Entry, chips: Mapping[int, str]) -> str:
    return chips.get(entry.chip_id, "") if entry.chip_id is not None else ""


def _strength(answer: Answer) -> float:
    return answer.strength
