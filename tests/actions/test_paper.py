"""Ballots on paper: each number once, one person one ballot whichever way, and the totals say how many there were."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from actions import paper as action
from actions import people, privacy, voting
from actions.documents import document
from actions.live import state_of
from domain.chain import recount
from domain.paper import numbered
from domain.refusal import Refusal
from domain.visitor import Role, Visitor
from domain.voting import Ballot
from storage.database import Database, reading, writing
from storage.schema import BallotRow, LogRow, PaperSheetRow
from tests.builders import (
    a_facilitator,
    a_person,
    a_person_at_desk,
    a_workshop,
    an_open_round,
    option_ids,
    organiser_of,
)
from tests.refusals import refusing


class Desk:
    """An open round on three topic groups (five dots, at most two on one), and ten printed sheets."""

    def __init__(self, sheets: int = 10) -> None:
        self.workshop_id = a_workshop()
        self.leader = a_facilitator(self.workshop_id)
        self.ada = a_person(self.workshop_id, "Ada", institution="Amt", institution_type="kommune")
        self.round_id = an_open_round(self.workshop_id)
        self.first, self.second, self.third = option_ids(self.workshop_id, self.round_id)
        action.print_sheets(self.leader, self.round_id, sheets)
        with reading() as tx:
            self.numbers = list(
                tx.scalars(select(PaperSheetRow.number).where(PaperSheetRow.round_id == self.round_id))
            )

    def enter(self, sheet: int, counts: dict[int, int], person: str | None = None, **how: bool) -> Ballot:
        return action.enter_sheet(self.leader, self.numbers[sheet], counts, person_id=person, **how)

    def show(self) -> None:
        voting.close_round(self.leader, self.round_id)
        voting.show_result(self.leader, self.round_id)

    def totals(self) -> list[int | None]:
        totals = {option.id: option.total for option in voting.ranking(self.leader, self.round_id).options}
        return [totals[option] for option in (self.first, self.second, self.third)]

    def progress(self) -> tuple[int, int]:
        """(voted, present), as the projector says it."""
        section = state_of(self.workshop_id, Role.SCREEN)["progress"]
        return section["voted"], section["present"]

    def ballots(self) -> int:
        with reading() as tx:
            return len(tx.execute(select(BallotRow).where(BallotRow.round_id == self.round_id)).all())


@pytest.fixture
def desk(any_database: Database) -> Desk:
    return Desk()


def me(visitor: Visitor) -> str:
    return visitor.person_id or ""


def test_every_sheet_has_a_number_and_a_receipt_of_its_own(desk: Desk) -> None:
    with reading() as tx:
        sheets = tx.execute(select(PaperSheetRow.number, PaperSheetRow.receipt)).all()
    assert len({sheet.number for sheet in sheets}) == len({sheet.receipt for sheet in sheets}) == 10
    assert action.batches_of(desk.leader, desk.round_id)[0].sheets == 10
    assert action.print_sheets(desk.leader, desk.round_id, 3) == 2


def test_somebody_without_any_entry_votes_and_counts_as_present(desk: Desk) -> None:
    assert desk.progress() == (0, 1)
    assert desk.enter(0, {desk.first: 2, desk.second: 1}).counts() == {desk.first: 2, desk.second: 1}
    assert desk.progress() == (1, 2)
    desk.enter(1, {})
    assert desk.progress() == (1, 3), "an empty sheet is a person who abstains"
    desk.enter(1, {desk.third: 1}, correct=True)
    desk.show()
    round_ = voting.ranking(desk.leader, desk.round_id).round
    assert (round_.ballots, round_.present, round_.paper, round_.paper_unnamed) == (2, 3, 2, 2)
    assert desk.progress() == (2, 3)
    assert desk.totals() == [2, 1, 1]


def test_a_number_counts_once_and_entering_it_again_shows_what_is_there(desk: Desk) -> None:
    desk.enter(0, {desk.first: 2})
    desk.enter(0, {desk.first: 2})
    with refusing("paper_used"):
        desk.enter(0, {desk.second: 1})
    found = action.sheet_in_hand(desk.leader, desk.numbers[0])
    assert (found.sheet.entered, found.ballot.counts(), found.person) == (True, {desk.first: 2}, None)
    desk.enter(0, {desk.second: 1}, correct=True)
    desk.show()
    assert desk.totals() == [0, 1, 0]


def test_a_sheet_keeps_to_the_rule(desk: Desk) -> None:
    with refusing("too_many_on_one"):
        desk.enter(0, {desk.first: 3})
    with refusing("no_dots_left"):
        desk.enter(0, {desk.first: 2, desk.second: 2, desk.third: 2})
    with refusing("option_unknown"):
        desk.enter(0, {desk.third + 1000: 1})
    assert not action.sheet_in_hand(desk.leader, desk.numbers[0]).sheet.entered
    assert desk.ballots() == 0


def test_whoever_was_handed_a_sheet_has_no_ballot_on_the_phone(desk: Desk) -> None:
    action.hand_out(desk.leader, desk.numbers[0], person_id=me(desk.ada))
    with refusing("ballot_on_paper"):
        voting.fill_ballot(desk.ada, desk.round_id, {desk.first: 1})
    desk.enter(0, {desk.second: 2}, me(desk.ada))
    with refusing("ballot_on_paper"):
        voting.fill_ballot(desk.ada, desk.round_id, {desk.second: 0})
    assert voting.my_ballot(desk.ada, desk.round_id).counts() == {desk.second: 2}
    assert desk.progress() == (1, 1)


def test_a_sheet_that_is_taken_back_lets_its_person_use_the_phone(desk: Desk) -> None:
    action.hand_out(desk.leader, desk.numbers[0], person_id=me(desk.ada))
    action.hand_out(desk.leader, desk.numbers[0], person_id=None)
    voting.fill_ballot(desk.ada, desk.round_id, {desk.first: 1})
    assert desk.progress() == (1, 1)
    desk.enter(1, {desk.second: 1}, me(desk.ada), replace=True)
    action.hand_out(desk.leader, desk.numbers[1], person_id=None)
    assert voting.my_ballot(desk.ada, desk.round_id).counts() == {desk.second: 1}, "what is in stays in"


def test_dots_from_the_phone_go_only_if_somebody_says_so(desk: Desk) -> None:
    voting.fill_ballot(desk.ada, desk.round_id, {desk.first: 2})
    for attempt in (
        lambda: desk.enter(0, {desk.second: 1}, me(desk.ada)),
        lambda: action.hand_out(desk.leader, desk.numbers[0], person_id=me(desk.ada)),
    ):
        with refusing("paper_person_voted"):
            attempt()
    assert voting.my_ballot(desk.ada, desk.round_id).counts() == {desk.first: 2}
    desk.enter(0, {desk.second: 1}, me(desk.ada), replace=True)
    assert desk.progress() == (1, 1)
    desk.show()
    assert desk.totals() == [0, 1, 0]


def test_an_empty_ballot_on_the_phone_is_nothing_to_ask_about(desk: Desk) -> None:
    voting.fill_ballot(desk.ada, desk.round_id, {desk.first: 1})
    voting.fill_ballot(desk.ada, desk.round_id, {desk.first: 0})
    desk.enter(0, {desk.second: 1}, me(desk.ada))
    assert desk.ballots() == 1


def test_two_sheets_of_one_person_are_one_ballot(desk: Desk) -> None:
    desk.enter(0, {desk.first: 2}, me(desk.ada))
    with refusing("paper_person_voted"):
        desk.enter(1, {desk.second: 1}, me(desk.ada))
    desk.enter(1, {desk.second: 1}, me(desk.ada), replace=True)
    assert not action.sheet_in_hand(desk.leader, desk.numbers[0]).sheet.entered
    assert desk.ballots() == 1
    desk.enter(0, {desk.third: 1})
    desk.show()
    assert desk.totals() == [0, 1, 1]


def test_an_unnamed_sheet_turns_out_to_be_somebodys(desk: Desk) -> None:
    voting.fill_ballot(desk.ada, desk.round_id, {desk.first: 2})
    desk.enter(0, {desk.second: 1})
    assert desk.progress() == (2, 2)
    with refusing("paper_person_voted"):
        desk.enter(0, {desk.second: 1}, me(desk.ada), correct=True)
    desk.enter(0, {desk.second: 1}, me(desk.ada), correct=True, replace=True)
    assert desk.progress() == (1, 1)


def test_a_person_at_the_desk_may_have_a_numbered_sheet_too(desk: Desk) -> None:
    paula = a_person_at_desk(desk.workshop_id)
    desk.enter(0, {desk.first: 1}, paula)
    voting.enter_ballot_for(desk.leader, desk.round_id, paula, {desk.second: 2})
    assert action.sheet_in_hand(desk.leader, desk.numbers[0]).ballot.counts() == {desk.second: 2}
    assert desk.ballots() == 1


def test_two_who_enter_the_same_number_at_once_make_one_ballot(desk: Desk) -> None:
    def enter(option: int) -> str:
        try:
            desk.enter(0, {option: 1})
        except Refusal as refusal:
            return refusal.reason
        return "done"

    with ThreadPoolExecutor(8) as many:
        outcomes = sorted(many.map(enter, [desk.first, desk.second, desk.third] * 4))
    assert desk.ballots() == 1
    assert set(outcomes) == {"done", "paper_used"}
    assert action.batches_of(desk.leader, desk.round_id)[0].entered == 1


def test_phone_and_paper_at_once_make_one_ballot(desk: Desk) -> None:
    def act(number: int) -> None:
        with suppress(Refusal):
            if number % 2:
                voting.fill_ballot(desk.ada, desk.round_id, {desk.first: 2})
            else:
                desk.enter(number // 2 % 3, {desk.second: 2}, me(desk.ada), replace=True, correct=True)

    with ThreadPoolExecutor(8) as many:
        list(many.map(act, range(24)))
    assert desk.ballots() == 1
    assert desk.progress() == (1, 1)
    desk.show()
    assert desk.totals() == [0, 2, 0]


def test_the_database_itself_holds_one_number_one_ballot_one_person(desk: Desk) -> None:
    desk.enter(0, {desk.first: 1}, me(desk.ada))
    with reading() as tx:
        ballot_id = tx.scalar(select(PaperSheetRow.ballot_id).where(PaperSheetRow.number == desk.numbers[0]))
    sheet = {"workshop_id": desk.workshop_id, "round_id": desk.round_id, "batch": 9, "entered": False}
    impossible = [
        # A number twice, a ballot on two sheets, a second ballot of a person, a ballot that is not there.
        insert(PaperSheetRow).values(sheet | {"number": desk.numbers[0]}),
        update(PaperSheetRow).where(PaperSheetRow.number == desk.numbers[1]).values(ballot_id=ballot_id),
        insert(BallotRow).values(id="another", round_id=desk.round_id, person_id=me(desk.ada), on_paper=True),
        update(PaperSheetRow).where(PaperSheetRow.number == desk.numbers[1]).values(ballot_id="nowhere"),
        insert(PaperSheetRow).values(sheet | {"number": "12"}),
    ]
    for statement in impossible:
        with pytest.raises(IntegrityError), writing() as tx:
            tx.execute(statement)


@pytest.mark.parametrize("number", ["", "1234567", numbered(555_555)])
def test_a_number_that_was_not_printed_here_enters_nothing(desk: Desk, number: str) -> None:
    other = Desk(1)
    for wrong in (number, other.numbers[0]):
        with refusing("paper_number_wrong", "paper_number_unknown"):
            action.enter_sheet(desk.leader, wrong, {desk.first: 1})
    assert desk.ballots() == 0


def test_somebody_of_another_meeting_gets_no_sheet(desk: Desk) -> None:
    stranger = a_person(a_workshop("Fremd"), "Fremd")
    with refusing("person_unknown"):
        desk.enter(0, {desk.first: 1}, me(stranger))
    with refusing("person_unknown"):
        action.hand_out(desk.leader, desk.numbers[0], person_id="")


def test_a_closed_round_takes_no_sheets_until_it_is_opened_again(desk: Desk) -> None:
    voting.close_round(desk.leader, desk.round_id)
    with refusing("round_closed"):
        desk.enter(0, {desk.first: 1})
    voting.reopen_round(desk.leader, desk.round_id)
    desk.enter(0, {desk.first: 1})
    desk.show()
    with refusing("round_closed"):
        desk.enter(1, {desk.first: 1})
    with refusing("round_closed"):
        action.print_sheets(desk.leader, desk.round_id, 1)


def test_with_the_result_numbers_and_receipts_are_forgotten(desk: Desk) -> None:
    desk.enter(0, {desk.first: 1}, me(desk.ada))
    desk.enter(1, {desk.second: 1})
    desk.show()
    with reading() as tx:
        rows = tx.execute(select(PaperSheetRow.ballot_id, PaperSheetRow.receipt)).all()
        ballots = tx.execute(select(BallotRow.person_id, BallotRow.on_paper)).all()
    assert {tuple(row) for row in rows} == {(None, None)}
    assert {tuple(ballot) for ballot in ballots} == {(None, False)}, "nothing tells a paper ballot from others"
    assert action.sheet_in_hand(desk.leader, desk.numbers[0]).ballot.counts() == {}


def test_the_log_names_neither_numbers_nor_people(desk: Desk) -> None:
    action.hand_out(desk.leader, desk.numbers[0], person_id=me(desk.ada))
    desk.enter(0, {desk.first: 1}, me(desk.ada))
    with reading() as tx:
        lines = tx.execute(select(LogRow.verb, LogRow.subject_id, LogRow.before)).all()
    assert {"print_sheets", "hand_out_sheet", "enter_sheet"} <= {line.verb for line in lines}
    assert not any(me(desk.ada) in str(line) or desk.numbers[0] in str(line) for line in lines)


def test_my_data_say_on_which_sheet_i_am(desk: Desk) -> None:
    desk.enter(0, {desk.first: 1}, me(desk.ada))
    mine = privacy.my_data(desk.ada).ballots[0]
    assert (mine.paper_number, mine.dots) == (desk.numbers[0], (("Thema 1", 1),))
    privacy.erase_me(desk.ada, keep_ideas=True)
    assert action.sheet_in_hand(desk.leader, desk.numbers[0]).person is None
    desk.show()
    round_ = voting.ranking(desk.leader, desk.round_id).round
    assert (round_.present, round_.ballots, round_.paper) == (1, 1, 1)


def a_table(desk: Desk, *rows: tuple[int, int, int]) -> bytes:
    lines = [f"{desk.numbers[sheet]};{idea};{dots}" for sheet, idea, dots in rows]
    return "\n".join(["ballot;idea;dots", *lines]).encode()


def test_a_table_enters_all_of_its_ballots_and_twice_nothing_more(desk: Desk) -> None:
    content = a_table(desk, (0, 1, 2), (0, 3, 1), (1, 2, 1), (2, 0, 0))
    assert action.import_sheets(desk.leader, desk.round_id, content) == action.Imported(added=3)
    assert action.import_sheets(desk.leader, desk.round_id, content) == action.Imported(there=3)
    assert desk.progress() == (2, 4)
    desk.show()
    assert desk.totals() == [2, 1, 1]


def test_of_a_table_with_one_bad_row_nothing_is_taken(desk: Desk) -> None:
    desk.enter(4, {desk.first: 1})
    result = action.import_sheets(desk.leader, desk.round_id, a_table(desk, (0, 1, 2), (1, 9, 1), (4, 2, 1)))
    assert [(row.line, row.refusal.reason) for row in result.refused] == [
        (3, "paper_idea_unknown"),
        (4, "paper_used"),
    ]
    assert result.added == 0
    assert desk.ballots() == 1


def test_a_sheet_that_was_handed_out_stays_its_persons_in_a_table(desk: Desk) -> None:
    action.hand_out(desk.leader, desk.numbers[0], person_id=me(desk.ada))
    action.import_sheets(desk.leader, desk.round_id, a_table(desk, (0, 1, 2)))
    assert voting.my_ballot(desk.ada, desk.round_id).counts() == {desk.first: 2}
    assert desk.progress() == (1, 1)


def test_recount_screen_and_archive_agree_with_paper_among_phones(desk: Desk) -> None:
    for name in "BCDEF":
        voting.fill_ballot(a_person(desk.workshop_id, name), desk.round_id, {desk.first: 1, desk.third: 1})
    desk.enter(0, {desk.second: 2, desk.third: 1}, me(desk.ada))
    desk.enter(1, {desk.second: 2})
    with reading() as tx:
        printed = set(tx.scalars(select(PaperSheetRow.receipt).where(PaperSheetRow.ballot_id.is_not(None))))
    desk.show()
    content = json.loads(document(organiser_of(desk.workshop_id), desk.workshop_id, "archive.json").content)
    (told,) = content["rounds"]
    assert recount(content) == []
    assert (told["paper"], told["ballots_given"], told["present"]) == (2, 7, 7)
    assert printed <= {ballot["receipt"] for ballot in told["ballots"]}, "the strip leads to the ballot"
    told["paper"] = 0
    assert [finding.what for finding in recount(content)] == ["seal_differs"]


def test_unnamed_sheets_are_in_no_type_of_institution(desk: Desk) -> None:
    for sheet in range(6):
        desk.enter(sheet, {desk.second: 1})
    for number in range(5):
        visitor = a_person(desk.workshop_id, f"K{number}", institution=f"Kammer {number}", institution_type="kammer")
        voting.fill_ballot(visitor, desk.round_id, {desk.first: 1})
    desk.show()
    from actions.round import readings_of

    read = {
        (reading.name, reading.of and reading.of.value): reading
        for reading in readings_of(desk.leader, desk.round_id)
    }
    assert ("type", "keine") not in read
    assert read["type", "kammer"].voices == 5
    assert read["institution", None].voices == 11


def test_the_sheets_are_a_document_for_whoever_leads(desk: Desk) -> None:
    made = action.sheets_document(desk.leader, desk.round_id, 1)
    assert made.content.startswith(b"%PDF-")
    assert made.content[:2000] == action.sheets_document(desk.leader, desk.round_id, 1).content[:2000]
    with refusing("document_unknown"):
        action.sheets_document(desk.leader, desk.round_id, 2)


def test_people_are_found_by_name(desk: Desk) -> None:
    people.check_in(desk.workshop_id, people.new_person_id(), name="aaron", institution=None, institution_type=None)
    assert [person.name for person in action.people_to_choose(desk.leader)] == ["aaron", "Ada"]
