"""Project groups: who is in them, one's own part, and a profile that two may write at once."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from actions import group_profile, group_seats, groups
from domain.agenda import Kind
from domain.groups import GroupRole
from domain.visitor import Visitor
from storage.database import Database
from tests.builders import a_facilitator, a_person, a_workshop

PageAs = Callable[..., AppTest]


@pytest.fixture
def workshop(database: Database) -> int:
    return a_workshop(now=Kind.GROUPS)


@pytest.fixture
def group(workshop: int) -> int:
    return groups.choose_group(a_facilitator(workshop), title="Lotsen *vor Ort*")


@pytest.fixture
def ada(workshop: int) -> Visitor:
    return a_person(workshop, "Ada", institution="Universität", institution_type="hochschule")


@pytest.fixture
def bob(workshop: int) -> Visitor:
    return a_person(workshop, "Bob")


def opened(page_as: PageAs, who: Visitor) -> AppTest:
    page = page_as(who).run()
    assert not page.exception
    return page


def words(page: AppTest) -> str:
    return "\n".join(each.value for each in [*page.text, *page.warning, *page.toast, *page.subheader])


def writing(page: AppTest, group: int) -> AppTest:
    """With the form open, as a click on it would."""
    page.session_state[f"writing_{group}"] = True
    return page.run()


def part_of(who: Visitor) -> GroupRole | None:
    return groups.groups_of(who)[0].role_of(who.person_id)


def test_before_the_groups_are_chosen_the_page_says_that_they_come(page_as: PageAs, ada: Visitor) -> None:
    assert "Die Projektgruppen entstehen gerade." in words(opened(page_as, ada))


def test_who_is_in_stands_by_part_with_name_and_institution(
    page_as: PageAs, group: int, ada: Visitor, bob: Visitor
) -> None:
    groups.join_group(ada, group, GroupRole.LEAD)
    groups.join_group(bob, group, GroupRole.INTERESTED)
    assert "Leitung: Ada (Universität)\nInteressiert: Bob" in words(opened(page_as, bob))


def test_joining_changing_the_part_and_leaving(page_as: PageAs, group: int, ada: Visitor) -> None:
    page = opened(page_as, ada)
    for role in (GroupRole.PARTNER, GroupRole.LEAD):
        page.segmented_control(key=f"part_{group}").set_value(role).run()
        assert part_of(ada) is role
    page.button(key=f"leave_{group}").click().run()
    assert part_of(ada) is None
    assert page.segmented_control(key=f"part_{group}").value is None


def test_a_part_taken_in_another_tab_is_shown(page_as: PageAs, group: int, ada: Visitor) -> None:
    page = opened(page_as, ada)
    groups.join_group(ada, group, GroupRole.PARTNER)
    assert page.run().segmented_control(key=f"part_{group}").value is GroupRole.PARTNER


def test_only_members_are_offered_to_write(page_as: PageAs, group: int, ada: Visitor) -> None:
    page = writing(opened(page_as, ada), group)
    assert not page.text_area
    groups.join_group(ada, group, GroupRole.INTERESTED)
    assert writing(opened(page_as, ada), group).text_area


def test_two_who_write_at_once_do_not_undo_each_others_words(
    page_as: PageAs, group: int, ada: Visitor, bob: Visitor
) -> None:
    for who in (ada, bob):
        groups.join_group(who, group, GroupRole.PARTNER)
    adas, bobs = (writing(opened(page_as, who), group) for who in (ada, bob))
    adas.text_area(key=f"group_{group}_goal").set_value("Alle kommen an")
    bobs.text_input(key=f"group_{group}_due").set_value("Ende Mai")
    adas.button(key=f"save_group_{group}").click().run()
    bobs.button(key=f"save_group_{group}").click().run()
    saved = groups.groups_of(ada)[0].group
    assert (saved.goal, saved.due) == ("Alle kommen an", "Ende Mai")
    assert "Alle kommen an" in words(bobs)


def test_too_long_a_date_is_refused_at_its_form_and_stays(page_as: PageAs, group: int, ada: Visitor) -> None:
    groups.join_group(ada, group, GroupRole.LEAD)
    page = writing(opened(page_as, ada), group)
    page.text_input(key=f"group_{group}_due").set_value("x" * 41)
    page.button(key=f"save_group_{group}").click().run()
    assert "Der Termin ist etwas zu lang" in words(page)
    assert page.text_input(key=f"group_{group}_due").value == "x" * 41
    assert groups.groups_of(ada)[0].group.due == ""


def test_while_somebody_writes_the_others_read_along_and_take_over_kindly(
    page_as: PageAs, group: int, ada: Visitor, bob: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    for who in (ada, bob):
        groups.join_group(who, group, GroupRole.PARTNER)
    group_profile.take_turn(ada, group)
    page = opened(page_as, bob)
    assert "Ada schreibt gerade" in "".join(each.value for each in page.caption)
    page.button(key=f"go_on_{group}").click().run()
    assert "Ihr Text bleibt hier stehen" in words(page)
    assert not page.text_area
    later = group_profile.now() + group_profile.TURN * 2
    monkeypatch.setattr(group_profile, "now", lambda: later)
    page.button(key=f"go_on_{group}").click().run()
    assert page.text_area


def test_a_line_is_saved_when_it_is_left(page_as: PageAs, group: int, ada: Visitor) -> None:
    groups.join_group(ada, group, GroupRole.LEAD)
    page = writing(opened(page_as, ada), group)
    page.text_area(key=f"group_{group}_benefit").set_value("Weniger Abbrüche").run()
    assert groups.groups_of(ada)[0].group.benefit == "Weniger Abbrüche"
    assert page.text_area(key=f"group_{group}_benefit").value == "Weniger Abbrüche"


def test_everybody_sees_their_seat_once_it_is_confirmed(
    page_as: PageAs, workshop: int, group: int, ada: Visitor
) -> None:
    leader = a_facilitator(workshop)
    groups.join_group(ada, group, GroupRole.LEAD)
    group_seats.propose(leader, smallest=1, largest=5, per_institution=2)
    page = opened(page_as, ada)
    assert not page.info
    group_seats.confirm_plan(leader)
    assert [each.value.replace("\\", "") for each in page.run().info] == ["Ihr Platz: Lotsen *vor Ort*"]
