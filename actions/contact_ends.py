"""How contacts end that one of the two no longer wants, or that would show nothing any more.

Within a transaction of somebody who may; the rights are asked for by whoever calls.
"""

from actions.clock import now
from domain.contacts import RequestState
from storage import consents
from storage import contact_cards as cards_store
from storage import contacts as store
from storage.database import Transaction


def end(tx: Transaction, workshop_id: int, person_id: str, request_id: int) -> None:
    """What this person asked for or agreed to: another request must not bring the data back. An open one that waits
    for their answer still waits."""
    other = store.request_by_id(tx, workshop_id, request_id).other(person_id)
    for request in store.requests_of(tx, workshop_id, person_id):
        theirs = request.from_id == person_id or request.state is RequestState.ACCEPTED
        if theirs and request.other(person_id) == other:
            cards_store.end(tx, workshop_id, request.id, now())
            consents.withdraw_for_request(tx, person_id, request.id, now())


def without_address(tx: Transaction, workshop_id: int, person_id: str) -> None:
    """This person has no address any more: contacts that were to show nothing else end, others keep the number."""
    for request in store.requests_of(tx, workshop_id, person_id):
        theirs = request.state is RequestState.ACCEPTED or request.from_id == person_id
        if theirs and not cards_store.hide_address(tx, request.id, person_id):
            end(tx, workshop_id, person_id, request.id)
    tx.tell(workshop_id, "progress", "requests")
