"""Who may do what, and when: every action × every role × every state of a meeting."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import pytest

from domain.agenda import Kind
from domain.visitor import Role, Visitor
from domain.voting import Status
from storage.database import Database, Transaction
from tests.actions.conftest import copied, furnished
from tests.actions.states import STATES
from tests.actions.test_permissions import ACTIONS, ALLOWED, FORBIDDEN, NOT_ALLOWED, RIGHTS, outcome
from tests.actions.world import Meeting, a_meeting, everything, is_a_look

Writing = Callable[[Database], AbstractContextManager[Transaction]]

# What participants bring in; over when the meeting has ended. The way back, the own name, and to answer or take back
# a request for contact stay.
OVER_AT_THE_END = {
    *("contacts.keep_email", "contacts.save_profile", "contacts.send_request"),
    "feedback.give_feedback",
    *("groups.join_group", "groups.change_profile"),
    *("ideas.contribute_idea", "ideas.edit_idea", "ideas.withdraw_idea"),
    *("table.come", "table.leave", "table.miss", "table.show_my_name"),
    "voting.fill_ballot",
    *("group_profile.be_contact", "group_profile.take_turn"),
    *("second_question.answer", "second_question.mark", "second_question.name_me"),
}
# Ideas come while the wall is the matter, and in the break.
ACTIVITIES = {
    "ideas.contribute_idea": ({Kind.IDEAS, Kind.CLUSTER, Kind.BREAK}, "ideas_closed"),
    **{
        name: ({Kind.MEETINGS}, "meetings_not_now")
        for name in (
            *("table.come", "table.leave", "table.miss"),
            *("meetings.announce_round", "meetings.end_round", "meetings.overview_of", "meetings.plan_anew"),
            *("meetings.plan_round", "meetings.reopen_round", "meetings.set_rule", "meetings.take_back_round"),
            *("meeting_tables.bring_all_back", "meeting_tables.lock_table", "meeting_tables.mix_bench"),
            *("meeting_tables.set_present", "meeting_tables.swap_people"),
        )
    },
}
ROUNDS = {
    "paper.enter_sheet": ({Status.OPEN}, "round_closed"),
    "paper.hand_out": ({Status.OPEN}, "round_closed"),
    "paper.import_sheets": ({Status.OPEN}, "round_closed"),
    "paper.print_sheets": ({Status.OPEN, Status.CLOSED}, "round_closed"),
    "round.change_rule": ({Status.OPEN}, "round_closed"),
    "round.next_round": ({Status.SHOWN}, "result_not_shown"),
    "second_question.ask": ({Status.SHOWN}, "result_not_shown"),
    "voting.close_round": ({Status.OPEN}, "round_closed"),
    "voting.enter_ballot_for": ({Status.OPEN}, "round_closed"),
    "voting.fill_ballot": ({Status.OPEN}, "round_closed"),
    "voting.ranking": ({Status.SHOWN}, "result_not_shown"),
    "voting.reopen_round": ({Status.CLOSED}, "round_not_reopenable"),
    "voting.show_result": ({Status.CLOSED}, "round_not_reopenable"),
}
# In these states only, for reasons of their own.
ELSEWHERE = {
    "agenda.go_back": ({"not begun", "in welcome"}, "agenda_beginning"),
    "agenda.remove_activity": ({"in feedback"}, "activity_in_use"),
    "voting.open_round": (
        {"in vote", "round open", "round closed", "ended with an open round", "ended with a closed round"},
        "round_exists",
    ),
}
# What `a_meeting` holds makes these impossible, whatever its state: an activity that is no vote, a group with people
# in it, a topic that offers use.
ALWAYS = {
    "agenda.prepare_vote": "activity_unknown",
    "groups.dissolve_group": "group_has_members",
    # The question is open.
    "second_question.reopen_question": "question_not_reopenable",
    "second_question.show_answers": "question_not_reopenable",
    "workshop.edit_chips": "chip_in_use",
}


def expected(name: str, role: Role, state: str) -> str | None:
    """The reason of the refusal that this action meets in this state; None where it is done."""
    has_ended = state.startswith("ended")
    if has_ended and role is Role.PARTICIPANT and name in OVER_AT_THE_END:
        return "workshop_closed"
    if name in ACTIVITIES:
        kinds, reason = ACTIVITIES[name]
        return None if state in {f"in {kind}" for kind in kinds} else reason
    if name in ROUNDS:
        allowed, reason = ROUNDS[name]
        return None if _round_status(state) in allowed else reason
    if name in ELSEWHERE:
        states, reason = ELSEWHERE[name]
        return reason if state in states else None
    return ALWAYS.get(name)


def _round_status(state: str) -> Status:
    return next(
        (status for status in Status if f"{status} round" in state or f"round {status}" in state), Status.OPEN
    )


@pytest.fixture(scope="module", params=STATES)
def state(
    request: pytest.FixtureRequest, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path, Meeting]:
    file: Path = tmp_path_factory.mktemp("states") / "state.db"

    def furnish() -> Meeting:
        meeting = a_meeting("UNSER")
        STATES[request.param](meeting)
        return meeting

    return request.param, file, furnished(file, sqlite_template, furnish)


@pytest.fixture
def here(state: tuple[str, Path, Meeting], data_dir: Path) -> Iterator[tuple[str, Meeting]]:
    name, file, meeting = state
    with copied(file, data_dir):
        yield name, meeting


def test_the_states_are_all_there() -> None:
    assert {f"in {kind}" for kind in Kind} <= set(STATES)
    assert {f"round {status}" for status in Status} <= set(STATES)
    named = OVER_AT_THE_END | set(ACTIVITIES) | set(ROUNDS) | set(ELSEWHERE) | set(ALWAYS)
    assert named <= set(RIGHTS)


def test_who_has_no_right_has_none_in_any_state(here: tuple[str, Meeting]) -> None:
    state, meeting = here
    before = everything()
    for name, role in FORBIDDEN:
        arguments = meeting.arguments(name, ACTIONS[name])
        for visitor in (meeting.visitor(role), Visitor(role)):
            reason, _ = outcome(
                lambda name=name, visitor=visitor, arguments=arguments: ACTIONS[name](visitor, **arguments)
            )
            assert reason in NOT_ALLOWED, f"{role} may {name} when {state}"
    assert everything() == before


def test_what_is_refused_changes_nothing_nor_does_a_look(here: tuple[str, Meeting]) -> None:
    state, meeting = here
    before = everything()
    found = {case: _tried(meeting, *case) for case in ALLOWED if not _changes(state, *case)}
    assert found == {(name, role): expected(name, role, state) for name, role in found}
    assert everything() == before


def test_what_the_state_allows_is_done(here: tuple[str, Meeting], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each on a meeting as it was: nothing is kept."""
    state, meeting = here
    monkeypatch.setattr(Database, "writing", _tried_only(Database.writing))
    before = everything()
    found = {case: _tried(meeting, *case) for case in ALLOWED if _changes(state, *case)}
    assert len(found) > 30
    assert {case: reason for case, reason in found.items() if reason} == {}
    assert everything() == before


class _Enough(Exception):
    """Takes back what was just written."""


def _tried_only(writing: Writing) -> Writing:
    @contextmanager
    def trying(database: Database) -> Iterator[Transaction]:
        with suppress(_Enough), writing(database) as tx:
            yield tx
            raise _Enough

    return trying


def _changes(state: str, name: str, role: Role) -> bool:
    return expected(name, role, state) is None and not is_a_look(ACTIONS[name])


def _tried(meeting: Meeting, name: str, role: Role) -> str | None:
    reason, _ = outcome(lambda: ACTIONS[name](meeting.visitor(role), **meeting.arguments(name, ACTIONS[name])))
    return reason
