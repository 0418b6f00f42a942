"""An address that is taken away ends what would show nothing else, wherever it is taken away; the number stays."""

import pytest

from actions import contacts, workshop
from domain.contact_cards import Release
from domain.contacts import Entry, Side
from domain.refusal import Refusal
from storage.database import Database
from tests.actions.test_contacts import Fair, id_of
from tests.builders import organiser_of

BOTH = Release(email=True, phone="0551 123456")


@pytest.fixture
def fair(any_database: Database) -> Fair:
    return Fair()


def without_address(fair: Fair) -> None:
    """Ada clears it in the form of the exchange."""
    fair.tell(fair.ada, [Entry(Side.OFFER, fair.chip, "Werkhalle")], email="")


def test_a_request_that_would_show_nothing_cannot_be_accepted(fair: Fair) -> None:
    contacts.send_request(fair.ada, id_of(fair.bob))
    without_address(fair)
    assert contacts.my_contacts(fair.bob) == []
    assert contacts.my_contacts(fair.ada) == []


def test_a_later_address_is_not_released_to_whom_the_earlier_was(fair: Fair) -> None:
    request_id = contacts.send_request(fair.ada, id_of(fair.bob), shown=BOTH)
    contacts.answer_request(fair.bob, request_id, accept=True)
    without_address(fair)
    contacts.keep_email(fair.ada, "privat@example.org")
    card = fair.between(fair.bob, fair.ada).card
    assert card is not None
    assert (card.email, card.phone) == ("", BOTH.phone)


def test_who_releases_only_the_address_is_no_contact_without_it(fair: Fair) -> None:
    request_id = contacts.send_request(fair.ada, id_of(fair.bob))
    contacts.answer_request(fair.bob, request_id, accept=True)
    without_address(fair)
    contacts.keep_email(fair.ada, "privat@example.org")
    assert contacts.my_contacts(fair.bob) == []
    assert contacts.my_contacts(fair.ada) == []


def test_after_the_end_an_address_can_be_typed_with_the_answer(fair: Fair) -> None:
    fair.tell(fair.bob, [Entry(Side.SEEK, fair.chip, "Ein Raum")], email="")
    request_id = contacts.send_request(fair.ada, id_of(fair.bob))
    workshop.open_workshop(organiser_of(fair.workshop_id), fair.workshop_id, is_open=False)
    contacts.answer_request(fair.bob, request_id, accept=True, email="bob@example.org")
    card = fair.between(fair.ada, fair.bob).card
    assert card is not None
    assert card.email == "bob@example.org"


def test_an_address_typed_with_an_answer_that_is_refused_is_not_kept(fair: Fair) -> None:
    fair.tell(fair.bob, [Entry(Side.SEEK, fair.chip, "Ein Raum")], email="")
    request_id = contacts.send_request(fair.ada, id_of(fair.bob))
    contacts.withdraw_request(fair.ada, request_id)
    with pytest.raises(Refusal, match="request_not_open"):
        contacts.answer_request(fair.bob, request_id, accept=True, email="bob@example.org")
    assert fair.address(fair.bob) == ""
