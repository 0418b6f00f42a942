"""What becomes of a contact once both agreed: whose note it is, who sees the next step, and what one takes along."""

import pytest

from actions import contact_cards, contacts, groups, privacy, retention
from actions.clock import now
from actions.contacts import Contact
from domain.contact_cards import Release
from domain.contacts import OPEN_FOR, Entry, Side
from domain.groups import GroupRole
from domain.visitor import Visitor
from storage.database import Database
from tests.actions.world import rows_of_tables
from tests.builders import a_facilitator, a_person, a_workshop
from tests.refusals import refused


class Pair:
    """Ada and Bob agreed; Eve is there too, and Bob has asked her."""

    def __init__(self) -> None:
        self.workshop_id = a_workshop()
        self.ada, self.bob, self.eve = (
            a_person(self.workshop_id, name, institution=f"{name} GmbH") for name in ("Ada Löwe", "Bob", "Eve")
        )
        for who in (self.ada, self.bob, self.eve):
            address = f"{(who.person_id or '')[:4].lower()}@example.org"
            contacts.save_profile(who, entries=[Entry(Side.OFFER, None, "Räume")], visible=True, email=address)
        self.request = contacts.send_request(self.bob, self.ada.person_id or "", shown=Release(True, "0551 123456"))
        contacts.answer_request(self.ada, self.request, accept=True)
        self.unanswered = contacts.send_request(
            self.bob, self.eve.person_id or "", shown=Release(phone="0551 777777")
        )

    def seen_by(self, who: Visitor) -> Contact:
        return next(each for each in contacts.my_contacts(who) if each.request.id == self.request)


@pytest.fixture
def pair(database: Database) -> Pair:
    return Pair()


def test_a_note_is_ones_own_and_the_next_step_is_both_s(pair: Pair) -> None:
    contact_cards.write_note(pair.ada, pair.request, "Sprachkurse\nim Herbst")
    contact_cards.agree_on(pair.ada, pair.request, next_step="Anrufen", due="Ende März")
    contact_cards.agree_on(pair.bob, pair.request, due="April")
    hers, his = pair.seen_by(pair.ada).card, pair.seen_by(pair.bob).card
    assert hers
    assert his
    assert (hers.note, hers.next_step, hers.due) == ("Sprachkurse\nim Herbst", "Anrufen", "April")
    assert (his.note, his.next_step, his.due) == ("", "Anrufen", "April")


def test_only_the_two_write_and_only_while_both_agree(pair: Pair) -> None:
    for deed in (
        lambda who: contact_cards.write_note(who, pair.request, "x"),
        lambda who: contact_cards.agree_on(who, pair.request, next_step="x"),
    ):
        assert refused(lambda deed=deed: deed(pair.eve)) == "request_not_yours"
    assert refused(lambda: contact_cards.write_note(pair.bob, pair.unanswered, "x")) == "contact_ended"
    contacts.withdraw_request(pair.ada, pair.request)
    assert refused(lambda: contact_cards.write_note(pair.bob, pair.request, "x")) == "contact_ended"
    assert refused(lambda: contact_cards.agree_on(pair.bob, pair.request, due="x")) == "contact_ended"


def test_the_file_for_the_address_book_is_the_pairs_and_gone_with_the_agreement(pair: Pair) -> None:
    file = contact_cards.contact_file(pair.ada, pair.request, "kontakt.vcf").content.decode()
    assert "TEL;TYPE=VOICE:0551 123456" in file
    for who, request, name, reason in (
        (pair.eve, pair.request, "kontakt.vcf", "request_unknown"),
        (pair.eve, pair.unanswered, "kontakt.vcf", "request_unknown"),
        (pair.bob, pair.unanswered, "kontakt.vcf", "request_unknown"),
        (pair.ada, pair.request, "../secret.key", "document_unknown"),
    ):
        assert refused(lambda who=who, r=request, n=name: contact_cards.contact_file(who, r, n)) == reason
    contacts.withdraw_request(pair.bob, pair.request)
    assert refused(lambda: contact_cards.contact_file(pair.ada, pair.request, "kontakt.vcf")) == "request_unknown"


def test_the_summary_holds_whom_one_met_and_what_comes_next(pair: Pair) -> None:
    contact_cards.write_note(pair.ada, pair.request, "Sprachkurse <b>")
    contact_cards.agree_on(pair.bob, pair.request, next_step="Anrufen", due="Ende März")
    hers = contact_cards.my_summary(pair.ada, "meine-zusammenfassung.html").content.decode()
    assert [
        word for word in ("Bob", "0551 123456", "Anrufen", "Ende März", "Sprachkurse &lt;b&gt;") if word not in hers
    ] == []
    his = contact_cards.my_summary(pair.bob, "my-summary.html").content.decode()
    assert "Sprachkurse" not in his
    assert "Next step: Anrufen" in his
    contacts.withdraw_request(pair.ada, pair.request)
    assert "Bob" not in contact_cards.my_summary(pair.ada, "meine-zusammenfassung.html").content.decode()


def test_ones_own_data_say_what_was_released_noted_and_agreed_on(pair: Pair) -> None:
    contact_cards.write_note(pair.bob, pair.request, "Notiz")
    contact_cards.agree_on(pair.bob, pair.request, next_step="Anrufen")
    said = "\n".join(
        next(part for part in privacy.in_words(privacy.my_data(pair.bob), "de") if part.key == "contacts").lines
    )
    assert "Für Ada Löwe (Ada Löwe GmbH) freigegeben: E-Mail-Adresse, Telefon 0551 123456" in said
    assert "Notiz" in said
    assert "Anrufen" in said
    assert "0551 123456" not in repr(privacy.my_data(pair.ada)), "what others released is not one's own"


def test_who_takes_the_address_away_keeps_the_contacts_by_phone(pair: Pair) -> None:
    privacy.correct_email(pair.bob, "")
    card = pair.seen_by(pair.ada).card
    assert card
    assert (card.email, card.phone) == ("", "0551 123456")
    privacy.correct_email(pair.ada, "")
    assert contacts.my_contacts(pair.ada) == []


def test_who_is_deleted_leaves_neither_number_nor_note(pair: Pair) -> None:
    contact_cards.write_note(pair.bob, pair.request, "Notiz-Kanarie")
    privacy.erase_me(pair.bob, keep_ideas=False)
    kept = repr(rows_of_tables())
    assert [word for word in ("0551 123456", "0551 777777", "Notiz-Kanarie") if word in kept] == []


def test_numbers_given_for_requests_that_nobody_answered_go_by_themselves(pair: Pair) -> None:
    assert "0551 777777" in repr(rows_of_tables())
    retention.run_once_a_day(now() + OPEN_FOR)
    kept = repr(rows_of_tables())
    assert "0551 777777" not in kept
    assert "0551 123456" in kept


def test_the_summary_says_what_comes_next_in_ones_groups(pair: Pair) -> None:
    leader = a_facilitator(pair.workshop_id)
    group_id = groups.choose_group(leader, title="Azubi-<b>Mobil")
    groups.join_group(pair.ada, group_id, GroupRole.LEAD)
    groups.change_profile(leader, group_id, {"next_step": "Treffen in Northeim", "due": "Mai"})
    page = contact_cards.my_summary(pair.ada, "meine-zusammenfassung.html").content.decode()
    assert "Azubi-&lt;b&gt;Mobil (Leitung)<br>Nächster Schritt: Treffen in Northeim<br>Bis Mai" in page
    assert '<meta name="viewport" content="width=device-width">' in page
    assert "Azubi" not in contact_cards.my_summary(pair.bob, "meine-zusammenfassung.html").content.decode()
