"""The exchange for people without a device: the facilitator enters what they say, and nothing about their address."""

import pytest

from actions import contacts, contacts_at_desk, people, privacy
from actions.workshop import fields_and_chips
from domain.contacts import Entry, Side
from domain.privacy import Purpose
from storage.database import Database
from tests.builders import a_facilitator, a_person, a_workshop, organiser_of
from tests.refusals import refused


class Desk:
    """Bob has a phone and seeks a room; Paula has none and offers one."""

    def __init__(self) -> None:
        self.workshop_id = a_workshop()
        self.leader = a_facilitator(self.workshop_id)
        self.paula = people.enter_at_desk(self.leader, name="Paula", institution="IHK", institution_type="kammer")
        self.bob = a_person(self.workshop_id, "Bob", institution="Uni", institution_type="hochschule")
        fields, chips = fields_and_chips(self.bob)
        self.field, self.chip = fields[0].id, chips[0].id
        seeks = [Entry(Side.SEEK, self.chip, "Ein Raum")]
        contacts.save_profile(self.bob, entries=seeks, visible=True, email="bob@example.org")

    def enter(self, *, visible: bool = True) -> None:
        offers = [Entry(Side.OFFER, self.chip, "Werkhalle")]
        contacts_at_desk.enter_profile_for(
            self.leader, self.paula, entries=offers, field_ids=[self.field], visible=visible
        )


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk()


def test_what_was_entered_stands_there_the_next_time(desk: Desk) -> None:
    desk.enter()
    kept = contacts_at_desk.profile_at_desk(desk.leader, desk.paula)
    assert [(entry.side, entry.chip_id, entry.text) for entry in kept.entries] == [
        (Side.OFFER, desk.chip, "Werkhalle")
    ]
    assert (kept.field_ids, kept.visible) == (frozenset({desk.field}), True)


def test_who_is_entered_at_the_desk_is_suggested_to_others_and_others_to_them(desk: Desk) -> None:
    desk.enter()
    assert [(each.name, each.at_desk) for each in contacts.suggestions(desk.bob)] == [("Paula", True)]
    assert [each.name for each in contacts_at_desk.suggestions_at_desk(desk.leader, desk.paula)] == ["Bob"]


def test_without_their_word_nobody_is_suggested_in_either_direction(desk: Desk) -> None:
    desk.enter(visible=False)
    assert contacts.suggestions(desk.bob) == []
    assert contacts_at_desk.suggestions_at_desk(desk.leader, desk.paula) == []


def test_the_word_is_kept_as_a_consent_by_mouth_and_can_be_taken_back(desk: Desk) -> None:
    desk.enter()
    host = organiser_of(desk.workshop_id)
    (given,) = privacy.data_of(host, desk.workshop_id, desk.paula).consents
    assert (given.purpose, given.channel) == (Purpose.SUGGESTED, "desk")
    desk.enter(visible=False)
    (given,) = privacy.data_of(host, desk.workshop_id, desk.paula).consents
    assert given.withdrawn_at is not None


def test_who_has_a_device_speaks_for_themselves(desk: Desk) -> None:
    bob = desk.bob.person_id or ""
    for deed in (
        lambda: contacts_at_desk.profile_at_desk(desk.leader, bob),
        lambda: contacts_at_desk.suggestions_at_desk(desk.leader, bob),
        lambda: contacts_at_desk.enter_profile_for(desk.leader, bob, entries=[], visible=True),
    ):
        assert refused(deed) == "person_has_device"
    assert contacts.my_profile(desk.bob).email == "bob@example.org"
