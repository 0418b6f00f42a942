"""The exchange: offers and wishes, suggestions, contact requests that need both sides' yes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions import suggesting
from actions.clock import now
from documents.consents import proof
from domain import matching
from domain.contacts import (
    OPEN_REQUESTS_MOST,
    ContactCard,
    ContactRequest,
    Entry,
    Profile,
    RequestState,
    checked_email,
    checked_entry,
)
from domain.live import part
from domain.people import Person
from domain.privacy import Purpose
from domain.refusal import Refusal
from domain.visitor import Visitor
from storage import consents, profiles
from storage import contacts as store
from storage import people as people_store
from storage import workshop as workshop_store
from storage.database import Transaction, reading, writing
from storage.everybody import everybody
from storage.trouble import may_come_twice


@dataclass(frozen=True)
class Contact:
    """A request as one of the two sees it; `card` only when both agreed."""

    request: ContactRequest
    other: Person
    sent_by_me: bool
    card: ContactCard | None


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
    room = everybody(workshop_id)
    wanted = Profile(
        person_id,
        tuple(checked_entry(entry.side, entry.chip_id, entry.text) for entry in entries),
        frozenset(field_id for field_id in field_ids if field_id in room.fields),
        visible,
        checked_email(email) if (email or "").strip() else "",
    )
    if any(entry.chip_id not in room.chips and entry.chip_id is not None for entry in wanted.entries):
        raise Refusal("chip_unknown")
    with writing() as tx:
        workshop_store.by_id(tx, workshop_id).must_be_open()
        before = store.profile(tx, workshop_id, person_id, to_change=True)
        profiles.change(tx, workshop_id, before, wanted)
        _note_consent(tx, person_id, before=before.visible, after=visible)
        tx.tell(workshop_id, *_news_of(before, wanted))
    return wanted.email


def keep_email(visitor: Visitor, email: str | None) -> None:
    """Only the address, e.g. when a contact request shows that it is missing."""
    workshop_id, person_id = visitor.as_participant()
    address = checked_email(email)
    with writing() as tx:
        workshop_store.by_id(tx, workshop_id).must_be_open()
        profiles.set_email(tx, workshop_id, person_id, address)


def suggestions(visitor: Visitor, most: int = 5) -> list[matching.Suggestion]:
    """Fitting people from other institutions, best first, with the reasons. Only those who agreed to be shown."""
    workshop_id, person_id = visitor.as_participant()
    return suggesting.suggested_to(workshop_id, person_id, most)


def send_request(visitor: Visitor, to_id: str, chip_id: int | None = None) -> int:
    """Asks the other for an exchange of contact data. Asking back somebody who asked means yes.

    Sending is this person's own consent for this pair; an address must be there to be exchanged.
    """
    workshop_id, person_id = visitor.as_participant()
    with writing() as tx:
        workshop_store.by_id(tx, workshop_id).must_be_open()
        people_store.lock(tx, workshop_id, (person_id, to_id))
        _must_be_reachable(tx, workshop_id, person_id)
        if to_id == person_id or not store.is_visible(tx, workshop_id, to_id):
            raise Refusal("person_not_available")
        theirs = store.request_between(tx, to_id, person_id)
        if theirs and theirs.state is RequestState.OPEN:
            _agree(tx, person_id, theirs.id, channel="request")
            tx.tell(workshop_id, part("progress", "agreed"), "requests")
            return theirs.id
        mine = store.request_between(tx, person_id, to_id)
        if mine:
            return mine.id
        open_ones = [
            request
            for request in store.requests_of(tx, workshop_id, person_id)
            if request.from_id == person_id and request.state is RequestState.OPEN
        ]
        if len(open_ones) >= OPEN_REQUESTS_MOST:
            raise Refusal("too_many_requests", most=OPEN_REQUESTS_MOST)
        request_id = store.add_request(
            tx,
            workshop_id,
            from_id=person_id,
            to_id=to_id,
            chip_id=chip_id if chip_id in {chip.id for chip in workshop_store.chips(tx, workshop_id)} else None,
            state=RequestState.OPEN.value,
            created_at=now(),
        )
        _note_agreed(tx, person_id, request_id, channel="request")
        tx.tell(workshop_id, part("progress", "agreed"), "requests")
        return request_id


def answer_request(visitor: Visitor, request_id: int, *, accept: bool) -> None:
    """Yes releases both cards at once; no is never shown to the other as a no."""
    workshop_id, person_id = visitor.as_participant()
    with writing() as tx:
        request = store.request_by_id(tx, workshop_id, request_id)
        request.must_be_open_for(person_id)
        if accept:
            _must_be_reachable(tx, workshop_id, person_id)
            _agree(tx, person_id, request_id, channel="answer")
        elif not store.answer_open_request(tx, request_id, RequestState.DECLINED, now()):
            raise Refusal("request_not_open")
        tx.tell(workshop_id, part("progress", "agreed"), "requests")


def withdraw_request(visitor: Visitor, request_id: int) -> None:
    """Takes the request or the agreement back; the contact data vanish on both sides at once."""
    workshop_id, person_id = visitor.as_participant()
    with writing() as tx:
        request = store.request_by_id(tx, workshop_id, request_id)
        request.must_involve(person_id)
        store.decide_request(tx, request_id, RequestState.WITHDRAWN, now())
        consents.withdraw_for_request(tx, person_id, request_id, now())
        if request.state is RequestState.ACCEPTED:
            # Both may have asked each other; then the other request must not bring the data back.
            _withdraw_all(tx, workshop_id, person_id, request.other(person_id))
        tx.tell(workshop_id, part("progress", "agreed"), "requests")


def my_contacts(visitor: Visitor) -> list[Contact]:
    """What I sent and received, newest first. A declined request looks like an open one to its sender."""
    workshop_id, person_id = visitor.as_participant()
    with reading() as tx:
        requests = store.requests_of(tx, workshop_id, person_id)
        agreed = {request.other(person_id) for request in requests if request.state is RequestState.ACCEPTED}
        return [
            Contact(
                _as_seen_by(person_id, request),
                people_store.by_id(tx, workshop_id, other_id),
                request.from_id == person_id,
                store.card_between(tx, workshop_id, person_id, other_id) if other_id in agreed else None,
            )
            for request in requests
            if (other_id := request.other(person_id))
            and request.state is not RequestState.WITHDRAWN
            and not (request.state is RequestState.DECLINED and request.to_id == person_id)
        ]


def topic_pairs(visitor: Visitor) -> matching.TopicPairs:
    """How many fitting pairs the room holds by topic, and what is sought but offered by nobody. No names."""
    room = everybody(visitor.as_facilitator())
    return matching.topic_pairs(list(room.profiles.values()), room.people, room.chips)


def count_offering(visitor: Visitor) -> int:
    """How many have written down an offer or a wish."""
    with reading() as tx:
        return store.count_people_with_entries(tx, visitor.as_facilitator())


def _as_seen_by(person_id: str, request: ContactRequest) -> ContactRequest:
    if request.from_id == person_id and request.state is RequestState.DECLINED:
        return replace(request, state=RequestState.OPEN)
    return request


def _agree(tx: Transaction, person_id: str, request_id: int, *, channel: str) -> None:
    """The second of the two says yes: their consent for this pair is kept, and both cards are released."""
    if not store.answer_open_request(tx, request_id, RequestState.ACCEPTED, now()):
        raise Refusal("request_not_open")
    _note_agreed(tx, person_id, request_id, channel=channel)


def _note_agreed(tx: Transaction, person_id: str, request_id: int, *, channel: str) -> None:
    consents.add(tx, person_id, Purpose.PAIR, at=now(), request_id=request_id, **proof(Purpose.PAIR, channel))


def _withdraw_all(tx: Transaction, workshop_id: int, person_id: str, other_id: str) -> None:
    for request in store.requests_of(tx, workshop_id, person_id):
        if request.other(person_id) == other_id:
            store.decide_request(tx, request.id, RequestState.WITHDRAWN, now())
            consents.withdraw_for_request(tx, person_id, request.id, now())


def _must_be_reachable(tx: Transaction, workshop_id: int, person_id: str) -> None:
    if not store.email(tx, workshop_id, person_id):
        raise Refusal("email_missing")


def _news_of(before: Profile, after: Profile) -> list[str]:
    """Pages show how many may be suggested, the projector topics, the facilitator people; no screen the offers."""
    shown = "offers" if before.visible == after.visible else "profiles"
    return [
        *([] if before.says_the_same_as(after) else [part(shown, after.person_id)]),
        *([] if before.chips == after.chips else ["gaps"]),
        *([] if bool(before.entries) == bool(after.entries) else [part("progress", "offering")]),
    ]


def _note_consent(tx: Transaction, person_id: str, *, before: bool, after: bool) -> None:
    if after and not before:
        consents.add(tx, person_id, Purpose.SUGGESTED, at=now(), **proof(Purpose.SUGGESTED, "profile"))
    elif before and not after:
        consents.withdraw(tx, person_id, Purpose.SUGGESTED, now())
