"""A receipt leads its person to their ballot, and nobody else to the person."""

import io
import json
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select, text

from actions import privacy, receipts, voting
from actions import retention as retention_action
from actions.clock import now
from actions.documents import document
from actions.live import state_of
from domain.receipts import ballots_with
from domain.visitor import GUEST, Role, Visitor
from storage import backup
from storage import receipts as store
from storage.database import Database, reading
from storage.schema import BallotRow, DotRow, LogRow
from tests.actions.test_voting import Vote
from tests.actions.world import everything
from tests.builders import a_person, a_person_at_desk, a_screen, an_open_round, option_ids, organiser_of
from tests.refusals import refused


@pytest.fixture
def vote(any_database: Database) -> Vote:
    return Vote()


def receipt_of(vote: Vote, who: Visitor) -> str:
    return voting.my_ballot(who, vote.round_id).shown_receipt


def everybody_votes(vote: Vote, others: int = 5) -> dict[str, tuple[str, dict[int, int]]]:
    """Receipt and dots by person; each has dots of their own. The round is shown afterwards."""
    room = [vote.ada, vote.bob, *(a_person(vote.workshop_id, f"Person {number}") for number in range(others))]
    given = {}
    for number, person in enumerate(room):
        wanted = {vote.first: 1 + number % 2, vote.second: number % 3, vote.third: (number // 3) % 2}
        ballot = voting.fill_ballot(person, vote.round_id, wanted)
        given[person.person_id or ""] = (ballot.shown_receipt, ballot.counts())
    vote.show()
    return given


def ballot_list(vote: Vote, who: Visitor | None = None) -> dict[str, object]:
    content: dict[str, object] = json.loads(receipts.ballots_of(who or vote.ada).content)
    return content


def test_a_ballot_has_a_receipt_from_its_first_dot_on_and_keeps_it(vote: Vote) -> None:
    assert receipt_of(vote, vote.ada) == ""
    receipt = voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 1}).shown_receipt
    assert len(receipt.split("-")) == 3
    assert voting.fill_ballot(vote.ada, vote.round_id, {vote.second: 2}).shown_receipt == receipt
    voting.close_round(vote.leader, vote.round_id)
    assert receipt_of(vote, vote.ada) == receipt


def test_an_emptied_ballot_has_none_and_gets_its_own_back_with_the_next_dot(vote: Vote) -> None:
    receipt = voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 1}).shown_receipt
    assert voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 0}).shown_receipt == ""
    assert receipt_of(vote, vote.ada) == ""
    assert voting.fill_ballot(vote.ada, vote.round_id, {vote.third: 1}).shown_receipt == receipt


def test_another_device_of_the_same_person_is_shown_the_same_receipt(vote: Vote) -> None:
    receipt = voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 1}).shown_receipt
    other_device = Visitor(Role.PARTICIPANT, workshop_id=vote.workshop_id, person_id=vote.ada.person_id)
    assert receipt_of(vote, other_device) == receipt
    assert receipt_of(vote, vote.bob) == ""


def test_two_who_draw_the_same_words_end_with_different_ones(vote: Vote, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["Apfel-Besen-Tulpe", "Apfel-Besen-Tulpe", "Apfel-Besen-Tulpe", "Igel-Wolf-Zebra"])
    monkeypatch.setattr(voting, "new_receipt", lambda: next(drawn))
    assert voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 1}).receipt == "Apfel-Besen-Tulpe"
    assert voting.fill_ballot(vote.bob, vote.round_id, {vote.first: 1}).receipt == "Igel-Wolf-Zebra"


def test_who_votes_without_a_device_gets_one_too(vote: Vote) -> None:
    paula = a_person_at_desk(vote.workshop_id)
    receipt = voting.enter_ballot_for(vote.leader, vote.round_id, paula, {vote.first: 2}).shown_receipt
    assert voting.ballot_at_desk(vote.leader, vote.round_id, paula).shown_receipt == receipt != ""


def test_everybody_finds_their_own_dots_in_the_list(vote: Vote) -> None:
    given = everybody_votes(vote)
    titles = {option.id: option.title for option in voting.options_of(vote.leader, vote.round_id)}
    told = ballot_list(vote)
    for receipt, counts in given.values():
        (found,) = ballots_with(told, receipt)
        assert dict(found.dots) == {titles[option]: count for option, count in counts.items()}
    assert len({receipt for receipt, _ in given.values()}) == len(given)


def test_the_list_is_for_who_was_there_and_only_of_what_was_shown(vote: Vote) -> None:
    for number in range(5):
        voting.fill_ballot(a_person(vote.workshop_id, f"P{number}"), vote.round_id, {vote.first: 1})
    for closed in (False, True):
        if closed:
            voting.close_round(vote.leader, vote.round_id)
        for who in (vote.ada, vote.leader, a_screen(vote.workshop_id)):
            assert ballot_list(vote, who)["rounds"] == []
    for stranger in (GUEST, organiser_of(vote.workshop_id)):
        assert refused(lambda stranger=stranger: receipts.ballots_of(stranger)) == "not_joined"


def test_fewer_than_five_ballots_are_not_told(vote: Vote) -> None:
    receipt = voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 1}).receipt
    vote.show()
    files = [
        document(organiser_of(vote.workshop_id), vote.workshop_id, name) for name in ("archive.json", "ballots.csv")
    ]
    assert receipt not in "".join(each.content.decode("utf-8-sig") for each in files) + json.dumps(ballot_list(vote))


def test_every_export_lists_the_receipts_in_an_order_that_says_nothing(vote: Vote) -> None:
    given = everybody_votes(vote)
    in_order = sorted(receipt for receipt, _ in given.values())
    archived = json.loads(document(organiser_of(vote.workshop_id), vote.workshop_id, "archive.json").content)
    (round_,) = archived["rounds"]
    assert [ballot["receipt"] for ballot in round_["ballots"]] == in_order
    assert archived["head"] == round_["seal"]
    lines = document(organiser_of(vote.workshop_id), vote.workshop_id, "ballots.csv").content.decode("utf-8-sig")
    assert list(dict.fromkeys(line.split(";")[1].strip('"') for line in lines.splitlines()[1:])) == in_order
    assert all(f'"{round_["seal"]}"' in line for line in lines.splitlines()[1:])


def test_after_the_result_no_row_leads_from_a_receipt_to_a_person(vote: Vote) -> None:
    voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 1})
    before = {row[0] for row in _ballots()}
    given = everybody_votes(vote)
    after = _ballots()
    assert before.isdisjoint(ballot_id for ballot_id, *_ in after)
    assert {(person_id, on_paper) for _, person_id, on_paper, _ in after} == {(None, False)}
    assert {receipt for *_, receipt in after} == {receipt for receipt, _ in given.values()}
    for name, rows in everything().items():
        if name in ("ballots", "dots"):
            continue
        assert not any(receipt in cell for receipt, _ in given.values() for row in rows for cell in row), name


def _ballots() -> list[tuple[str, str | None, bool, str | None]]:
    with reading() as tx:
        columns = (BallotRow.id, BallotRow.person_id, BallotRow.on_paper, BallotRow.receipt)
        return [(row[0], row[1], row[2], row[3]) for row in tx.execute(select(*columns))]


def test_after_the_result_the_order_of_rows_and_of_dots_says_nothing(vote: Vote) -> None:
    """Rows lie in the order of ids that were drawn when the result was shown; slots go by option."""
    for person in (vote.ada, vote.bob, a_person(vote.workshop_id)):
        # The first dot on the last option.
        voting.fill_ballot(person, vote.round_id, {vote.third: 1})
        voting.fill_ballot(person, vote.round_id, {vote.first: 2, vote.second: 1})
    vote.show()
    place = "rowid" if vote_is_on_sqlite() else "ctid"
    with reading() as tx:
        as_they_lie = list(tx.scalars(text(f"SELECT id FROM ballots ORDER BY {place}")))  # noqa: S608
        dots = tx.execute(text(f"SELECT ballot_id, slot FROM dots ORDER BY {place}")).all()  # noqa: S608
        slots = tx.execute(select(DotRow.ballot_id, DotRow.option_id).order_by(DotRow.ballot_id, DotRow.slot)).all()
    assert as_they_lie == sorted(as_they_lie)
    assert [tuple(dot) for dot in dots] == sorted(tuple(dot) for dot in dots)
    assert [tuple(slot) for slot in slots] == sorted(tuple(slot) for slot in slots)


def vote_is_on_sqlite() -> bool:
    with reading() as tx:
        return tx.connection.dialect.name == "sqlite"


def test_the_same_votes_by_other_people_in_another_order_leave_the_same_rows(vote: Vote) -> None:
    """Twice the same dots, once dealt out the other way round: what lies in the database afterwards is the same."""
    room = [a_person(vote.workshop_id, f"Person {number}") for number in range(6)]
    dots = [{0: 2}, {0: 1, 1: 1}, {2: 1}, {1: 2, 2: 2}, {0: 2, 2: 1}, {1: 1}]
    left = []
    for voters, given in ((room, dots), (room[::-1], dots)):
        round_id = vote.round_id if not left else an_open_round(vote.workshop_id)
        options = option_ids(vote.workshop_id, round_id)[:3]
        for person, wanted in zip(voters, given, strict=True):
            voting.fill_ballot(person, round_id, {options[place]: count for place, count in wanted.items()})
        voting.close_round(vote.leader, round_id)
        voting.show_result(vote.leader, round_id)
        with reading() as tx:
            told = store.told_ballots(tx, round_id)
        left.append(Counter(tuple(options.index(option) for option in ballot.options) for ballot in told))
    assert left[0] == left[1]
    assert {person for _, person, _, _ in _ballots()} == {None}


def test_streams_log_and_my_data_never_hold_a_receipt_that_is_not_ones_own(vote: Vote) -> None:
    receipt = voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 1}).receipt
    mine = [line for section in privacy.in_words(privacy.my_data(vote.ada), "de") for line in section.lines]
    assert any(receipt in line for line in mine)
    for shown in (False, True):
        if shown:
            vote.show()
        for audience in (Role.PARTICIPANT, Role.SCREEN, Role.FACILITATOR):
            assert receipt not in json.dumps(state_of(vote.workshop_id, audience))
        with reading() as tx:
            assert receipt not in repr(tx.execute(select(LogRow.verb, LogRow.subject_id, LogRow.before)).all())
        assert receipt not in repr(privacy.my_data(vote.bob))
    assert receipt not in repr(privacy.my_data(vote.ada))
    assert receipt not in privacy.my_document(vote.ada, "meine-daten.json").content.decode()
    assert receipt_of(vote, vote.ada) == ""


def test_a_backup_after_the_result_knows_no_more_than_the_list(vote: Vote, any_database: Database) -> None:
    given = everybody_votes(vote)
    packed, _ = backup.dump(any_database, now(), "key")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        rows = [json.loads(line) for line in archive.read("tables/ballots.jsonl").decode().splitlines()]
    assert {row["person_id"] for row in rows} == {None}
    assert {row["receipt"] for row in rows} == {receipt for receipt, _ in given.values()}


def test_after_the_result_no_byte_of_the_old_ballots_is_in_sqlites_files(database: Database, data_dir: Path) -> None:
    """Neither in the file nor in its log: who copies the disk afterwards cannot look up whose a ballot was."""
    vote = Vote()
    for person in (vote.ada, vote.bob):
        voting.fill_ballot(person, vote.round_id, {vote.first: 1})
    old = [ballot_id.encode() for ballot_id, *_ in _ballots()]
    assert any(each in _bytes(data_dir) for each in old)
    vote.show()
    retention_action.tidy_up()
    assert [each for each in old if each in _bytes(data_dir)] == []


def _bytes(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.glob("buendniswerkstatt.db*"))


def test_a_deleted_persons_ballot_stays_with_its_receipt_as_nobodys(vote: Vote) -> None:
    receipt = voting.fill_ballot(vote.ada, vote.round_id, {vote.first: 1}).receipt
    for number in range(5):
        voting.fill_ballot(a_person(vote.workshop_id, f"P{number}"), vote.round_id, {vote.second: 1})
    privacy.erase_me(vote.ada, keep_ideas=True)
    vote.show()
    (found,) = ballots_with(ballot_list(vote, vote.bob), receipt)
    assert found.dots == (("Thema 1", 1),)
