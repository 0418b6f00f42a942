"""Many ideas at once: into a topic group, or into one idea."""

import pytest

from actions import ideas
from actions.ideas_gathered import gather_ideas, merge_all
from domain.refusal import Refusal
from domain.visitor import Visitor
from storage.database import Database
from tests.builders import a_facilitator, a_person, a_workshop, some_clusters, some_ideas


@pytest.fixture
def workshop(any_database: Database) -> int:
    return a_workshop()


@pytest.fixture
def leader(workshop: int) -> Visitor:
    return a_facilitator(workshop)


@pytest.fixture
def cards(workshop: int) -> list[int]:
    return some_ideas(a_person(workshop), 4)


def clusters_of(leader: Visitor) -> list[int | None]:
    return [idea.cluster_id for idea in ideas.all_ideas(leader)]


def test_ideas_go_into_a_topic_group_and_out_again(leader: Visitor, workshop: int, cards: list[int]) -> None:
    first, second = some_clusters(workshop, 2)
    assert gather_ideas(leader, cards[:3], cluster_id=first) == first
    assert gather_ideas(leader, cards[2:], cluster_id=second) == second
    assert clusters_of(leader) == [first, first, second, second]
    assert gather_ideas(leader, cards[:1]) is None
    assert clusters_of(leader) == [None, first, second, second]


def test_a_heading_that_is_there_is_used(leader: Visitor, workshop: int, cards: list[int]) -> None:
    (there,) = some_clusters(workshop, 1)
    assert gather_ideas(leader, cards[:1], heading="  Thema 1 ") == there
    new = gather_ideas(leader, cards[1:], heading="Thema 2")
    assert clusters_of(leader) == [there, new, new, new]


def test_a_heading_without_ideas_makes_an_empty_topic_group(leader: Visitor) -> None:
    gather_ideas(leader, [], heading="Leer")
    assert [cluster.title for cluster in ideas.clusters_of(leader)] == ["Leer"]


def test_if_one_idea_is_gone_nothing_is_moved(leader: Visitor, workshop: int, cards: list[int]) -> None:
    with pytest.raises(Refusal) as refused:
        gather_ideas(leader, [*cards, 999_999], heading="Alles")
    assert refused.value.reason == "idea_gone"
    assert clusters_of(leader) == [None] * 4
    assert ideas.clusters_of(leader) == []


@pytest.mark.parametrize(("heading", "reason"), [("", "heading_missing"), ("x" * 121, "heading_too_long")])
def test_a_heading_says_something_and_is_short(leader: Visitor, heading: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        gather_ideas(leader, [], heading=heading)
    assert refused.value.reason == reason


def test_several_ideas_go_into_one_and_bring_what_was_in_them(leader: Visitor, cards: list[int]) -> None:
    first, second, third, fourth = cards
    ideas.merge_ideas(leader, fourth, third)
    merge_all(leader, [second, third], first)
    merge_all(leader, [second, third], first)
    assert [idea.merged_into for idea in ideas.all_ideas(leader)] == [None, first, first, first]
    assert [idea.id for idea in ideas.wall(leader)] == [first]


def test_an_idea_does_not_go_into_itself_nor_into_a_hidden_one(leader: Visitor, cards: list[int]) -> None:
    first, second, *_ = cards
    ideas.hide_idea(leader, second)
    for among, into in (([first], first), ([first], second)):
        with pytest.raises(Refusal) as refused:
            merge_all(leader, among, into)
        assert refused.value.reason == "merge_impossible"


def test_only_the_facilitator_may(workshop: int, cards: list[int]) -> None:
    person = a_person(workshop, "Ben")
    for attempt in (
        lambda: gather_ideas(person, cards, heading="Meins"),
        lambda: merge_all(person, cards[1:], cards[0]),
    ):
        with pytest.raises(Refusal) as refused:
            attempt()
        assert refused.value.reason == "not_facilitator"
