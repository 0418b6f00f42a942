"""The exchange: offers and wishes, suggestions, contact requests that need both sides' yes."""

from collections.abc import Sequence
from dataclasses import dataclass

from actions import profiles, suggesting
from actions.clock import now
from actions.encounters import must_be_known
from documents.consents import proof
from domain import matching
from domain.contact_cards import BY_EMAIL, ContactCard, Release, checked_release
from domain.contacts import (
    ContactRequest,
    Entry,
    Profile,
    RequestState,
    checked_email,
    may_ask_one_more,
)
from domain.live import part
from domain.people import Person
from domain.privacy import Purpose
from domain.refusal import Refusal
from domain.visitor import Visitor
from storage import consents
from storage import contact_cards as cards_store
from storage import contacts as store
from storage import people as people_store
from storage import profiles as profile_store
from storage import workshop as workshop_store
from storage.database import Transaction, reading, writing
from storage.everybody import everybody
from storage.trouble import may_come_twice


@dataclass(frozen=True)
class Contact:
    """A request as one of the two sees it; `card` only when both agreed. `topic`: what it is about, if it says so."""

    request: ContactRequest
    other: Person
    sent_by_me: bool
    card: ContactCard | None
    topic: str = ""


def my_profile(visitor: Visitor) -> Profile:
    workshop_id, person_id = visitor.as_participant()
    with reading() as tx:
        return store.profile(tx, workshop_id, person_id)


@may_come_twice
def save_profile(
    visitor: Visitor,
    *,
    entries: Sequence[Entry],
    field_ids: Sequence[int] = (),
    visible: bool,
    email: str | None = "",
) -> str:
    """Offers, wishes and fields. `visible` is the consent to be suggested with name and institution.

    The address is optional; it is shown to nobody before both sides of a request agreed. Returns it as it is kept.
    """
    workshop_id, person_id = visitor.as_participant()
    address = checked_email(email) if (email or "").strip() else ""
    wanted = profiles.checked_profile(
        workshop_id, Profile(person_id, tuple(entries), frozenset(field_ids), visible, address)
    )
    with writing() as tx:
        workshop_store.by_id(tx, workshop_id).must_be_open()
        profiles.keep_profile(tx, workshop_id, store.profile(tx, workshop_id, person_id, to_change=True), wanted)
    return wanted.email


def keep_email(visitor: Visitor, email: str | None) -> None:
    """Only the address, e.g. when a contact request shows that it is missing."""
    workshop_id, person_id = visitor.as_participant()
    address = checked_email(email)
    with writing() as tx:
        workshop_store.by_id(tx, workshop_id).must_be_open()
        profile_store.set_email(tx, workshop_id, person_id, address)


def suggestions(visitor: Visitor, most: int = 5) -> list[matching.Suggestion] | None:
    """Fitting people from other institutions, best first, with the reasons. Only those who agreed to be shown.

    None: they are being worked out; look again in a moment.
    """
    workshop_id, person_id = visitor.as_participant()
    return suggesting.suggested_to(workshop_id, person_id, most)


def send_request(visitor: Visitor, to_id: str, chip_id: int | None = None, *, shown: Release = BY_EMAIL) -> int:
    """Asks the other for an exchange of contact data. Asking back somebody who asked means yes.

    Sending is this person's own consent for this pair: `shown` is what goes to the other if they agree.
    """
    workshop_id, person_id = visitor.as_participant()
    shown, at = checked_release(shown), now()
    with writing() as tx:
        workshop_store.by_id(tx, workshop_id).must_be_open()
        people_store.lock(tx, workshop_id, (person_id, to_id))
        _must_be_reachable(tx, workshop_id, person_id, shown)
        must_be_known(tx, workshop_id, person_id, to_id)
        store.forget_refusal(tx, to_id, person_id)
        theirs = store.request_between(tx, to_id, person_id)
        if theirs and theirs.waits(at):
            # Also after a no of one's own: to the other that looks like an answer that took its time.
            _agree(tx, person_id, theirs.id, shown, channel="request")
            tx.tell(workshop_id, part("progress", "agreed"), "requests")
            return theirs.id
        mine = store.request_between(tx, person_id, to_id)
        if theirs and theirs.state is RequestState.ACCEPTED:
            return theirs.id
        if mine:
            return mine.id
        may_ask_one_more(person_id, store.requests_of(tx, workshop_id, person_id), at)
        request_id = store.add_request(
            tx,
            workshop_id,
            from_id=person_id,
            to_id=to_id,
            chip_id=chip_id if chip_id in {chip.id for chip in workshop_store.chips(tx, workshop_id)} else None,
            state=RequestState.OPEN.value,
            created_at=at,
        )
        _note_agreed(tx, person_id, request_id, shown, channel="request")
        tx.tell(workshop_id, "requests")
        return request_id


def answer_request(
    visitor: Visitor, request_id: int, *, accept: bool, shown: Release = BY_EMAIL, email: str = ""
) -> None:
    """Yes releases both cards at once. No is told to nobody: no count, no list and no news changes for the other.

    `email`: one's own address, if it is typed for this answer. Also when the meeting has ended.
    """
    workshop_id, person_id = visitor.as_participant()
    address = checked_email(email) if email else ""
    with writing() as tx:
        request = store.request_by_id(tx, workshop_id, request_id)
        request.must_be_open_for(person_id, now())
        if accept:
            shown = checked_release(shown)
            if address:
                profile_store.set_email(tx, workshop_id, person_id, address)
            _must_be_reachable(tx, workshop_id, person_id, shown)
            _agree(tx, person_id, request_id, shown, channel="answer")
            tx.tell(workshop_id, part("progress", "agreed"), "requests")
        elif not store.answer_request(tx, request_id, RequestState.DECLINED, now(), of=[RequestState.OPEN]):
            raise Refusal("request_not_open")


def withdraw_request(visitor: Visitor, request_id: int) -> None:
    """Takes the request or the agreement back; the contact data vanish on both sides at once."""
    workshop_id, person_id = visitor.as_participant()
    with writing() as tx:
        request = store.request_by_id(tx, workshop_id, request_id)
        request.must_involve(person_id)
        if request.to_id == person_id and request.state is not RequestState.ACCEPTED:
            # Not theirs to take back: a no, which is told to nobody.
            store.answer_request(tx, request_id, RequestState.DECLINED, now(), of=[RequestState.OPEN])
            return
        ended = [request]
        if request.state is RequestState.ACCEPTED:
            # Both may have asked each other; then the other request must not bring the data back.
            ended = store.requests_of(tx, workshop_id, person_id)
        for each in ended:
            if each.other(person_id) == request.other(person_id):
                cards_store.end(tx, workshop_id, each.id, now())
                consents.withdraw_for_request(tx, person_id, each.id, now())
        tx.tell(workshop_id, part("progress", "agreed"), "requests")


def my_contacts(visitor: Visitor) -> list[Contact]:
    """What I sent and received, newest first. To its sender a declined request looks like one without an answer."""
    workshop_id, person_id = visitor.as_participant()
    with reading() as tx:
        cards = cards_store.cards(tx, workshop_id, person_id)
        seen = [request.seen_by(person_id, now()) for request in store.requests_of(tx, workshop_id, person_id)]
        by_person = {request.other(person_id): cards[request.id] for request in seen if request.id in cards}
        topics = {chip.id: chip.name for chip in workshop_store.chips(tx, workshop_id)} if seen else {}
        return [
            Contact(
                request,
                people_store.by_id(tx, workshop_id, request.other(person_id)),
                request.from_id == person_id,
                by_person.get(request.other(person_id)),
                topics.get(request.chip_id or 0, ""),
            )
            for request in seen
            if request.state not in (RequestState.WITHDRAWN, RequestState.DECLINED)
            and not (request.state is RequestState.EXPIRED and request.to_id == person_id)
        ]


def topic_pairs(visitor: Visitor) -> matching.TopicPairs:
    """How many fitting pairs the room holds by topic, and what is sought but offered by nobody. No names."""
    room = everybody(visitor.as_facilitator())
    return matching.topic_pairs(list(room.profiles.values()), room.people, room.chips)


def count_offering(visitor: Visitor) -> int:
    with reading() as tx:
        return store.count_people_with_entries(tx, visitor.as_facilitator())


def _agree(tx: Transaction, person_id: str, request_id: int, shown: Release, *, channel: str) -> None:
    """The second of the two says yes: their consent for this pair is kept, and both cards are released."""
    waiting = [RequestState.OPEN, RequestState.DECLINED] if channel == "request" else [RequestState.OPEN]
    if not store.answer_request(tx, request_id, RequestState.ACCEPTED, now(), of=waiting):
        raise Refusal("request_not_open")
    _note_agreed(tx, person_id, request_id, shown, channel=channel)


def _note_agreed(tx: Transaction, person_id: str, request_id: int, shown: Release, *, channel: str) -> None:
    cards_store.release(tx, request_id, person_id, shown)
    consents.add(tx, person_id, Purpose.PAIR, at=now(), request_id=request_id, **proof(Purpose.PAIR, channel))


def _must_be_reachable(tx: Transaction, workshop_id: int, person_id: str, shown: Release) -> None:
    if shown.email and not store.email(tx, workshop_id, person_id):
        raise Refusal("email_missing")
