"""The facilitator has seats proposed, closes what is too small, changes by hand, and confirms."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from actions import group_seats, groups
from domain.agenda import Kind
from domain.groups import GroupRole
from domain.visitor import Visitor
from storage.database import Database
from tests.builders import a_facilitator, a_person, a_workshop, the_workshop

PageAs = Callable[..., AppTest]


@pytest.fixture
def workshop(database: Database) -> int:
    return a_workshop(now=Kind.GROUPS)


@pytest.fixture
def leader(workshop: int) -> Visitor:
    return a_facilitator(workshop)


@pytest.fixture
def two(leader: Visitor, workshop: int) -> list[int]:
    """Five in the first group, one in the second."""
    made = [groups.choose_group(leader, title=title) for title in ("Lotsen *vor Ort*", "Kleine Gruppe")]
    for number in range(6):
        person = a_person(workshop, f"Person {number}", institution="IHK" if number == 0 else None)
        groups.join_group(person, made[number // 5], GroupRole.LEAD if number == 0 else GroupRole.PARTNER)
    return made


def the_desk(leader: Visitor, page_as: PageAs) -> AppTest:
    page = page_as(leader, "leitung", w=the_workshop(leader.as_facilitator()).code).run()
    assert not page.exception
    return page


def proposed(leader: Visitor, page_as: PageAs) -> AppTest:
    page = the_desk(leader, page_as)
    page.button(key="propose_seats").click().run()
    assert not page.exception
    return page


def words(page: AppTest) -> str:
    kinds = (page.subheader, page.text, page.caption, page.markdown, page.toast, page.warning)
    return "\n".join(each.value for kind in kinds for each in kind).replace("\\", "")


def test_without_groups_there_is_nothing_to_propose(leader: Visitor, page_as: PageAs) -> None:
    assert "propose_seats" not in [button.key for button in the_desk(leader, page_as).button]


def test_the_proposal_says_who_sits_where_and_what_is_lacking(
    leader: Visitor, two: list[int], page_as: PageAs
) -> None:
    said = words(proposed(leader, page_as))
    assert "Lotsen *vor Ort* (5)" in said
    assert "Leitung: Person 0 (IHK)" in said
    assert "3 Personen bis zur Mindestgröße, Leitung" in said


def test_a_group_too_small_is_closed_by_a_click_and_undone_by_another(
    leader: Visitor, two: list[int], page_as: PageAs
) -> None:
    page = proposed(leader, page_as)
    page.button(key=f"close_group_{two[1]}").click().run()
    assert "Noch ohne Platz: Person 5" in words(page)
    page.button(key="undo").click().run()
    assert "Noch ohne Platz" not in words(page)


def test_sizes_that_make_no_sense_are_refused_in_a_sentence(leader: Visitor, two: list[int], page_as: PageAs) -> None:
    page = the_desk(leader, page_as)
    page.number_input(key="seats_smallest").set_value(9)
    page.number_input(key="seats_largest").set_value(5)
    page.button(key="propose_seats").click().run()
    assert "Möglich sind 1 bis 60 Personen je Gruppe" in words(page)


def test_by_hand_and_confirmed(leader: Visitor, two: list[int], workshop: int, page_as: PageAs) -> None:
    guest = a_person(workshop, "Gast")
    page = proposed(leader, page_as)
    page.session_state["move_seat"] = True
    page.run()
    plan = group_seats.plan_of(leader)
    page.selectbox(key="seat_who").set_value(next(person for person in plan.people if person.name == "Gast"))
    page.selectbox(key="seat_to").set_value(plan.groups[1].group)
    page.button(key="put_seat").click().run()
    assert "Von Hand eingetragen: Gast" in words(page)
    page.button(key="confirm_seats").click().run()
    confirmed = group_seats.seats_of(guest)
    assert confirmed
    assert confirmed.seats[guest.person_id or ""] == two[1]
    page.button(key="unconfirm_seats").click().run()
    assert group_seats.seats_of(guest) is None
