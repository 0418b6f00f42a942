"""Meeting rounds: planned from who is there, announced, led through no-shows, late arrivals and early leavers."""

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

import pytest
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from actions import agenda, contacts, meeting_tables, meetings, people, planning, privacy, table
from actions.live import state_of
from actions.live_meetings import tag
from documents.seating_plan import seating_plan
from domain.agenda import Kind
from domain.contacts import Entry, Side
from domain.meeting_plan import Plan
from domain.meetings import Bench, MeetingRound, MeetingRule, MeetingStatus
from domain.people import InstitutionType, Person
from domain.privacy import Purpose
from domain.visitor import Role, Visitor
from storage import meetings as store
from storage.database import Database, reading, writing
from storage.schema import MeetingRoundRow, MeetingSeatRow
from tests.at_once import at_once
from tests.builders import (
    a_facilitator,
    a_person,
    a_person_at_desk,
    a_workshop,
    organiser_of,
    start,
    the_workshop,
)
from tests.refusals import refused


@dataclass
class Rounds:
    """A meeting with rounds on its agenda, and people who said that they are there."""

    workshop_id: int
    everybody: list[Visitor] = field(default_factory=list)

    @property
    def leader(self) -> Visitor:
        return a_facilitator(self.workshop_id)

    @property
    def newest(self) -> MeetingRound:
        found = meetings.overview_of(self.leader).newest
        assert found is not None
        return found

    def plan(self) -> MeetingRound:
        """Plans the next round. Nobody but the facilitator sees it yet."""
        newest = meetings.overview_of(self.leader).newest
        meetings.plan_round(self.leader, newest.number if newest else 0)
        planning.finish()
        return self.newest

    def begin(self) -> MeetingRound:
        meetings.announce_round(self.leader, self.plan().id)
        return self.newest

    def end(self, everybody_taps: bool = True) -> None:
        if everybody_taps:
            for person in self.everybody:
                if table.my_table(person).table:
                    table.come(person)
        meetings.end_round(self.leader, self.newest.id)

    def joins(self, name: str, institution: str | None = None) -> Visitor:
        person = a_person(self.workshop_id, name, institution=institution)
        table.come(person)
        self.everybody.append(person)
        return person


def rounds_with(people_: int, houses: int = 0, **rule: int | bool) -> Rounds:
    """Everybody from a house of their own, or spread over so many."""
    workshop_id = a_workshop()
    leader = a_facilitator(workshop_id)
    start(workshop_id, Kind.MEETINGS)
    found = Rounds(workshop_id)
    if rule:
        meetings.set_rule(leader, **{**MeetingRule().as_settings(), **rule})
    for number in range(people_):
        found.joins(f"Person {number}", f"Haus {number % houses if houses else number}")
    return found


def seats_of(room: Rounds) -> list[tuple[str, ...]]:
    return list(meetings.overview_of(room.leader).plan.tables.values())


@pytest.fixture
def six(any_database: Database) -> Rounds:
    return rounds_with(6)


def test_everybody_finds_their_table_and_with_whom(six: Rounds) -> None:
    six.begin()
    for person in six.everybody:
        mine = table.my_table(person)
        (other,) = mine.others
        assert mine.table in (1, 2, 3)
        assert other.id != person.person_id
        assert other.institution.startswith("Haus")
    assert len({table.my_table(person).table for person in six.everybody}) == 3


def test_a_plan_is_nobodys_before_it_is_announced(six: Rounds) -> None:
    six.plan()
    assert {table.my_table(person).table for person in six.everybody} == {None}
    room = state_of(six.workshop_id, Role.PARTICIPANT, ["meetings"])["meetings"]
    assert room["round"] == [1, 4, "soon"]
    assert {value[0] for key, value in room.items() if key != "round"} == {0}
    assert "tables" not in state_of(six.workshop_id, Role.SCREEN, ["meetings"])["meetings"]


def test_who_has_not_said_so_is_not_planned(six: Rounds) -> None:
    quiet = a_person(six.workshop_id, "Still")
    six.begin()
    assert not table.my_table(quiet).here
    assert quiet.person_id not in [each for people_ in seats_of(six) for each in people_]


def test_nobody_meets_twice_nor_a_colleague(any_database: Database) -> None:
    room = rounds_with(12, houses=4, rounds=5)
    met: Counter[frozenset[str]] = Counter()
    houses = {person.person_id: people.me(person).institution_id for person in room.everybody}
    for _ in range(5):
        room.begin()
        for one, other in seats_of(room):
            met[frozenset((one, other))] += 1
            assert houses[one] != houses[other]
        room.end()
    assert len(met) == 30
    assert set(met.values()) == {1}


def test_pauses_go_round(any_database: Database) -> None:
    room = rounds_with(5)
    pauses = []
    for _ in range(5):
        room.begin()
        pauses += meetings.overview_of(room.leader).plan.waiting
        room.end()
    assert sorted(pauses) == sorted(person.person_id or "" for person in room.everybody)


def test_three_sit_together_if_the_facilitator_wishes(any_database: Database) -> None:
    room = rounds_with(5, three=True)
    room.begin()
    assert sorted(map(len, seats_of(room))) == [2, 3]


def test_the_one_with_a_pause_is_told_kindly_and_not_that_nobody_came(any_database: Database) -> None:
    room = rounds_with(3)
    room.begin()
    resting = [mine for person in room.everybody if (mine := table.my_table(person)).table is None]
    assert [(mine.bench, mine.here) for mine in resting] == [(Bench.PAUSE, True)]


def test_two_facilitators_who_ask_at_once_make_one_plan(six: Rounds) -> None:
    at_once([lambda: meetings.plan_round(six.leader, 0)] * 5)
    planning.finish()
    with reading() as tx:
        assert [round_.number for round_ in store.of_workshop(tx, six.workshop_id)] == [1]


def test_a_second_click_on_an_old_page_changes_nothing(six: Rounds) -> None:
    first = six.begin()
    meetings.plan_round(six.leader, 0)
    meetings.announce_round(six.leader, first.id)
    assert six.newest == first
    assert refused(lambda: meetings.plan_round(six.leader, 1)) == "meeting_is_running"
    six.end()
    meetings.end_round(six.leader, first.id)
    assert six.newest.status is MeetingStatus.ENDED


def test_the_database_itself_keeps_one_seat_a_person_and_one_plan_a_number(six: Rounds) -> None:
    first = six.begin()
    seat = {"round_id": first.id, "person_id": six.everybody[0].person_id, "bench": "pause", "here": False}
    for wrong in (
        insert(MeetingSeatRow).values(seat),
        update(MeetingSeatRow).where(MeetingSeatRow.round_id == first.id).values(table_number=1, place=1, bench=None),
        update(MeetingSeatRow).where(MeetingSeatRow.round_id == first.id).values(table_number=99),
        insert(MeetingRoundRow).values(
            workshop_id=six.workshop_id,
            activity_id=first.activity_id,
            number=1,
            status="planned",
            size=2,
            minutes=8,
            seed=1,
            asked_at=first.asked_at,
        ),
    ):
        with pytest.raises(IntegrityError), writing() as tx:
            tx.execute(wrong)


def test_the_same_seed_and_people_give_the_same_plan(six: Rounds) -> None:
    first = six.plan()
    before = meetings.overview_of(six.leader).plan
    assert first.people == 6
    assert first.weights["mutual"] == 0.4
    with writing() as tx:
        store.change(tx, first.id, status=MeetingStatus.PLANNING.value)
    planning.begin(six.workshop_id, first.id)
    planning.finish()
    assert meetings.overview_of(six.leader).plan.tables == before.tables


def test_a_plan_that_was_overtaken_is_not_kept(six: Rounds) -> None:
    first = six.begin()
    before = meetings.overview_of(six.leader).plan
    planning.begin(six.workshop_id, first.id)
    planning.finish()
    assert meetings.overview_of(six.leader).plan == before


def test_who_fit_best_sit_together(any_database: Database) -> None:
    room = rounds_with(8)
    ada, bob = room.everybody[2], room.everybody[7]
    for person, side in ((ada, Side.SEEK), (bob, Side.OFFER)):
        contacts.save_profile(person, entries=[Entry(side, None, "Praktikumsplätze Metall")], visible=True)
    room.begin()
    mine = table.my_table(ada)
    assert [other.id for other in mine.others] == [bob.person_id]
    assert [reason.kind for reason in mine.reasons] == ["wording"]


def test_nothing_of_a_hidden_profile_becomes_a_reason(any_database: Database) -> None:
    room = rounds_with(2)
    ada, bob = room.everybody
    contacts.save_profile(ada, entries=[Entry(Side.SEEK, None, "Praktikumsplätze")], visible=True)
    contacts.save_profile(bob, entries=[Entry(Side.OFFER, None, "Praktikumsplätze")], visible=False)
    room.begin()
    assert table.my_table(ada).reasons == ()


def test_who_said_no_to_somebody_never_meets_them(any_database: Database) -> None:
    room = rounds_with(2, allow_repeats=True, allow_colleagues=True)
    ada, bob = room.everybody
    for person in (ada, bob):
        contacts.save_profile(person, entries=[Entry(Side.OFFER, None, "Räume")], visible=True, email="a@example.org")
    contacts.answer_request(bob, contacts.send_request(ada, bob.person_id or ""), accept=False)
    room.begin()
    assert [table.my_table(person).bench for person in (ada, bob)] == [Bench.PAUSE, Bench.PAUSE]


def test_who_is_missed_leaves_nobody_alone(six: Rounds) -> None:
    round_ = six.begin()
    ada = six.everybody[0]
    (missing,) = table.my_table(ada).others
    table.miss(ada, round_.id, missing.id)
    assert len(table.my_table(ada).others) == 2
    bob = next(person for person in six.everybody if person.person_id == missing.id)
    mine = table.my_table(bob)
    assert (mine.here, mine.table, mine.bench) == (False, None, Bench.ABSENT)
    # Sent again by a slow line, it is the same.
    table.miss(ada, round_.id, missing.id)
    assert len(table.my_table(ada).others) == 2


def test_two_whose_partners_are_missing_meet(six: Rounds) -> None:
    round_ = six.begin()
    first, second = seats_of(six)[:2]
    by_id = {person.person_id: person for person in six.everybody}
    # The one who is left without a fit at the tables waits for the other.
    table.leave(by_id[first[1]])
    table.leave(by_id[second[1]])
    tables = seats_of(six)
    assert {frozenset(people_) for people_ in tables} >= {frozenset(seats_of(six)[0])}
    assert sorted(each for people_ in tables for each in people_) == sorted(
        each for each in by_id if each and each not in (first[1], second[1])
    )
    assert all(len(people_) > 1 for people_ in tables)
    assert round_.status is MeetingStatus.RUNNING


def test_nobody_is_missed_at_a_table_where_they_do_not_sit(six: Rounds) -> None:
    round_ = six.begin()
    ada = six.everybody[0]
    elsewhere = next(each for people_ in seats_of(six) if ada.person_id not in people_ for each in people_)
    table.miss(ada, round_.id, elsewhere)
    table.miss(ada, round_.id, ada.person_id)
    assert len(table.my_table(ada).others) == 1
    assert not [person for person in six.everybody if not table.my_table(person).here]


def test_late_arrivals_wait_and_two_sit_down_at_once(six: Rounds) -> None:
    six.begin()
    gina = six.joins("Gina")
    assert table.my_table(gina).bench is Bench.WAITING
    hans = six.joins("Hans")
    assert [other.name for other in table.my_table(hans).others] == ["Gina"]
    assert table.my_table(gina).table == table.my_table(hans).table == 4


def test_who_comes_between_plan_and_announcement_has_a_place(six: Rounds) -> None:
    round_ = six.plan()
    gina, hans = six.joins("Gina"), six.joins("Hans")
    meetings.announce_round(six.leader, round_.id)
    assert table.my_table(gina).table == table.my_table(hans).table is not None


def test_who_goes_between_plan_and_announcement_leaves_nobody_alone(six: Rounds) -> None:
    round_ = six.plan()
    table.leave(six.everybody[0])
    meetings.announce_round(six.leader, round_.id)
    assert all(len(people_) > 1 for people_ in seats_of(six))


def test_who_is_at_a_silent_table_is_asked_again_before_the_next_round(six: Rounds) -> None:
    six.begin()
    ada = six.everybody[0]
    (beside,) = table.my_table(ada).others
    table.come(ada)
    six.end(everybody_taps=False)
    here = meetings.overview_of(six.leader).here
    assert {person_id for person_id, is_here in here.items() if is_here} == {ada.person_id, beside.id}
    table.come(next(person for person in six.everybody if person.person_id not in (ada.person_id, beside.id)))
    assert sum(meetings.overview_of(six.leader).here.values()) == 3
    meeting_tables.bring_all_back(six.leader)
    assert sum(meetings.overview_of(six.leader).here.values()) == 6


def test_somebody_without_a_device_stays_in(any_database: Database) -> None:
    room = rounds_with(1)
    paula = a_person_at_desk(room.workshop_id, "Paula")
    meeting_tables.set_present(room.leader, paula, here=True)
    room.begin()
    room.end(everybody_taps=False)
    assert meetings.overview_of(room.leader).here[paula]


def test_every_step_can_be_taken_back(six: Rounds) -> None:
    round_ = six.plan()
    before = meetings.overview_of(six.leader).plan
    meetings.announce_round(six.leader, round_.id)
    meetings.take_back_round(six.leader, round_.id)
    assert six.newest.status is MeetingStatus.PLANNED
    one, other = seats_of(six)[0][0], seats_of(six)[1][1]
    for _ in range(2):
        meeting_tables.swap_people(six.leader, round_.id, one, other)
    assert meetings.overview_of(six.leader).plan == before
    meetings.announce_round(six.leader, round_.id)
    meetings.end_round(six.leader, round_.id)
    meetings.reopen_round(six.leader, round_.id)
    assert six.newest.status is MeetingStatus.RUNNING
    assert sum(meetings.overview_of(six.leader).here.values()) == 6


def test_a_held_table_stays_when_all_is_mixed_anew(any_database: Database) -> None:
    room = rounds_with(12)
    round_ = room.plan()
    held = meetings.overview_of(room.leader).plan.tables[3]
    meeting_tables.lock_table(room.leader, round_.id, 3, locked=True)
    for _ in range(3):
        meetings.plan_anew(room.leader, round_.id)
        planning.finish()
        plan = meetings.overview_of(room.leader).plan
        assert plan.tables[3] == held
        assert plan.locked == {3}
    assert room.newest.status is MeetingStatus.PLANNED


def test_mixing_the_bench_leaves_everybody_else_where_they_are(any_database: Database) -> None:
    room = rounds_with(4, houses=1)
    round_ = room.begin()
    assert len(meetings.overview_of(room.leader).plan.waiting) == 4
    assert meeting_tables.mix_bench(room.leader, round_.id) == 4
    assert meetings.overview_of(room.leader).plan.waiting == []


def test_at_tables_everybody_sits(any_database: Database) -> None:
    room = rounds_with(10, size=4)
    room.begin()
    assert sorted(map(len, seats_of(room))) == [3, 3, 4]
    mine = table.my_table(room.everybody[0])
    assert len(mine.others) >= 2
    table.miss(room.everybody[0], room.newest.id, mine.others[0].id)
    assert len(table.my_table(room.everybody[0]).others) == len(mine.others) - 1


def test_the_outlook_warns_before_the_plan(any_database: Database) -> None:
    room = rounds_with(6, size=2, rounds=5)
    assert meetings.overview_of(room.leader).outlook.level == "too_small"
    meetings.set_rule(room.leader, **{**MeetingRule().as_settings(), "rounds": 2})
    assert meetings.overview_of(room.leader).outlook.level == "safe"


def test_more_time_is_more_time_for_the_round(six: Rounds) -> None:
    round_ = six.begin()
    now = state_of(six.workshop_id, Role.PARTICIPANT, ["now"])["now"]
    assert round_.ends_at is not None
    assert now["activity"]["ends_at"] == round_.ends_at.isoformat()
    agenda.add_minutes(six.leader, 5)
    assert six.newest.extra_minutes == 5
    assert agenda.current_activity(six.leader).extra_minutes == 0
    agenda.add_minutes(six.leader, -5)
    six.end()
    agenda.add_minutes(six.leader, 5)
    assert agenda.current_activity(six.leader).extra_minutes == 5


def test_fewer_than_two_make_no_round(any_database: Database) -> None:
    room = rounds_with(1)
    assert refused(lambda: meetings.plan_round(room.leader, 0)) == "meeting_too_few"


def test_no_stream_says_who_sits_with_whom(six: Rounds) -> None:
    six.begin()
    ids = [person.person_id or "" for person in six.everybody]
    for role in (Role.PARTICIPANT, Role.SCREEN, Role.FACILITATOR):
        said = repr(state_of(six.workshop_id, role, ["meetings"]))
        assert not [each for each in ids if each in said]
        assert "Person " not in said
    room = state_of(six.workshop_id, Role.PARTICIPANT, ["meetings"])["meetings"]
    assert {room[tag(each)][0] for each in ids} == {1, 2, 3}
    assert state_of(six.workshop_id, Role.SCREEN, ["meetings"])["meetings"]["tables"] == {"1": 2, "2": 2, "3": 2}


def test_a_name_stands_on_the_projector_only_with_consent(six: Rounds) -> None:
    def names() -> list[list[str]]:
        return list(state_of(six.workshop_id, Role.SCREEN, ["meetings"])["meetings"]["names"].values())

    six.begin()
    ada = six.everybody[0]
    assert names() == []
    for _ in range(2):
        table.show_my_name(ada, visible=True)
    assert names() == [["Person 0"]]
    (consent,) = [each for each in privacy.my_data(ada).consents if each.purpose == Purpose.TABLE_NAME]
    privacy.withdraw_consent(ada, consent.id)
    assert names() == []
    table.show_my_name(ada, visible=True)
    table.show_my_name(ada, visible=False)
    assert names() == []


def test_only_those_at_the_table_hear_of_a_change_at_it(any_database: Database) -> None:
    room = rounds_with(8)
    room.begin()

    def heard() -> dict[str, object]:
        return state_of(room.workshop_id, Role.PARTICIPANT, ["meetings"])["meetings"]

    before = heard()
    table.come(room.everybody[0])
    assert {key for key, value in heard().items() if value != before[key]} == {tag(room.everybody[0].person_id or "")}


def test_my_data_names_the_rounds_and_erasure_takes_them(six: Rounds) -> None:
    six.begin()
    ada = six.everybody[0]
    (other,) = table.my_table(ada).others
    bob = next(person for person in six.everybody if person.person_id == other.id)
    assert privacy.my_data(ada).meetings == ((1, table.my_table(ada).table, (other.name,)),)
    assert "Gesprächsrunden" in privacy.my_document(ada, "meine-daten.html").content.decode()
    six.end()
    privacy.erase_me(bob, keep_ideas=True)
    assert privacy.my_data(ada).meetings[0][2] == ()
    with reading() as tx:
        assert other.id not in repr(store.past(tx, six.workshop_id))
    six.begin()


def test_the_others_still_never_meet_twice_when_somebody_was_deleted(any_database: Database) -> None:
    room = rounds_with(7)
    room.begin()
    met = {frozenset(pair) for people_ in seats_of(room) for pair in combinations(people_, 2)}
    room.end()
    gone = room.everybody.pop()
    privacy.erase_person(organiser_of(room.workshop_id), room.workshop_id, gone.person_id or "")
    room.begin()
    assert not met & {frozenset(pair) for people_ in seats_of(room) for pair in combinations(people_, 2)}


def test_the_paper_names_everybody_for_the_facilitator_alone(six: Rounds) -> None:
    round_ = six.begin()
    file = meeting_tables.plan_on_paper(six.leader, round_.id)
    assert file.content.startswith(b"%PDF")
    assert file.file_name.endswith("Gespraechsrunde-1.pdf")
    assert refused(lambda: meeting_tables.plan_on_paper(six.everybody[0], round_.id)) == "not_facilitator"


def test_a_sheet_for_three_hundred_has_several_pages(database: Database) -> None:
    known = {
        str(each): Person(
            str(each), f"Person {each}", None, "Ein langer Name einer Institution" * 3, InstitutionType.KEINE
        )
        for each in range(300)
    }
    plan = Plan({each + 1: (str(2 * each), str(2 * each + 1)) for each in range(150)})
    round_ = MeetingRound(1, 1, 2, MeetingStatus.RUNNING, 2, 8)
    file = seating_plan(the_workshop(a_workshop()), round_, plan, known)
    assert 4 <= file.content.count(b"/Type /Page\n") <= 8


def idle_people(room: Rounds, there: Iterable[str]) -> int:
    """Who is there and sits with nobody."""
    plan = meetings.overview_of(room.leader).plan
    company = {each for people_ in plan.tables.values() if len(set(people_) & set(there)) > 1 for each in people_}
    return len(set(there) - company)


@pytest.mark.parametrize("number", [30, 31])
def test_nobody_is_idle_but_the_odd_one_in_a_whole_afternoon(database: Database, number: int) -> None:
    """No-shows, late arrivals and early leavers: idle beyond the odd minimum is 0 in every round."""
    chance = random.Random(number)
    room = rounds_with(number, houses=13, rounds=6)
    by_id = {person.person_id or "": person for person in room.everybody}
    for round_number in range(6):
        round_ = room.begin()
        seated = [each for people_ in seats_of(room) for each in people_]
        lost = set(chance.sample(seated, 3))
        for people_ in seats_of(room):
            for each in people_:
                if each in lost:
                    continue
                table.come(by_id[each])
                for other in people_:
                    if other in lost:
                        table.miss(by_id[each], round_.id, other)
        # Whose partner is lost as well has not said anything; the facilitator sees a silent table.
        for late in range(2):
            person = room.joins(f"Spät {round_number} {late}", f"Haus {chance.randrange(13)}")
            by_id[person.person_id or ""] = person
        early = chance.choice([each for each in seated if each not in lost])
        table.leave(by_id[early])
        there = [each for each, here in meetings.overview_of(room.leader).here.items() if here and each not in lost]
        assert idle_people(room, there) <= len(there) % 2
        meetings.end_round(room.leader, round_.id)
    assert room.newest.number == 6
