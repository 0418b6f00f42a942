"""The room that suggestions are made from is looked up once, and never older than the last change."""

import pytest

from actions import contacts, people
from actions.workshop import edit_chips
from domain.contacts import Entry, Side
from storage import contacts as contact_store
from storage.database import Database, reading
from storage.everybody import everybody
from tests.at_once import at_once
from tests.builders import a_person, a_workshop, organiser_of


def _offers(visitor: object, text: str, *, visible: bool = True) -> None:
    contacts.save_profile(visitor, entries=[Entry(Side.OFFER, None, text)], visible=visible)  # type: ignore[arg-type]


def test_nobody_looks_twice_while_nothing_changes(any_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop_id = a_workshop()
    ada = a_person(workshop_id)
    _offers(ada, "Räume")
    first = everybody(workshop_id)
    monkeypatch.delattr("storage.contacts.profiles")
    assert everybody(workshop_id) is first
    assert first.profiles[ada.person_id or ""].entries[0].text == "Räume"


def test_a_changed_profile_a_new_name_and_a_newcomer_are_there_at_once(any_database: Database) -> None:
    workshop_id = a_workshop()
    ada = a_person(workshop_id, "Ada")
    _offers(ada, "Räume")
    everybody(workshop_id)
    _offers(ada, "Betten")
    assert everybody(workshop_id).profiles[ada.person_id or ""].entries[0].text == "Betten"
    people.edit_me(ada, name="Ada L.", institution=None, institution_type=None)
    assert everybody(workshop_id).people[ada.person_id or ""].name == "Ada L."
    bob = a_person(workshop_id, "Bob")
    assert (bob.person_id or "") in everybody(workshop_id).people


def test_topics_that_the_organisers_change_are_there_at_once(any_database: Database) -> None:
    workshop_id = a_workshop()
    everybody(workshop_id)
    edit_chips(organiser_of(workshop_id), workshop_id, ["Wohnraum"])
    assert list(everybody(workshop_id).chips.values()) == ["Wohnraum"]


def test_who_takes_their_consent_back_is_suggested_to_nobody_from_then_on(any_database: Database) -> None:
    workshop_id = a_workshop()
    ada, bob = a_person(workshop_id, "Ada"), a_person(workshop_id, "Bob")
    _offers(ada, "Räume")
    _offers(bob, "Räume")
    assert [found.name for found in contacts.suggestions(ada)] == ["Bob"]
    _offers(bob, "Räume", visible=False)
    assert contacts.suggestions(ada) == []


@pytest.mark.parametrize("whole", [True, False], ids=["at everybody", "at one"])
def test_a_change_during_the_look_is_not_forgotten(
    any_database: Database, monkeypatch: pytest.MonkeyPatch, whole: bool
) -> None:
    workshop_id = a_workshop()
    ada = a_person(workshop_id)
    _offers(ada, "Räume")
    if whole:
        a_person(workshop_id, "Newcomer")
    look, looks = contact_store.profiles, []

    def interrupted(tx: object, in_workshop: int, *which: object) -> object:
        found = look(tx, in_workshop, *which)  # type: ignore[arg-type]
        looks.append(which)
        monkeypatch.undo()
        _offers(ada, "Betten")
        return found

    monkeypatch.setattr("storage.contacts.profiles", interrupted)
    everybody(workshop_id)
    assert bool(looks[0]) is not whole
    assert everybody(workshop_id).profiles[ada.person_id or ""].entries[0].text == "Betten"


def test_two_databases_are_two_rooms(database: Database, tmp_path_factory: pytest.TempPathFactory) -> None:
    workshop_id = a_workshop()
    ada = a_person(workshop_id)
    known = everybody(workshop_id)
    other = Database(f"sqlite:///{tmp_path_factory.mktemp('other')}/t.db")
    other.upgrade()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("storage.database._current", other)
        assert everybody(workshop_id).people == {}
    assert everybody(workshop_id) is known
    assert list(known.people) == [ada.person_id]
    other.close()


def test_after_a_change_only_that_person_is_looked_at(
    any_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop_id = a_workshop()
    ada, bob = a_person(workshop_id, "Ada"), a_person(workshop_id, "Bob")
    _offers(ada, "Räume")
    _offers(bob, "Busse")
    everybody(workshop_id)
    look, looked_at = contact_store.profiles, []

    def noting(tx: object, in_workshop: int, person_ids: object = None) -> object:
        looked_at.append(set(person_ids))  # type: ignore[call-overload]
        return look(tx, in_workshop, person_ids)  # type: ignore[arg-type]

    monkeypatch.setattr("storage.contacts.profiles", noting)
    _offers(ada, "Betten")
    room = everybody(workshop_id)
    assert everybody(workshop_id) is room
    assert looked_at == [{ada.person_id}]
    assert [room.profiles[who.person_id or ""].entries[0].text for who in (ada, bob)] == ["Betten", "Busse"]


def test_whoever_saves_at_the_same_moment_is_in_the_room_afterwards(any_database: Database) -> None:
    workshop_id = a_workshop()
    people_here = [a_person(workshop_id, f"Person {number}") for number in range(20)]
    everybody(workshop_id)

    def save_and_look(person: object, number: int) -> str:
        _offers(person, f"Angebot {number}")
        return everybody(workshop_id).profiles[person.person_id].entries[0].text  # type: ignore[attr-defined]

    seen = at_once([lambda p=p, n=n: save_and_look(p, n) for n, p in enumerate(people_here)])
    assert seen == [f"Angebot {number}" for number in range(20)]
    with reading() as tx:
        assert dict(everybody(workshop_id).profiles) == contact_store.profiles(tx, workshop_id)
