"""What anybody who was there may count again: the ballots of shown rounds, with their receipts, without people."""

from actions.outcome import rounds_of
from documents.archive import ballot_list
from documents.document import Document
from domain.outcome import head_of
from domain.visitor import Visitor
from storage import voting as store
from storage import workshop as workshop_store
from storage.database import reading


def ballots_of(visitor: Visitor) -> Document:
    """For the page /nachzaehlen. Nothing of a round before its result is shown."""
    with reading() as tx:
        workshop = workshop_store.by_id(tx, visitor.in_workshop())
        rounds = rounds_of(tx, workshop.id)
        return ballot_list(workshop, rounds, head_of(rounds))


def options_of_own(visitor: Visitor, round_id: int) -> set[int]:
    """The options of a round that are this person's own ideas, or hold one of them."""
    workshop_id, person_id = visitor.as_participant()
    with reading() as tx:
        return store.options_of_own(tx, store.by_id(tx, workshop_id, round_id).id, person_id)
