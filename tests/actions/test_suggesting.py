"""Whom people are shown: the same while they read, better when the room has become another."""

import threading
from typing import Any

import pytest

from actions import contacts, groups, people, suggesting
from domain.contacts import Entry, Side
from domain.groups import GroupRole
from domain.visitor import Visitor
from storage.database import Database
from storage.everybody import everybody
from tests.builders import a_facilitator, a_person, a_workshop

OFFER, SEEK = [Entry(Side.OFFER, None, "Räume für Workshops")], [Entry(Side.SEEK, None, "Räume für Workshops")]


class Crowd:
    """Twenty people of twenty houses; the even ones offer what the others seek."""

    def __init__(self) -> None:
        self.workshop_id = a_workshop()
        self.people = [self.newcomer(number) for number in range(20)]

    def newcomer(self, number: int, *, visible: bool = True) -> Visitor:
        person = a_person(self.workshop_id, f"Person {number}", institution=f"Haus {number}")
        contacts.save_profile(
            person, entries=SEEK if number % 2 else OFFER, visible=visible, email=f"p{number}@example.org"
        )
        return person

    def shown(self, number: int) -> list[str]:
        return [each.person_id for each in contacts.suggestions(self.people[number])]


@pytest.fixture
def crowd(database: Database) -> Crowd:
    return Crowd()


def test_what_others_write_leaves_a_list_that_was_read_as_it_is(crowd: Crowd) -> None:
    before = crowd.shown(1)
    assert len(before) == 5
    for number in (5, 7, 9):
        contacts.save_profile(crowd.people[number], entries=[*SEEK, *OFFER], visible=True)
        crowd.newcomer(20 + number)
    assert crowd.shown(1) == before


def test_after_a_while_whoever_fits_clearly_better_comes_in(crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> None:
    both = [Entry(Side.OFFER, None, "Plätze im Labor"), *SEEK]
    contacts.save_profile(crowd.people[1], entries=both, visible=True)
    before = crowd.shown(1)
    better = crowd.newcomer(30)
    contacts.save_profile(better, entries=[*OFFER, Entry(Side.SEEK, None, "Plätze im Labor")], visible=True)
    assert crowd.shown(1) == before
    monkeypatch.setattr(suggesting, "_ANEW_SECONDS", -1.0)
    after = crowd.shown(1)
    assert after[0] == better.person_id
    assert len(set(after) & set(before)) == 4


def test_ones_own_change_makes_ones_own_list_anew_at_once(crowd: Crowd) -> None:
    before = crowd.shown(1)
    assert {int(name[7:]) % 2 for name in _names(crowd, 1)} == {0}
    contacts.save_profile(crowd.people[1], entries=OFFER, visible=True)
    assert {int(name[7:]) % 2 for name in _names(crowd, 1)[:4]} == {1}
    assert crowd.shown(1) != before


def test_who_is_asked_leaves_both_lists_and_somebody_else_comes(crowd: Crowd) -> None:
    before = crowd.shown(1)
    contacts.send_request(crowd.people[1], before[0])
    after = crowd.shown(1)
    assert before[0] not in after
    assert set(before[1:]) < set(after)
    assert len(after) == 5
    asked = next(each for each in crowd.people if each.person_id == before[0])
    assert crowd.people[1].person_id not in [each.person_id for each in contacts.suggestions(asked)]


def test_who_withdraws_their_consent_is_on_no_list_at_once(crowd: Crowd) -> None:
    lists = {number: crowd.shown(number) for number in range(20)}
    number = next(number for number in lists if crowd.people[number].person_id in lists[1])
    contacts.save_profile(crowd.people[number], entries=OFFER, visible=False)
    assert all(crowd.people[number].person_id not in crowd.shown(each) for each in lists)


def test_who_turns_out_to_be_a_colleague_is_on_the_list_no_more(crowd: Crowd) -> None:
    other = next(each for each in crowd.people if each.person_id == crowd.shown(1)[0])
    people.edit_me(other, name="Neu", institution="Haus 1", institution_type="kommune")
    assert other.person_id not in crowd.shown(1)


def test_everybody_is_shown_to_somebody(crowd: Crowd) -> None:
    seen = {other for number in range(20) for other in crowd.shown(number)}
    assert seen == {person.person_id for person in crowd.people}


def test_who_joins_the_same_project_group_has_a_reason_to_meet(crowd: Crowd) -> None:
    group = groups.choose_group(a_facilitator(crowd.workshop_id), title="Azubi-Mobil")
    for person in crowd.people[:2]:
        groups.join_group(person, group, GroupRole.PARTNER)
    crowd.newcomer(40)  # somebody new is a reason to look at everybody
    room = everybody(crowd.workshop_id)
    assert room.profiles[crowd.people[0].person_id or ""].ideas == {"Azubi-Mobil"}
    contacts.save_profile(crowd.people[1], entries=[*SEEK, Entry(Side.OFFER, None, "Busse")], visible=True)
    found = next(each for each in contacts.suggestions(crowd.people[1]) if each.name == "Person 0")
    assert ("idea", {"idea": "Azubi-Mobil"}) in [(reason.kind, reason.values) for reason in found.reasons]


def test_the_rooms_of_old_meetings_are_forgotten(crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggesting, "_MEETINGS_MOST", 2)
    kept = suggesting._kept
    for _ in range(3):
        workshop_id = a_workshop()
        contacts.suggestions(a_person(workshop_id))
    assert [len(rooms) for rooms in kept.values()][-1] <= 2
    assert len(crowd.shown(1)) == 5


def test_a_page_does_not_wait_for_what_takes_long_and_the_next_look_has_it(
    crowd: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, gate, worked = suggesting.lists_for_all, threading.Event(), []

    def slowly(*told: Any) -> Any:
        assert gate.wait(60)
        worked.append(1)
        return work(*told)

    monkeypatch.setattr(suggesting, "lists_for_all", slowly)
    monkeypatch.setattr(suggesting, "SOON_SECONDS", 0.01)
    assert [contacts.suggestions(person) for person in crowd.people[:3]] == [None] * 3
    gate.set()
    suggesting.finish()
    assert len(worked) == 1, "all lists are made once for all who asked meanwhile"
    monkeypatch.setattr(suggesting, "lists_for_all", None)  # They are there by now.
    monkeypatch.setattr(suggesting, "SOON_SECONDS", 60)
    assert len(crowd.shown(1)) == 5


def test_what_goes_wrong_beside_the_page_is_told_on_it(crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggesting, "lists_for_all", None)
    with pytest.raises(TypeError):
        crowd.shown(1)


def _names(crowd: Crowd, number: int) -> list[str]:
    return [each.name for each in contacts.suggestions(crowd.people[number])]
