"""The facilitator leads meeting rounds: the outlook, plan, preview, announce, change, end, and undo."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from actions import meetings, planning, table
from domain.agenda import Kind
from domain.meetings import MeetingRound, MeetingStatus
from domain.visitor import Visitor
from storage import meetings as store
from storage.database import Database, writing
from tests.builders import a_facilitator, a_person, a_person_at_desk, a_workshop, the_workshop

PageAs = Callable[..., AppTest]


@pytest.fixture
def workshop(database: Database) -> int:
    return a_workshop(now=Kind.MEETINGS)


@pytest.fixture
def leader(workshop: int) -> Visitor:
    return a_facilitator(workshop)


def some_people(workshop: int, count: int = 6) -> list[Visitor]:
    found = [a_person(workshop, f"Person {each}", institution=f"Haus {each}") for each in range(count)]
    for person in found:
        table.come(person)
    return found


def the_desk(leader: Visitor, page_as: PageAs) -> AppTest:
    page = page_as(leader, "leitung", w=the_workshop(leader.as_facilitator()).code).run()
    assert not page.exception
    return page


def clicks(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    planning.finish()
    assert not page.exception
    return page.run()


def newest(leader: Visitor) -> MeetingRound:
    found = meetings.overview_of(leader).newest
    assert found is not None
    return found


def texts_of(page: AppTest) -> str:
    kinds = (page.text, page.caption, page.subheader, page.warning, page.info)
    return " ".join(element.value for kind in kinds for element in kind).replace("\\", "")


def keys(page: AppTest) -> set[str]:
    return {button.key or "" for button in page.button}


def test_from_the_first_plan_to_the_second(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    some_people(workshop)
    page = the_desk(leader, page_as)
    assert "6 Personen sind dabei" in texts_of(page)
    clicks(page, "plan_round")
    assert newest(leader).status is MeetingStatus.PLANNED
    assert "Noch sieht ihn niemand" in texts_of(page)
    assert [len(one.value) for one in page.table] == [3]
    clicks(page, "announce")
    assert newest(leader).status is MeetingStatus.RUNNING
    assert "An 0 von 3 Tischen" in texts_of(page)
    clicks(page, "end_round")
    assert newest(leader).status is MeetingStatus.ENDED
    assert "Runde 2 von 4" in texts_of(page)
    # Nobody has said "I am here" at their table, and the facilitator knows better.
    assert "6 waren dabei" in texts_of(page)
    clicks(page, "bring_back")
    clicks(page, "plan_round")
    assert newest(leader).number == 2


def test_with_nobody_there_planning_becomes_a_sentence(leader: Visitor, page_as: PageAs) -> None:
    page = the_desk(leader, page_as)
    assert "Noch hat niemand" in texts_of(page)
    page.button(key="plan_round").click().run()
    assert "mindestens zwei Personen" in " ".join(toast.value for toast in page.toast)


def test_too_many_rounds_are_said_before_the_plan(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    some_people(workshop, 4)
    assert "ist der Raum zu klein" in texts_of(the_desk(leader, page_as))
    meetings.set_rule(leader, minutes=8, size=2, rounds=1, allow_colleagues=False, allow_repeats=False)
    assert "Das geht auf" in texts_of(the_desk(leader, page_as))


def test_one_large_institution_is_said_before_the_plan(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    for each in range(6):
        table.come(a_person(workshop, f"Person {each}", institution="Kreis" if each < 5 else "IHK"))
    assert "Mindestens 4 Personen setzen je Runde aus" in texts_of(the_desk(leader, page_as))


def test_the_rule_is_asked_and_kept(leader: Visitor, page_as: PageAs) -> None:
    page = the_desk(leader, page_as)
    page.number_input(key="meeting_rule_size").set_value(4)
    page.number_input(key="meeting_rule_minutes").set_value(12)
    page.toggle(key="meeting_rule_allow_repeats").set_value(True)
    page.button(key="meeting_rule_save").click().run()
    assert not page.exception
    rule = meetings.overview_of(leader).rule
    assert (rule.size, rule.minutes, rule.rounds, rule.allow_repeats) == (4, 12, 4, True)


def test_saving_the_rule_does_not_bring_back_what_somebody_else_has_changed(leader: Visitor, page_as: PageAs) -> None:
    page = the_desk(leader, page_as)
    rule = meetings.overview_of(leader).rule
    meetings.set_rule(leader, **{**rule.as_settings(), "rounds": 7})
    page.run()
    page.number_input(key="meeting_rule_minutes").set_value(12)
    page.button(key="meeting_rule_save").click().run()
    rule = meetings.overview_of(leader).rule
    assert (rule.rounds, rule.minutes) == (7, 12)


def test_every_click_can_be_undone(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    some_people(workshop)
    page = clicks(the_desk(leader, page_as), "plan_round")
    clicks(page, "announce")
    clicks(page, "undo")
    assert newest(leader).status is MeetingStatus.PLANNED
    clicks(page, "hold")
    assert meetings.overview_of(leader).plan.locked == {1}
    clicks(page, "undo")
    assert meetings.overview_of(leader).plan.locked == frozenset()


def test_two_change_places(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    some_people(workshop)
    page = clicks(the_desk(leader, page_as), "plan_round")
    plan = meetings.overview_of(leader).plan
    one, other = plan.tables[1][0], plan.tables[2][1]
    round_id = newest(leader).id
    page.selectbox(key=f"swap_one_{round_id}").set_value(one)
    page.selectbox(key=f"swap_other_{round_id}").set_value(other)
    page.run()
    clicks(page, "swap")
    assert meetings.overview_of(leader).plan.tables[1][0] == other
    clicks(page, "undo")
    assert meetings.overview_of(leader).plan == plan


def test_somebody_who_has_gone_is_taken_out(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    person = some_people(workshop)[0]
    page = clicks(clicks(the_desk(leader, page_as), "plan_round"), "announce")
    page.selectbox(key="gone_who").set_value(person.person_id).run()
    clicks(page, "gone")
    assert not table.my_table(person).here
    assert all(len(people_) > 1 for people_ in meetings.overview_of(leader).plan.tables.values())
    clicks(page, "undo")
    assert table.my_table(person).table


def test_the_bench_is_mixed(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    for each in range(4):
        table.come(a_person(workshop, f"Person {each}", institution="Kreis"))
    page = clicks(the_desk(leader, page_as), "plan_round")
    assert "Gesprächspause: Person" in texts_of(page)
    clicks(page, "mix_bench")
    assert len(meetings.overview_of(leader).plan.tables) == 2
    assert "mix_bench" not in keys(page)


def test_who_has_no_device_is_taken_in(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    paula = a_person_at_desk(workshop, "Paula")
    page = the_desk(leader, page_as)
    page.pills[0].set_value([paula]).run()
    assert meetings.overview_of(leader).here == {paula: True}
    page.pills[0].set_value([]).run()
    assert meetings.overview_of(leader).here == {paula: False}


def test_a_plan_under_way_shows_that_it_comes(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    some_people(workshop)
    meetings.plan_round(leader, 0)
    planning.finish()
    with writing() as tx:
        store.change(tx, newest(leader).id, status=MeetingStatus.PLANNING.value)
    page = the_desk(leader, page_as)
    assert "announce" not in keys(page)
    with writing() as tx:
        asked = newest(leader).asked_at
        assert asked is not None
        store.change(tx, newest(leader).id, asked_at=asked.replace(year=asked.year - 1))
    page.run()
    assert "nicht angekommen" in texts_of(page)
    clicks(page, "mix_all")
    assert newest(leader).status is MeetingStatus.PLANNED


def test_names_on_the_page_are_only_text(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    for name in ("*Ada*", "[Bob](http://x.example)"):
        table.come(a_person(workshop, name))
    page = clicks(the_desk(leader, page_as), "plan_round")
    cells = " ".join(str(cell) for one in page.table for cell in one.value.to_numpy().ravel())
    assert "\\[Bob\\]" in cells


def test_rounds_are_inserted_from_the_exchange(database: Database, page_as: PageAs) -> None:
    workshop = a_workshop(now=Kind.EXCHANGE)
    leader = a_facilitator(workshop)
    page = the_desk(leader, page_as)
    page.button(key="offer_meetings").click().run()
    assert meetings.overview_of(leader).newest is None
