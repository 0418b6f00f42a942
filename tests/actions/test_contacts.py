"""The exchange: what people offer and seek, and contact data that only a double yes releases."""

import pytest

from actions import contact_cards, contacts, exchange, privacy, room
from actions.clock import now
from actions.contacts import Contact
from actions.live import state_of
from actions.workshop import fields_and_chips
from domain.contact_cards import BY_EMAIL, Release
from domain.contacts import OPEN_FOR, OPEN_REQUESTS_MOST, Entry, RequestState, Side
from domain.visitor import Role, Visitor
from storage import contact_cards as store
from storage.database import Database, reading
from tests.actions.world import rows_of_tables
from tests.at_once import at_once
from tests.builders import a_facilitator, a_person, a_workshop
from tests.refusals import refused


class Fair:
    """Ada offers what Bob seeks; both agreed to be shown and left an address."""

    def __init__(self) -> None:
        self.workshop_id = a_workshop()
        self.ada = a_person(self.workshop_id, "Ada", institution="IHK", institution_type="kammer")
        self.bob = a_person(self.workshop_id, "Bob", institution="Uni", institution_type="hochschule")
        self.chip = fields_and_chips(self.ada)[1][0].id
        self.tell(self.ada, [Entry(Side.OFFER, self.chip, "Werkhalle")])
        self.tell(self.bob, [Entry(Side.SEEK, self.chip, "Ein Raum")])

    def tell(self, who: Visitor, entries: list[Entry], *, visible: bool = True, email: str | None = None) -> None:
        address = f"{(who.person_id or '')[:6]}@canary.example".lower() if email is None else email
        contacts.save_profile(who, entries=entries, visible=visible, email=address)

    def address(self, who: Visitor) -> str:
        return contacts.my_profile(who).email

    def between(self, one: Visitor, other: Visitor) -> Contact:
        return next(each for each in contacts.my_contacts(one) if each.other.id == other.person_id)


@pytest.fixture
def fair(database: Database) -> Fair:
    return Fair()


def id_of(visitor: Visitor) -> str:
    return visitor.person_id or ""


def test_offers_and_wishes_come_back_as_they_were_saved(fair: Fair) -> None:
    field = fields_and_chips(fair.ada)[0][2].id
    contacts.save_profile(
        fair.ada,
        entries=[Entry(Side.OFFER, fair.chip, " Halle  7 "), Entry(Side.SEEK, None, "Leute")],
        field_ids=[field, 99_999],
        visible=False,
        email="ada@example.org",
    )
    profile = contacts.my_profile(fair.ada)
    assert [(entry.side, entry.chip_id, entry.text) for entry in profile.entries] == [
        (Side.OFFER, fair.chip, "Halle 7"),
        (Side.SEEK, None, "Leute"),
    ]
    assert (profile.field_ids, profile.visible, profile.email) == (frozenset({field}), False, "ada@example.org")


@pytest.mark.parametrize(
    ("entry", "email", "reason"),
    [
        (Entry(Side.OFFER, None, " "), "", "entry_missing"),
        (Entry(Side.OFFER, None, "x" * 161), "", "entry_too_long"),
        (Entry(Side.OFFER, 99_999, ""), "", "chip_unknown"),
        (Entry(Side.OFFER, None, "gut"), "keine Adresse", "email_invalid"),
    ],
)
def test_a_refused_profile_leaves_the_old_one(fair: Fair, entry: Entry, email: str, reason: str) -> None:
    before = contacts.my_profile(fair.ada)
    assert refused(lambda: fair.tell(fair.ada, [entry], email=email)) == reason
    assert contacts.my_profile(fair.ada) == before


def test_consent_is_a_row_that_is_withdrawn_and_given_again(fair: Fair) -> None:
    entries = list(contacts.my_profile(fair.ada).entries)
    fair.tell(fair.ada, entries, visible=False)
    fair.tell(fair.ada, entries, visible=True)
    with reading() as tx:
        rows = tx.connection.exec_driver_sql(
            "SELECT withdrawn_at IS NOT NULL FROM consents WHERE person_id = ? AND purpose = ? ORDER BY id",
            (id_of(fair.ada), "contact_sharing"),
        ).all()
    assert [bool(withdrawn) for (withdrawn,) in rows] == [True, False]


def test_whoever_fits_is_suggested_without_an_address(fair: Fair) -> None:
    found = contacts.suggestions(fair.bob)
    assert [suggestion.person_id for suggestion in found] == [id_of(fair.ada)]
    assert "canary" not in repr(found)


def test_whoever_did_not_agree_is_not_suggested(fair: Fair) -> None:
    fair.tell(fair.ada, list(contacts.my_profile(fair.ada).entries), visible=False)
    assert contacts.suggestions(fair.bob) == []
    assert refused(lambda: contacts.send_request(fair.bob, id_of(fair.ada))) == "person_not_available"


def test_who_was_asked_is_not_suggested_again(fair: Fair) -> None:
    contacts.send_request(fair.bob, id_of(fair.ada), fair.chip)
    assert contacts.suggestions(fair.bob) == []
    assert contacts.suggestions(fair.ada) == []


def test_contact_data_appear_for_both_only_when_both_agreed(fair: Fair) -> None:
    request = contacts.send_request(fair.bob, id_of(fair.ada), fair.chip)
    assert fair.between(fair.bob, fair.ada).card is None
    assert fair.between(fair.ada, fair.bob).card is None
    contacts.answer_request(fair.ada, request, accept=True)
    seen_by_bob, seen_by_ada = fair.between(fair.bob, fair.ada).card, fair.between(fair.ada, fair.bob).card
    assert seen_by_bob is not None
    assert seen_by_ada is not None
    assert (seen_by_bob.name, seen_by_bob.institution, seen_by_bob.email) == ("Ada", "IHK", fair.address(fair.ada))
    assert seen_by_ada.email == fair.address(fair.bob)


def test_a_no_looks_like_waiting(fair: Fair) -> None:
    request = contacts.send_request(fair.bob, id_of(fair.ada))
    waiting = fair.between(fair.bob, fair.ada)
    contacts.answer_request(fair.ada, request, accept=False)
    assert fair.between(fair.bob, fair.ada) == waiting
    assert contacts.my_contacts(fair.ada) == []


def test_asking_back_means_yes(fair: Fair) -> None:
    contacts.send_request(fair.bob, id_of(fair.ada))
    contacts.send_request(fair.ada, id_of(fair.bob))
    assert fair.between(fair.bob, fair.ada).card is not None
    assert len(contacts.my_contacts(fair.ada)) == 1


def test_asking_twice_is_asking_once(fair: Fair) -> None:
    first = contacts.send_request(fair.bob, id_of(fair.ada))
    assert contacts.send_request(fair.bob, id_of(fair.ada)) == first
    assert len(contacts.my_contacts(fair.ada)) == 1


def test_a_withdrawn_agreement_takes_the_data_back_on_both_sides(fair: Fair) -> None:
    request = contacts.send_request(fair.bob, id_of(fair.ada))
    contacts.answer_request(fair.ada, request, accept=True)
    contacts.withdraw_request(fair.ada, request)
    for one in (fair.ada, fair.bob):
        assert "canary" not in repr(contacts.my_contacts(one))
        with reading() as tx:
            assert store.cards(tx, fair.workshop_id, id_of(one)) == {}


def test_only_the_person_asked_answers_and_only_once(fair: Fair) -> None:
    eve = a_person(fair.workshop_id, "Eve")
    request = contacts.send_request(fair.bob, id_of(fair.ada))
    for somebody in (eve, fair.bob):
        assert refused(lambda who=somebody: contacts.answer_request(who, request, accept=True)) == "request_not_yours"
    assert refused(lambda: contacts.withdraw_request(eve, request)) == "request_not_yours"
    contacts.answer_request(fair.ada, request, accept=False)
    assert refused(lambda: contacts.answer_request(fair.ada, request, accept=True)) == "request_not_open"
    assert fair.between(fair.bob, fair.ada).card is None


def test_a_withdrawn_request_cannot_be_accepted(fair: Fair) -> None:
    request = contacts.send_request(fair.bob, id_of(fair.ada))
    contacts.withdraw_request(fair.bob, request)
    assert refused(lambda: contacts.answer_request(fair.ada, request, accept=True)) == "request_not_open"
    assert contacts.my_contacts(fair.ada) == []


def test_without_an_address_nothing_can_be_exchanged(fair: Fair) -> None:
    fair.tell(fair.bob, [], email="")
    assert refused(lambda: contacts.send_request(fair.bob, id_of(fair.ada))) == "email_missing"
    request = contacts.send_request(fair.ada, id_of(fair.bob))
    assert refused(lambda: contacts.answer_request(fair.bob, request, accept=True)) == "email_missing"
    contacts.keep_email(fair.bob, "bob@example.org")
    contacts.answer_request(fair.bob, request, accept=True)


def test_nobody_asks_themselves_or_somebody_who_is_not_there(fair: Fair) -> None:
    assert refused(lambda: contacts.send_request(fair.ada, id_of(fair.ada))) == "person_not_available"
    assert refused(lambda: contacts.send_request(fair.ada, "nobody")) in ("person_not_available", "not_joined")


def test_a_topic_of_another_meeting_is_left_out_of_a_request(fair: Fair) -> None:
    foreign = fields_and_chips(a_person(a_workshop("Woanders")))[1][0].id
    contacts.send_request(fair.bob, id_of(fair.ada), foreign)
    assert fair.between(fair.ada, fair.bob).request.chip_id is None


def test_open_requests_are_limited(fair: Fair) -> None:
    crowd = [a_person(fair.workshop_id, f"Person {number}") for number in range(OPEN_REQUESTS_MOST + 1)]
    for person in crowd:
        fair.tell(person, [])
    *first_ones, last = crowd
    sent = [contacts.send_request(fair.ada, id_of(person)) for person in first_ones]
    assert refused(lambda: contacts.send_request(fair.ada, id_of(last))) == "too_many_requests"
    contacts.withdraw_request(fair.ada, sent[0])
    assert contacts.send_request(fair.ada, id_of(last))


def test_a_no_frees_no_place_and_nothing_else_tells_of_it(fair: Fair) -> None:
    """Whoever asked sees the same lists, suggestions, counts and refusals as if nobody had answered."""
    crowd = [a_person(fair.workshop_id, f"Person {number}") for number in range(OPEN_REQUESTS_MOST + 1)]
    for person in crowd:
        fair.tell(person, [])
    *asked, last = crowd
    sent = [contacts.send_request(fair.ada, id_of(person)) for person in asked]
    before = _all_that_is_told(fair.ada)
    contacts.answer_request(asked[3], sent[3], accept=False)
    assert _all_that_is_told(fair.ada) == before
    assert refused(lambda: contacts.send_request(fair.ada, id_of(last))) == "too_many_requests"
    assert contacts.send_request(fair.ada, id_of(asked[3])) == sent[3]
    assert contacts.my_contacts(asked[3]) == []
    assert id_of(fair.ada) not in [each.person_id for each in contacts.suggestions(asked[3])]


def _all_that_is_told(who: Visitor) -> list[str]:
    looks = (contacts.my_contacts, contacts.suggestions, exchange.exchange_of, privacy.my_data, room.room_of)
    files = [contact_cards.my_summary(who, "meine-zusammenfassung.html").content.decode().partition("Stand")[2][40:]]
    return [repr(look(who)) for look in looks] + files


def test_who_changes_a_no_into_a_yes_seems_to_have_taken_their_time(fair: Fair) -> None:
    request = contacts.send_request(fair.bob, id_of(fair.ada))
    contacts.answer_request(fair.ada, request, accept=False)
    assert contacts.send_request(fair.ada, id_of(fair.bob)) == request
    assert [each.request.id for each in contacts.my_contacts(fair.bob) if each.card] == [request]


def test_who_takes_back_what_they_were_asked_says_no(fair: Fair) -> None:
    """A message that no page sends; the other must not notice either."""
    request = contacts.send_request(fair.bob, id_of(fair.ada))
    before = contacts.my_contacts(fair.bob)
    contacts.withdraw_request(fair.ada, request)
    assert contacts.my_contacts(fair.bob) == before
    assert contacts.my_contacts(fair.ada) == []


def test_after_a_day_a_request_is_over_for_both_and_counts_no_longer(
    fair: Fair, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd = [a_person(fair.workshop_id, f"Person {number}") for number in range(OPEN_REQUESTS_MOST)]
    for person in crowd:
        fair.tell(person, [])
    sent = [contacts.send_request(fair.ada, id_of(person)) for person in crowd]
    contacts.answer_request(crowd[0], sent[0], accept=False)
    _a_day_later(monkeypatch)
    states = {contact.request.state for contact in contacts.my_contacts(fair.ada)}
    assert states == {RequestState.EXPIRED}
    assert contacts.my_contacts(crowd[1]) == []
    assert room.room_of(crowd[1]).waiting == 0
    assert refused(lambda: contacts.answer_request(crowd[1], sent[1], accept=True)) == "request_expired"
    assert contacts.send_request(fair.ada, id_of(fair.bob))
    # Nobody is asked twice: else somebody who said no could be asked again and again.
    assert contacts.send_request(fair.ada, id_of(crowd[1])) == sent[1]
    # Who was asked may still ask.
    assert contacts.send_request(crowd[1], id_of(fair.ada)) != sent[1]


def _a_day_later(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (contacts, contact_cards, room, privacy):
        monkeypatch.setattr(module, "now", lambda: now() + OPEN_FOR)


def test_each_field_is_released_for_this_pair_alone(fair: Fair) -> None:
    carl = a_person(fair.workshop_id, "Carl")
    fair.tell(carl, [])
    phone = Release(phone="0551 123456")
    both = Release(email=True, phone="0551 999999")
    first = contacts.send_request(fair.bob, id_of(fair.ada), shown=phone)
    contacts.answer_request(fair.ada, first, accept=True, shown=both)
    second = contacts.send_request(fair.bob, id_of(carl), shown=BY_EMAIL)
    contacts.answer_request(carl, second, accept=True, shown=phone)
    seen = {who: fair.between(who, fair.bob).card for who in (fair.ada, carl)}
    assert [(card.email, card.phone) for card in seen.values() if card] == [
        ("", "0551 123456"),
        (fair.address(fair.bob), ""),
    ]
    theirs = fair.between(fair.bob, fair.ada).card
    assert theirs
    assert (theirs.email, theirs.phone) == (fair.address(fair.ada), "0551 999999")


def test_something_must_be_released_by_either(fair: Fair) -> None:
    assert refused(lambda: contacts.send_request(fair.bob, id_of(fair.ada), shown=Release())) == "release_missing"
    request = contacts.send_request(fair.bob, id_of(fair.ada))
    nothing = Release()
    assert (
        refused(lambda: contacts.answer_request(fair.ada, request, accept=True, shown=nothing)) == "release_missing"
    )
    assert fair.between(fair.bob, fair.ada).card is None


def test_by_phone_alone_nobody_needs_an_address(fair: Fair) -> None:
    fair.tell(fair.bob, [], email="")
    request = contacts.send_request(fair.bob, id_of(fair.ada), shown=Release(phone="0551 123456"))
    contacts.answer_request(fair.ada, request, accept=True)
    card = fair.between(fair.ada, fair.bob).card
    assert card
    assert (card.email, card.phone) == ("", "0551 123456")


def test_a_withdrawn_agreement_leaves_nothing_but_a_number(fair: Fair) -> None:
    request = contacts.send_request(fair.bob, id_of(fair.ada), fair.chip, shown=Release(phone="0551 123456"))
    contacts.answer_request(fair.ada, request, accept=True)
    contact_cards.write_note(fair.ada, request, "Notiz-Kanarie")
    contact_cards.agree_on(fair.bob, request, next_step="Schritt-Kanarie", due="bald")
    contacts.withdraw_request(fair.bob, request)
    kept = repr(rows_of_tables())
    assert [word for word in ("0551 123456", "Notiz-Kanarie", "Schritt-Kanarie") if word in kept] == []
    assert id_of(fair.bob) not in [each.person_id for each in contacts.suggestions(fair.ada)]


def test_of_nine_requests_at_once_eight_are_sent(any_database: Database) -> None:
    fair = Fair()
    crowd = [a_person(fair.workshop_id, f"Person {number}") for number in range(OPEN_REQUESTS_MOST + 4)]
    for person in crowd:
        fair.tell(person, [])
    results = at_once([lambda person=person: contacts.send_request(fair.ada, id_of(person)) for person in crowd])
    assert results.count("too_many_requests") == 4
    assert len(contacts.my_contacts(fair.ada)) == OPEN_REQUESTS_MOST


def test_two_who_withdraw_at_once_are_counted_once(any_database: Database) -> None:
    fair = Fair()
    request = contacts.send_request(fair.bob, id_of(fair.ada))
    contacts.answer_request(fair.ada, request, accept=True)
    at_once([lambda who=who: contacts.withdraw_request(who, request) for who in (fair.ada, fair.bob)])
    agreed = state_of(fair.workshop_id, Role.SCREEN, ["progress"])["progress"]["agreed"]
    assert agreed == 1


def test_the_facilitator_counts_pairs_without_names(fair: Fair) -> None:
    found = contacts.topic_pairs(a_facilitator(fair.workshop_id))
    assert (found.pairs, found.pairs_with_consent) == (1, 1)
    assert "Ada" not in repr(found)
    assert "canary" not in repr(found)


def test_two_who_ask_each_other_at_once_find_each_other(any_database: Database) -> None:
    """Neither of the two wishes may be lost, and no third state may come of it."""
    for _ in range(5):
        fair = Fair()
        at_once(
            [
                lambda fair=fair: contacts.send_request(fair.ada, id_of(fair.bob)),
                lambda fair=fair: contacts.send_request(fair.bob, id_of(fair.ada)),
            ]
        )
        open_ones = [each for each in contacts.my_contacts(fair.ada) if each.request.state is RequestState.OPEN]
        agreed = [each for each in contacts.my_contacts(fair.ada) if each.card]
        assert (len(agreed), len(open_ones)) == (1, 0)


def test_yes_and_withdrawal_at_once_end_in_one_of_the_two(any_database: Database) -> None:
    for _ in range(5):
        fair = Fair()
        request = contacts.send_request(fair.bob, id_of(fair.ada))
        at_once(
            [
                lambda fair=fair, request=request: contacts.answer_request(fair.ada, request, accept=True),
                lambda fair=fair, request=request: contacts.withdraw_request(fair.bob, request),
            ]
        )
        # Whoever came second decided: the withdrawal always wins in the end.
        assert "canary" not in repr(contacts.my_contacts(fair.ada))
        assert "canary" not in repr(contacts.my_contacts(fair.bob))
