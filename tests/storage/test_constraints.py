"""What must never be is refused by the database itself, whatever the rules above it say."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from domain.people import CheckIn, InstitutionType
from storage import people as people_store
from storage import voting as voting_store
from storage.database import Database, reading, writing
from storage.schema import (
    BallotRow,
    ContactRequestRow,
    DotRow,
    EntryRow,
    IdeaRow,
    InstitutionRow,
    RoundRow,
)
from tests.builders import a_person, a_workshop, an_open_round, option_ids

RECEIPT = "Apfel-Besen-Tulpe"
NOW = dt.datetime(2027, 3, 11, 12, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Room:
    """An open round with a ballot that holds two dots of five, at most two on one option."""

    workshop_id: int
    person_id: str
    other_id: str
    round_id: int
    ballot_id: str
    options: list[int]
    foreign_option: int

    def dot(self, **changed: Any) -> dict[str, Any]:
        """A third dot as it should be, and what is changed about it."""
        row = {
            "round_id": self.round_id,
            "ballot_id": self.ballot_id,
            "slot": 3,
            "option_id": self.options[1],
            "stack": 1,
            "budget": 5,
            "maximum": 2,
        }
        return row | changed


@pytest.fixture
def room(any_database: Database) -> Room:
    workshop_id = a_workshop()
    ada, bob = a_person(workshop_id, "Ada"), a_person(workshop_id, "Bob")
    round_id = an_open_round(workshop_id)
    options = option_ids(workshop_id, round_id)
    elsewhere = a_workshop("Woanders")
    foreign = option_ids(elsewhere, an_open_round(elsewhere))[0]
    with writing() as tx:
        ballot_id = voting_store.ballot_for(tx, round_id, ada.person_id or "", "ballot-of-ada", RECEIPT, paper=False)
    room = Room(workshop_id, ada.person_id or "", bob.person_id or "", round_id, ballot_id or "", options, foreign)
    for slot in (1, 2):
        _insert(DotRow, room.dot(slot=slot, stack=slot, option_id=options[0]))
    return room


def _insert(row_type: Any, values: dict[str, Any]) -> None:
    with writing() as tx:
        tx.execute(insert(row_type).values(**values))


def test_a_dot_within_the_rule_is_taken(room: Room) -> None:
    _insert(DotRow, room.dot())
    with reading() as tx:
        assert voting_store.totals(tx, room.round_id) == dict(zip(room.options, (2, 1, 0), strict=True))


@pytest.mark.parametrize(
    "lie",
    [
        pytest.param(lambda room: {"slot": 6}, id="a sixth dot of five"),
        pytest.param(lambda room: {"slot": 0}, id="a dot before the first"),
        pytest.param(lambda room: {"slot": 2}, id="a sticker that is already placed"),
        pytest.param(lambda room: {"option_id": room.options[0], "stack": 3}, id="a third on one option"),
        pytest.param(lambda room: {"option_id": room.options[0], "stack": 2}, id="the same place twice"),
        pytest.param(lambda room: {"slot": 6, "budget": 6}, id="a dot with a budget of its own"),
        pytest.param(lambda room: {"stack": 3, "maximum": 3}, id="a dot with a maximum of its own"),
        pytest.param(lambda room: {"option_id": room.foreign_option}, id="an option of another round"),
        pytest.param(lambda room: {"ballot_id": "nobody's"}, id="a ballot that is none"),
    ],
)
def test_a_dot_against_the_rule_is_refused(room: Room, lie: Callable[[Room], dict[str, Any]]) -> None:
    with pytest.raises(IntegrityError):
        _insert(DotRow, room.dot(**lie(room)))


def test_nobody_has_two_ballots_in_a_round(room: Room) -> None:
    with pytest.raises(IntegrityError):
        _insert(BallotRow, {"id": "second", "round_id": room.round_id, "person_id": room.person_id})


def test_no_two_ballots_of_a_round_carry_one_receipt(room: Room) -> None:
    twin = {"id": "twin", "round_id": room.round_id, "person_id": room.other_id, "receipt": RECEIPT}
    with pytest.raises(IntegrityError):
        _insert(BallotRow, twin)
    _insert(BallotRow, twin | {"receipt": "Igel-Wolf-Zebra"})


def test_the_rule_cannot_be_lowered_below_the_dots_already_placed(room: Room) -> None:
    with pytest.raises(IntegrityError), writing() as tx:
        tx.execute(update(RoundRow).where(RoundRow.id == room.round_id).values(budget=1, maximum=1))


@pytest.mark.parametrize(("budget", "maximum"), [(0, 1), (21, 1), (5, 0), (5, 6)])
def test_a_round_has_a_rule_that_can_work(room: Room, budget: int, maximum: int) -> None:
    with reading() as tx:
        activity_id = voting_store.by_id(tx, room.workshop_id, room.round_id).activity_id
    with pytest.raises(IntegrityError):
        _insert(
            RoundRow,
            {
                "workshop_id": room.workshop_id,
                "activity_id": activity_id,
                "subject": "ideas",
                "budget": budget,
                "maximum": maximum,
                "status": "open",
                "opened_at": NOW,
            },
        )


def _idea(room: Room, **changed: Any) -> dict[str, Any]:
    return {"workshop_id": room.workshop_id, "title": "Idee", "created_at": NOW, **changed}


def test_an_anonymous_idea_has_no_author(room: Room) -> None:
    _insert(IdeaRow, _idea(room, is_anonymous=True))
    with pytest.raises(IntegrityError):
        _insert(IdeaRow, _idea(room, is_anonymous=True, author_id=room.person_id))


def test_one_operation_makes_one_idea(room: Room) -> None:
    _insert(IdeaRow, _idea(room, operation="once"))
    with pytest.raises(IntegrityError):
        _insert(IdeaRow, _idea(room, operation="once"))


def _request(room: Room, **changed: Any) -> dict[str, Any]:
    two = {"from_id": room.person_id, "to_id": room.other_id}
    return {"workshop_id": room.workshop_id, "state": "open", "created_at": NOW, **two, **changed}


def test_a_contact_request_is_between_two_people_and_sent_once(room: Room) -> None:
    with pytest.raises(IntegrityError):
        _insert(ContactRequestRow, _request(room, to_id=room.person_id))
    _insert(ContactRequestRow, _request(room))
    with pytest.raises(IntegrityError):
        _insert(ContactRequestRow, _request(room))


def test_an_offer_says_something(room: Room) -> None:
    entry = {"workshop_id": room.workshop_id, "person_id": room.person_id, "side": "offer"}
    _insert(EntryRow, entry | {"text": "Wohnraum"})
    with pytest.raises(IntegrityError):
        _insert(EntryRow, entry | {"text": "", "chip_id": None})


def test_an_institution_is_known_once_under_all_its_spellings(room: Room) -> None:
    with writing() as tx:
        first = people_store.add_institution(tx, room.workshop_id, "IHK Testland", InstitutionType.KAMMER)
        second = people_store.add_institution(tx, room.workshop_id, "ihk  TESTLAND", InstitutionType.SONSTIGE)
    assert first == second
    with pytest.raises(IntegrityError):
        _insert(
            InstitutionRow,
            {"workshop_id": room.workshop_id, "name": "IHK", "key": "ihktestland", "type": "kammer"},
        )


def test_the_longest_institution_fits_however_its_key_is_spelt(room: Room) -> None:
    """Lower case can be longer than capitals: İ becomes two characters."""
    with writing() as tx:
        assert people_store.add_institution(tx, room.workshop_id, "İ" * 120, InstitutionType.SONSTIGE)


def test_a_repeated_check_in_does_not_break_the_transaction(room: Room) -> None:
    form = CheckIn("Ada", "", InstitutionType.KEINE)
    with writing() as tx:
        assert not people_store.add(tx, room.workshop_id, room.person_id, form, joined_at=NOW)
        assert people_store.add(tx, room.workshop_id, "someone-new", form, joined_at=NOW)
    with reading() as tx:
        assert people_store.count(tx, room.workshop_id) == 3
