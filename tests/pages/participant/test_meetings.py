"""Meeting rounds on one's own device: say that one is there, find the table, say who is missing."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from actions import contacts, meeting_tables, meetings, planning, table
from actions.live import state_of
from domain.agenda import Kind
from domain.visitor import Role, Visitor
from storage.database import Database
from tests.builders import a_facilitator, a_person, a_person_at_desk, a_workshop, start
from tests.told import data_of, tell

PageAs = Callable[..., AppTest]
_operations = count(1)


@pytest.fixture
def workshop(database: Database) -> int:
    return a_workshop(now=Kind.MEETINGS)


@pytest.fixture
def ada(workshop: int) -> Visitor:
    return a_person(workshop, "Ada", institution="Universität")


@pytest.fixture
def bob(workshop: int) -> Visitor:
    return a_person(workshop, "Bob *fett*", institution="IHK")


def opened(page_as: PageAs, who: Visitor) -> AppTest:
    page = page_as(who).run()
    assert not page.exception
    return page


def seen(page: AppTest) -> dict[str, Any]:
    return data_of(page, "seat")


def sends(page: AppTest, event: str, **message: object) -> dict[str, Any]:
    tell(page, "seat", event, {"operation": next(_operations), **message})
    assert not page.exception
    return seen(page)


def begin(workshop: int) -> int:
    leader = a_facilitator(workshop)
    newest = meetings.overview_of(leader).newest
    meetings.plan_round(leader, newest.number if newest else 0)
    planning.finish()
    newest = meetings.overview_of(leader).newest
    assert newest is not None
    meetings.announce_round(leader, newest.id)
    return newest.id


def test_one_tap_and_one_takes_part(page_as: PageAs, ada: Visitor) -> None:
    page = opened(page_as, ada)
    assert seen(page)["look"] == "away"
    assert sends(page, "here")["look"] == "in"
    assert table.my_table(ada).here
    assert sends(page, "leave")["look"] == "away"
    assert not table.my_table(ada).here


def test_the_table_stands_there_with_whom_and_why(page_as: PageAs, workshop: int, ada: Visitor, bob: Visitor) -> None:
    page = opened(page_as, ada)
    sends(page, "here")
    table.come(bob)
    begin(workshop)
    tell(page, "seat", "look", "anew")
    mine = seen(page)
    assert (mine["look"], mine["table"]) == ("table", 1)
    assert [(other["name"], other["house"]) for other in mine["others"]] == [("Bob *fett*", "IHK")]
    assert not mine["confirmed"]
    assert sends(page, "here")["confirmed"]


def test_the_page_was_drawn_from_what_the_stream_says(
    page_as: PageAs, workshop: int, ada: Visitor, bob: Visitor
) -> None:
    for person in (ada, bob):
        table.come(person)
    begin(workshop)
    mine = seen(opened(page_as, ada))
    live = state_of(workshop, Role.PARTICIPANT, ["meetings"])["meetings"]
    assert mine["seen"] == {"round": live["round"], "mine": live[mine["tag"]]}
    assert mine["seen"]["round"] == [1, 4, "running"]


def test_who_is_missing_is_asked_whether_they_are_there(
    page_as: PageAs, workshop: int, ada: Visitor, bob: Visitor
) -> None:
    for person in (ada, bob):
        table.come(person)
    round_id = begin(workshop)
    page = opened(page_as, ada)
    assert sends(page, "miss", round=round_id, person=bob.person_id)["look"] == "waiting"
    other = opened(page_as, bob)
    assert seen(other)["look"] == "missed"
    assert sends(other, "here")["look"] == "table"


@pytest.mark.parametrize(
    "message",
    [
        {"round": 10**12, "person": "niemand"},
        {"round": 1, "person": "<script>"},
        {"round": "1", "person": None},
        {"person": ["x"]},
        {},
    ],
)
def test_a_forged_message_does_nothing(
    page_as: PageAs, workshop: int, ada: Visitor, bob: Visitor, message: dict[str, object]
) -> None:
    for person in (ada, bob):
        table.come(person)
    begin(workshop)
    page = opened(page_as, ada)
    sends(page, "miss", **message)
    assert seen(page)["look"] == "table"
    assert table.my_table(bob).here


def test_a_tap_that_comes_too_late_is_answered_in_a_sentence(
    page_as: PageAs, workshop: int, ada: Visitor, bob: Visitor
) -> None:
    for person in (ada, bob):
        table.come(person)
    round_id = begin(workshop)
    page = opened(page_as, ada)
    meetings.end_round(a_facilitator(workshop), round_id)
    assert "schon zu Ende" in sends(page, "miss", round=round_id, person=bob.person_id)["refusal"]


def test_after_the_last_round_it_says_so(page_as: PageAs, workshop: int, ada: Visitor, bob: Visitor) -> None:
    leader = a_facilitator(workshop)
    rule = meetings.overview_of(leader).rule
    meetings.set_rule(leader, **{**rule.as_settings(), "rounds": 1})
    for person in (ada, bob):
        table.come(person)
    round_id = begin(workshop)
    table.come(ada)
    meetings.end_round(leader, round_id)
    assert seen(opened(page_as, ada))["look"] == "last"


def test_a_pause_is_a_pause(page_as: PageAs, workshop: int, ada: Visitor, bob: Visitor) -> None:
    carl = a_person(workshop, "Carl")
    for person in (ada, bob, carl):
        table.come(person)
    begin(workshop)
    looks = sorted(seen(opened(page_as, person))["look"] for person in (ada, bob, carl))
    assert looks == ["pause", "table", "table"]


def test_the_rounds_leave_with_their_activity(page_as: PageAs, workshop: int, ada: Visitor) -> None:
    page = opened(page_as, ada)
    start(workshop, Kind.TALK)
    tell(page, "now", "moved", "anew")
    with pytest.raises(LookupError):
        seen(page)


def test_after_a_round_one_can_stay_in_touch_with_whom_one_met(
    page_as: PageAs, workshop: int, ada: Visitor, bob: Visitor
) -> None:
    for person in (ada, bob):
        table.come(person)
    round_id = begin(workshop)
    page = opened(page_as, ada)
    assert "Mit wem Sie am Tisch saßen" not in [each.value for each in page.subheader]
    table.come(ada)
    meetings.end_round(a_facilitator(workshop), round_id)
    tell(page, "seat", "look", "over")
    assert "Mit wem Sie am Tisch saßen" in [each.value for each in page.subheader]
    page.button(key=f"open_met_{bob.person_id}").click().run()
    page.button(key=f"met_{bob.person_id}").click().run()
    assert "Bitte geben Sie mindestens eine Angabe frei" in page.warning[0].value
    page.text_input(key=f"met_{bob.person_id}_phone").set_value("0551 123456").run()
    page.button(key=f"met_{bob.person_id}").click().run()
    assert not page.exception
    assert "Mit wem Sie am Tisch saßen" not in [each.value for each in page.subheader]
    (asked,) = contacts.my_contacts(bob)
    assert (asked.other.name, asked.card) == ("Ada", None)
    other = opened(page_as, bob)
    assert other.button(key=f"accept_{asked.request.id}")


def test_whom_one_met_without_a_device_is_talked_to(page_as: PageAs, workshop: int, ada: Visitor) -> None:
    paula, leader = a_person_at_desk(workshop), a_facilitator(workshop)
    table.come(ada)
    meeting_tables.set_present(leader, paula, here=True)
    round_id = begin(workshop)
    table.come(ada)
    meetings.end_round(leader, round_id)
    page = opened(page_as, ada)
    assert "Bitte sprechen Sie diese Person im Raum an. Hier kann sie nicht antworten." in [
        each.value for each in page.caption
    ]
    assert not [each.key for each in page.button if (each.key or "").startswith("open_met_")]


def test_what_is_half_typed_for_somebody_one_met_is_there_after_the_next_round(
    page_as: PageAs, workshop: int, ada: Visitor, bob: Visitor
) -> None:
    people = [ada, bob, *(a_person(workshop, name, institution=name) for name in ("Carl", "Dora"))]
    for person in people:
        table.come(person)
    first = begin(workshop)
    met = table.my_table(ada).others[0]
    for person in people:
        table.come(person)
    meetings.end_round(a_facilitator(workshop), first)
    page = opened(page_as, ada)
    key = f"met_{met.id}_phone"
    page.button(key=f"open_met_{met.id}").click().run()
    page.text_input(key=key).set_value("0551 123").run()
    second = begin(workshop)
    tell(page, "seat", "look", "table")
    assert seen(page)["look"] == "table"
    assert key not in [each.key for each in page.text_input]
    meetings.end_round(a_facilitator(workshop), second)
    tell(page, "seat", "look", "over")
    assert page.text_input(key=key).value == "0551 123"


def test_what_was_refused_in_one_round_is_not_said_in_the_next(
    workshop: int, ada: Visitor, bob: Visitor, page_as: PageAs
) -> None:
    leader = a_facilitator(workshop)
    rule = meetings.overview_of(leader).rule
    meetings.set_rule(leader, **{**rule.as_settings(), "allow_repeats": True})
    for person in (ada, bob):
        table.come(person)
    round_id = begin(workshop)
    page = opened(page_as, ada)
    table.come(ada)
    meetings.end_round(leader, round_id)
    assert "zu Ende" in sends(page, "miss", round=round_id, person=bob.person_id)["refusal"]
    begin(workshop)
    tell(page, "seat", "look", "anew")
    assert (seen(page)["look"], seen(page)["refusal"]) == ("table", "")


def test_who_says_that_they_leave_is_not_told_that_they_are_missed(
    workshop: int, ada: Visitor, bob: Visitor, page_as: PageAs
) -> None:
    for person in (ada, bob):
        table.come(person)
    begin(workshop)
    page = opened(page_as, ada)
    assert sends(page, "leave")["look"] == "away"
