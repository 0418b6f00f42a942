"""What becomes of a contact once both agreed: a note, the next step, a file for the address book, a summary."""

from actions.clock import now
from documents import summary as summary_document
from documents import vcard as vcard_document
from documents.document import Document
from domain.contact_cards import checked_note, checked_step
from domain.refusal import Refusal
from domain.visitor import Visitor
from storage import contact_cards as store
from storage import contacts as contact_store
from storage import groups as group_store
from storage import privacy as privacy_store
from storage.database import reading, writing


def write_note(visitor: Visitor, request_id: int, note: str) -> None:
    """What it was about, for this person alone: the other neither sees it nor hears that there is one."""
    workshop_id, person_id = visitor.as_participant()
    text = checked_note(note)
    with writing() as tx:
        contact_store.request_by_id(tx, workshop_id, request_id).must_involve(person_id)
        store.note(tx, request_id, person_id, text)


def agree_on(visitor: Visitor, request_id: int, *, next_step: str | None = None, due: str | None = None) -> None:
    """The next step is both's: either of them may change it, and the other's page shows it. None stays as it is."""
    workshop_id, person_id = visitor.as_participant()
    changed = checked_step(next_step, due)
    with writing() as tx:
        contact_store.request_by_id(tx, workshop_id, request_id).must_involve(person_id)
        store.agree_on(tx, request_id, changed)
        tx.tell(workshop_id, "requests")


def contact_file(visitor: Visitor, request_id: int, name: str) -> Document:
    """For the address book; gone with the agreement."""
    workshop_id, person_id = visitor.as_participant()
    if name not in vcard_document.NAMES:
        raise Refusal("document_unknown")
    with reading() as tx:
        card = store.cards(tx, workshop_id, person_id).get(request_id)
    if card is None:
        raise Refusal("request_unknown")
    return vcard_document.vcard(card, name)


def my_summary(visitor: Visitor, name: str) -> Document:
    """Whom I have met and what comes next, what I brought in and where I take part. Also after the meeting."""
    workshop_id, person_id = visitor.as_participant()
    if name not in summary_document.NAMES:
        raise Refusal("document_unknown")
    with reading() as tx:
        mine = privacy_store.personal(tx, workshop_id, person_id, at=now())
        cards = list(store.cards(tx, workshop_id, person_id).values())
        there = {group.id: group for group in group_store.of_workshop(tx, workshop_id)}
        members = [each for each in group_store.members(tx, workshop_id) if each.person_id == person_id]
    groups = [(there[each.group_id], each.role) for each in members]
    return summary_document.summary(mine.meeting, cards, mine.ideas, groups, name=name, at=now())
