"""One meeting in every state it can be in: not begun, in each activity, its round open, closed or shown, ended."""

from collections.abc import Callable

from actions import agenda, voting, workshop
from domain.agenda import Kind
from domain.visitor import Role
from storage import agenda as agenda_store
from storage import workshop as workshop_store
from storage.database import writing
from tests.actions.world import Meeting
from tests.builders import a_facilitator


def not_begun(meeting: Meeting) -> None:
    with writing() as tx:
        for activity in agenda_store.of_workshop(tx, meeting.workshop_id):
            agenda_store.change(tx, meeting.workshop_id, activity.id, started_at=None, ended_at=None)
        workshop_store.change(tx, meeting.workshop_id, activity_id=meeting.first_activity)


def in_activity(kind: Kind) -> Callable[[Meeting], None]:
    def start(meeting: Meeting) -> None:
        leader = a_facilitator(meeting.workshop_id)
        activity = next(each for each in agenda.agenda_of(leader) if each.kind is kind)
        agenda.start_activity(leader, activity.id)

    return start


def round_open(_meeting: Meeting) -> None:
    """As `a_meeting` left it."""


def round_closed(meeting: Meeting) -> None:
    voting.close_round(a_facilitator(meeting.workshop_id), meeting.round_id)


def round_shown(meeting: Meeting) -> None:
    round_closed(meeting)
    voting.show_result(a_facilitator(meeting.workshop_id), meeting.round_id)


def ended(*before: Callable[[Meeting], None]) -> Callable[[Meeting], None]:
    def end(meeting: Meeting) -> None:
        for step in before:
            step(meeting)
        workshop.open_workshop(meeting.visitor(Role.ORGANISER), meeting.workshop_id, is_open=False)

    return end


STATES: dict[str, Callable[[Meeting], None]] = {
    "not begun": not_begun,
    **{f"in {kind}": in_activity(kind) for kind in Kind},
    "round open": round_open,
    "round closed": round_closed,
    "round shown": round_shown,
    "ended in ideas": ended(in_activity(Kind.IDEAS)),
    "ended with an open round": ended(),
    "ended with a closed round": ended(round_closed),
    "ended with a shown round": ended(round_shown),
}
