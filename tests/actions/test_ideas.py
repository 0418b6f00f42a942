"""Ideas: brought in, changed and withdrawn by their authors; hidden, merged and gathered by the facilitator."""

from typing import Any

import pytest
from sqlalchemy import event

from actions import ideas
from actions.ideas_gathered import gather_ideas, merge_all
from actions.live import state_of
from actions.workshop import fields_and_chips, open_workshop
from domain.agenda import Kind
from domain.ideas import Idea
from domain.visitor import Role
from storage import ideas as store
from storage.database import Database, reading
from tests.at_once import at_once
from tests.builders import a_facilitator, a_person, a_workshop, organiser_of, some_ideas, start
from tests.refusals import refused


class Room:
    def __init__(self) -> None:
        self.workshop_id = a_workshop(now=Kind.IDEAS)
        self.leader = a_facilitator(self.workshop_id)
        self.ada = a_person(self.workshop_id, "Ada")
        self.bob = a_person(self.workshop_id, "Bob")

    def idea(self, idea_id: int) -> Idea:
        with reading() as tx:
            return store.by_id(tx, self.workshop_id, idea_id)

    def wall(self) -> list[int]:
        return [idea.id for idea in ideas.wall(self.ada)]


@pytest.fixture
def room(database: Database) -> Room:
    return Room()


def test_an_idea_hangs_on_the_wall_at_once(room: Room) -> None:
    field = fields_and_chips(room.ada)[0][0]
    idea_id = ideas.contribute_idea(room.ada, title=" Azubi-Mobil ", text="Ein Bus.", field_id=field.id)
    card = state_of(room.workshop_id, Role.PARTICIPANT, {"ideas"})["ideas"][str(idea_id)]
    assert (card["title"], card["text"], card["field"]) == ("Azubi-Mobil", "Ein Bus.", field.id)
    assert [idea.id for idea in ideas.my_ideas(room.ada)] == [idea_id]
    assert ideas.my_ideas(room.bob) == []


def test_the_same_form_sent_twice_makes_one_idea(room: Room) -> None:
    first = ideas.contribute_idea(room.ada, title="Einmal", operation="form-1")
    assert ideas.contribute_idea(room.ada, title="Einmal", operation="form-1") == first
    assert room.wall() == [first]


def test_the_same_form_sent_from_many_places_at_once_makes_one_idea(any_database: Database) -> None:
    room = Room()
    sent = [lambda: ideas.contribute_idea(room.ada, title="Einmal", operation="form-1")] * 10
    assert len({idea for idea in at_once(sent) if isinstance(idea, int)}) == 1
    assert len(room.wall()) == 1


def test_an_idea_that_came_in_time_is_confirmed_later_too(room: Room) -> None:
    made = ideas.contribute_idea(room.ada, title="Gerade noch", operation="form-1")
    start(room.workshop_id, Kind.VOTE)
    assert ideas.contribute_idea(room.ada, title="Gerade noch", operation="form-1") == made
    assert refused(lambda: ideas.contribute_idea(room.ada, title="Zu spät", operation="form-2")) == "ideas_closed"
    open_workshop(organiser_of(room.workshop_id), room.workshop_id, is_open=False)
    assert ideas.contribute_idea(room.ada, title="Gerade noch", operation="form-1") == made
    assert room.wall() == [made]


def test_bringing_in_an_idea_takes_two_statements(room: Room, database: Database) -> None:
    """All rules by one look, then the row: a room writes its ideas within a few minutes."""
    statements: list[str] = []

    def listener(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement.split()[0])

    event.listen(database._writer, "before_cursor_execute", listener)
    ideas.contribute_idea(room.ada, title="Praktikumswoche", operation="form-1")
    event.remove(database._writer, "before_cursor_execute", listener)
    assert statements == ["SELECT", "INSERT"]


def test_the_same_title_twice_is_two_ideas(room: Room) -> None:
    ideas.contribute_idea(room.ada, title="Gleich", operation="form-1")
    ideas.contribute_idea(room.ada, title="Gleich", operation="form-2")
    assert len(room.wall()) == 2


def test_the_operation_of_one_workshop_says_nothing_in_another(room: Room) -> None:
    elsewhere = a_person(a_workshop("Woanders", now=Kind.IDEAS))
    ours = ideas.contribute_idea(room.ada, title="Hier", operation="form-1")
    theirs = ideas.contribute_idea(elsewhere, title="Dort", operation="form-1")
    assert ours != theirs
    assert [idea.title for idea in ideas.wall(elsewhere)] == ["Dort"]


def test_of_an_anonymous_idea_no_author_is_stored(room: Room) -> None:
    idea_id = ideas.contribute_idea(room.ada, title="Heikel", anonymous=True, edit_key="nur hier")
    idea = room.idea(idea_id)
    assert idea.author_id is None
    assert idea.is_anonymous
    assert "nur hier" not in repr(idea)
    assert ideas.my_ideas(room.ada) == []


def test_whoever_holds_the_key_changes_an_anonymous_idea(room: Room) -> None:
    idea_id = ideas.contribute_idea(room.ada, title="Heikel", anonymous=True, edit_key="nur hier")
    ideas.edit_idea(room.ada, idea_id, title="Weniger heikel", text="", field_id=None, edit_key="nur hier")
    (found,) = ideas.ideas_with_keys(room.ada, {idea_id: "nur hier"})
    assert found.title == "Weniger heikel"
    assert ideas.ideas_with_keys(room.ada, {idea_id: "geraten"}) == []
    assert ideas.ideas_with_keys(a_person(a_workshop("Woanders")), {idea_id: "nur hier"}) == []
    assert (
        refused(lambda: ideas.edit_idea(room.ada, idea_id, title="X", text="", field_id=None, edit_key="geraten"))
        == "idea_not_yours"
    )


def test_an_author_edits_and_withdraws_their_idea(room: Room) -> None:
    (idea_id,) = some_ideas(room.ada, 1)
    ideas.edit_idea(room.ada, idea_id, title="Besser", text="Neuer Text", field_id=None)
    assert room.idea(idea_id).title == "Besser"
    ideas.withdraw_idea(room.ada, idea_id)
    assert room.wall() == []
    assert ideas.my_ideas(room.ada) == []
    assert ideas.all_ideas(room.leader) == []
    assert refused(lambda: ideas.withdraw_idea(room.ada, idea_id)) == "idea_gone"


def test_nobody_else_changes_an_idea(room: Room) -> None:
    (idea_id,) = some_ideas(room.ada, 1)
    assert refused(lambda: ideas.withdraw_idea(room.bob, idea_id)) == "idea_not_yours"
    assert (
        refused(lambda: ideas.edit_idea(room.bob, idea_id, title="Meins", text="", field_id=None)) == "idea_not_yours"
    )
    assert room.idea(idea_id).title == "Idee 1"


@pytest.mark.parametrize(
    ("title", "text", "reason"),
    [
        ("", "", "idea_title_missing"),
        ("x" * 121, "", "idea_title_too_long"),
        ("Titel", "x" * 501, "idea_text_too_long"),
    ],
)
def test_an_empty_or_too_long_idea_is_refused(room: Room, title: str, text: str, reason: str) -> None:
    assert refused(lambda: ideas.contribute_idea(room.ada, title=title, text=text)) == reason
    assert room.wall() == []


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in (Kind.IDEAS, Kind.CLUSTER, Kind.BREAK)])
def test_ideas_come_only_when_they_are_asked_for(room: Room, kind: Kind) -> None:
    start(room.workshop_id, kind)
    assert refused(lambda: ideas.contribute_idea(room.ada, title="Zu spät")) == "ideas_closed"


@pytest.mark.parametrize("kind", [Kind.IDEAS, Kind.CLUSTER, Kind.BREAK])
def test_latecomers_catch_up_while_ideas_are_ordered_and_in_the_break(room: Room, kind: Kind) -> None:
    start(room.workshop_id, kind)
    assert ideas.contribute_idea(room.ada, title="Noch rechtzeitig") in room.wall()


def test_a_closed_workshop_takes_no_ideas(room: Room) -> None:
    (idea_id,) = some_ideas(room.ada, 1)
    open_workshop(organiser_of(room.workshop_id), room.workshop_id, is_open=False)
    assert refused(lambda: ideas.contribute_idea(room.ada, title="Zu spät")) == "workshop_closed"
    assert refused(lambda: ideas.withdraw_idea(room.ada, idea_id)) == "workshop_closed"


def test_a_field_that_is_not_of_this_workshop_is_left_out(room: Room) -> None:
    elsewhere = a_person(a_workshop("Woanders"))
    foreign = fields_and_chips(elsewhere)[0][0].id
    assert room.idea(ideas.contribute_idea(room.ada, title="Idee", field_id=foreign)).field_id is None


def test_a_hidden_idea_leaves_the_wall_and_comes_back(room: Room) -> None:
    first, second = some_ideas(room.ada, 2)
    ideas.hide_idea(room.leader, first)
    assert room.wall() == [second]
    assert [idea.id for idea in ideas.all_ideas(room.leader)] == [first, second]
    assert str(first) not in state_of(room.workshop_id, Role.SCREEN)["ideas"]
    ideas.hide_idea(room.leader, first, hidden=False)
    assert room.wall() == [first, second]


def test_merging_keeps_both_texts_and_one_card(room: Room) -> None:
    first, second = some_ideas(room.ada, 2)
    ideas.merge_ideas(room.leader, second, first)
    assert room.wall() == [first]
    assert room.idea(second).text == "Text der Idee 2"
    assert state_of(room.workshop_id, Role.PARTICIPANT, {"ideas"})["ideas"][str(first)]["merged"] == 1


def test_what_was_merged_into_a_merged_idea_follows_it(room: Room) -> None:
    first, second, third = some_ideas(room.ada, 3)
    ideas.merge_ideas(room.leader, third, second)
    ideas.merge_ideas(room.leader, second, first)
    assert room.idea(third).merged_into == first
    assert room.wall() == [first]


def test_a_merge_that_makes_no_sense_is_refused(room: Room) -> None:
    first, second, third = some_ideas(room.ada, 3)
    ideas.merge_ideas(room.leader, second, first)
    for idea, into in ((first, first), (third, second), (first, second), (second, third)):
        assert refused(lambda idea=idea, into=into: ideas.merge_ideas(room.leader, idea, into)) == "merge_impossible"


def test_a_merge_can_be_taken_back(room: Room) -> None:
    first, second = some_ideas(room.ada, 2)
    ideas.merge_ideas(room.leader, second, first)
    ideas.part_idea(room.leader, second)
    assert room.wall() == [first, second]


def test_withdrawing_an_idea_takes_no_other_idea_off_the_wall(room: Room) -> None:
    """Bob's card was merged into Ada's; when Ada takes hers back, his must not vanish with it."""
    (adas,) = some_ideas(room.ada, 1)
    bobs = ideas.contribute_idea(room.bob, title="Bobs Idee")
    ideas.merge_ideas(room.leader, bobs, adas)
    ideas.withdraw_idea(room.ada, adas)
    assert room.wall() == [bobs]


def test_ideas_are_gathered_under_a_heading(room: Room) -> None:
    first, second = some_ideas(room.ada, 2)
    cluster = ideas.create_cluster(room.leader, "Ankommen")
    ideas.move_idea(room.leader, first, cluster)
    assert [room.idea(idea).cluster_id for idea in (first, second)] == [cluster, None]
    ideas.rename_cluster(room.leader, cluster, "Ankommen und bleiben")
    assert [each.title for each in ideas.clusters_of(room.ada)] == ["Ankommen und bleiben"]
    ideas.move_idea(room.leader, first, None)
    assert room.idea(first).cluster_id is None


def test_a_removed_heading_leaves_its_ideas_on_the_wall(room: Room) -> None:
    (idea_id,) = some_ideas(room.ada, 1)
    cluster = ideas.create_cluster(room.leader, "Kurzlebig")
    ideas.move_idea(room.leader, idea_id, cluster)
    ideas.remove_cluster(room.leader, cluster)
    assert room.wall() == [idea_id]
    assert room.idea(idea_id).cluster_id is None
    assert refused(lambda: ideas.rename_cluster(room.leader, cluster, "X")) == "cluster_gone"


def test_many_ideas_are_gathered_at_once(room: Room) -> None:
    first, second, third = some_ideas(room.ada, 3)
    cluster = gather_ideas(room.leader, [first, third], heading="Neu")
    assert [room.idea(idea).cluster_id for idea in (first, second, third)] == [cluster, None, cluster]


def test_many_ideas_are_merged_at_once(room: Room) -> None:
    first, second, third = some_ideas(room.ada, 3)
    merge_all(room.leader, [second, third], first)
    assert room.wall() == [first]


def test_the_facilitator_types_a_paper_card(room: Room) -> None:
    named = ideas.enter_idea_for(room.leader, room.ada.person_id, title="Vom Papier", field_id=None)
    nameless = ideas.enter_idea_for(room.leader, None, title="Ohne Namen", field_id=None)
    assert room.idea(named).author_id == room.ada.person_id
    assert room.idea(nameless).is_anonymous
    assert refused(lambda: ideas.enter_idea_for(room.leader, "nobody", title="X", field_id=None)) == "not_joined"


@pytest.mark.parametrize("audience", [Role.PARTICIPANT, Role.SCREEN, Role.FACILITATOR])
def test_no_stream_names_an_author(room: Room, audience: Role) -> None:
    some_ideas(room.ada, 1)
    sent = repr(state_of(room.workshop_id, audience))
    assert "Idee 1" in sent
    assert "Ada" not in sent
    assert (room.ada.person_id or "") not in sent
