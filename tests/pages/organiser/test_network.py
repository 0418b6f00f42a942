"""The network of an alliance on its organiser's page."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from actions import workshop
from domain.visitor import Visitor
from storage.database import Database
from tests.actions.test_network import Meeting
from tests.builders import a_person, a_workshop, an_organiser

PageAs = Callable[..., AppTest]


@pytest.fixture
def host(database: Database) -> Visitor:
    return an_organiser("Bündnis Netz")


def a_meeting(host: Visitor, title: str, towns: int, chambers: int) -> None:
    workshop_id = a_workshop(title, organiser=host)
    for kind, count in (("kommune", towns), ("kammer", chambers)):
        for number in range(count):
            a_person(workshop_id, f"P {number}", institution=f"{kind} {number}", institution_type=kind)
    workshop.open_workshop(host, workshop_id, is_open=False)


def the_network(host: Visitor, page_as: PageAs) -> AppTest:
    page = page_as(host, "organisation").run()
    page.button(key="network").click().run()
    assert not page.exception
    return page


def cells(page: AppTest) -> list[list[str]]:
    return [[str(cell).replace("\\", "") for cell in row] for table in page.table for row in table.value.values]


def test_before_a_meeting_has_ended_there_is_nothing_to_see(host: Visitor, page_as: PageAs) -> None:
    a_workshop(organiser=host)
    assert "sobald ein Treffen abgeschlossen ist" in the_network(host, page_as).info[0].value


def test_growth_stands_in_a_table_too(host: Visitor, page_as: PageAs) -> None:
    a_meeting(host, "Frühjahr *1*", 6, 6)
    a_meeting(host, "Herbst", 7, 5)
    rows = cells(the_network(host, page_as))
    assert rows[0] == ["1", "Frühjahr *1*", "", "12", "12", "12", "unter 5 Personen", "0"]
    assert rows[1] == ["2", "Herbst", "", "12", "12", "1", "unter 5 Personen", "0"]


def test_where_fewer_than_five_met_a_sentence_says_so(host: Visitor, page_as: PageAs) -> None:
    a_meeting(host, "Frühjahr", 6, 3)
    page = the_network(host, page_as)
    assert len(page.table) == 1
    sentences = [text.value for text in page.text]
    assert sentences.count("Zwischen allen Arten von Institutionen sind es unter 5 Personen.") == 2


def test_who_met_stands_in_a_matrix_in_steps_of_five(host: Visitor, page_as: PageAs) -> None:
    meeting = Meeting(host, 11)
    meeting.agree(6)
    meeting.end()
    rows = cells(the_network(host, page_as))[1:]
    assert rows == [
        ["1", "Kommune (Landkreis, Stadt, Gemeinde)", "unter 5", ""],
        ["2", "Kammer und Kreishandwerkerschaft", "ab 10", "unter 5"],
    ]


def test_one_goes_back_to_all_meetings(host: Visitor, page_as: PageAs) -> None:
    page = the_network(host, page_as)
    page.button(key="back").click().run()
    assert not page.exception
    assert page.title[0].value == "Bündnis Netz"
