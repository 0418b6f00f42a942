"""A participant's page follows the meeting; one's own page is a turn away and back."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from actions import contacts, entrance, groups, ideas, people
from actions.workshop import open_workshop
from domain.agenda import Kind
from domain.contacts import Entry, Side
from domain.groups import GroupRole
from domain.visitor import Visitor
from storage.database import Database
from tests.builders import a_facilitator, a_person, a_workshop, organiser_of, start
from tests.told import data_of, tell

PageAs = Callable[..., AppTest]


@pytest.fixture
def workshop(database: Database) -> int:
    return a_workshop(now=Kind.TALK)


@pytest.fixture
def ada(workshop: int) -> Visitor:
    return a_person(workshop, "Ada *Löwe*", institution="Universität", institution_type="hochschule")


def opened(page_as: PageAs, who: Visitor) -> AppTest:
    page = page_as(who).run()
    assert not page.exception
    return page


def turned(page: AppTest) -> AppTest:
    tell(page, "now", "turn")
    assert not page.exception
    return page


def words(page: AppTest) -> str:
    elements = [*page.title, *page.header, *page.subheader, *page.text, *page.markdown, *page.caption]
    return "\n".join(each.value for each in elements).replace("\\", "")


@pytest.mark.parametrize("kind", list(Kind))
def test_every_activity_has_a_page(page_as: PageAs, workshop: int, ada: Visitor, kind: Kind) -> None:
    start(workshop, kind)
    opened(page_as, ada)


def test_ones_own_page_says_who_one_is_and_what_one_brought_in(page_as: PageAs, workshop: int, ada: Visitor) -> None:
    start(workshop, Kind.IDEAS)
    ideas.contribute_idea(ada, title="Praktikumswoche")
    group = groups.choose_group(a_facilitator(workshop), title="Lotsen")
    groups.join_group(ada, group, GroupRole.LEAD)
    said = words(turned(opened(page_as, ada)))
    assert "Ada *Löwe*\n" in said
    assert "Universität" in said
    assert "Meine Ideen: 1" in said
    assert "– Praktikumswoche" in said
    assert "– Lotsen (Leitung)" in said


def test_the_return_code_stands_there_with_its_address(page_as: PageAs, ada: Visitor) -> None:
    code = entrance.return_code(ada.person_id or "")
    said = words(turned(opened(page_as, ada)))
    assert f"{code[:5]} {code[5:]}" in said
    assert f"http://localhost:8501/zurueck/{code}" in said
    assert entrance.come_back(f"{code[:5]} {code[5:]}".lower()) == ada


def test_the_way_back_leads_to_the_activity(page_as: PageAs, ada: Visitor) -> None:
    page = turned(opened(page_as, ada))
    assert "Ihr Rückkehr-Code" in words(page)
    assert "Ihr Rückkehr-Code" not in words(turned(page))


def test_when_the_meeting_moves_on_it_takes_along_who_is_on_their_own_page(
    page_as: PageAs, workshop: int, ada: Visitor
) -> None:
    page = turned(opened(page_as, ada))
    assert "Ihr Rückkehr-Code" in words(page.run())
    start(workshop, Kind.FEEDBACK)
    assert "Ihr Rückkehr-Code" not in words(page.run())
    assert page.button(key="feedback_send")


def test_a_request_that_waits_is_counted_on_the_way_to_ones_own_page_and_answered_there(
    page_as: PageAs, workshop: int, ada: Visitor
) -> None:
    bob = a_person(workshop, "Bob", institution="IHK", institution_type="kammer")
    for who, email in ((ada, "ada@example.org"), (bob, "bob@example.org")):
        contacts.save_profile(who, entries=[Entry(Side.OFFER, None, "Räume")], visible=True, email=email)
    request = contacts.send_request(bob, ada.person_id or "")
    page = opened(page_as, ada)
    assert data_of(page, "now")["waiting"] == 1
    page = turned(page)
    page.checkbox(key=f"accept_{request}_shows_email").check()
    page.button(key=f"accept_{request}").click().run()
    assert "bob@example.org" in words(page)


def test_a_closed_meeting_can_still_be_looked_back_at(page_as: PageAs, workshop: int, ada: Visitor) -> None:
    open_workshop(organiser_of(workshop), workshop, is_open=False)
    page = opened(page_as, ada)
    assert "Dieses Treffen ist beendet" in words(page)
    assert "Ihr Rückkehr-Code" in words(turned(page))


def test_there_is_no_page_of_its_own_for_it(page_as: PageAs, ada: Visitor) -> None:
    page = page_as(ada, "ich").run()
    assert "Ihr Rückkehr-Code" not in words(page)


def test_name_and_institution_can_be_changed(page_as: PageAs, ada: Visitor) -> None:
    people.edit_me(ada, name="Ada", institution="Handwerkskammer", institution_type="kammer")
    said = words(turned(opened(page_as, ada)))
    assert "Handwerkskammer" in said
