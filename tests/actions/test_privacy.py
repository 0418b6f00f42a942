"""Rights over one's own data: everything seen, corrected, withdrawn, deleted; and nothing left of who is deleted."""

import datetime as dt
import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import func, select

from actions import contacts, feedback, groups, ideas, people, privacy, retention, voting, workshop
from actions.documents import _MAKERS, document
from actions.outcome import outcome_of
from domain.contacts import Entry, RequestState, Side
from domain.groups import GroupRole
from domain.privacy import Purpose
from domain.visitor import Visitor
from storage import chores, scrubbing
from storage.database import Database, reading
from storage.schema import BallotRow, DotRow, IdeaRow, OptionRow
from tests.actions.world import everything
from tests.builders import (
    a_facilitator,
    a_person,
    a_workshop,
    an_open_round,
    option_ids,
    organiser_of,
    some_ideas,
    the_workshop,
)
from tests.refusals import refused
from texts.consents import wording

# Nobody else's text contains these.
NAME, INSTITUTION, MAIL = "Zephyrine Quastenflosser", "Quastenflosser Kelterei", "zephyrine@quastenflosser.example"
CANARIES = ("Zephyrine", "Quastenflosser", "zephyrine@")


@dataclass(frozen=True)
class Room:
    workshop_id: int
    zoe: Visitor
    bob: Visitor
    request_id: int
    idea_ids: list[int]
    round_id: int

    @property
    def host(self) -> Visitor:
        return organiser_of(self.workshop_id)

    @property
    def zoe_id(self) -> str:
        return self.zoe.person_id or ""


@pytest.fixture
def room(any_database: Database) -> Room:
    """Zephyrine has done everything that a person can do; a round is open."""
    workshop_id = a_workshop()
    zoe = a_person(workshop_id, NAME, institution=INSTITUTION, institution_type="unternehmen_kmu")
    bob = a_person(workshop_id, "Bob", institution="IHK", institution_type="kammer")
    idea_ids = some_ideas(zoe, 3)
    ideas.withdraw_idea(zoe, idea_ids[2])
    round_id = an_open_round(workshop_id)
    first, second, _ = option_ids(workshop_id, round_id)
    voting.fill_ballot(zoe, round_id, {first: 2, second: 1})
    voting.fill_ballot(bob, round_id, {first: 1})
    for person, mail in ((zoe, MAIL), (bob, "bob@example.org")):
        contacts.save_profile(person, entries=[Entry(Side.OFFER, None, "Räume")], visible=True, email=mail)
    request_id = contacts.send_request(bob, zoe.person_id or "")
    contacts.answer_request(zoe, request_id, accept=True)
    group_id = groups.choose_group(a_facilitator(workshop_id), title="Gruppe")
    groups.join_group(zoe, group_id, GroupRole.LEAD)
    feedback.give_feedback(zoe, rating=4, takeaway="Viel")
    return Room(workshop_id, zoe, bob, request_id, idea_ids, round_id)


def consent_of(person: Visitor, purpose: Purpose) -> int:
    return next(each.id for each in privacy.my_data(person).consents if each.purpose == purpose and each.holds)


def test_a_person_sees_everything_that_is_stored_about_them(room: Room) -> None:
    mine = privacy.my_data(room.zoe)
    assert (mine.person.name, mine.person.institution, mine.email) == (NAME, INSTITUTION, MAIL)
    assert mine.offers == ("Räume",)
    assert [idea.title for idea in mine.ideas] == ["Idee 1", "Idee 2", "Idee 3"]
    assert [idea.withdrawn for idea in mine.ideas] == [False, False, True]
    assert [(contact.name, contact.state) for contact in mine.contacts] == [("Bob", RequestState.ACCEPTED)]
    assert [dots for _, dots in mine.ballots[0].dots] == [2, 1]
    assert mine.groups == (("Gruppe", GroupRole.LEAD),)
    assert mine.gave_feedback
    assert mine.has_code


def test_a_consent_names_the_wording_that_was_shown(room: Room) -> None:
    mine = privacy.my_data(room.zoe)
    assert [(each.purpose, each.channel) for each in mine.consents] == [
        (Purpose.SUGGESTED, "profile"),
        (Purpose.PAIR, "answer"),
    ]
    for consent in mine.consents:
        known = wording(consent.purpose, consent.text_version, consent.channel)
        assert known is not None
        assert consent.text_hash == known.fingerprint
    assert mine.consents[1].request_id == room.request_id


def test_a_no_stays_unseen_in_what_the_other_may_see(room: Room) -> None:
    eve = a_person(room.workshop_id, "Eve")
    contacts.save_profile(eve, entries=[Entry(Side.SEEK, None, "Räume")], visible=True, email="eve@example.org")
    request_id = contacts.send_request(eve, room.zoe_id)
    contacts.answer_request(room.zoe, request_id, accept=False)
    assert [contact.state for contact in privacy.my_data(eve).contacts] == [RequestState.OPEN]
    assert RequestState.DECLINED in [contact.state for contact in privacy.my_data(room.zoe).contacts]


def test_who_withdraws_being_suggested_is_suggested_no_more_and_keeps_the_proof(room: Room) -> None:
    eve = a_person(room.workshop_id, "Eve")
    contacts.save_profile(eve, entries=[Entry(Side.SEEK, None, "Räume")], visible=True)
    assert room.zoe_id in [each.person_id for each in contacts.suggestions(eve)]
    privacy.withdraw_consent(room.zoe, consent_of(room.zoe, Purpose.SUGGESTED))
    assert room.zoe_id not in [each.person_id for each in contacts.suggestions(eve)]
    proof = privacy.my_data(room.zoe).consents[0]
    assert proof.withdrawn_at is not None
    assert proof.withdrawn_at >= proof.given_at


def test_who_withdraws_a_contact_is_no_longer_seen_by_the_other(room: Room) -> None:
    privacy.withdraw_consent(room.zoe, consent_of(room.zoe, Purpose.PAIR))
    assert contacts.my_contacts(room.bob) == []
    assert not privacy.my_data(room.zoe).consents[1].holds


def test_what_the_other_asks_still_waits_when_ones_own_request_is_withdrawn(room: Room) -> None:
    eve = a_person(room.workshop_id, "Eve")
    contacts.save_profile(eve, entries=[Entry(Side.SEEK, None, "Räume")], visible=True, email="eve@example.org")
    contacts.send_request(eve, room.zoe_id)
    privacy.withdraw_consent(room.zoe, consent_of(room.zoe, Purpose.PAIR))
    privacy.withdraw_consent(room.zoe, privacy.my_data(room.zoe).consents[1].id)
    states = {contact.name: contact.state for contact in privacy.my_data(room.zoe).contacts}
    assert states == {"Bob": RequestState.WITHDRAWN, "Eve": RequestState.OPEN}


def test_a_foreign_consent_cannot_be_withdrawn(room: Room) -> None:
    theirs = consent_of(room.zoe, Purpose.SUGGESTED)
    assert refused(lambda: privacy.withdraw_consent(room.bob, theirs)) == "consent_unknown"
    assert privacy.my_data(room.zoe).visible


def test_without_an_address_agreed_contacts_end(room: Room) -> None:
    privacy.correct_email(room.zoe, "")
    assert privacy.my_data(room.zoe).email == ""
    assert contacts.my_contacts(room.bob) == []


def test_an_address_is_corrected_also_after_the_meeting(room: Room) -> None:
    end(room)
    privacy.correct_email(room.zoe, "neu@example.org")
    assert privacy.my_data(room.zoe).email == "neu@example.org"
    assert refused(lambda: privacy.correct_email(room.zoe, "neu")) == "email_invalid"


def test_removed_offers_are_gone_with_the_consent_to_show_them(room: Room) -> None:
    privacy.remove_offers(room.zoe)
    mine = privacy.my_data(room.zoe)
    assert (mine.offers, mine.visible) == ((), False)
    assert not mine.consents[0].holds


def test_everything_can_be_taken_along(room: Room) -> None:
    values = json.loads(privacy.my_document(room.zoe, "meine-daten.json").content)
    assert values["person"]["email"] == MAIL
    assert values["ideas"][0]["title"] == "Idee 1"
    for name in ("meine-daten.html", "my-data.html"):
        page = privacy.my_document(room.zoe, name).content.decode()
        assert NAME in page
        assert MAIL in page
        assert "<script" not in page
    assert refused(lambda: privacy.my_document(room.zoe, "../secret.key")) == "document_unknown"


def test_what_was_typed_is_only_text_in_the_file(room: Room) -> None:
    people.edit_me(room.zoe, name="<img src=x onerror=alert(1)>", institution="<script>", institution_type=None)
    page = privacy.my_document(room.zoe, "meine-daten.html").content.decode()
    assert "<img" not in page
    assert "<script" not in page
    assert "&lt;img" in page


@pytest.mark.parametrize("keep_ideas", [True, False])
def test_of_a_deleted_person_no_row_and_no_export_knows_anything(room: Room, keep_ideas: bool) -> None:
    privacy.erase_me(room.zoe, keep_ideas=keep_ideas)
    rows = repr(everything())
    exports = "".join(exported(room, name) for name in _MAKERS)
    for canary in CANARIES:
        assert canary not in rows
        assert canary not in exports
    assert refused(lambda: privacy.my_data(room.zoe)) == "not_joined"
    assert contacts.my_contacts(room.bob) == []


def exported(room: Room, name: str) -> str:
    """The words of a file; a workbook is a packed folder of them."""
    content = document(room.host, room.workshop_id, name).content
    if name.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"".join(book.read(part) for part in book.namelist())
    return content.decode(errors="replace")


def test_the_exports_of_before_named_her(room: Room) -> None:
    """Otherwise the test above proves nothing."""
    assert NAME in exported(room, "participants.csv")


def test_kept_ideas_stay_on_the_wall_without_anybody(room: Room) -> None:
    privacy.erase_me(room.zoe, keep_ideas=True)
    with reading() as tx:
        left = tx.execute(select(IdeaRow.id, IdeaRow.author_id, IdeaRow.operation)).all()
    # The one she had taken back is gone.
    assert sorted(tuple(row) for row in left) == [(idea_id, None, None) for idea_id in room.idea_ids[:2]]


def test_ideas_go_too_if_so_wished_and_what_others_vote_on_keeps_its_wording(room: Room) -> None:
    before = [option.title for option in voting.options_of(room.bob, room.round_id)]
    privacy.erase_me(room.zoe, keep_ideas=False)
    with reading() as tx:
        assert tx.scalar(select(func.count()).select_from(IdeaRow)) == 0
        assert list(tx.scalars(select(OptionRow.title).order_by(OptionRow.id))) == before


def test_dots_stay_as_nobodys_and_the_result_does_not_change(room: Room) -> None:
    privacy.erase_me(room.zoe, keep_ideas=True)
    with reading() as tx:
        assert tx.scalar(select(func.count()).where(BallotRow.person_id == room.zoe_id)) == 0
        assert tx.scalar(select(func.count()).select_from(DotRow)) == 4
    leader = a_facilitator(room.workshop_id)
    voting.close_round(leader, room.round_id)
    voting.show_result(leader, room.round_id)
    shown = voting.ranking(room.bob, room.round_id)
    assert [option.total for option in shown.options] == [3, 1, 0]
    # Two ballots, though only one of the two is still in the room: never more ballots than people.
    assert (shown.round.ballots, shown.round.present) == (2, 2)


def test_the_reports_figures_still_count_who_was_deleted(room: Room) -> None:
    before = outcome_of(room.host, room.workshop_id)
    privacy.erase_me(room.zoe, keep_ideas=True)
    after = outcome_of(room.host, room.workshop_id)
    assert after.figures == before.figures
    assert sorted(after.people_by_type()) == sorted(before.people_by_type())
    assert [attendee.name for attendee in after.attendees] == ["Bob"]


def test_deleting_twice_says_that_nobody_is_there(room: Room) -> None:
    privacy.erase_me(room.zoe, keep_ideas=True)
    assert refused(lambda: privacy.erase_me(room.zoe, keep_ideas=True)) == "person_unknown"
    assert refused(lambda: privacy.erase_person(room.host, room.workshop_id, room.zoe_id)) == "person_unknown"


def test_the_organiser_finds_somebody_by_any_word(room: Room) -> None:
    for wanted in ("zephyrine", "Kelterei", "quastenflosser.example", "  QUASTEN zeph ", room.zoe_id):
        assert [found.person_id for found in privacy.find_people(room.host, wanted)] == [room.zoe_id]
    assert privacy.find_people(room.host, "zephyrine IHK") == []
    assert privacy.find_people(room.host, "%") == []
    assert refused(lambda: privacy.find_people(room.host, " ")) == "wanted_missing"


def test_another_alliance_finds_and_deletes_nobody(room: Room) -> None:
    foreign = organiser_of(a_workshop("Fremdes Treffen"))
    assert privacy.find_people(foreign, "zephyrine") == []
    assert refused(lambda: privacy.data_of(foreign, room.workshop_id, room.zoe_id)) == "workshop_unknown"
    assert refused(lambda: privacy.erase_person(foreign, room.workshop_id, room.zoe_id)) == "workshop_unknown"
    assert privacy.my_data(room.zoe).person.name == NAME


def test_what_the_organiser_did_is_in_the_log_without_content(room: Room) -> None:
    privacy.document_about(room.host, room.workshop_id, room.zoe_id, "meine-daten.json")
    privacy.erase_person(room.host, room.workshop_id, room.zoe_id, keep_ideas=False)
    lines = privacy.log_of(room.host, room.workshop_id)
    assert [(line.role, line.verb, line.subject_id) for line in lines[:2]] == [
        ("organiser", "erase_person", room.zoe_id),
        ("organiser", "see_person", room.zoe_id),
    ]
    assert not any(canary in repr(lines) for canary in CANARIES)


def test_a_deleted_person_leaves_no_byte_in_any_file(database: Database, data_dir: Path) -> None:
    """F19: the file, its log, its index of the log, and everything else in the data directory."""
    workshop_id = a_workshop()
    # Enough neighbours that rows move between pages while she comes, changes and goes.
    for number in range(150):
        a_person(workshop_id, f"Person {number:03d}", institution=f"Haus {number:03d}")
    zoe = a_person(workshop_id, NAME, institution=INSTITUTION)
    for number in range(150, 300):
        a_person(workshop_id, f"Person {number:03d}")
    contacts.save_profile(zoe, entries=[Entry(Side.OFFER, None, "Räume")], visible=True, email=MAIL)
    for number in range(20):
        people.edit_me(zoe, name=NAME + "x" * number, institution=INSTITUTION, institution_type=None)
    assert canaries_in(data_dir), "the search itself is broken"
    before = outcome_of(organiser_of(workshop_id), workshop_id).figures
    privacy.erase_me(zoe, keep_ideas=True)
    assert (data_dir / "buendniswerkstatt.db-wal").stat().st_size == 0
    retention.tidy_up()
    assert canaries_in(data_dir) == []
    assert outcome_of(organiser_of(workshop_id), workshop_id).figures == before
    assert the_workshop(workshop_id).id == workshop_id


def canaries_in(folder: Path) -> list[str]:
    return [
        f"{canary} in {path.name}"
        for path in folder.rglob("*")
        if path.is_file()
        for canary in CANARIES
        if canary.encode() in path.read_bytes()
    ]


def test_a_reader_in_the_way_does_not_keep_the_log_for_good(database: Database, data_dir: Path) -> None:
    zoe = a_person(a_workshop(), NAME)
    with reading() as tx:
        tx.scalar(select(func.count()).select_from(IdeaRow))
        privacy.erase_me(zoe, keep_ideas=True)
        assert not scrubbing.empty_log()
    assert retention.tidy_up()
    assert canaries_in(data_dir) == []
    assert not retention.tidy_up()


def test_what_is_to_be_tidied_up_outlasts_a_restart(database: Database) -> None:
    privacy.erase_me(a_person(a_workshop(), NAME), keep_ideas=True)
    again = Database(database.url)
    with again.reading() as tx:
        assert chores.is_waiting(tx, chores.TIDY)
    again.close()


def end(room: Room) -> None:
    workshop.open_workshop(room.host, room.workshop_id, is_open=False)


def test_the_day_of_deletion_is_known(any_database: Database) -> None:
    held = dt.datetime(2026, 11, 2, 13, 0, tzinfo=dt.UTC)
    workshop_id = a_workshop(starts_at=held)
    ada = a_person(workshop_id, "Ada")
    mine = privacy.my_data(ada)
    assert mine.until(mine.kept_as) == dt.date(2026, 12, 14)
