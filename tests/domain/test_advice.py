"""Advice before a round of dots."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.advice import Situation, proposal, rules_of_thumb, splitting, tie_likelihood
from domain.voting import checked_rule

DEMO = Path(__file__).parents[2] / "demo" / "demo.yaml"
SITUATIONS = st.builds(Situation, st.integers(1, 600), st.integers(0, 400), st.integers(1, 20))


@pytest.mark.parametrize(
    ("options", "budget"), [(1, 1), (2, 1), (3, 1), (4, 2), (8, 3), (13, 3), (20, 5), (45, 6), (522, 6)]
)
def test_a_quarter_of_the_options_up_to_six_but_never_one_for_each(options: int, budget: int) -> None:
    found = proposal(Situation(options, 54, 3))
    assert (found.budget, found.maximum) == (budget, 1)


def test_more_than_can_be_weighed_at_once_takes_two_rounds() -> None:
    assert [proposal(Situation(options, 54, 3)).rounds for options in (13, 30, 31, 522)] == [1, 1, 2, 2]


def test_the_known_rules_for_thirteen_groups_and_fifty_four_people() -> None:
    assert rules_of_thumb(Situation(13, 54, 3)) == {"quarter": 3, "third": 4, "half": 7, "statistical": 2}


@given(SITUATIONS)
def test_whatever_is_proposed_can_be_opened(situation: Situation) -> None:
    found = proposal(situation)
    assert checked_rule(found.budget, found.maximum, [None] * situation.options) == (found.budget, found.maximum)
    assert min(rules_of_thumb(situation).values()) >= 1


@settings(max_examples=20, deadline=None)
@given(st.builds(Situation, st.integers(1, 12), st.integers(0, 30), st.integers(1, 14)), st.integers(1, 6))
def test_a_likelihood_is_one(situation: Situation, budget: int) -> None:
    assert 0 <= tie_likelihood(situation, budget, min(2, budget)) <= 1


def test_two_options_and_one_person_with_a_dot_for_each_always_tie() -> None:
    assert tie_likelihood(Situation(2, 1, 1), 2, 1) == 1


def test_two_options_and_two_people_with_one_dot_tie_as_often_as_can_be_worked_out() -> None:
    """Appeals a and b, each exponential, give the shares u and 1−u with u uniform: E[2u(1−u)] = 1/3."""
    assert tie_likelihood(Situation(2, 2, 1), 1, 1) == pytest.approx(1 / 3, abs=0.08)


def test_where_nothing_is_cut_nothing_ties() -> None:
    assert tie_likelihood(Situation(3, 50, 3), 3, 1) == 0
    assert tie_likelihood(Situation(8, 0, 3), 3, 1) == 0


def test_few_people_tie_more_often_than_many() -> None:
    few, many = (tie_likelihood(Situation(13, people, 3), 3, 1) for people in (8, 300))
    assert few > many + 0.1


def test_what_sounds_alike_is_named_and_nothing_else() -> None:
    options = (
        ("Praktikumswoche für alle Schulen", ""),
        ("Sprachkurse am Arbeitsplatz", "Zwei Stunden in der Woche."),
        ("Eine Praktikumswoche für alle Schulen der Region", ""),
        ("Kinderbetreuung in den Randzeiten", ""),
        ("Sprachkurse am Arbeitsplatz", "Zwei Stunden in der Woche."),
    )
    assert splitting(options) == [(options[1][0], options[4][0]), (options[0][0], options[2][0])]
    assert splitting(()) == []


def test_of_the_demos_doubles_most_are_found_and_few_others() -> None:
    demo = yaml.safe_load(DEMO.read_text(encoding="utf-8"))
    titles = {idea["id"]: idea["titel"] for idea in demo["ideen"]}
    true = {frozenset(titles[each] for each in pair) for pair in demo["dublettenpruefung"]["paare"]}
    found = {frozenset(pair) for pair in splitting(tuple((idea["titel"], idea["text"]) for idea in demo["ideen"]))}
    assert (len(true & found), len(found - true)) == (5, 1)
