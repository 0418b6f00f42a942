"""What a participant's page begins with is what the meeting is at."""

import pytest

from actions import agenda, contacts, voting, workshop
from actions.room import room_of
from domain.agenda import Kind
from domain.contacts import Entry, Side
from domain.refusal import Refusal
from domain.visitor import Role, Visitor
from storage.database import Database
from tests.builders import a_facilitator, a_person, a_workshop, an_open_round, start


def test_it_is_the_meeting_its_activity_and_the_newest_round_of_that(any_database: Database) -> None:
    here, elsewhere = a_workshop(), a_workshop()
    an_open_round(elsewhere)
    ada, leader = a_person(here, "Ada"), a_facilitator(here)
    first = an_open_round(here)
    voting.close_round(leader, first)
    voting.show_result(leader, first)
    second = an_open_round(here)
    seen = room_of(ada)
    assert seen.meeting == workshop.workshop_of(ada)
    assert seen.activity == agenda.current_activity(ada)
    assert seen.activity.kind is Kind.VOTE
    assert seen.round == voting.current_round(ada)
    assert seen.round
    assert seen.round.id == second
    start(here, Kind.EXCHANGE)
    assert (room_of(ada).activity.kind, room_of(ada).round) == (Kind.EXCHANGE, None)


def test_a_request_waits_until_it_is_answered(any_database: Database) -> None:
    here = a_workshop()
    ada, bob = a_person(here, "Ada"), a_person(here, "Bob")
    for who, email in ((ada, "ada@example.org"), (bob, "bob@example.org")):
        contacts.save_profile(who, entries=[Entry(Side.OFFER, None, "Räume")], visible=True, email=email)
    assert room_of(bob).waiting == 0
    request = contacts.send_request(ada, bob.person_id or "")
    assert (room_of(ada).waiting, room_of(bob).waiting) == (0, 1)
    contacts.answer_request(bob, request, accept=True)
    assert room_of(bob).waiting == 0


def test_who_is_not_in_the_meeting_has_no_room(any_database: Database) -> None:
    here, elsewhere = a_workshop(), a_workshop()
    ada = a_person(elsewhere, "Ada")
    for stranger in (
        Visitor(Role.PARTICIPANT, workshop_id=here, person_id=ada.person_id),
        Visitor(Role.PARTICIPANT, workshop_id=here, person_id="nobody"),
    ):
        with pytest.raises(Refusal, match="not_joined"):
            room_of(stranger)
