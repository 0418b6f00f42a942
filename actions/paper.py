"""Ballots on paper: print numbered sheets, hand one to somebody, enter what stands on it. One person, one ballot."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from actions.clock import new_id
from documents.document import Document
from documents.paper_sheets import must_fit, paper_sheets
from documents.xlsx_rows import is_xlsx, xlsx_rows
from domain.csv_rows import csv_rows
from domain.idea_import import RefusedRow
from domain.live import part
from domain.paper import LEAST, MOST, Batch, Sheet, SheetInHand, checked_count, numbered, typed_number
from domain.paper_import import Printed, known_headings, read_ballots
from domain.people import Person
from domain.receipts import drawn_receipt
from domain.refusal import Refusal
from domain.visitor import Visitor
from domain.voting import Ballot, Round, Status, filled, must_not_be_own
from storage import agenda as agenda_store
from storage import log
from storage import paper as store
from storage import people as people_store
from storage import voting as voting_store
from storage import workshop as workshop_store
from storage.configuration import configuration
from storage.database import Transaction, reading, writing
from storage.trouble import may_come_twice

_CHANCE = secrets.SystemRandom()


@dataclass
class Imported:
    """How it went: sheets entered, sheets that were in just so already, and the rows that were refused.

    With a single refused row nothing of the file was taken.
    """

    added: int = 0
    there: int = 0
    refused: list[RefusedRow] = field(default_factory=list)


def print_sheets(visitor: Visitor, round_id: int, count: int) -> int:
    """Makes so many sheets with new numbers. Returns the number of their batch."""
    workshop_id = visitor.as_facilitator()
    with reading() as tx:
        # It takes a moment to try; nobody waits for it.
        must_fit(voting_store.options(tx, round_id), voting_store.by_id(tx, workshop_id, round_id))
    with writing() as tx:
        voting_store.lock(tx, workshop_id, round_id)
        _must_not_be_over(voting_store.by_id(tx, workshop_id, round_id))
        there = store.batches(tx, round_id)
        checked_count(count, sum(batch.sheets for batch in there))
        batch = max((each.batch for each in there), default=0) + 1
        made = 0
        while made < count:
            made += store.add(
                tx, workshop_id, Sheet(numbered(_drawn()), round_id, batch, drawn_receipt(_CHANCE.sample))
            )
        log.note(tx, workshop_id, visitor.role, "print_sheets", round_id, sheets=count)
    return batch


def batches_of(visitor: Visitor, round_id: int) -> list[Batch]:
    with reading() as tx:
        return store.batches(tx, voting_store.by_id(tx, visitor.as_facilitator(), round_id).id)


def sheets_document(visitor: Visitor, round_id: int, batch: int) -> Document:
    """The sheets of a batch to print, as often as wanted the same."""
    workshop_id = visitor.as_facilitator()
    with reading() as tx:
        round_ = voting_store.by_id(tx, workshop_id, round_id)
        sheets = [sheet for sheet in store.of_round(tx, round_id) if sheet.batch == batch]
        if not sheets:
            raise Refusal("document_unknown")
        workshop = workshop_store.by_id(tx, workshop_id)
        activity = next(each for each in agenda_store.of_workshop(tx, workshop_id) if each.id == round_.activity_id)
        return paper_sheets(
            workshop_store.alliance(tx, workshop.alliance_id),
            workshop,
            activity,
            round_,
            voting_store.options(tx, round_id),
            sheets,
            f"{configuration().public_url}/bogen?w={workshop.code}&nr=",
        )


def sheet_in_hand(visitor: Visitor, number: str | None) -> SheetInHand:
    """The sheet with this number, and what has been entered of it."""
    workshop_id = visitor.as_facilitator()
    with reading() as tx:
        sheet = store.by_number(tx, workshop_id, typed_number(number))
        round_ = voting_store.by_id(tx, workshop_id, sheet.round_id)
        titles = {activity.id: activity.title for activity in agenda_store.of_workshop(tx, workshop_id)}
        person_id = store.person_of(tx, sheet)
        return SheetInHand(
            sheet,
            round_,
            titles.get(round_.activity_id, ""),
            tuple(voting_store.options(tx, round_.id)),
            store.ballot_on(tx, round_, sheet),
            people_store.by_id(tx, workshop_id, person_id) if person_id else None,
        )


def people_to_choose(visitor: Visitor) -> list[Person]:
    """Everybody here, by name: whose a sheet can be."""
    with reading() as tx:
        return sorted(
            people_store.of_workshop(tx, visitor.as_facilitator()),
            key=lambda person: (person.name.casefold(), person.institution.casefold(), person.id),
        )


@may_come_twice
def hand_out(visitor: Visitor, number: str, *, person_id: str | None, replace: bool = False) -> None:
    """From now on this person votes on this sheet and not with a device; `replace` lets go what they have so far.

    None takes the sheet back: whoever had it may vote with their device again, if its dots are not in yet.
    """
    with writing() as tx:
        workshop_id, round_, sheet = _sheet_for_writing(tx, visitor, number)
        if person_id is None and sheet.ballot_id and not sheet.entered:
            store.remove_ballot(tx, round_.id, sheet.ballot_id)
        elif person_id is not None and store.person_of(tx, sheet) != person_id:
            _bind(tx, workshop_id, sheet, person_id, replace)
        log.note(tx, workshop_id, visitor.role, "hand_out_sheet", round_.id)
        _tell(tx, workshop_id)


@may_come_twice
def enter_sheet(
    visitor: Visitor,
    number: str,
    wanted: Mapping[int, int],
    *,
    person_id: str | None = None,
    replace: bool = False,
    correct: bool = False,
) -> Ballot:
    """Enters exactly these dots. `person_id`: whose the sheet is; None for somebody who is here on paper only.

    A sheet that is entered already is changed only by who has seen it (`correct`), and another ballot of the same
    person goes only by who was asked (`replace`).
    """
    with writing() as tx:
        workshop_id, round_, sheet = _sheet_for_writing(tx, visitor, number)
        before = store.ballot_on(tx, round_, sheet)
        after = filled(before, {option.id: 0 for option in voting_store.options(tx, round_.id)} | dict(wanted))
        if person_id is not None and not round_.own_ideas:
            must_not_be_own(wanted, before, voting_store.options_of_own(tx, round_.id, person_id))
        is_same = after.counts() == before.counts() and store.person_of(tx, sheet) == person_id
        if sheet.entered and not correct and not is_same:
            raise Refusal("paper_used")
        ballot_id = _bind(tx, workshop_id, sheet, person_id, replace)
        _save(tx, workshop_id, round_, sheet, ballot_id, after)
        log.note(tx, workshop_id, visitor.role, "enter_sheet", round_.id)
        _tell(tx, workshop_id)
        return after


@may_come_twice
def import_sheets(visitor: Visitor, round_id: int, content: bytes) -> Imported:
    """Enters the ballots of a table (CSV or XLSX: ballot, idea, dots), all of them or none."""
    workshop_id = visitor.as_facilitator()
    rows = xlsx_rows(content) if is_xlsx(content) else csv_rows(content, known_headings)
    with writing() as tx:
        voting_store.lock(tx, workshop_id, round_id)
        round_ = voting_store.by_id(tx, workshop_id, round_id)
        round_.must_be_open()
        counts = store.counts_of_round(tx, round_id)
        sheets = {sheet.number: sheet for sheet in store.of_round(tx, round_id)}
        printed = {number: Printed(sheet, counts.get(number, {})) for number, sheet in sheets.items()}
        found = read_ballots(rows, round_, voting_store.options(tx, round_id), printed)
        if found.refused:
            return Imported(refused=found.refused)
        for number, wanted in found.ballots.items():
            sheet = sheets[number]
            ballot_id = sheet.ballot_id or store.bind(tx, workshop_id, sheet, new_id(), None)
            _save(tx, workshop_id, round_, sheet, ballot_id, filled(store.ballot_on(tx, round_, sheet), wanted))
        log.note(tx, workshop_id, visitor.role, "import_sheets", round_id, added=len(found.ballots))
        _tell(tx, workshop_id)
    return Imported(added=len(found.ballots), there=len(found.there))


def _sheet_for_writing(tx: Transaction, visitor: Visitor, number: str) -> tuple[int, Round, Sheet]:
    """The sheet as nobody else changes it until this transaction ends."""
    workshop_id = visitor.as_facilitator()
    typed = typed_number(number)
    voting_store.lock(tx, workshop_id, store.by_number(tx, workshop_id, typed).round_id)
    # Looked up again: while we waited, somebody may have entered it.
    sheet = store.by_number(tx, workshop_id, typed)
    round_ = voting_store.by_id(tx, workshop_id, sheet.round_id)
    round_.must_be_open()
    return workshop_id, round_, sheet


def _bind(tx: Transaction, workshop_id: int, sheet: Sheet, person_id: str | None, replace: bool) -> str:
    """The sheet's ballot, as this person's only one. Returns its id."""
    if person_id is not None:
        _must_be_here(tx, workshop_id, person_id)
        other = voting_store.ballot_id_of(tx, sheet.round_id, person_id)
        if other is not None and other != sheet.ballot_id:
            if not replace and store.has_said_something(tx, other):
                raise Refusal("paper_person_voted")
            store.remove_ballot(tx, sheet.round_id, other)
    return store.bind(tx, workshop_id, sheet, new_id(), person_id)


def _save(tx: Transaction, workshop_id: int, round_: Round, sheet: Sheet, ballot_id: str, after: Ballot) -> None:
    voting_store.save_ballot(tx, round_, ballot_id, store.ballot_on(tx, round_, sheet), after)
    store.mark_entered(tx, workshop_id, sheet)


def _must_be_here(tx: Transaction, workshop_id: int, person_id: str) -> None:
    try:
        people_store.by_id(tx, workshop_id, person_id)
    except Refusal:
        raise Refusal("person_unknown") from None


def _must_not_be_over(round_: Round) -> None:
    if round_.status is Status.SHOWN:
        raise Refusal("round_closed")


def _tell(tx: Transaction, workshop_id: int) -> None:
    tx.tell(workshop_id, part("progress", "voted"), part("progress", "present"))


def _drawn() -> int:
    return _CHANCE.randint(LEAST, MOST)
