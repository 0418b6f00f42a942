"""Gesprächsrunden with three phones, a facilitator and a projector: nobody reloads anything."""

import re

import pytest
from playwright.sync_api import Page, expect

from actions.entrance import links_of, return_code
from domain.agenda import Kind
from domain.visitor import Visitor
from storage.database import Database
from tests.browser.conftest import LAPTOP, PHONE, PROJECTOR, Audience
from tests.builders import a_person, a_workshop, the_workshop

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)


@pytest.fixture
def meeting(database: Database) -> int:
    """Made before the application starts on the same data."""
    return a_workshop(now=Kind.MEETINGS)


def test_a_missing_partner_and_a_late_arrival_leave_nobody_alone(meeting: int, audience: Audience) -> None:
    people = [a_person(meeting, name, institution=f"Haus {name}") for name in ("Ada", "Ben", "Clara")]
    links = links_of(the_workshop(meeting))
    leader, screen = audience.somebody(LAPTOP), audience.somebody(PROJECTOR)
    leader.goto(_here(audience, links.facilitator))
    screen.goto(_here(audience, links.screen))
    phones = {name: _arrive(audience, person) for name, person in zip(("Ada", "Ben"), people[:2], strict=True)}
    for phone in phones.values():
        phone.get_by_role("button", name="Ich bin da").click()
        expect(phone.get_by_role("heading", name="Sie sind dabei")).to_be_visible()
    phones["Ada"].get_by_label(re.compile("Mein Name darf")).check()
    expect(leader.get_by_text("2 Personen sind dabei.")).to_be_visible()

    # Only the facilitator sees the plan, until it is announced.
    leader.get_by_role("button", name="Runde 1 planen").click()
    expect(leader.get_by_text("Noch sieht ihn niemand")).to_be_visible()
    expect(phones["Ada"].get_by_role("heading", name="Sie sind dabei")).to_be_visible()
    leader.get_by_role("button", name="Runde 1 ansagen").click()
    for name, other in (("Ada", "Ben"), ("Ben", "Ada")):
        expect(phones[name].locator(".number")).to_have_text("1")
        expect(phones[name].locator(".others")).to_contain_text(other)
    expect(screen.locator(".body > .rows")).to_contain_text("Tisch 1")
    expect(screen.locator(".body > .rows")).to_contain_text("Ada")
    expect(screen.locator(".body > .rows")).not_to_contain_text("Ben")
    phones["Ada"].get_by_role("button", name="Ich bin da").click()
    expect(leader.get_by_text("An 1 von 1 Tisch")).to_be_visible()

    # Ben is missing, and Ada is asked once more; Clara comes late and sits down with her.
    phones["Ada"].get_by_role("button", name="Mein Gegenüber fehlt").click()
    phones["Ada"].get_by_role("button", name="Ja, Ben fehlt").click()
    expect(phones["Ada"].get_by_role("heading", name="Gleich sitzen Sie")).to_be_visible()
    expect(phones["Ben"].get_by_role("heading", name="Sind Sie da?")).to_be_visible()
    clara = _arrive(audience, people[2])
    clara.get_by_role("button", name="Ich bin da").click()
    expect(phones["Ada"].locator(".others")).to_contain_text("Clara")
    expect(clara.locator(".others")).to_contain_text("Ada")
    leader.get_by_role("button", name="Runde 1 beenden").click()
    expect(clara.get_by_role("heading", name="Die Runde ist zu Ende")).to_be_visible()


def _arrive(audience: Audience, who: Visitor) -> Page:
    page = audience.somebody(PHONE)
    page.goto(f"{audience.app.url}/zurueck/{return_code(who.person_id or '')}")
    return page


def _here(audience: Audience, link: str) -> str:
    """The link, at the address of this play's application."""
    return audience.app.url + "/" + link.split("/", 3)[3]
