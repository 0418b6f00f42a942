"""Between the plan and the end of a meeting round: who comes back, who leaves, and who has said no since."""

from collections.abc import Callable

import pytest

from actions import agenda, contacts, meeting_tables, meetings, table
from domain.contacts import Entry, Side
from domain.meetings import MeetingRound
from domain.visitor import Visitor
from storage.database import Database
from tests.actions.test_meetings import Rounds, rounds_with, seats_of


@pytest.fixture
def six(any_database: Database) -> Rounds:
    return rounds_with(6)


def id_of(person: Visitor) -> str:
    return person.person_id or ""


def neighbours(person: Visitor) -> set[str]:
    return {each.id for each in table.my_table(person).others}


def says_no(one: Visitor, other: Visitor) -> int:
    """`other` asks, `one` says no. Returns the request."""
    for person in (one, other):
        address = f"{id_of(person)[:6]}@example.org".lower()
        contacts.save_profile(person, entries=[Entry(Side.OFFER, None, "Rat")], visible=True, email=address)
    request_id = contacts.send_request(other, id_of(one))
    contacts.answer_request(one, request_id, accept=False)
    return request_id


def who_sits(room: Rounds, place: int = 0) -> tuple[Visitor, Visitor]:
    people = {id_of(person): person for person in room.everybody}
    one, other = seats_of(room)[place]
    return people[one], people[other]


def gone_and_back(room: Rounds, who: Visitor, _round: MeetingRound) -> None:
    table.leave(who)
    table.come(who)


def taken_out_and_undone(room: Rounds, who: Visitor, _round: MeetingRound) -> None:
    for here in (False, True):
        meeting_tables.set_present(room.leader, id_of(who), here=here)


def announced_and_taken_back(room: Rounds, who: Visitor, round_: MeetingRound) -> None:
    meetings.announce_round(room.leader, round_.id)
    table.leave(who)
    meetings.take_back_round(room.leader, round_.id)
    table.come(who)


@pytest.mark.parametrize("absence", [gone_and_back, taken_out_and_undone, announced_and_taken_back])
def test_who_is_back_before_the_announcement_has_a_table(
    six: Rounds, absence: Callable[[Rounds, Visitor, MeetingRound], None]
) -> None:
    round_, ada = six.plan(), six.everybody[0]
    absence(six, ada, round_)
    meetings.announce_round(six.leader, round_.id)
    assert table.my_table(ada).table
    assert all(len(people) > 1 for people in seats_of(six))


def test_when_a_round_goes_on_after_all_who_came_since_has_a_table(six: Rounds) -> None:
    round_ = six.begin()
    six.end()
    late = [six.joins("Grete"), six.joins("Hanna")]
    meetings.reopen_round(six.leader, round_.id)
    assert all(table.my_table(person).table for person in late)


def test_when_a_round_goes_on_after_all_who_left_since_stays_away(six: Rounds) -> None:
    round_ = six.begin()
    ada, neighbour = who_sits(six)
    six.end()
    table.leave(ada)
    meetings.reopen_round(six.leader, round_.id)
    mine = table.my_table(ada)
    assert (mine.table, mine.here) == (None, False)
    assert neighbours(neighbour), "nobody sits alone"


def test_a_round_that_is_taken_back_begins_with_its_own_time(six: Rounds) -> None:
    round_ = six.begin()
    agenda.add_minutes(six.leader, 5)
    assert six.newest.extra_minutes == 5
    meetings.take_back_round(six.leader, round_.id)
    assert six.newest.extra_minutes == 0


def test_a_no_between_plan_and_announcement_parts_the_two(six: Rounds) -> None:
    round_ = six.plan()
    one, other = who_sits(six)
    says_no(one, other)
    meetings.announce_round(six.leader, round_.id)
    assert id_of(other) not in neighbours(one)
    assert all(len(people) > 1 for people in seats_of(six))
    assert table.my_table(one).table
    assert table.my_table(other).table


def test_a_no_outlives_the_withdrawal_of_the_request(any_database: Database) -> None:
    room = rounds_with(2)
    ada, bob = room.everybody
    contacts.withdraw_request(bob, says_no(ada, bob))
    room.begin()
    assert seats_of(room) == []


def test_who_said_no_and_asks_now_may_meet_them_again(any_database: Database) -> None:
    room = rounds_with(2)
    ada, bob = room.everybody
    contacts.withdraw_request(bob, says_no(ada, bob))
    contacts.send_request(ada, id_of(bob))
    room.begin()
    assert len(seats_of(room)) == 1


def test_mixing_the_bench_finds_tables_for_two_who_must_not_meet(any_database: Database) -> None:
    """Else the facilitator could tell from it who has said no to whom."""
    room = rounds_with(4)
    ada, bob, *_ = room.everybody
    says_no(ada, bob)
    for _ in range(2):
        room.begin()
        room.end()
    round_ = room.begin()
    # All others have met by now, so these two are left over.
    assert set(meetings.overview_of(room.leader).plan.waiting) == {id_of(ada), id_of(bob)}
    assert meeting_tables.mix_bench(room.leader, round_.id) == 2
    assert all(table.my_table(person).table for person in room.everybody)
    assert id_of(bob) not in neighbours(ada)
