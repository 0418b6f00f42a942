"""What the room hears of the exchange and the groups: that something happened, not between whom."""

import pytest

from actions import contact_cards, contacts, groups
from actions.live import state_of
from actions.room import room_of
from domain.contacts import Entry, Side
from domain.groups import GroupRole
from domain.visitor import Role, Visitor
from storage.database import Database, Transaction
from tests.builders import a_facilitator, a_person, a_workshop

LIVE = (Role.PARTICIPANT, Role.SCREEN, Role.FACILITATOR)


@pytest.fixture
def workshop(database: Database) -> int:
    return a_workshop()


def at_the_exchange(workshop: int, name: str, *, visible: bool = True) -> Visitor:
    person = a_person(workshop, name)
    contacts.save_profile(
        person, entries=[Entry(Side.OFFER, None, "Räume")], visible=visible, email=f"{name}@example.org"
    )
    return person


def heard(workshop: int, section: str) -> dict[str, object]:
    return state_of(workshop, Role.PARTICIPANT, [section])[section]


def test_every_step_of_a_request_is_news(workshop: int) -> None:
    ada, bob, carl = (at_the_exchange(workshop, name) for name in ("ada", "bob", "carl"))
    versions = [heard(workshop, "requests")]
    request = contacts.send_request(ada, bob.person_id or "")
    versions.append(heard(workshop, "requests"))
    contacts.answer_request(bob, request, accept=True)
    versions.append(heard(workshop, "requests"))
    contacts.withdraw_request(ada, request)
    versions.append(heard(workshop, "requests"))
    contacts.answer_request(ada, contacts.send_request(carl, ada.person_id or ""), accept=True)
    versions.append(heard(workshop, "requests"))
    contact_cards.agree_on(ada, contacts.my_contacts(carl)[0].request.id, next_step="Anrufen")
    versions.append(heard(workshop, "requests"))
    numbers = [version["version"] for version in versions]
    assert numbers == sorted(set(numbers), key=int)


def test_a_no_is_no_news(workshop: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a small room even a number that grows would tell of it."""
    ada, bob = (at_the_exchange(workshop, name) for name in ("ada", "bob"))
    request = contacts.send_request(ada, bob.person_id or "")
    before = {audience: state_of(workshop, audience) for audience in LIVE}
    told: list[object] = []
    monkeypatch.setattr(Transaction, "tell", lambda _tx, *news: told.append(news))
    contacts.answer_request(bob, request, accept=False)
    assert told == []
    assert {audience: state_of(workshop, audience) for audience in LIVE} == before


def test_a_note_of_ones_own_is_no_news(workshop: int) -> None:
    ada, bob = (at_the_exchange(workshop, name) for name in ("ada", "bob"))
    request = contacts.send_request(ada, bob.person_id or "")
    contacts.answer_request(bob, request, accept=True)
    before = heard(workshop, "requests")
    contact_cards.write_note(ada, request, "Anrufen")
    assert heard(workshop, "requests") == before


def test_the_number_of_agreements_never_falls(workshop: int) -> None:
    ada, bob = (at_the_exchange(workshop, name) for name in ("ada", "bob"))
    request = contacts.send_request(ada, bob.person_id or "")
    contacts.answer_request(bob, request, accept=True)
    contacts.withdraw_request(ada, request)
    contacts.withdraw_request(bob, request)
    assert state_of(workshop, Role.SCREEN, ["progress"])["progress"]["agreed"] == 1


def test_the_news_of_a_request_is_a_number_and_nothing_else(workshop: int) -> None:
    ada, bob = (at_the_exchange(workshop, name) for name in ("ada", "bob"))
    contacts.send_request(ada, bob.person_id or "")
    assert heard(workshop, "requests") == {"version": 1}
    assert heard(workshop, "profiles") == {"visible": 2}


def test_who_does_not_agree_to_be_suggested_is_no_news(workshop: int) -> None:
    at_the_exchange(workshop, "ada", visible=False)
    assert heard(workshop, "profiles") == {"visible": 0}


def test_a_group_that_changes_in_anything_has_another_mark(workshop: int) -> None:
    ada, bob = a_person(workshop, "Ada"), a_person(workshop, "Bob")
    group = groups.choose_group(a_facilitator(workshop), title="Lotsen")
    marks = []
    for change in (
        lambda: groups.join_group(ada, group, GroupRole.LEAD),
        lambda: groups.join_group(ada, group, None),
        lambda: groups.join_group(bob, group, GroupRole.LEAD),
        lambda: groups.change_profile(bob, group, {"partners": "Alle"}),
        lambda: groups.change_profile(bob, group, {"open_question": "Wer zahlt?"}),
    ):
        change()
        marks.append(heard(workshop, "groups")[str(group)]["mark"])  # type: ignore[index]
    assert len(set(marks)) == len(marks)


def test_whoever_asks_the_one_who_asked_them_waits_for_nobody(workshop: int) -> None:
    ada, bob = (at_the_exchange(workshop, name) for name in ("ada", "bob"))
    contacts.send_request(ada, bob.person_id or "")
    assert (room_of(ada).waiting, room_of(bob).waiting) == (0, 1)
    contacts.send_request(bob, ada.person_id or "")
    assert (room_of(ada).waiting, room_of(bob).waiting) == (0, 0)
