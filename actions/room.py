"""What a participant's page begins with, in one look: the whole room asks for it when the facilitator moves on."""

from dataclasses import dataclass

from domain.agenda import Activity
from domain.contacts import unanswered
from domain.visitor import Visitor
from domain.voting import Round
from domain.workshop import Workshop
from storage import agenda as agenda_store
from storage import contacts as contact_store
from storage import voting as voting_store
from storage import workshop as workshop_store
from storage.database import reading


@dataclass(frozen=True)
class Room:
    """Where the meeting is, and how many requests this person has not answered yet."""

    meeting: Workshop
    activity: Activity
    round: Round | None
    waiting: int


def room_of(visitor: Visitor) -> Room:
    workshop_id, person_id = visitor.as_participant()
    with reading() as tx:
        meeting = workshop_store.by_id(tx, workshop_id)
        return Room(
            meeting,
            agenda_store.by_id(tx, workshop_id, meeting.activity_id),
            voting_store.of_activity(tx, workshop_id, meeting.activity_id),
            unanswered(person_id, contact_store.requests_of(tx, workshop_id, person_id)),
        )
