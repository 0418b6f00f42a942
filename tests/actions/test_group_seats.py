"""Who works in which group: a proposal for the facilitator alone, changed by hand, then everybody's seat."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from actions import group_seats, groups, privacy, second_question, voting
from actions.live import state_of
from actions.outcome import outcome_of
from domain.groups import GroupRole
from domain.refusal import Refusal
from domain.second_question import Contribution
from domain.visitor import Role, Visitor
from storage.database import Database
from tests.actions.world import everything
from tests.builders import (
    a_facilitator,
    a_person,
    a_screen,
    a_shown_round,
    a_workshop,
    option_ids,
    organiser_of,
    some_clusters,
)


class Room:
    """Three groups: many want the first, two the second, nobody the third."""

    def __init__(self) -> None:
        self.workshop_id = a_workshop()
        self.leader = a_facilitator(self.workshop_id)
        clusters = some_clusters(self.workshop_id, 3)
        self.groups = [
            groups.choose_group(self.leader, title=f"Gruppe {number}", cluster_id=cluster)
            for number, cluster in enumerate(clusters, start=1)
        ]
        self.people = [
            a_person(self.workshop_id, f"Zephyr{number}", institution=f"Haus {number}", institution_type="kammer")
            for number in range(8)
        ]
        for person in self.people:
            groups.join_group(person, self.groups[0], GroupRole.PARTNER)
        for person in self.people[:2]:
            groups.join_group(person, self.groups[1], GroupRole.INTERESTED)

    def propose(self, smallest: int = 2, largest: int = 6, per_institution: int = 2) -> None:
        group_seats.propose(self.leader, smallest=smallest, largest=largest, per_institution=per_institution)

    def names(self, place: int) -> list[str]:
        view = next(each for each in group_seats.plan_of(self.leader).groups if each.group.id == self.groups[place])
        return [each.person.name for each in view.people]

    def seats(self, visitor: Visitor) -> dict[str, int]:
        confirmed = group_seats.seats_of(visitor)
        return dict(confirmed.seats) if confirmed else {}


@pytest.fixture
def room(any_database: Database) -> Room:
    return Room()


def test_before_a_proposal_there_is_no_plan(room: Room) -> None:
    assert group_seats.plan_of(room.leader).plan is None
    for deed in (
        lambda: group_seats.confirm_plan(room.leader),
        lambda: group_seats.close_group(room.leader, room.groups[0]),
        lambda: group_seats.seat(room.leader, room.people[0].person_id or "", room.groups[0]),
    ):
        with pytest.raises(Refusal, match="plan_missing"):
            deed()


def test_a_proposal_seats_everybody_who_can_be_and_names_the_smallest(room: Room) -> None:
    room.propose()
    view = group_seats.plan_of(room.leader)
    assert [len(each.people) for each in view.groups] == [6, 2, 0]
    assert view.left_out == ()
    assert view.to_close == room.groups[2]
    assert view.groups[2].lacking.people == 2


def test_nobody_but_the_facilitator_sees_a_proposal(room: Room) -> None:
    room.propose()
    assert group_seats.seats_of(room.people[0]) is None
    for audience in (Role.PARTICIPANT, Role.SCREEN):
        assert "seated" not in state_of(room.workshop_id, audience)["groups"][str(room.groups[0])]


def test_a_confirmed_seat_is_seen_by_everybody_but_the_projector_names_nobody(room: Room) -> None:
    room.propose()
    group_seats.close_group(room.leader, room.groups[2])
    group_seats.confirm_plan(room.leader)
    assert sorted(room.seats(room.people[0]).values()) == [room.groups[0]] * 6 + [room.groups[1]] * 2
    with pytest.raises(Refusal, match="not_joined"):
        group_seats.seats_of(a_screen(room.workshop_id))
    told = state_of(room.workshop_id, Role.SCREEN)["groups"]
    assert [told[str(each)]["seated"] for each in room.groups] == [6, 2, 0]
    assert told[str(room.groups[2])]["closed"]
    assert told[str(room.groups[0])]["lacks"] == ["lead", "public", "education"]
    assert "Zephyr" not in json.dumps(told)
    group_seats.unconfirm_plan(room.leader)
    assert group_seats.seats_of(room.people[0]) is None


def test_a_closed_group_gives_its_people_to_others_and_comes_back(room: Room) -> None:
    room.propose()
    group_seats.close_group(room.leader, room.groups[1])
    assert room.names(1) == []
    view = group_seats.plan_of(room.leader)
    assert [each.is_closed for each in view.groups] == [False, True, False]
    assert len(view.left_out) == 2
    with pytest.raises(Refusal, match="group_closed"):
        group_seats.seat(room.leader, room.people[0].person_id or "", room.groups[1])
    group_seats.reopen_group(room.leader, room.groups[1])
    assert len(room.names(1)) == 2


def test_what_was_given_by_hand_outlasts_a_new_proposal(room: Room) -> None:
    room.propose()
    guest = a_person(room.workshop_id, "Gast")
    group_seats.seat(room.leader, guest.person_id or "", room.groups[2])
    group_seats.seat(room.leader, room.people[5].person_id or "", None)
    room.propose()
    assert room.names(2) == ["Gast"]
    assert "Zephyr5" not in room.names(0) + room.names(1)
    assert [person.name for person in group_seats.plan_of(room.leader).left_out] == ["Zephyr5"]
    group_seats.confirm_plan(room.leader)
    view = next(each for each in groups.groups_of(room.leader) if each.group.id == room.groups[2])
    assert view.role_of(guest.person_id) is GroupRole.INTERESTED


def test_a_confirmed_plan_is_changed_by_hand_alone(room: Room) -> None:
    room.propose()
    group_seats.confirm_plan(room.leader)
    for deed in (room.propose, lambda: group_seats.close_group(room.leader, room.groups[2])):
        with pytest.raises(Refusal, match="plan_confirmed"):
            deed()
    late = a_person(room.workshop_id, "Spät")
    group_seats.seat(room.leader, late.person_id or "", room.groups[2])
    assert room.seats(late)[late.person_id or ""] == room.groups[2]
    assert groups.groups_of(late)[2].role_of(late.person_id) is GroupRole.INTERESTED


def test_the_same_room_gets_the_same_proposal(room: Room) -> None:
    room.propose()
    first = everything()["group_seats"]
    room.propose()
    assert everything()["group_seats"] == first


def test_what_was_offered_in_the_second_question_is_not_lacking(any_database: Database) -> None:
    workshop_id = a_workshop()
    leader, round_id = a_facilitator(workshop_id), a_shown_round(workshop_id)
    ada = a_person(workshop_id, "Ada")
    options = option_ids(workshop_id, round_id)
    question_id = second_question.ask(leader, round_id, options[:1])
    question = second_question.question_of(leader, round_id)
    assert question
    second_question.mark(ada, question_id, question.asked[0].id, Contribution.MONEY, there=True)
    cluster = cluster_of(leader, round_id, options[0])
    group_id = groups.choose_group(leader, title="Gruppe", cluster_id=cluster)
    other = groups.choose_group(leader, title="Ohne zweite Frage")
    groups.join_group(ada, group_id, GroupRole.LEAD)
    group_seats.propose(leader, smallest=1, largest=5, per_institution=2)
    lacking = {each.group.id: each.lacking.contributions for each in group_seats.plan_of(leader).groups}
    assert lacking[group_id] == (Contribution.LEAD, Contribution.STAFF, Contribution.DATA, Contribution.PLACE)
    assert lacking[other] == ()


def cluster_of(leader: Visitor, round_id: int, option_id: int) -> int | None:
    return next(each.cluster_id for each in voting.options_of(leader, round_id) if each.id == option_id)


def test_who_is_deleted_has_no_seat(room: Room) -> None:
    room.propose()
    group_seats.confirm_plan(room.leader)
    assert privacy.my_data(room.people[0]).seat == "Gruppe 2"
    privacy.erase_me(room.people[0], keep_ideas=True)
    assert room.people[0].person_id not in room.seats(room.people[1])
    assert (room.people[0].person_id or "") not in repr(everything()["group_seats"])


def test_the_outcome_counts_seats(room: Room) -> None:
    room.propose()
    assert [each.seated for each in outcome_of(organiser_of(room.workshop_id), room.workshop_id).groups] == [None] * 3
    group_seats.confirm_plan(room.leader)
    assert [each.seated for each in outcome_of(organiser_of(room.workshop_id), room.workshop_id).groups] == [6, 2, 0]


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], None]], None]:
    """Another facilitator does this once, while the first proposal is worked out."""

    def do(deed: Callable[[], None]) -> None:
        work, deeds = group_seats.seated, [deed]

        def interrupted(*given: Any, **named: Any) -> Any:
            if deeds:
                deeds.pop()()
            return work(*given, **named)

        monkeypatch.setattr(group_seats, "seated", interrupted)

    return do


def test_a_plan_that_is_confirmed_meanwhile_stays_as_it_is(room: Room, meanwhile: Any) -> None:
    room.propose(largest=8)
    confirmed = room.names(0)
    meanwhile(lambda: group_seats.confirm_plan(room.leader))
    with pytest.raises(Refusal, match="plan_confirmed"):
        room.propose(largest=5)
    assert room.names(0) == confirmed


def test_two_groups_that_are_closed_at_once_are_both_closed(room: Room, meanwhile: Any) -> None:
    room.propose()
    meanwhile(lambda: group_seats.close_group(room.leader, room.groups[1]))
    group_seats.close_group(room.leader, room.groups[2])
    closed = [each.group.id for each in group_seats.plan_of(room.leader).groups if each.is_closed]
    assert closed == room.groups[1:]


def test_who_is_seated_by_hand_meanwhile_keeps_that_seat(room: Room, meanwhile: Any) -> None:
    room.propose()
    last = room.people[-1].person_id or ""
    meanwhile(lambda: group_seats.seat(room.leader, last, room.groups[2]))
    room.propose(largest=5)
    assert room.names(2) == ["Zephyr7"]
