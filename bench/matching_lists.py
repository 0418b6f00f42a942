"""The lists of suggestions: drawn rooms, the demo's topic pairs, and wording against labelled pairs."""

import csv
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.matching_rooms import Drawn, demo_room
from domain.contacts import Entry, Profile, Side
from domain.matching import topic_pairs
from domain.matching_fit import SAME_CHIP, fit
from domain.matching_room import RoomScores
from domain.matching_text import alike_pairs
from domain.suggestions import lists_for_all
from domain.topics import Topics

PAIRS = Path(__file__).resolve().parent.parent / "tests" / "data" / "offers_seeks.csv"
FIRST = 3


@dataclass(frozen=True)
class Shown:
    """What came of the lists of a room. `never`: people with a profile who are on no list; ms of one plan."""

    mutual: float
    most: int
    never: int
    never_empty: int
    score: float
    cold_ms: float
    plan_ms: float
    change_ms: float


def shown(room: Drawn) -> Shown:
    begun = time.process_time()
    scores = RoomScores(room.profiles, room.people, room.chips)
    scored = time.process_time()
    lists = lists_for_all(scores, ())
    planned = time.process_time()
    changed = replace(room.profiles["p0"], entries=(Entry(Side.SEEK, 1, ""), Entry(Side.OFFER, None, "Werkstatt")))
    scores.renewed({**room.profiles, "p0": changed})
    renewed = time.process_time()
    seen = Counter(other for each in lists.values() for other in each)
    pairs = [(one, other) for one, each in lists.items() for other in each]
    unseen = [profile for person_id, profile in room.profiles.items() if not seen[person_id]]
    return Shown(
        sum(one in lists.get(other, ()) for one, other in pairs) / len(pairs),
        max(seen.values()),
        sum(not profile.is_empty for profile in unseen),
        sum(profile.is_empty for profile in unseen),
        sum(room.score(*pair) for pair in pairs) / len(pairs),
        1000 * (scored - begun),
        1000 * (planned - scored),
        1000 * (renewed - planned),
    )


@dataclass(frozen=True)
class DemoPairs:
    """Topic pairs of the demo: so many there are, found by the rule, valued by the score, within an institution."""

    expected: int
    found: int
    valued: int
    within: int


def demo_pairs() -> DemoPairs:
    profiles, people, chips, expected = demo_room()
    room = RoomScores({each.person_id: each for each in profiles}, people, chips)
    valued = within = 0
    for seeker in profiles:
        for giver in profiles:
            if seeker is giver:
                continue
            topics = _answered(room, seeker, giver)
            if people[seeker.person_id].institution_id == people[giver.person_id].institution_id:
                lists = lists_for_all(room, ())
                within += bool(topics) and giver.person_id in lists.get(seeker.person_id, ())
            else:
                valued += topics
    return DemoPairs(expected["paare_gesamt"], topic_pairs(profiles, people, chips).pairs, valued, within)


def _answered(room: RoomScores, seeker: Profile, giver: Profile) -> int:
    """How many of the wishes' topics the other offers, looked at one by one as the reasons are."""
    people, found = room.people, 0
    for wish in {entry.chip_id: entry for entry in seeker.side(Side.SEEK)}.values():
        asking = Profile(seeker.person_id, (wish,))
        close = fit(asking, people[seeker.person_id], giver, people[giver.person_id], room.chips, {})
        found += any(answer.strength == SAME_CHIP for answer in close.gets)
    return found


Likeness = Callable[[str, str], float]


@dataclass(frozen=True)
class Wording:
    """How well likeness separates pairs that belong together (AUC), and finds the right offer among the first 3."""

    hard: float
    everyday: float
    whole: float
    hit: float
    pairs: int
    true: int
    offers: int


def wordings(chips: Mapping[int, str]) -> dict[str, Wording]:
    """The wording alone, as it counts in the score; the topics that the form proposes; the better of the two."""
    rows = list(csv.DictReader(PAIRS.open(encoding="utf-8")))
    lines = {row[side] for row in rows for side in ("seek_text", "offer_text")}
    alike = alike_pairs(lines, lines, 0.0)
    topics = Topics(tuple(chips.items()))
    meant = {line: set(topics.meant(line)) for line in lines}

    def by_letters(seek: str, offer: str) -> float:
        return alike.get((seek, offer), 0.0)

    def by_topic(seek: str, offer: str) -> float:
        return float(bool(meant[seek] & meant[offer]))

    def either(seek: str, offer: str) -> float:
        return max(by_letters(seek, offer), by_topic(seek, offer)) + by_letters(seek, offer) / 100

    ways = {"wording alone": by_letters, "topics that the form proposes": by_topic, "the better of the two": either}
    return {name: _wording(rows, likeness) for name, likeness in ways.items()}


def _wording(rows: Sequence[Mapping[str, str]], likeness: Likeness) -> Wording:
    parts = {part: [row for row in rows if row["part"] == part] for part in ("hard", "everyday")}
    true = [row for row in rows if row["label"] == "1"]
    offers = sorted({row["offer_text"] for row in rows})
    hits = 0
    for row in true:
        ranked = sorted(offers, key=lambda offer: (-likeness(row["seek_text"], offer), offer))
        right = {row["offer_text"], *_also(row, rows)}
        hits += bool(right & set(ranked[:FIRST]))
    return Wording(
        _auc(parts["hard"], likeness),
        _auc(parts["everyday"], likeness),
        _auc(rows, likeness),
        hits / len(true),
        len(rows),
        len(true),
        len(offers),
    )


def _also(row: Mapping[str, str], rows: Sequence[Mapping[str, str]]) -> set[str]:
    ids = row["also_relevant_offer_ids"].replace(";", " ").split()
    return {each["offer_text"] for each in rows if each["offer_id"] in ids}


def _auc(rows: Sequence[Mapping[str, str]], likeness: Likeness) -> float:
    """How often a pair that belongs together is more alike than one that does not; half for a draw."""
    true, false = (
        [likeness(row["seek_text"], row["offer_text"]) for row in rows if row["label"] == label] for label in "10"
    )
    return sum((one > other) + (one == other) / 2 for one in true for other in false) / (len(true) * len(false))
