"""Files with somebody's data: for that person, or for the organiser they asked; kept by nobody on the way."""

import httpx
import pytest

from actions import contacts, meetings, paper, planning, privacy, table
from actions.entrance import cookie_for, cookie_name
from domain.agenda import Kind
from domain.contacts import Entry, Side
from domain.visitor import Role, Visitor
from tests.builders import (
    a_facilitator,
    a_person,
    a_screen,
    a_shown_round,
    a_workshop,
    an_open_round,
    an_organiser,
    organiser_of,
)

FILES = ("meine-daten.json", "meine-daten.html", "my-data.html")


def as_(server: httpx.Client, visitor: Visitor) -> httpx.Client:
    server.cookies.clear()
    server.cookies.set(cookie_name(visitor), cookie_for(visitor))
    return server


@pytest.mark.parametrize("name", FILES)
def test_a_person_takes_their_own_data_along(server: httpx.Client, name: str) -> None:
    ada = a_person(a_workshop(), "Ada")
    answer = as_(server, ada).get(f"/meine-daten/{ada.workshop_id}/{name}")
    assert answer.status_code == 200
    assert "Ada" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'


def test_nobody_gets_what_is_not_theirs(server: httpx.Client) -> None:
    workshop_id = a_workshop()
    ada, bob = a_person(workshop_id, "Ada"), a_person(workshop_id, "Bob")
    mine, hers = (
        f"/meine-daten/{workshop_id}/meine-daten.json",
        f"/auskunft/{workshop_id}/{ada.person_id}/meine-daten.json",
    )
    foreign = an_organiser("Fremdes Bündnis")
    for visitor in (bob, a_facilitator(workshop_id), a_screen(workshop_id), foreign):
        answers = [as_(server, visitor).get(path) for path in (mine, hers)]
        assert not any("Ada" in answer.text for answer in answers)
    server.cookies.clear()
    assert server.get(mine).status_code == 404
    assert server.get(hers).status_code == 404


def test_the_organiser_hands_out_what_somebody_asked_for(server: httpx.Client) -> None:
    host = an_organiser()
    ada = a_person(a_workshop(organiser=host), "Ada")
    answer = as_(server, host).get(f"/auskunft/{ada.workshop_id}/{ada.person_id}/meine-daten.html")
    assert answer.status_code == 200
    assert "Ada" in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_the_ballots_of_a_meeting_are_for_who_was_there(server: httpx.Client) -> None:
    workshop_id, elsewhere = a_workshop(), a_workshop("Woanders")
    a_shown_round(workshop_id)
    address = f"/stimmzettel/{workshop_id}"
    for visitor in (a_person(workshop_id), a_facilitator(workshop_id), a_screen(workshop_id)):
        answer = as_(server, visitor).get(address)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
        assert [each["status"] for each in answer.json()["rounds"]] == ["shown"]
    for stranger in (a_person(elsewhere), a_facilitator(elsewhere), an_organiser()):
        assert as_(server, stranger).get(address).status_code == 404
    server.cookies.clear()
    assert server.get(address).status_code == 404


def test_a_deleted_persons_cookie_opens_nothing(server: httpx.Client) -> None:
    ada = a_person(a_workshop(), "Ada")
    privacy.erase_me(ada, keep_ideas=True)
    assert as_(server, ada).get(f"/meine-daten/{ada.workshop_id}/meine-daten.json").status_code == 404


@pytest.mark.parametrize("name", ["..%2Fsecret.key", "alles.json", "meine-daten.json%00"])
def test_what_is_no_file_is_not_found(server: httpx.Client, name: str) -> None:
    ada = a_person(a_workshop(), "Ada")
    assert as_(server, ada).get(f"/meine-daten/{ada.workshop_id}/{name}").status_code == 404


@pytest.mark.parametrize("named", ["7", "organiser", "", "²", "9" * 30, "bw_screen_7"])
def test_leaving_takes_away_only_the_cookie_that_is_named(
    server: httpx.Client, origin: dict[str, str], named: str
) -> None:
    answer = server.post("/leave", content=named.encode(), headers=origin)
    assert answer.status_code == 204
    taken = answer.headers["set-cookie"].partition("=")[0]
    known = cookie_name(Visitor(Role.PARTICIPANT, workshop_id=7)) if named == "7" else "bw_organiser"
    assert taken == known or named.startswith("9")


def test_an_address_book_and_a_summary_are_for_the_two_alone(server: httpx.Client) -> None:
    workshop_id = a_workshop()
    ada, bob, eve = (a_person(workshop_id, name) for name in ("Ada", "Bob", "Eve"))
    for person in (ada, bob, eve):
        entries = [Entry(Side.OFFER, None, "Räume")]
        address = f"canary-{(person.person_id or '').lower()}@example.org"
        contacts.save_profile(person, entries=entries, visible=True, email=address)
    request = contacts.send_request(bob, ada.person_id or "")
    card, summary = f"/kontakt/{workshop_id}/{request}/kontakt.vcf", f"/zusammenfassung/{workshop_id}/my-summary.html"
    assert as_(server, ada).get(card).status_code == 404
    assert "canary" not in as_(server, ada).get(summary).text
    contacts.answer_request(ada, request, accept=True)
    for who in (ada, bob):
        answer = as_(server, who).get(card)
        assert answer.headers["content-type"].startswith("text/vcard")
        assert answer.headers["cache-control"] == "no-store"
        assert "canary" in answer.text
        assert "canary" in as_(server, who).get(summary).text
    for stranger in (eve, a_facilitator(workshop_id), a_screen(workshop_id), organiser_of(workshop_id)):
        assert as_(server, stranger).get(card).status_code == 404
        assert "canary" not in as_(server, stranger).get(summary).text
    contacts.withdraw_request(bob, request)
    assert as_(server, ada).get(card).status_code == 404


def test_sheets_to_print_are_for_whoever_leads(server: httpx.Client) -> None:
    workshop_id = a_workshop()
    leader, round_id = a_facilitator(workshop_id), an_open_round(workshop_id)
    address = f"/boegen/{workshop_id}/{round_id}/{paper.print_sheets(leader, round_id, 2)}"
    answer = as_(server, leader).get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["cache-control"] == "no-store"
    for visitor in (a_person(workshop_id), a_screen(workshop_id), a_facilitator(a_workshop("Woanders"))):
        assert as_(server, visitor).get(address).status_code == 404


def test_the_network_is_for_organisers_of_the_alliance(server: httpx.Client) -> None:
    workshop_id = a_workshop(organiser=(host := an_organiser()))
    answer = as_(server, host).get("/netzwerk/wachstum.csv")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    for visitor in (a_person(workshop_id), a_facilitator(workshop_id), a_screen(workshop_id)):
        assert as_(server, visitor).get("/netzwerk/wachstum.csv").status_code == 404


def test_the_plan_of_a_meeting_round_is_for_who_leads_it(server: httpx.Client) -> None:
    workshop_id = a_workshop(now=Kind.MEETINGS)
    ada, bob = a_person(workshop_id, "Ada"), a_person(workshop_id, "Bob")
    for person in (ada, bob):
        table.come(person)
    leader = a_facilitator(workshop_id)
    meetings.plan_round(leader, 0)
    planning.finish()
    round_ = meetings.overview_of(leader).newest
    assert round_ is not None
    address = f"/gespraechsrunde/{workshop_id}/{round_.id}.pdf"
    answer = as_(server, leader).get(address)
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["cache-control"] == "no-store"
    for other in (ada, a_screen(workshop_id), a_facilitator(a_workshop("Woanders"))):
        assert as_(server, other).get(address).status_code == 404
