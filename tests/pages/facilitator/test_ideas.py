"""Work on ideas: what the browser sends is a wanted end, may come twice, may be forged, and may be refused."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from actions import ideas
from components.desk import Task, _tasks
from domain.visitor import Visitor
from storage.database import Database
from tests.builders import a_facilitator, a_person, a_workshop, some_clusters, some_ideas, the_workshop
from tests.told import address, tell_address


@pytest.fixture
def workshop(database: Database) -> int:
    return a_workshop()


@pytest.fixture
def leader(workshop: int) -> Visitor:
    return a_facilitator(workshop)


@pytest.fixture
def cards(workshop: int) -> list[int]:
    return some_ideas(a_person(workshop), 3)


def work(leader: "Visitor", messages: list[list[dict[str, object]]]) -> None:
    """Runs inside AppTest: what the page does with the browser's messages, one after the other."""
    import streamlit as st

    from components.desk import _tasks
    from pages.facilitator.ideas import _work_on

    for message in messages:
        _work_on(leader, _tasks({"tasks": message}))
    st.session_state["answer"] = st.session_state.get("desk_answer")


def answer_to(leader: Visitor, *messages: list[dict[str, Any]]) -> tuple[int, dict[int, str]]:
    """The last operation done, and the refusals of the last message."""
    page = AppTest.from_function(work, args=(leader, list(messages))).run()
    assert not page.exception
    answer: tuple[int, dict[int, str]] = page.session_state["answer"]
    return answer


def test_hiding_and_showing_again(leader: Visitor, cards: list[int]) -> None:
    first, *_ = cards
    assert answer_to(leader, [{"operation": 1, "verb": "hide", "ideas": [first], "hidden": True}]) == (1, {})
    assert [idea.id for idea in ideas.wall(leader)] == cards[1:]
    answer_to(leader, [{"operation": 1, "verb": "hide", "ideas": [first], "hidden": False}])
    assert [idea.id for idea in ideas.wall(leader)] == cards


def test_several_ideas_go_into_a_new_topic_group_once(leader: Visitor, cards: list[int]) -> None:
    task = {"operation": 1, "verb": "gather", "ideas": cards[:2], "heading": "Ankommen und bleiben"}
    answer_to(leader, [task], [task])
    # The same message in a session that knows nothing of the first.
    answer_to(leader, [task])
    (cluster,) = ideas.clusters_of(leader)
    assert cluster.title == "Ankommen und bleiben"
    assert [idea.cluster_id for idea in ideas.all_ideas(leader)] == [cluster.id, cluster.id, None]


def test_what_is_done_is_not_done_again_when_it_is_sent_again(leader: Visitor, cards: list[int]) -> None:
    first, second, _ = cards
    hide = {"operation": 1, "verb": "hide", "ideas": [first], "hidden": True}
    show = {"operation": 2, "verb": "hide", "ideas": [first], "hidden": False}
    also = {"operation": 3, "verb": "hide", "ideas": [second], "hidden": True}
    assert answer_to(leader, [hide], [hide, show], [hide, also])[0] == 3
    assert [idea.hidden for idea in ideas.all_ideas(leader)] == [False, True, False]


def test_merging_several_and_parting_one(leader: Visitor, cards: list[int]) -> None:
    first, second, third = cards
    answer_to(leader, [{"operation": 1, "verb": "merge", "ideas": [second, third], "into": first}])
    assert [idea.merged_into for idea in ideas.all_ideas(leader)] == [None, first, first]
    answer_to(leader, [{"operation": 1, "verb": "part", "ideas": [third]}])
    assert [idea.merged_into for idea in ideas.all_ideas(leader)] == [None, first, None]


def test_a_refusal_is_told_and_what_comes_after_it_is_done(leader: Visitor, workshop: int, cards: list[int]) -> None:
    (cluster,) = some_clusters(workshop, 1)
    done, refusals = answer_to(
        leader,
        [
            {"operation": 1, "verb": "rename", "cluster": cluster, "heading": "x" * 121},
            {"operation": 2, "verb": "rename", "cluster": cluster, "heading": "Lernen im Verbund"},
        ],
    )
    assert done == 2
    assert list(refusals) == [1]
    assert "Überschrift ist etwas zu lang" in refusals[1]
    assert [each.title for each in ideas.clusters_of(leader)] == ["Lernen im Verbund"]


def test_removing_a_topic_group_keeps_its_ideas(leader: Visitor, workshop: int, cards: list[int]) -> None:
    (cluster,) = some_clusters(workshop, 1)
    ideas.move_idea(leader, cards[0], cluster)
    answer_to(leader, [{"operation": 1, "verb": "remove", "cluster": cluster}])
    assert ideas.clusters_of(leader) == []
    assert [idea.cluster_id for idea in ideas.wall(leader)] == [None, None, None]


def test_the_ideas_of_another_workshop_cannot_be_touched(leader: Visitor, cards: list[int]) -> None:
    stranger = a_facilitator(a_workshop("Ein anderes Treffen"))
    done, refusals = answer_to(stranger, [{"operation": 1, "verb": "hide", "ideas": [cards[0]], "hidden": True}])
    assert (done, list(refusals)) == (1, [1])
    assert not any(idea.hidden for idea in ideas.all_ideas(leader))


@pytest.mark.parametrize(
    "message",
    [
        None,
        "tasks",
        {"tasks": 7},
        {"tasks": [None, 3, "x", {}]},
        {"tasks": [{"operation": "eins", "verb": "hide"}]},
        {"tasks": [{"operation": 1, "verb": "hide", "ideas": ["DROP TABLE"]}]},
        {"tasks": [{"operation": 1, "verb": "hide", "ideas": 5}]},
        {"tasks": [{"operation": float("inf"), "verb": "hide"}]},
        {"tasks": [{"operation": 1, "verb": "hide", "ideas": [10**30]}]},
        {"tasks": [{"operation": 1, "verb": "merge", "ideas": [1], "into": -1}]},
    ],
)
def test_a_forged_message_becomes_nothing(message: Any) -> None:
    assert _tasks(message) == []


def test_tasks_come_in_the_order_of_their_operations() -> None:
    rows = [{"operation": 2, "verb": "part", "ideas": [1]}, {"operation": 1, "verb": "hide", "hidden": "yes"}]
    assert _tasks({"tasks": rows}) == [Task(1, "hide"), Task(2, "part", (1,))]


def test_an_unknown_verb_changes_nothing(leader: Visitor, cards: list[int]) -> None:
    assert answer_to(leader, [{"operation": 1, "verb": "delete", "ideas": cards}]) is None
    assert len(ideas.wall(leader)) == 3


def test_a_message_that_comes_after_the_section_was_left_breaks_nothing(
    workshop: int, leader: Visitor, cards: list[int], page_as: Callable[..., AppTest]
) -> None:
    page = page_as(leader, "leitung", w=the_workshop(workshop).code)
    page.session_state["bereich"] = "ideas"
    desk = address(page.run(), "desk")
    task = {"operation": 1, "verb": "hide", "ideas": cards[:1], "hidden": True}
    tell_address(page, desk, "tasks", {"tasks": [task]})
    assert [idea.id for idea in ideas.wall(leader)] == cards[1:]
    page.session_state["bereich"] = "agenda"
    page.run()
    with pytest.raises(LookupError):
        address(page, "desk")
    tell_address(page, desk, "tasks", {"tasks": [task]})
    assert not page.exception
    assert [idea.id for idea in ideas.wall(leader)] == cards[1:]
