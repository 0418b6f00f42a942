"""The facilitator leads through the agenda: next, back, more time, insert, change, remove, and what takes it back."""

import datetime as dt
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from actions import agenda, contacts
from actions.live import state_of
from actions.workshop import fields_and_chips
from domain.agenda import Kind
from domain.contacts import Entry, Side
from domain.visitor import Role
from storage.database import Database
from tests.builders import a_facilitator, a_person, a_workshop, start, the_workshop
from tests.told import data_of

PageAs = Callable[..., AppTest]
pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def workshop(database: Database) -> int:
    return a_workshop(starts_at=dt.datetime(2027, 3, 11, 12, 0, tzinfo=dt.UTC))


@pytest.fixture
def desk(workshop: int, page_as: PageAs) -> AppTest:
    return the_desk(workshop, page_as)


def the_desk(workshop: int, page_as: PageAs) -> AppTest:
    page = page_as(a_facilitator(workshop), "leitung", w=the_workshop(workshop).code).run()
    assert not page.exception
    return page


def in_section(page: AppTest, section: str) -> AppTest:
    page.session_state["bereich"] = section
    return page.run()


def titles(workshop: int) -> list[str]:
    return [activity.title for activity in agenda.agenda_of(a_facilitator(workshop))]


def running(workshop: int) -> str:
    return agenda.current_activity(a_facilitator(workshop)).title


def test_one_click_opens_the_next_activity_and_one_leads_back(workshop: int, desk: AppTest) -> None:
    first, second, *_ = titles(workshop)
    assert second in desk.button(key="next").label.replace("\\", "")
    desk.button(key="next").click().run()
    assert running(workshop) == second
    desk.button(key="back").click().run()
    assert running(workshop) == first
    assert desk.button(key="back").disabled


def test_the_next_of_a_page_that_is_behind_changes_nothing(workshop: int, page_as: PageAs) -> None:
    mine, theirs = the_desk(workshop, page_as), the_desk(workshop, page_as)
    theirs.button(key="next").click().run()
    mine.button(key="next").click().run()
    assert running(workshop) == titles(workshop)[1]


def test_at_the_end_there_is_no_next(workshop: int, page_as: PageAs) -> None:
    leader = a_facilitator(workshop)
    agenda.start_activity(leader, agenda.agenda_of(leader)[-1].id)
    assert the_desk(workshop, page_as).button(key="next").disabled


def test_five_minutes_more_can_be_taken_back(workshop: int, desk: AppTest) -> None:
    desk.button(key="more_time").click().run()
    assert agenda.current_activity(a_facilitator(workshop)).extra_minutes == 5
    desk.button(key="undo").click().run()
    assert agenda.current_activity(a_facilitator(workshop)).extra_minutes == 0
    assert "undo" not in [button.key for button in desk.button]


def test_any_activity_opens_with_one_click_and_the_page_shows_what_it_needs(workshop: int, desk: AppTest) -> None:
    vote = next(each for each in agenda.agenda_of(a_facilitator(workshop)) if each.kind is Kind.VOTE)
    in_section(desk, "agenda").button(key=f"open_{vote.id}").click().run()
    assert running(workshop) == vote.title
    assert desk.session_state["bereich"] == "now"
    assert any(button.label == "Runde öffnen" for button in desk.button)
    desk.button(key="undo").click().run()
    assert running(workshop) == titles(workshop)[0]


def test_the_agenda_shows_the_planned_times(desk: AppTest) -> None:
    in_section(desk, "agenda")
    begins = dt.datetime(2027, 3, 11, 12, 0, tzinfo=dt.UTC).astimezone()
    shown = [caption.value.replace("\\", "") for caption in desk.caption]
    assert any(line.startswith(f"{begins:%H:%M} · 30 Min") for line in shown)
    assert any(line.startswith(f"{begins + dt.timedelta(minutes=30):%H:%M} · 10 Min") for line in shown)


def test_an_activity_is_inserted_after_another(workshop: int, desk: AppTest) -> None:
    first = agenda.agenda_of(a_facilitator(workshop))[0]
    in_section(desk, "agenda").button(key=f"insert_{first.id}").click().run()
    desk.selectbox(key=f"new_{first.id}_kind").select(Kind.TALK)
    desk.text_input(key=f"new_{first.id}_title").set_value("Grußwort des Landrats")
    desk.number_input(key=f"new_{first.id}_minutes").set_value(7)
    desk.button(key=f"new_{first.id}_send").click().run()
    inserted = agenda.agenda_of(a_facilitator(workshop))[1]
    assert (inserted.title, inserted.kind, inserted.minutes) == ("Grußwort des Landrats", Kind.TALK, 7)
    assert not desk.text_input


def test_a_refused_insertion_keeps_what_was_typed(workshop: int, desk: AppTest) -> None:
    first = agenda.agenda_of(a_facilitator(workshop))[0]
    before = titles(workshop)
    in_section(desk, "agenda").button(key=f"insert_{first.id}").click().run()
    desk.text_input(key=f"new_{first.id}_question").set_value("Wer spricht?")
    desk.button(key=f"new_{first.id}_send").click().run()
    assert titles(workshop) == before
    assert [toast.value for toast in desk.toast] == ["Bitte geben Sie einen Titel ein\\."]
    assert desk.text_input(key=f"new_{first.id}_question").value == "Wer spricht?"


def test_an_activity_can_be_changed(workshop: int, desk: AppTest) -> None:
    second = agenda.agenda_of(a_facilitator(workshop))[1]
    in_section(desk, "agenda").button(key=f"edit_{second.id}").click().run()
    assert desk.text_input(key=f"change_{second.id}_title").value == second.title
    desk.text_input(key=f"change_{second.id}_title").set_value("Begrüßung")
    desk.number_input(key=f"change_{second.id}_minutes").set_value(5)
    desk.button(key=f"change_{second.id}_send").click().run()
    changed = agenda.agenda_of(a_facilitator(workshop))[1]
    assert (changed.title, changed.minutes, changed.question) == ("Begrüßung", 5, second.question)


def test_an_activity_that_has_not_begun_can_be_removed_and_put_back(workshop: int, desk: AppTest) -> None:
    before = titles(workshop)
    vote = next(each for each in agenda.agenda_of(a_facilitator(workshop)) if each.kind is Kind.VOTE)
    in_section(desk, "agenda").button(key=f"remove_{vote.id}").click().run()
    assert titles(workshop) == [title for title in before if title != vote.title]
    desk.button(key="undo").click().run()
    assert titles(workshop) == before
    restored = next(each for each in agenda.agenda_of(a_facilitator(workshop)) if each.kind is Kind.VOTE)
    assert restored.settings == vote.settings


def test_what_has_begun_cannot_be_removed(workshop: int, desk: AppTest) -> None:
    begun = start(workshop, Kind.TALK)
    start(workshop, Kind.IDEAS)
    current = agenda.current_activity(a_facilitator(workshop))
    keys = {button.key for button in in_section(desk, "agenda").button}
    assert not {f"remove_{begun}", f"remove_{current.id}"} & keys


def test_a_removal_from_a_page_that_is_behind_becomes_a_sentence(workshop: int, desk: AppTest) -> None:
    talk = next(each for each in agenda.agenda_of(a_facilitator(workshop)) if each.kind is Kind.TALK)
    in_section(desk, "agenda")
    agenda.start_activity(a_facilitator(workshop), talk.id)
    desk.button(key=f"remove_{talk.id}").click().run()
    assert not desk.exception
    assert "schon begonnen" in desk.toast[0].value
    assert talk.title in titles(workshop)


def test_the_participants_link_and_the_projectors_are_at_hand(workshop: int, desk: AppTest) -> None:
    code = the_workshop(workshop).code
    assert any(block.value.endswith(f"/?w={code}") for block in desk.code)
    assert any(f"/beamer/{code}/" in link.url for link in desk.link_button)


def test_nobody_leads_without_the_link(workshop: int, page_as: PageAs) -> None:
    for visitor in (None, a_person(workshop)):
        page = page_as(visitor, "leitung", w=the_workshop(workshop).code).run()
        assert not any(button.key == "next" for button in page.button)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_activity_has_a_page(workshop: int, page_as: PageAs, kind: Kind) -> None:
    start(workshop, kind)
    page = the_desk(workshop, page_as)
    assert page.text or page.subheader


def test_what_is_sought_in_vain_is_drawn_anew_when_it_changes(workshop: int, page_as: PageAs) -> None:
    """The page knows what it has shown; the stream tells its head when that is no longer so."""
    start(workshop, Kind.EXCHANGE)
    ada = a_person(workshop, "Ada")
    wanted, other, *_ = fields_and_chips(ada)[1]
    for chip in (wanted, other):
        contacts.save_profile(ada, entries=[Entry(Side.SEEK, chip.id, "")], visible=False)
        desk = the_desk(workshop, page_as)
        assert f"– {chip.name}" in [text.value for text in desk.text]
        assert data_of(desk, "counts")["seen"]["gaps"] == [chip.name]
        assert state_of(workshop, Role.FACILITATOR, ["gaps"])["gaps"]["sought"] == [chip.name]
