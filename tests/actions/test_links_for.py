"""The facilitator shows the room the way in."""

import pytest

from actions.contacts import count_offering, save_profile
from actions.entrance import visitor_of_link
from actions.workshop import links_for
from domain.contacts import Entry, Side
from domain.refusal import Refusal
from domain.visitor import Role
from storage.database import Database
from tests.builders import a_facilitator, a_person, a_screen, a_workshop, the_workshop


def test_the_facilitator_has_the_participants_and_the_projectors_link(database: Database) -> None:
    workshop_id = a_workshop()
    links = links_for(a_facilitator(workshop_id))
    assert links.participant.endswith(f"/?w={the_workshop(workshop_id).code}")
    *_, code, secret = links.screen.split("/")
    assert visitor_of_link(Role.SCREEN, code, secret) == a_screen(workshop_id)


def test_nobody_else_has(database: Database) -> None:
    workshop_id = a_workshop()
    for visitor in (a_person(workshop_id), a_screen(workshop_id)):
        with pytest.raises(Refusal):
            links_for(visitor)


def test_who_offers_or_seeks_is_counted_once(database: Database) -> None:
    workshop_id = a_workshop()
    entries = [Entry(Side.OFFER, None, "Räume"), Entry(Side.SEEK, None, "Kontakte")]
    save_profile(a_person(workshop_id), entries=entries, visible=False)
    a_person(workshop_id, "Ben")
    assert count_offering(a_facilitator(workshop_id)) == 1
