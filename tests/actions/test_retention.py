"""What has had its time goes by itself, once a day, and nothing else does."""

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from actions import contacts, feedback, groups, ideas, privacy, retention, voting
from actions.organisation import kept_for, not_understood
from actions.outcome import outcome_of
from domain.contacts import Entry, Side
from domain.groups import GroupRole
from domain.privacy import Due, Kept, period_of
from server import housekeeping
from storage import chores, log
from storage.database import Database, reading, writing
from storage.privacy import ends
from storage.schema import BallotRow, FeedbackGivenRow, FeedbackRow, IdeaRow, PersonRow
from tests.actions.world import everything
from tests.at_once import at_once
from tests.builders import (
    a_facilitator,
    a_person,
    a_workshop,
    an_open_round,
    option_ids,
    organiser_of,
    some_ideas,
)

DAY = dt.timedelta(days=1)


@pytest.fixture
def meeting(any_database: Database) -> int:
    """Ada came and went. Bob and Carla wish to stay in contact. A round was never shown."""
    workshop_id = a_workshop()
    ada, bob, carla = (a_person(workshop_id, name, institution=f"Haus {name}") for name in ("Ada", "Bob", "Carla"))
    idea_id, *_ = some_ideas(ada, 2)
    ideas.contribute_idea(bob, title="Anonym", anonymous=True, edit_key="geheim")
    round_id = an_open_round(workshop_id)
    voting.fill_ballot(ada, round_id, {option_ids(workshop_id, round_id)[0]: 1})
    contacts.save_profile(bob, entries=[Entry(Side.OFFER, None, "Räume")], visible=True, email="bob@example.org")
    group_id = groups.choose_group(a_facilitator(workshop_id), title="Gruppe", idea_id=idea_id)
    groups.join_group(carla, group_id, GroupRole.LEAD)
    feedback.give_feedback(ada, rating=5, takeaway="Wortlaut", missing="Obstsalat")
    return workshop_id


def after(workshop_id: int, days: int) -> dt.datetime:
    """So many days after the end of the meeting, and a moment."""
    with reading() as tx:
        return ends(tx)[workshop_id] + days * DAY + dt.timedelta(seconds=1)


def counts(found: list[Due]) -> dict[str, int]:
    return {due.kind.value: due.count for due in found if due.count}


def names(workshop_id: int) -> set[str]:
    with reading() as tx:
        return set(tx.scalars(select(PersonRow.name).where(PersonRow.workshop_id == workshop_id)))


def test_on_the_day_before_nothing_is_due(meeting: int) -> None:
    assert counts(retention.due(after(meeting, 13))) == {}


def test_the_report_changes_nothing(meeting: int) -> None:
    before = everything()
    assert counts(retention.due(after(meeting, 400))) == {
        "token": 5,
        "attendance": 3,
        "feedback": 1,
        "contact": 2,
        "audit": len(privacy.log_of(organiser_of(meeting), meeting)),
    }
    assert everything() == before


def test_after_two_weeks_codes_and_links_to_ballots_go(meeting: int) -> None:
    retention.delete_due(after(meeting, 14))
    with reading() as tx:
        assert tx.scalar(select(func.count()).where(PersonRow.return_code_hash.is_not(None))) == 0
        assert tx.scalar(select(func.count()).where(BallotRow.person_id.is_not(None))) == 0
        assert tx.scalar(select(func.count()).select_from(BallotRow)) == 1
        assert tx.scalar(select(func.count()).select_from(FeedbackGivenRow)) == 0
    assert names(meeting) == {"Ada", "Bob", "Carla"}


def test_after_six_weeks_who_is_in_no_contact_goes_and_ideas_lose_their_authors(meeting: int) -> None:
    figures = outcome_of(organiser_of(meeting), meeting).figures
    retention.delete_due(after(meeting, 42))
    assert names(meeting) == {"Bob", "Carla"}
    with reading() as tx:
        assert tx.scalar(select(func.count()).where(IdeaRow.author_id.is_not(None))) == 0
        assert tx.scalar(select(func.count()).where(IdeaRow.edit_hash.is_not(None))) == 0
        assert tx.scalar(select(func.count()).select_from(IdeaRow)) == 3
        assert [tuple(row) for row in tx.execute(select(FeedbackRow.rating, FeedbackRow.takeaway))] == [(5, "")]
    assert outcome_of(organiser_of(meeting), meeting).figures == figures


def test_after_six_months_nobody_is_left_but_the_figures(meeting: int) -> None:
    figures = outcome_of(organiser_of(meeting), meeting).figures
    retention.delete_due(after(meeting, 180))
    assert names(meeting) == set()
    assert outcome_of(organiser_of(meeting), meeting).figures == figures
    rows = repr(everything())
    assert [word for word in ("Ada", "Bob", "Carla", "bob@example.org", "Obstsalat") if word in rows] == []


def test_more_people_than_go_at_once_all_go(any_database: Database) -> None:
    workshop_id = a_workshop()
    for number in range(retention._AT_ONCE * 2 + 3):
        a_person(workshop_id, f"Person {number}")
    retention.delete_due(after(workshop_id, 42))
    assert names(workshop_id) == set()
    assert outcome_of(organiser_of(workshop_id), workshop_id).figures.participants == 43


def test_a_meeting_that_is_still_to_come_is_not_touched(any_database: Database) -> None:
    soon = dt.datetime(2028, 3, 1, 13, 0, tzinfo=dt.UTC)
    workshop_id = a_workshop(starts_at=soon)
    a_person(workshop_id, "Früh")
    assert counts(retention.due(soon)) == {}
    assert counts(retention.due(soon + 43 * DAY))["attendance"] == 1


def test_the_demo_stays(demo_meeting: int) -> None:
    assert counts(retention.due(dt.datetime.now(dt.UTC) + 4000 * DAY)).keys() <= {"audit"}


def test_old_entries_of_the_log_go(any_database: Database) -> None:
    workshop_id = a_workshop()
    with writing() as tx:
        log.note(tx, workshop_id, "facilitator", "open_round")
    assert counts(retention.due(dt.datetime.now(dt.UTC) + 361 * DAY)) == {"audit": 1}
    retention.delete_due(dt.datetime.now(dt.UTC) + 361 * DAY)
    assert privacy.log_of(organiser_of(workshop_id), workshop_id) == []


def test_it_happens_once_a_day_however_many_processes_there_are(any_database: Database) -> None:
    at = dt.datetime(2027, 1, 5, 3, 0, tzinfo=dt.UTC)
    done: list[bool] = []
    at_once([lambda: done.append(retention.run_once_a_day(at)) for _ in range(6)])
    assert sorted(done) == [False] * 5 + [True]
    assert not retention.run_once_a_day(at + dt.timedelta(hours=20))
    assert retention.run_once_a_day(at + DAY)


def test_the_server_looks_after_it_by_itself(meeting: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "now", lambda: after(meeting, 42))
    housekeeping.look_after_data()
    assert names(meeting) == {"Bob", "Carla"}
    with reading() as tx:
        assert not chores.is_waiting(tx, chores.TIDY)


def test_a_database_in_trouble_does_not_end_the_looking(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(at: object = None) -> bool:
        raise OSError("Ada, ada@example.org")

    monkeypatch.setattr(retention, "run_once_a_day", away)
    housekeeping.look_after_data()


def test_a_large_file_waits_until_no_meeting_is_running(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "_QUICKLY_WRITTEN", 1000)
    workshop_id = a_workshop()
    ada = a_person(workshop_id, "Ada")
    some_ideas(ada, 1)
    privacy.erase_me(ada, keep_ideas=True)
    assert not retention.tidy_up()
    assert retention.tidy_up(dt.datetime.now(dt.UTC) + dt.timedelta(hours=4))


@pytest.mark.parametrize(
    ("text", "days"),
    [("14 Tage", 14), ("6 Wochen nach dem Treffen", 42), ("6 months", 180), ("1 Jahr", 365), ("2 weeks", 14)],
)
def test_a_period_is_a_number_and_a_unit(text: str, days: int) -> None:
    period = period_of(text)
    assert period is not None
    assert period.length == days * DAY


@pytest.mark.parametrize("text", ["", "bald", "sechs Wochen", "-3 Tage", "3 Äonen", "99999 Tage"])
def test_what_is_no_period_deletes_nothing(text: str, data_dir: Path, meeting: int) -> None:
    assert period_of(text) is None
    (data_dir / "organisation.toml").write_text(f'[periods]\nattendance = "{text}"\n', encoding="utf-8")
    assert Kept.ATTENDANCE not in kept_for()
    assert not_understood() == ["attendance"]
    assert "attendance" not in counts(retention.due(after(meeting, 4000)))


def test_the_operators_own_period_counts(data_dir: Path, meeting: int) -> None:
    (data_dir / "organisation.toml").write_text('[periods]\nattendance = "3 Tage"\n', encoding="utf-8")
    assert counts(retention.due(after(meeting, 3))) == {"attendance": 3}


def test_someone_who_comes_later_does_not_keep_the_others(any_database: Database) -> None:
    workshop_id = a_workshop()
    some_ideas(a_person(workshop_id, "Ada"), 1)
    ended = after(workshop_id, 0)
    with writing() as tx:
        tx.execute(update(PersonRow).values(joined_at=ended + 300 * DAY))
    assert after(workshop_id, 0) == ended
