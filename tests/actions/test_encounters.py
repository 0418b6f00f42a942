"""Whom one has met in the meeting rounds, and may ask for contact data."""

import pytest

from actions import contacts, encounters, meetings, people, planning, privacy, table, workshop
from domain.agenda import Kind
from domain.contact_cards import Release
from domain.contacts import Entry, Side
from domain.visitor import Visitor
from storage.database import Database
from tests.builders import a_facilitator, a_person, a_workshop, organiser_of, start
from tests.refusals import refused

PHONE = Release(phone="0551 1234567")


class Afternoon:
    """Four people in two rounds; nobody has agreed to be suggested."""

    def __init__(self) -> None:
        self.workshop_id = a_workshop()
        self.leader = a_facilitator(self.workshop_id)
        start(self.workshop_id, Kind.MEETINGS)
        self.people = [a_person(self.workshop_id, name, institution=f"Haus {name}") for name in "ABCD"]
        for person in self.people:
            table.come(person)

    def plan(self) -> int:
        newest = meetings.overview_of(self.leader).newest
        meetings.plan_round(self.leader, newest.number if newest else 0)
        planning.finish()
        newest = meetings.overview_of(self.leader).newest
        assert newest is not None
        return newest.id

    def play(self) -> None:
        round_id = self.plan()
        meetings.announce_round(self.leader, round_id)
        for person in self.people:
            table.come(person)
        meetings.end_round(self.leader, round_id)

    def other(self, me: Visitor, name: str) -> Visitor:
        return next(each for each in self.people if people_name(each) == name and each != me)


def people_name(visitor: Visitor) -> str:
    return people.me(visitor).name


@pytest.fixture
def afternoon(any_database: Database) -> Afternoon:
    return Afternoon()


def test_the_latest_stands_first_and_a_plan_is_no_meeting(afternoon: Afternoon) -> None:
    ann = afternoon.people[0]
    assert encounters.my_encounters(ann) == []
    afternoon.play()
    first = encounters.my_encounters(ann)
    afternoon.play()
    both = encounters.my_encounters(ann)
    assert (len(first), len(both), both[1:]) == (1, 2, first)
    afternoon.plan()
    assert encounters.my_encounters(ann) == both


def test_whom_one_has_met_can_be_asked_without_being_suggested_and_nobody_else(afternoon: Afternoon) -> None:
    afternoon.play()
    ann = afternoon.people[0]
    (met,) = encounters.my_encounters(ann)
    strangers = [each for each in afternoon.people[1:] if each.person_id != met.id]
    for stranger in strangers:
        assert refused(lambda to=stranger: contacts.send_request(ann, to.person_id or "", shown=PHONE)) == (
            "person_not_available"
        )
    request_id = contacts.send_request(ann, met.id, shown=PHONE)
    assert encounters.my_encounters(ann) == []
    other = afternoon.other(ann, met.name)
    assert encounters.my_encounters(other) == []
    contacts.answer_request(other, request_id, accept=True, shown=Release(phone="0551 7654321"))
    (mine,) = contacts.my_contacts(ann)
    assert mine.card is not None
    assert mine.card.phone == "0551 7654321"


def test_a_no_is_told_to_nobody_here_either(afternoon: Afternoon) -> None:
    afternoon.play()
    ann = afternoon.people[0]
    (met,) = encounters.my_encounters(ann)
    other = afternoon.other(ann, met.name)
    request_id = contacts.send_request(ann, met.id, shown=PHONE)
    before = encounters.my_encounters(ann)
    contacts.answer_request(other, request_id, accept=False)
    assert encounters.my_encounters(ann) == before == []
    assert encounters.my_encounters(other) == []


def test_whom_one_has_met_is_suggested_no_more(afternoon: Afternoon) -> None:
    for number, person in enumerate(afternoon.people):
        side = Side.SEEK if number % 2 else Side.OFFER
        contacts.save_profile(person, entries=[Entry(side, None, "Räume für Workshops")], visible=True)
    ann = afternoon.people[0]
    assert len(contacts.suggestions(ann) or []) == 3
    afternoon.play()
    met = {each.id for each in encounters.my_encounters(ann)}
    shown = {each.person_id for each in contacts.suggestions(ann) or []}
    assert len(shown) == 2
    assert not shown & met


def test_who_is_deleted_was_met_by_nobody(afternoon: Afternoon) -> None:
    afternoon.play()
    ann = afternoon.people[0]
    (met,) = encounters.my_encounters(ann)
    privacy.erase_person(organiser_of(afternoon.workshop_id), afternoon.workshop_id, met.id)
    assert encounters.my_encounters(ann) == []


def test_after_the_end_nobody_is_offered_whom_they_cannot_ask_any_more(afternoon: Afternoon) -> None:
    afternoon.play()
    ann = afternoon.people[0]
    assert encounters.my_encounters(ann)
    workshop.open_workshop(organiser_of(afternoon.workshop_id), afternoon.workshop_id, is_open=False)
    assert encounters.my_encounters(ann) == []
