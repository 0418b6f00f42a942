"""The network for organisers: kept when a meeting ends, without anybody in it."""

import csv
import datetime as dt
import io
import json

import pytest
from sqlalchemy import select

from actions import contacts, groups, network, people, privacy, workshop
from domain.contacts import Entry, Side
from domain.visitor import Visitor
from storage.database import Database, reading
from storage.schema import NetworkRow
from tests.builders import a_facilitator, a_person, a_workshop, an_organiser
from tests.refusals import refusing


def a_profile(person: Visitor) -> None:
    contacts.save_profile(
        person, entries=[Entry(Side.OFFER, None, "Hilfe")], visible=True, email=f"{person.person_id}@example.org"
    )


class Meeting:
    """Six people from six town halls and six from six chambers."""

    def __init__(self, host: Visitor, day: int, prefix: str = "") -> None:
        self.host = host
        starts_at = dt.datetime(2027, 3, day, 12, tzinfo=dt.UTC)
        self.id = a_workshop(f"Treffen {day}", organiser=host, starts_at=starts_at)
        self.towns = [self.person(f"{prefix}Amt {number}", "kommune") for number in range(6)]
        self.chambers = [self.person(f"Kammer {number}", "kammer") for number in range(6)]

    def person(self, institution: str, kind: str) -> Visitor:
        person = a_person(self.id, f"P {institution}", institution=institution, institution_type=kind)
        a_profile(person)
        return person

    def agree(self, pairs: int) -> None:
        for one, other in list(zip(self.towns, self.chambers, strict=True))[:pairs]:
            contacts.answer_request(other, contacts.send_request(one, other.person_id or ""), accept=True)

    def end(self) -> None:
        workshop.open_workshop(self.host, self.id, is_open=False)


@pytest.fixture
def host(any_database: Database) -> Visitor:
    return an_organiser("Bündnis Netz")


def test_nothing_is_shown_before_the_meeting_has_ended(host: Visitor) -> None:
    meeting = Meeting(host, 11)
    meeting.agree(6)
    assert network.growth_of(host) == []
    meeting.end()
    (step,) = network.growth_of(host)
    assert step.network.met.between("kommune", "kammer") == 10
    assert step.network.figures.pairs == 6


def test_a_wish_is_no_meeting_and_a_no_is_not_told(host: Visitor) -> None:
    meeting = Meeting(host, 11)
    for number, (one, other) in enumerate(zip(meeting.towns, meeting.chambers, strict=True)):
        request = contacts.send_request(one, other.person_id or "")
        if number % 2:
            contacts.answer_request(other, request, accept=False)
    meeting.end()
    found = network.growth_of(host)[0].network
    assert (found.met.between("kommune", "kammer"), found.wanted.between("kommune", "kammer")) == (0, 10)
    assert found.figures.pairs is None


def test_it_grows_from_meeting_to_meeting(host: Visitor) -> None:
    later, earlier = Meeting(host, 20, "Neues "), Meeting(host, 11)
    groups.choose_group(a_facilitator(later.id), title="Eine Gruppe")
    for meeting in (earlier, later):
        meeting.agree(4)
        meeting.end()
    first, second = (step.network.figures for step in network.growth_of(host))
    assert (first.people, first.institutions, first.new, first.groups) == (12, 12, 12, 0)
    assert (second.people, second.institutions, second.new, second.groups) == (12, 12, 6, 1)
    assert not second.new_at_most


def test_what_is_kept_stays_when_people_go_and_names_nobody(host: Visitor) -> None:
    meeting = Meeting(host, 11)
    meeting.agree(6)
    meeting.end()
    before = network.growth_of(host)
    for person in meeting.towns:
        privacy.erase_me(person, keep_ideas=False)
    assert network.growth_of(host) == before
    with reading() as tx:
        kept = json.dumps([row.kept for row in tx.execute(select(NetworkRow.kept))])
    assert "Amt" not in kept
    assert not any(person.person_id in kept for person in [*meeting.towns, *meeting.chambers] if person.person_id)


def test_names_that_are_gone_make_new_ones_a_limit(host: Visitor) -> None:
    first, second = Meeting(host, 11), Meeting(host, 20)
    first.end()
    privacy.erase_me(first.towns[0], keep_ideas=False)
    second.end()
    figures = network.growth_of(host)[1].network.figures
    assert (figures.new, figures.new_at_most) == (1, True)


def test_another_alliance_sees_nothing_of_it(host: Visitor) -> None:
    meeting = Meeting(host, 11)
    meeting.agree(6)
    meeting.end()
    assert network.growth_of(an_organiser("Anderes Bündnis")) == []


def test_files_say_what_the_page_says(host: Visitor) -> None:
    meeting = Meeting(host, 11)
    meeting.agree(6)
    meeting.end()

    def rows(name: str) -> list[list[str]]:
        content = network.network_document(host, name).content.decode("utf-8-sig")
        return list(csv.reader(io.StringIO(content), delimiter=";"))

    assert rows("wachstum.csv")[1] == ["Treffen 11", "2027-03-11", "12", "12", "12", "nein", "6", "0"]
    met = [row for row in rows("begegnungen.csv") if row[1] == "Getroffen"]
    assert [row[4] for row in met] == ["unter 5", "10", "unter 5"]
    assert network.network_document(host, "netzwerk.xlsx").content.startswith(b"PK")
    with refusing("document_unknown"):
        network.network_document(host, "alles.exe")


def test_two_from_one_house_are_no_pair(host: Visitor) -> None:
    meeting = Meeting(host, 11)
    colleague = a_person(meeting.id, "Kollegin", institution="Amt 0", institution_type="kommune")
    a_profile(colleague)
    request = contacts.send_request(meeting.towns[0], colleague.person_id or "")
    contacts.answer_request(colleague, request, accept=True)
    meeting.end()
    assert network.growth_of(host)[0].network.met.cells == {}


def test_people_of_the_desk_count_too(host: Visitor) -> None:
    meeting = Meeting(host, 11)
    people.enter_at_desk(a_facilitator(meeting.id), name="Paula", institution=None, institution_type=None)
    meeting.end()
    assert network.growth_of(host)[0].network.figures.people == 13
