"""Rights over one's own data: see, correct, take along, withdraw, delete (R-36). Organisers do it for who asks."""

from actions import contact_ends
from actions.clock import now
from actions.organisation import kept_for
from documents import my_data as words
from documents.document import Document
from documents.my_data_file import my_data_document
from domain.contacts import checked_email
from domain.privacy import Consent, ConsentInWords, Found, LogLine, Personal, Purpose, Section
from domain.refusal import Refusal
from domain.text_rules import clean_line, within
from domain.visitor import Visitor
from storage import chores, consents, erasure, group_seats, log, scrubbing, second_question
from storage import people as people_store
from storage import privacy as store
from storage import workshop as workshop_store
from storage.database import Transaction, reading, writing

WANTED_MOST = 100
FOUND_MOST = store.FOUND_MOST
LOG_MOST = 50


def my_data(visitor: Visitor) -> Personal:
    """Everything that is stored about this person in this meeting. Also after the meeting has ended."""
    workshop_id, person_id = visitor.as_participant()
    with reading() as tx:
        return store.personal(tx, workshop_id, person_id, kept_for(), at=now())


def in_words(personal: Personal, language: str) -> list[Section]:
    """The same as sentences, kind by kind."""
    return words.sections(personal, language)


def consents_in_words(personal: Personal, language: str) -> list[ConsentInWords]:
    return words.consents_in_words(personal, language)


def correct_email(visitor: Visitor, email: str | None) -> None:
    """Another address, or none: then contacts end that were to have nothing but this address."""
    workshop_id, person_id = visitor.as_participant()
    address = checked_email(email) if clean_line(email) else ""
    with writing() as tx:
        people_store.by_id(tx, workshop_id, person_id)
        erasure.change_email(tx, workshop_id, person_id, address)
        if not address:
            contact_ends.without_address(tx, workshop_id, person_id)
    scrubbing.empty_log()


def withdraw_consent(visitor: Visitor, consent_id: int) -> None:
    """Takes back what was agreed to, as easily as it was given; what followed from it ends at once."""
    workshop_id, person_id = visitor.as_participant()
    with writing() as tx:
        people_store.lock(tx, workshop_id, (person_id,))
        consent = _own_consent(tx, workshop_id, person_id, consent_id)
        if consent.purpose == Purpose.SUGGESTED:
            erasure.suggest_no_more(tx, person_id)
            consents.withdraw(tx, person_id, Purpose.SUGGESTED, now())
        elif consent.purpose == Purpose.MARKS:
            second_question.remove_marks(tx, person_id)
            consents.withdraw(tx, person_id, Purpose.MARKS_ROOM, now())
        elif consent.purpose == Purpose.CONTACT_PERSON:
            group_seats.remove_contact(tx, person_id)
        elif consent.request_id is not None:
            contact_ends.end(tx, workshop_id, person_id, consent.request_id)
        consents.withdraw_one(tx, person_id, consent_id, now())
        _tell_of_profile(tx, workshop_id)
        tx.tell(workshop_id, "marks", "groups", "meetings")


def remove_offers(visitor: Visitor) -> None:
    """Offers, wishes and fields of action go, and the consent to be suggested with them."""
    workshop_id, person_id = visitor.as_participant()
    with writing() as tx:
        people_store.by_id(tx, workshop_id, person_id)
        erasure.remove_offers(tx, person_id)
        consents.withdraw(tx, person_id, Purpose.SUGGESTED, now())
        _tell_of_profile(tx, workshop_id)
    scrubbing.empty_log()


def erase_me(visitor: Visitor, *, keep_ideas: bool) -> None:
    """Everything about this person goes. Ideas stay without a name, or go too; dots stay as nobody's."""
    workshop_id, person_id = visitor.as_participant()
    _erase(visitor, workshop_id, person_id, keep_ideas=keep_ideas)


def my_document(visitor: Visitor, name: str) -> Document:
    """All of it to take along: `meine-daten.json` or, to read, `meine-daten.html` and `my-data.html`."""
    return my_data_document(my_data(visitor), name)


def find_people(visitor: Visitor, wanted: str | None) -> list[Found]:
    """People of all meetings of the alliance, by words of name, institution or address. For requests by mail."""
    alliance_id = visitor.as_organiser()
    searched = within(clean_line(wanted), "wanted", WANTED_MOST).split()
    if not searched:
        raise Refusal("wanted_missing")
    with reading() as tx:
        return store.find(tx, alliance_id, searched)


def data_of(visitor: Visitor, workshop_id: int, person_id: str) -> Personal:
    """What is stored about somebody who asked the organiser. That it was looked at is noted."""
    with writing() as tx:
        _must_be_ours(tx, visitor, workshop_id, person_id)
        log.note(tx, workshop_id, visitor.role, "see_person", person_id)
        return store.personal(tx, workshop_id, person_id, kept_for(), at=now())


def document_about(visitor: Visitor, workshop_id: int, person_id: str, name: str) -> Document:
    return my_data_document(data_of(visitor, workshop_id, person_id), name)


def erase_person(visitor: Visitor, workshop_id: int, person_id: str, *, keep_ideas: bool = True) -> None:
    """For somebody who asked the organiser for it."""
    with reading() as tx:
        _must_be_ours(tx, visitor, workshop_id, person_id)
    _erase(visitor, workshop_id, person_id, keep_ideas=keep_ideas)


def log_of(visitor: Visitor, workshop_id: int) -> list[LogLine]:
    """The newest of what was done in a meeting: who, what, when; never what it said."""
    with reading() as tx:
        workshop = workshop_store.owned(tx, visitor.as_organiser(), workshop_id)
        return [LogLine(*line) for line in log.newest(tx, workshop.id, LOG_MOST)]


def _erase(visitor: Visitor, workshop_id: int, person_id: str, *, keep_ideas: bool) -> None:
    with writing() as tx:
        erasure.erase(tx, workshop_id, person_id, keep_ideas=keep_ideas)
        log.note(tx, workshop_id, visitor.role, "erase_person", person_id)
        chores.note(tx, chores.TIDY, now())
        tx.tell(workshop_id, "people", "progress", "ideas", "desk", "groups", "profiles", "requests", "gaps", "marks")
        tx.tell(workshop_id, "meetings")
    # What this does not reach, the daily chores do (server/housekeeping.py).
    scrubbing.empty_log()


def _must_be_ours(tx: Transaction, visitor: Visitor, workshop_id: int, person_id: str) -> None:
    workshop_store.owned(tx, visitor.as_organiser(), workshop_id)
    store.must_be_known(tx, workshop_id, person_id)


def _own_consent(tx: Transaction, workshop_id: int, person_id: str, consent_id: int) -> Consent:
    mine = {consent.id: consent for consent in consents.of_person(tx, workshop_id, person_id)}
    if consent_id not in mine:
        raise Refusal("consent_unknown")
    return mine[consent_id]


def _tell_of_profile(tx: Transaction, workshop_id: int) -> None:
    tx.tell(workshop_id, "progress", "gaps", "profiles", "requests")
