"""Project groups: chosen by the facilitator, joined and left by people, written up by their members."""

import pytest

from actions import groups, ideas
from actions.live import state_of
from actions.workshop import open_workshop
from domain.groups import GroupRole
from domain.visitor import Role, Visitor
from storage.database import Database
from tests.at_once import at_once
from tests.builders import a_facilitator, a_person, a_screen, a_workshop, organiser_of, some_clusters, some_ideas
from tests.refusals import refused

PROFILE = {
    "goal": "Ziel",
    "lead_organisation": "Landkreis",
    "partners": "IHK, HWK",
    "next_step": "Treffen",
    "due": "März 2027",
    "open_question": "Wer zahlt?",
}


class Room:
    def __init__(self) -> None:
        self.workshop_id = a_workshop()
        self.leader = a_facilitator(self.workshop_id)
        self.ada = a_person(self.workshop_id, "Ada", institution="IHK", institution_type="kammer")
        self.bob = a_person(self.workshop_id, "Bob")
        self.cluster = some_clusters(self.workshop_id, 1)[0]
        self.group = groups.choose_group(self.leader, title="Azubi-Mobil", cluster_id=self.cluster)

    def members(self) -> list[tuple[str, GroupRole]]:
        return [(member.name, member.role) for member in groups.groups_of(self.ada)[0].members]


@pytest.fixture
def room(database: Database) -> Room:
    return Room()


def test_a_group_is_chosen_around_a_topic_group_or_an_idea(room: Room) -> None:
    (idea,) = some_ideas(room.ada, 1)
    about_idea = groups.choose_group(room.leader, title="Um eine Idee", idea_id=idea)
    found = {view.group.id: (view.group.cluster_id, view.group.idea_id) for view in groups.groups_of(room.ada)}
    assert found == {room.group: (room.cluster, None), about_idea: (None, idea)}


def test_the_same_choice_twice_is_one_group(room: Room) -> None:
    assert groups.choose_group(room.leader, title="Azubi-Mobil", cluster_id=room.cluster) == room.group
    assert len(groups.groups_of(room.ada)) == 1


@pytest.mark.parametrize("role", GroupRole)
def test_people_join_in_a_part(room: Room, role: GroupRole) -> None:
    groups.join_group(room.ada, room.group, role)
    assert room.members() == [("Ada", role)]
    view = groups.groups_of(room.bob)[0]
    assert view.role_of(room.ada.person_id) is role
    assert view.role_of(room.bob.person_id) is None
    assert view.members[0].institution == "IHK"


def test_a_part_is_changed_and_a_group_is_left(room: Room) -> None:
    groups.join_group(room.ada, room.group, GroupRole.INTERESTED)
    groups.join_group(room.ada, room.group, GroupRole.LEAD)
    assert room.members() == [("Ada", GroupRole.LEAD)]
    groups.join_group(room.ada, room.group, None)
    groups.join_group(room.ada, room.group, None)
    assert room.members() == []


def test_a_click_from_twenty_tabs_joins_once(any_database: Database) -> None:
    room = Room()
    roles = [GroupRole.PARTNER, GroupRole.INTERESTED] * 10
    at_once([lambda role=role: groups.join_group(room.ada, room.group, role) for role in roles])
    assert len(room.members()) == 1


def test_a_choice_clicked_twenty_times_makes_one_group(any_database: Database) -> None:
    room = Room()
    made = at_once([lambda: groups.choose_group(room.leader, title="Neu", cluster_id=room.cluster)] * 20)
    assert len(set(made)) == 1


def test_a_group_with_members_is_not_dissolved(room: Room) -> None:
    groups.join_group(room.ada, room.group, GroupRole.LEAD)
    assert refused(lambda: groups.dissolve_group(room.leader, room.group)) == "group_has_members"
    groups.join_group(room.ada, room.group, None)
    groups.dissolve_group(room.leader, room.group)
    assert groups.groups_of(room.ada) == []
    assert refused(lambda: groups.join_group(room.ada, room.group, GroupRole.LEAD)) == "group_gone"


def test_members_and_the_facilitator_write_the_profile(room: Room) -> None:
    groups.join_group(room.ada, room.group, GroupRole.PARTNER)
    groups.change_profile(room.ada, room.group, PROFILE)
    group = groups.groups_of(room.ada)[0].group
    assert {name: getattr(group, name) for name in PROFILE} == PROFILE
    groups.change_profile(room.leader, room.group, PROFILE | {"goal": "Anderes Ziel"})
    assert groups.groups_of(room.ada)[0].group.goal == "Anderes Ziel"


def test_who_is_not_in_the_group_does_not_write_its_profile(room: Room) -> None:
    assert refused(lambda: groups.change_profile(room.bob, room.group, PROFILE)) == "group_not_yours"
    assert refused(lambda: groups.change_profile(a_screen(room.workshop_id), room.group, PROFILE)) == "not_joined"


def test_a_profile_that_is_too_long_keeps_the_old_one(room: Room) -> None:
    groups.change_profile(room.leader, room.group, PROFILE)
    too_long = PROFILE | {"goal": "x" * 501}
    refused(lambda: groups.change_profile(room.leader, room.group, too_long))
    assert groups.groups_of(room.ada)[0].group.goal == "Ziel"


def test_only_the_changed_part_of_a_profile_is_changed(room: Room) -> None:
    groups.change_profile(room.leader, room.group, PROFILE)
    groups.change_profile(room.leader, room.group, {"due": "April 2027"})
    group = groups.groups_of(room.ada)[0].group
    assert (group.due, group.goal) == ("April 2027", "Ziel")


def test_a_group_outlives_its_topic_group(room: Room) -> None:
    ideas.remove_cluster(room.leader, room.cluster)
    view = groups.groups_of(room.ada)[0]
    assert (view.group.title, view.group.cluster_id) == ("Azubi-Mobil", None)


def test_the_projector_sees_groups_and_head_counts_but_no_names(room: Room) -> None:
    groups.join_group(room.ada, room.group, GroupRole.LEAD)
    screen = a_screen(room.workshop_id)
    assert refused(lambda: groups.groups_of(screen)) == "not_joined"
    sent = state_of(room.workshop_id, Role.SCREEN)
    assert sent["groups"][str(room.group)]["lead"] == 1
    assert "Ada" not in repr(sent)
    assert (room.ada.person_id or "") not in repr(sent)


def test_nobody_joins_after_the_meeting_or_without_having_come_in(room: Room) -> None:
    ghost = Visitor(Role.PARTICIPANT, workshop_id=room.workshop_id, person_id="nobody")
    assert refused(lambda: groups.join_group(ghost, room.group, GroupRole.LEAD)) == "not_joined"
    open_workshop(organiser_of(room.workshop_id), room.workshop_id, is_open=False)
    assert refused(lambda: groups.join_group(room.ada, room.group, GroupRole.LEAD)) == "workshop_closed"
