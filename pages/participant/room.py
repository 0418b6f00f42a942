"""A participant's one page: it follows the meeting, whatever activity is open."""

from actions import agenda, voting, workshop
from components.frame import narrow_page, show_note
from components.now import show_now
from components.room import show_closed, show_top
from domain.agenda import Kind
from domain.visitor import Visitor
from pages import visitor
from pages.participant import exchange, feedback, groups, ideas, waiting
from pages.participant import voting as voting_page

_VIEWS = {
    Kind.IDEAS: ideas.show,
    Kind.CLUSTER: ideas.show,
    Kind.BREAK: ideas.show,
    Kind.POLL: voting_page.show,
    Kind.VOTE: voting_page.show,
    Kind.EXCHANGE: exchange.show,
    Kind.GROUPS: groups.show,
    Kind.FEEDBACK: feedback.show,
}


def show(person: Visitor) -> None:
    stream = visitor.stream(person)
    meeting = workshop.workshop_of(person)
    activity = agenda.current_activity(person)
    round_ = voting.current_round(person)
    with narrow_page():
        show_top(meeting)
        show_now(stream=stream, activity=activity, round_=round_, is_open=meeting.is_open)
        show_note()
        if not meeting.is_open:
            show_closed()
        else:
            _VIEWS.get(activity.kind, waiting.show)(person, stream, activity.kind)
