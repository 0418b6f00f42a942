"""Rooms to measure the matching in: drawn ones as in the experiments that chose the rules, and the demo's."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from domain.contacts import Entry, Profile, Side
from domain.matching_room import RoomScores
from domain.people import InstitutionType, Person
from domain.seating import Sitter

DEMO = Path(__file__).resolve().parent.parent / "demo" / "demo.yaml"
TOPICS, FIELDS, EMPTY = 24, 8, 0.05
PEOPLE_OF_A_HOUSE = 2.2
KINDS = [kind for kind in InstitutionType if kind is not InstitutionType.KEINE]


@dataclass(frozen=True)
class Drawn:
    """A room and the scores of all its pairs."""

    profiles: Mapping[str, Profile]
    people: Mapping[str, Person]
    chips: Mapping[int, str]
    scores: RoomScores

    @property
    def sitters(self) -> list[Sitter]:
        return [Sitter(each.id, each.institution_id) for each in self.people.values()]

    def score(self, one: str, other: str) -> int:
        return int(self.scores.matrix[self.scores.place_of[one], self.scores.place_of[other]])

    @property
    def strangers(self) -> np.ndarray:
        """Which pairs come from different institutions; each pair once."""
        houses = self.scores.houses
        different: np.ndarray = houses[:, None] != houses[None, :]
        return np.triu(different, 1)


def a_room(people: int, seed: int) -> Drawn:
    """24 topics, few of them popular; 1 to 3 offers, wishes and fields each; one in twenty says nothing."""
    chance = random.Random(f"{people} {seed}")
    houses = [chance.choice(KINDS) for _ in range(max(2, round(people / PEOPLE_OF_A_HOUSE)))]
    everybody, profiles = {}, {}
    for number in range(people):
        person_id, house = f"p{number}", chance.randrange(len(houses))
        everybody[person_id] = Person(person_id, f"Person {number}", house, f"Haus {house}", houses[house])
        profiles[person_id] = _profile(person_id, chance)
    chips = {topic: f"Thema {topic}" for topic in range(1, TOPICS + 1)}
    return Drawn(profiles, everybody, chips, RoomScores(profiles, everybody, chips))


def _profile(person_id: str, chance: random.Random) -> Profile:
    if chance.random() < EMPTY:
        return Profile(person_id, visible=True)
    entries = [Entry(side, topic, "") for side in Side for topic in _some(chance, TOPICS)]
    return Profile(person_id, tuple(entries), frozenset(_some(chance, FIELDS)), visible=True)


def _some(chance: random.Random, of: int) -> list[int]:
    """One to three different ones; the second is half as popular as the first, the third a third, and so on."""
    number = chance.randint(1, 3)
    chosen: list[int] = []
    while len(chosen) < number:
        (topic,) = chance.choices(range(1, of + 1), weights=[1 / place for place in range(1, of + 1)])
        if topic not in chosen:
            chosen.append(topic)
    return chosen


def demo_room() -> tuple[list[Profile], dict[str, Person], dict[int, str], dict[str, Any]]:
    """The invented alliance, and what its author says can be found in it."""
    demo = yaml.safe_load(DEMO.read_text(encoding="utf-8"))
    chip_ids = {chip["id"]: number for number, chip in enumerate(demo["stichworte"], start=1)}
    types = {house["id"]: InstitutionType(house["typ"]) for house in demo["institutionen"]}
    houses = {house_id: number for number, house_id in enumerate(types, start=1)}
    profiles, people = [], {}
    for row in demo["teilnehmende"]:
        entries = [
            Entry(side, chip_ids[line["stichwort"]], line["text"])
            for side, lines in ((Side.OFFER, row["biete"]), (Side.SEEK, row["suche"]))
            for line in lines
        ]
        visible = row["einwilligung"]["kontaktweitergabe"]
        profiles.append(Profile(row["id"], tuple(entries), visible=visible))
        house = row["institution"]
        people[row["id"]] = Person(row["id"], row["name"], houses[house], house, types[house])
    names = {chip_ids[chip["id"]]: chip.get("name", chip["id"]) for chip in demo["stichworte"]}
    return profiles, people, names, demo["trefferpruefung"]
