"""A Steckbrief: one writes at a time, a turn ends kindly, and only who agreed is named as contact person."""

import datetime as dt

import pytest

from actions import group_profile, group_seats, groups, privacy
from actions.live import state_of
from actions.outcome import outcome_of
from documents.tables import groups as table
from domain.groups import GroupRole
from domain.privacy import Purpose
from domain.refusal import Refusal
from domain.visitor import Role
from storage.database import Database
from tests.at_once import at_once
from tests.builders import a_facilitator, a_person, a_screen, a_workshop, organiser_of


class Room:
    def __init__(self) -> None:
        self.workshop_id = a_workshop()
        self.leader = a_facilitator(self.workshop_id)
        self.group = groups.choose_group(self.leader, title="Azubi-Mobil")
        self.ada, self.bob = (a_person(self.workshop_id, name) for name in ("Ada", "Bob"))
        for person in (self.ada, self.bob):
            groups.join_group(person, self.group, GroupRole.PARTNER)

    @property
    def writer(self) -> tuple[str, bool] | None:
        turn = group_profile.turns_of(self.leader).get(self.group)
        return (turn.name, turn.is_on) if turn else None


@pytest.fixture
def room(any_database: Database) -> Room:
    return Room()


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three minutes have passed."""
    now = group_profile.now
    monkeypatch.setattr(group_profile, "now", lambda: now() + dt.timedelta(minutes=3))


def test_one_writes_at_a_time(room: Room) -> None:
    group_profile.take_turn(room.ada, room.group)
    assert room.writer == ("Ada", True)
    for deed in (
        lambda: group_profile.take_turn(room.bob, room.group),
        lambda: groups.change_profile(room.bob, room.group, {"goal": "Bobs Ziel"}),
    ):
        with pytest.raises(Refusal, match="turn_taken"):
            deed()
    groups.change_profile(room.ada, room.group, {"goal": "Ziel", "benefit": "Nutzen"})
    group_profile.end_turn(room.ada, room.group)
    assert room.writer is None
    groups.change_profile(room.bob, room.group, {"due": "Mai"})
    group = groups.groups_of(room.ada)[0].group
    assert (group.goal, group.benefit, group.due) == ("Ziel", "Nutzen", "Mai")


def test_a_turn_is_taken_over_when_the_writer_is_gone(room: Room, request: pytest.FixtureRequest) -> None:
    group_profile.take_turn(room.ada, room.group)
    request.getfixturevalue("later")
    assert room.writer == ("Ada", False)
    group_profile.take_turn(room.bob, room.group)
    assert room.writer == ("Bob", True)
    # What Ada had typed meanwhile waits in her form until it is her turn again.
    with pytest.raises(Refusal, match="turn_taken"):
        groups.change_profile(room.ada, room.group, {"goal": "Adas Ziel"})


def test_whoever_goes_on_writing_keeps_the_turn(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = group_profile.now()
    for minutes in (0, 1.5, 3):
        monkeypatch.setattr(group_profile, "now", lambda minutes=minutes: begun + dt.timedelta(minutes=minutes))
        groups.change_profile(room.ada, room.group, {"goal": f"Ziel {minutes}"})
    assert room.writer == ("Ada", True)


def test_only_members_take_a_turn_and_ending_somebody_elses_does_nothing(room: Room) -> None:
    eve = a_person(room.workshop_id, "Eve")
    with pytest.raises(Refusal, match="group_not_yours"):
        group_profile.take_turn(eve, room.group)
    group_profile.take_turn(room.ada, room.group)
    group_profile.end_turn(room.bob, room.group)
    assert room.writer == ("Ada", True)
    with pytest.raises(Refusal, match="not_joined"):
        group_profile.turns_of(a_screen(room.workshop_id))


def test_all_hear_that_somebody_writes_and_the_stream_names_nobody(room: Room) -> None:
    before = state_of(room.workshop_id, Role.PARTICIPANT)["groups"]
    group_profile.take_turn(room.ada, room.group)
    after = state_of(room.workshop_id, Role.PARTICIPANT)["groups"]
    assert before != after
    assert "Ada" not in repr(after)


def test_a_contact_person_is_named_by_themselves_alone(room: Room) -> None:
    group_profile.be_contact(room.ada, room.group, there=True)
    with pytest.raises(Refusal, match="contact_there"):
        group_profile.be_contact(room.bob, room.group, there=True)
    group_profile.be_contact(room.bob, room.group, there=False)
    outcome = outcome_of(organiser_of(room.workshop_id), room.workshop_id)
    assert [each.contact for each in outcome.groups] == ["Ada"]
    assert "Ada" in repr(table(outcome).rows)
    assert [each.purpose for each in privacy.my_data(room.ada).consents] == [Purpose.CONTACT_PERSON]
    assert privacy.my_data(room.ada).contact_of_groups == ("Azubi-Mobil",)


def test_the_name_goes_with_the_consent(room: Room) -> None:
    for _twice in range(2):
        group_profile.be_contact(room.ada, room.group, there=True)
    (consent,) = privacy.my_data(room.ada).consents
    privacy.withdraw_consent(room.ada, consent.id)
    assert group_profile.contacts_of(room.leader) == {}
    assert "Ada" not in repr(table(outcome_of(organiser_of(room.workshop_id), room.workshop_id)).rows)
    group_profile.be_contact(room.ada, room.group, there=True)
    group_profile.be_contact(room.ada, room.group, there=False)
    assert not any(each.holds for each in privacy.my_data(room.ada).consents)


def test_who_leaves_the_group_is_nowhere_in_it_any_more(room: Room) -> None:
    group_profile.be_contact(room.ada, room.group, there=True)
    group_profile.take_turn(room.ada, room.group)
    group_seats.propose(room.leader, smallest=1, largest=5, per_institution=2)
    group_seats.confirm_plan(room.leader)
    groups.join_group(room.ada, room.group, None)
    assert room.writer is None
    assert group_profile.contacts_of(room.leader) == {}
    assert not any(each.holds for each in privacy.my_data(room.ada).consents)
    confirmed = group_seats.seats_of(room.bob)
    assert confirmed
    assert list(confirmed.seats) == [room.bob.person_id]


def test_two_who_write_at_once_are_never_both_told_that_it_is_saved(room: Room) -> None:
    for turn in range(5):
        goal, step = f"Ziel {turn}", f"Schritt {turn}"
        told = at_once(
            [
                lambda goal=goal: groups.change_profile(room.ada, room.group, {"goal": goal}),
                lambda step=step: groups.change_profile(room.bob, room.group, {"next_step": step}),
            ]
        )
        group = groups.groups_of(room.ada)[0].group
        assert sorted(map(str, told)) == ["None", "turn_taken"]
        assert [group.goal == goal, group.next_step == step] == [said is None for said in told]
        for person in (room.ada, room.bob):
            group_profile.end_turn(person, room.group)


def test_of_two_who_would_be_contact_person_at_once_one_is_and_only_they_agreed(room: Room) -> None:
    people = [room.ada, room.bob]
    for _ in range(5):
        told = at_once(
            [lambda person=person: group_profile.be_contact(person, room.group, there=True) for person in people]
        )
        assert sorted(map(str, told)) == ["None", "contact_there"]
        held = [
            any(each.purpose == Purpose.CONTACT_PERSON and each.holds for each in privacy.my_data(person).consents)
            for person in people
        ]
        assert held == [said is None for said in told]
        for person in people:
            group_profile.be_contact(person, room.group, there=False)


def test_who_leaves_and_would_be_contact_person_at_once_is_never_contact_of_a_group_they_are_not_in(
    room: Room,
) -> None:
    for _ in range(5):
        at_once(
            [
                lambda: group_profile.be_contact(room.ada, room.group, there=True),
                lambda: groups.join_group(room.ada, room.group, None),
            ]
        )
        assert group_profile.contacts_of(room.leader) == {}
        groups.join_group(room.ada, room.group, GroupRole.PARTNER)
