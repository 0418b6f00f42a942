"""What a participant's page begins with, in one look: the whole room asks for it when the facilitator moves on."""

from dataclasses import dataclass

from actions.clock import now
from domain.agenda import Activity
from domain.contacts import unanswered
from domain.refusal import Refusal
from domain.visitor import Visitor
from domain.voting import Round
from domain.workshop import Workshop
from storage import contacts as contact_store
from storage import room as store
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
        found = store.look(tx, workshop_id, person_id)
        if found is None:
            raise Refusal("not_joined")
        if found.activity is None:
            raise Refusal("activity_unknown")
        # Two people may have asked each other: then one answer was enough.
        requests = contact_store.requests_of(tx, workshop_id, person_id) if found.asked else []
        return Room(found.meeting, found.activity, found.round, unanswered(person_id, requests, now()))
