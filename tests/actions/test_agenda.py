"""The facilitator leads: next, back, insert, more time; a second click on a slow line changes nothing."""

import pytest

from actions import agenda, voting
from domain.agenda import Activity, Kind
from domain.visitor import Visitor
from domain.voting import Subject
from storage import log
from storage.database import Database, reading
from tests.builders import a_facilitator, a_person, a_workshop, start
from tests.refusals import refused


@pytest.fixture
def leader(database: Database) -> Visitor:
    return a_facilitator(a_workshop())


def titles(leader: Visitor) -> list[str]:
    return [activity.title for activity in agenda.agenda_of(leader)]


def now(leader: Visitor) -> Activity:
    return agenda.current_activity(leader)


def test_a_new_workshop_stands_at_its_first_activity(leader: Visitor) -> None:
    assert now(leader) == agenda.agenda_of(leader)[0]


def test_one_click_opens_the_next_activity_for_everybody(leader: Visitor) -> None:
    ada = a_person(leader.as_facilitator())
    following = agenda.agenda_of(leader)[1]
    agenda.start_next(leader, now(leader).id)
    assert agenda.current_activity(ada).id == following.id
    assert now(leader).started_at is not None


def test_a_double_click_on_next_moves_one_step(leader: Visitor) -> None:
    seen = now(leader).id
    agenda.start_next(leader, seen)
    agenda.start_next(leader, seen)
    assert now(leader).position == 1


def test_back_opens_the_activity_before(leader: Visitor) -> None:
    first = now(leader)
    agenda.start_next(leader, first.id)
    agenda.go_back(leader, now(leader).id)
    assert now(leader).id == first.id


def test_the_agenda_has_a_beginning_and_an_end(leader: Visitor) -> None:
    assert refused(lambda: agenda.go_back(leader, now(leader).id)) == "agenda_beginning"
    start(leader.as_facilitator(), Kind.FEEDBACK)
    assert refused(lambda: agenda.start_next(leader, now(leader).id)) == "agenda_end"


def test_opening_the_current_activity_again_does_not_restart_its_time(leader: Visitor) -> None:
    activity_id = start(leader.as_facilitator(), Kind.IDEAS)
    begun = now(leader).started_at
    agenda.start_activity(leader, activity_id)
    assert now(leader).started_at == begun


def test_an_activity_that_is_over_can_be_opened_again(leader: Visitor) -> None:
    ideas = start(leader.as_facilitator(), Kind.IDEAS)
    vote = start(leader.as_facilitator(), Kind.VOTE)
    over = next(activity for activity in agenda.agenda_of(leader) if activity.id == ideas)
    assert over.ended_at is not None
    agenda.start_activity(leader, ideas)
    assert now(leader).id == ideas
    assert now(leader).ended_at is None
    assert next(each for each in agenda.agenda_of(leader) if each.id == vote).ended_at is not None


def test_time_is_extended_and_cut(leader: Visitor) -> None:
    start(leader.as_facilitator(), Kind.IDEAS)
    before = now(leader).ends_at
    agenda.add_minutes(leader, 5)
    agenda.add_minutes(leader, -2)
    after = now(leader).ends_at
    assert before is not None
    assert after is not None
    assert (after - before).total_seconds() == 180
    assert refused(lambda: agenda.add_minutes(leader, -600)) == "minutes_out_of_range"


def test_an_activity_is_inserted_after_another(leader: Visitor) -> None:
    first, second, *_ = agenda.agenda_of(leader)
    new = agenda.insert_activity(leader, after_id=first.id, kind=Kind.BREAK, title="Lüften", minutes=5)
    assert [activity.id for activity in agenda.agenda_of(leader)][:3] == [first.id, new, second.id]


def test_an_activity_is_inserted_at_the_beginning(leader: Visitor) -> None:
    before = titles(leader)
    agenda.insert_activity(leader, after_id=None, kind=Kind.TALK, title="Vorab", minutes=5)
    assert titles(leader) == ["Vorab", *before]


def test_an_activity_gets_other_words_and_minutes(leader: Visitor) -> None:
    activity = agenda.agenda_of(leader)[3]
    agenda.edit_activity(leader, activity.id, title=" Neuer  Titel ", question="Wozu?", minutes=7)
    changed = agenda.agenda_of(leader)[3]
    assert (changed.title, changed.question, changed.minutes) == ("Neuer Titel", "Wozu?", 7)


@pytest.mark.parametrize(
    ("title", "minutes", "reason"),
    [("", 5, "title_missing"), ("x" * 201, 5, "title_too_long"), ("Gut", 0, "minutes_out_of_range")],
)
def test_an_activity_needs_a_title_and_a_sensible_time(
    leader: Visitor, title: str, minutes: int, reason: str
) -> None:
    first = agenda.agenda_of(leader)[0].id
    assert (
        refused(lambda: agenda.insert_activity(leader, after_id=first, kind=Kind.TALK, title=title, minutes=minutes))
        == reason
    )
    assert refused(lambda: agenda.edit_activity(leader, first, title=title, question="", minutes=minutes)) == reason


def test_an_activity_that_has_not_begun_can_go(leader: Visitor) -> None:
    last = agenda.agenda_of(leader)[-1]
    agenda.remove_activity(leader, last.id)
    assert last.title not in titles(leader)


def test_the_current_activity_and_one_that_has_begun_stay(leader: Visitor) -> None:
    ideas = start(leader.as_facilitator(), Kind.IDEAS)
    assert refused(lambda: agenda.remove_activity(leader, ideas)) == "activity_in_use"
    start(leader.as_facilitator(), Kind.VOTE)
    assert refused(lambda: agenda.remove_activity(leader, ideas)) == "activity_in_use"


def test_moving_on_closes_no_round(leader: Visitor) -> None:
    """Timers and the agenda advise; only the facilitator's click closes a round (R-13)."""
    start(leader.as_facilitator(), Kind.POLL)
    round_id = voting.open_round(leader, subject=Subject.FIELDS, budget=1, maximum=1)
    start(leader.as_facilitator(), Kind.TALK)
    ada = a_person(leader.as_facilitator())
    option = voting.options_of(ada, round_id)[0].id
    assert voting.fill_ballot(ada, round_id, {option: 1}).free == 0


def test_what_the_facilitator_does_is_in_the_log(leader: Visitor) -> None:
    agenda.start_next(leader, now(leader).id)
    agenda.add_minutes(leader, 5)
    with reading() as tx:
        verbs = [verb for _, role, verb, _ in log.of_workshop(tx, leader.as_facilitator()) if role == "facilitator"]
    assert verbs == ["start_activity", "add_minutes"]
