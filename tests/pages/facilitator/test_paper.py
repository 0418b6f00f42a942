"""Ballots on paper as the facilitator sees them: print, type number and dots, look, correct; and who scans one."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from actions import paper, voting
from domain.visitor import Visitor
from storage.database import Database, reading
from storage.schema import PaperSheetRow
from tests.builders import a_facilitator, a_person, a_workshop, an_open_round, option_ids, the_workshop

PageAs = Callable[..., AppTest]


class Room:
    def __init__(self) -> None:
        self.workshop_id = a_workshop()
        self.leader = a_facilitator(self.workshop_id)
        self.ada = a_person(self.workshop_id, "Ada *Löwe*")
        self.round_id = an_open_round(self.workshop_id)
        self.options = option_ids(self.workshop_id, self.round_id)
        paper.print_sheets(self.leader, self.round_id, 3)
        with reading() as tx:
            self.numbers = list(tx.scalars(select(PaperSheetRow.number)))

    @property
    def code(self) -> str:
        return the_workshop(self.workshop_id).code

    def counts(self, sheet: int) -> dict[int, int]:
        found = paper.sheet_in_hand(self.leader, self.numbers[sheet]).ballot.counts()
        return {self.options.index(option) + 1: count for option, count in found.items()}


@pytest.fixture
def room(database: Database) -> Room:
    return Room()


@pytest.fixture
def desk(room: Room, page_as: PageAs) -> AppTest:
    page = page_as(room.leader, "leitung", w=room.code)
    page.session_state["bereich"] = "desk"
    page.run()
    assert not page.exception
    return page


def told(page: AppTest) -> str:
    return " ".join(toast.value for toast in page.toast).replace("\\", "")


def type_in(page: AppTest, number: str, dots: str, person: str | None = None) -> AppTest:
    page.text_input(key="paper_number").set_value(number)
    page.text_input(key="paper_dots").set_value(dots)
    if person:
        page.selectbox(key="paper_whose").set_value(person)
    page.button(key="paper_save").click().run()
    assert not page.exception
    return page


def test_number_and_dots_are_typed_and_the_form_is_ready_for_the_next(room: Room, desk: AppTest) -> None:
    type_in(desk, f"{room.numbers[0][:3]} {room.numbers[0][3:]}", "1 1 3")
    assert room.counts(0) == {1: 2, 3: 1}
    assert "3 Punkte sind gespeichert" in told(desk)
    assert desk.text_input(key="paper_number").value == desk.text_input(key="paper_dots").value == ""


def test_what_cannot_be_read_stays_as_it_was_typed(room: Room, desk: AppTest) -> None:
    for number, dots, sentence in (
        (room.numbers[0][:-1], "1", "Diese Nummer stimmt nicht"),
        (room.numbers[0], "9", "Ein Thema 9 gibt es nicht"),
        (room.numbers[0], "1 1 1", "Höchstens 2 Punkte"),
        (room.numbers[0], "", "Ein leerer Bogen ist 0"),
    ):
        type_in(desk, number, dots)
        assert sentence in told(desk)
        assert desk.text_input(key="paper_number").value == number
    assert room.counts(0) == {}


def test_a_used_number_shows_what_is_there_and_can_be_corrected(room: Room, desk: AppTest) -> None:
    type_in(desk, room.numbers[0], "1 1")
    type_in(desk, room.numbers[0], "2")
    assert "schon eingegeben" in told(desk)
    key = f"paper_{room.numbers[0]}"
    assert desk.text_input(key=f"{key}_dots").value == "1 1"
    desk.text_input(key=f"{key}_dots").set_value("2")
    desk.button(key=f"{key}_save").click().run()
    assert not desk.exception
    assert room.counts(0) == {2: 1}
    assert desk.text_input(key="paper_number").value == ""


def test_whoever_has_voted_is_asked_about_first(room: Room, desk: AppTest) -> None:
    voting.fill_ballot(room.ada, room.round_id, {room.options[0]: 1})
    type_in(desk, room.numbers[0], "3", room.ada.person_id)
    assert "Soll der Bogen gelten" in told(desk)
    key = f"paper_{room.numbers[0]}"
    assert desk.text_input(key=f"{key}_dots").value == "3"
    desk.checkbox(key=f"{key}_replace").check()
    desk.button(key=f"{key}_save").click().run()
    assert not desk.exception
    assert room.counts(0) == {3: 1}
    assert voting.my_ballot(room.ada, room.round_id).on_paper


def test_a_sheet_is_handed_out_without_dots(room: Room, desk: AppTest, page_as: PageAs) -> None:
    desk.text_input(key="paper_number").set_value(room.numbers[0])
    desk.button(key="paper_look").click().run()
    key = f"paper_{room.numbers[0]}"
    desk.selectbox(key=f"{key}_whose").set_value(room.ada.person_id)
    desk.button(key=f"{key}_hand").click().run()
    assert not desk.exception
    assert "ist ausgegeben" in told(desk)
    phone = page_as(room.ada, w=room.code).run()
    assert "Ihre Punkte zählen auf Papier" in [header.value for header in phone.subheader]


def test_sheets_are_printed_where_the_round_is_led(room: Room, page_as: PageAs) -> None:
    page = page_as(room.leader, "leitung", w=room.code).run()
    page.number_input(key=f"print_{room.round_id}_count").set_value(5)
    page.button(key=f"print_{room.round_id}_make").click().run()
    assert not page.exception
    assert [batch.sheets for batch in paper.batches_of(room.leader, room.round_id)] == [3, 5]
    links = [element.proto.url for element in page.get("link_button")]
    assert f"/boegen/{room.workshop_id}/{room.round_id}/2" in links


def test_a_bad_table_is_told_row_by_row(room: Room) -> None:
    def upload(leader: "Visitor", round_id: int, content: bytes) -> None:
        from actions.voting import rounds_of
        from pages.facilitator import paper as page

        round_ = next(each for each in rounds_of(leader) if each.id == round_id)
        page._import(leader, round_, content)
        page.view.show_refused(page.st.session_state.get("paper_refused", []))

    content = f"ballot;idea;dots\n{room.numbers[0]};1;1\n{room.numbers[1]};9;1\n".encode()
    page = AppTest.from_function(upload, args=(room.leader, room.round_id, content)).run()
    assert not page.exception
    assert "Zeile 3: Ein Thema 9 gibt es nicht. Die Nummern gehen von 1 bis 3." in [text.value for text in page.text]
    assert room.counts(0) == {}


def test_the_facilitators_phone_enters_just_the_scanned_sheet(room: Room, page_as: PageAs) -> None:
    page = page_as(room.leader, "bogen", w=room.code, nr=room.numbers[1]).run()
    assert not page.exception
    key = f"paper_{room.numbers[1]}"
    page.text_input(key=f"{key}_dots").set_value("2 2")
    page.button(key=f"{key}_save").click().run()
    assert not page.exception
    assert room.counts(1) == {2: 2}
    assert "Dieser Bogen ist eingegeben:" in [text.value for text in page.text]


@pytest.mark.parametrize("number", ["", "123", "1234567"])
def test_a_wrong_address_is_told_in_a_sentence(room: Room, page_as: PageAs, number: str) -> None:
    page = page_as(room.leader, "bogen", w=room.code, nr=number).run()
    assert not page.exception
    assert len(page.warning) == 1


def test_everybody_else_is_told_what_to_do_and_gets_no_form(room: Room, page_as: PageAs) -> None:
    stranger = a_facilitator(a_workshop("Fremd"))
    for visitor in (None, room.ada, stranger):
        page = page_as(visitor, "bogen", w=room.code, nr=room.numbers[0]).run()
        assert not page.exception
        assert page.title[0].value == "Das ist ein Papierbogen"
        assert not page.text_input
        assert not page.selectbox
