"""What one drawing of the facilitator's page is about, read once."""

from dataclasses import dataclass

from actions import agenda, voting, workshop
from domain.agenda import Activity
from domain.visitor import Visitor
from domain.voting import Round
from domain.workshop import Workshop
from pages import visitor


@dataclass(frozen=True)
class Moment:
    leader: Visitor
    stream: str
    meeting: Workshop
    activities: list[Activity]
    activity: Activity
    round: Round | None


def look(leader: Visitor) -> Moment:
    return Moment(
        leader,
        visitor.stream(leader),
        workshop.workshop_of(leader),
        agenda.agenda_of(leader),
        agenda.current_activity(leader),
        voting.current_round(leader),
    )
