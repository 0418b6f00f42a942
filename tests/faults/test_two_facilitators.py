"""Two people lead from two laptops at once: what happened can be told as one story, and the loser is told."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from actions import agenda, ideas, voting
from domain.refusal import Refusal
from domain.visitor import Visitor
from domain.voting import Subject
from storage import log
from storage.database import Database, reading
from tests.at_once import at_once
from tests.builders import a_facilitator, a_person, a_workshop, an_open_round, some_ideas
from tests.faults.figures import measured
from tests.faults.forms import forms

# What a loser may be told: somebody else was first, or what was wanted is not possible any more.
TOLD = {
    "round_exists",
    "round_closed",
    "round_not_reopenable",
    "merge_impossible",
    "agenda_end",
    "agenda_beginning",
    "idea_gone",
}
DEEDS_EACH = 3


@dataclass
class Story:
    """What may follow what. Fed with the log, it says what cannot have happened in this order."""

    rounds: dict[str, str] = field(default_factory=dict)
    impossible: list[str] = field(default_factory=list)

    def hear(self, verb: str, subject: str) -> None:
        match verb:
            case "open_round":
                self.rounds[subject] = "open"
            case "close_round":
                self._step(subject, "open", "closed")
            case "reopen_round":
                self._step(subject, "closed", "open")
            case "show_result":
                self._step(subject, "closed", "shown")

    def _step(self, round_id: str, before: str, after: str) -> None:
        if self.rounds.get(round_id) != before:
            self.impossible.append(f"{after} from {self.rounds.get(round_id)}")
        self.rounds[round_id] = after


@dataclass
class Desk:
    """One meeting, and all that its facilitators can do in it at any moment."""

    leader: Visitor
    person: Visitor
    workshop_id: int
    idea_ids: list[int]

    def deeds(self, chance: random.Random, count: int) -> list[Callable[[], Any]]:
        """Drawn by lot, on what both see before they begin."""
        newest = voting.rounds_of(self.leader)[-1].id
        seen = agenda.current_activity(self.leader).id
        one, other = chance.sample(self.idea_ids, 2)
        return chance.choices(
            [
                lambda: voting.open_round(self.leader, subject=Subject.CLUSTERS, budget=3, maximum=2),
                lambda: voting.close_round(self.leader, newest),
                lambda: voting.close_round(self.leader, newest),
                lambda: voting.reopen_round(self.leader, newest),
                lambda: voting.show_result(self.leader, newest),
                lambda: ideas.merge_ideas(self.leader, one, other),
                lambda: ideas.merge_ideas(self.leader, other, one),
                lambda: ideas.part_idea(self.leader, one),
                lambda: ideas.hide_idea(self.leader, one, hidden=chance.random() < 0.5),
                lambda: agenda.start_next(self.leader, seen),
                lambda: agenda.go_back(self.leader, seen),
            ],
            k=count,
        )


@pytest.fixture
def desk(any_database: Database) -> Desk:
    workshop_id = a_workshop()
    person = a_person(workshop_id)
    idea_ids = some_ideas(person, 6)
    an_open_round(workshop_id)
    return Desk(a_facilitator(workshop_id), person, workshop_id, idea_ids)


@forms("schedules", short=100, long=1000)
def test_whatever_two_do_at_once_makes_one_story(desk: Desk, schedules: int) -> None:
    told: dict[str, int] = {}
    for schedule in range(schedules):
        chance = random.Random(schedule)
        hands = [desk.deeds(chance, DEEDS_EACH) for _ in range(2)]
        if chance.random() < 0.5:
            # Both want the same at the same moment.
            hands[1] = hands[0]
        for refusals in at_once([lambda hand=hand: _done(hand) for hand in hands]):
            for refusal in refusals:
                told[refusal] = told.get(refusal, 0) + 1
        _nobody_is_merged_in_a_circle(desk)
    assert set(told) <= TOLD, "the loser is told why, and nothing else"
    story = Story()
    with reading() as tx:
        for _at, _role, verb, subject in log.of_workshop(tx, desk.workshop_id):
            story.hear(verb, subject)
    assert story.impossible == []
    assert {str(each.id): each.status.value for each in voting.rounds_of(desk.leader)} == story.rounds
    measured("two facilitators", schedules=schedules, told=told)
    assert told["round_closed"] > schedules / 20


@forms("rounds", short=20, long=200)
def test_of_two_who_close_a_round_one_closes_it_and_the_other_is_told(desk: Desk, rounds: int) -> None:
    round_id = voting.rounds_of(desk.leader)[-1].id
    for _ in range(rounds):
        results = at_once([lambda: voting.close_round(desk.leader, round_id)] * 2)
        assert sorted(results, key=str) == [None, "round_closed"]
        results = at_once([lambda: voting.reopen_round(desk.leader, round_id)] * 2)
        assert sorted(results, key=str) == [None, "round_not_reopenable"]


def _done(deeds: list[Callable[[], Any]]) -> list[str]:
    """Does one after the other; the reasons of what was refused."""
    refusals = []
    for deed in deeds:
        try:
            deed()
        except Refusal as refusal:
            refusals.append(refusal.reason)
    return refusals


def _nobody_is_merged_in_a_circle(desk: Desk) -> None:
    there = {idea.id: idea.merged_into for idea in ideas.all_ideas(desk.leader)}
    assert len(there) == len(desk.idea_ids), "no idea is ever lost"
    for target in filter(None, there.values()):
        assert there[target] is None, "what others were merged into stands on its own"
