"""Receipts and the recount in real browsers: what the page finds is what the command finds, and nothing leaves it."""

import copy
import json

import pytest
from playwright.sync_api import Page, expect

from actions import receipts, voting
from actions.documents import document
from actions.entrance import return_code
from domain.chain import recount
from domain.visitor import Visitor
from storage.database import Database
from tests.actions import test_chain as altering
from tests.browser.conftest import PHONE, Audience
from tests.builders import a_facilitator, a_person, a_workshop, an_open_round, option_ids, organiser_of, the_workshop
from texts.fingerprint import version

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)
ALTERED = [
    *(altering.a_dot_more, altering.a_receipt, altering.a_receipt_and_its_check, altering.one_receipt_for_two),
    *(altering.all_receipts_gone, altering.a_total, altering.a_title, altering.a_round_gone, altering.a_ballot_gone),
    *(altering.somebody_more_in_the_room, altering.own_ideas_after_all, altering.the_last_round_gone),
]
COUNT = """
async ([version, archives]) => {
  const { archiveIn, recount } = await import(`/assets/${version}/recount/counting.js`)
  return archives.map((archive) => recount(archiveIn(JSON.stringify(archive))))
}
"""
BAD_FILES = {
    "empty.json": b"",
    "picture.json": b"\x89PNG\r\n\x1a\n\x00\xff",
    "list.json": b"[1, 2]",
    "other.json": b'{"rounds": [{"title": "<b>x</b>"}]}',
    "deep.json": b"[" * 200_000,
    "null.json": b'{"rounds": null}',
}


@pytest.fixture
def vote(database: Database) -> tuple[int, int, Visitor]:
    """An open round; five others have voted already."""
    workshop_id = a_workshop()
    round_id = an_open_round(workshop_id)
    first, second, _ = option_ids(workshop_id, round_id)
    for number in range(5):
        voting.fill_ballot(a_person(workshop_id, f"P{number}"), round_id, {first: 1, second: number % 3})
    return workshop_id, round_id, a_person(workshop_id, "Ada")


@pytest.fixture
def archive(vote: tuple[int, int, Visitor]) -> dict[str, object]:
    """Two shown rounds, with names that try to be more than names."""
    workshop_id, round_id, _ = vote
    leader = a_facilitator(workshop_id)
    voting.close_round(leader, round_id)
    voting.show_result(leader, round_id)
    altering.shown(leader, 6)
    content: dict[str, object] = json.loads(document(organiser_of(workshop_id), workshop_id, "archive.json").content)
    return content


def opened(audience: Audience, address: str = "/nachzaehlen") -> Page:
    page = audience.somebody(PHONE)
    page.goto(f"{audience.app.url}{address}")
    expect(page.get_by_text("Eine Datei wählen (JSON)")).to_be_visible()
    return page


def take(page: Page, name: str, content: bytes) -> None:
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/json", "buffer": content}
    )


def test_the_page_finds_what_the_command_finds(archive: dict[str, object], audience: Audience) -> None:
    archives = [copy.deepcopy(archive) for _ in range(len(ALTERED) + 1)]
    for alter, altered in zip(ALTERED, archives[1:], strict=True):
        alter(altered)
    page = opened(audience)
    in_browser = page.evaluate(COUNT, [version(), archives])
    here = [[{"what": one.what, "values": dict(one.values)} for one in recount(altered)] for altered in archives]
    assert in_browser == here
    assert here[0] == []
    assert all(here[1:])


def test_a_file_is_counted_and_bad_ones_get_a_sentence(archive: dict[str, object], audience: Audience) -> None:
    page = opened(audience)
    take(page, "archiv.json", json.dumps(archive).encode())
    expect(page.get_by_text("Alles passt: Stimmzettel, Punkte, Ränge und Siegel.")).to_be_visible()
    for name, content in BAD_FILES.items():
        take(page, name, content)
        expect(page.get_by_text("Das ist kein Archiv eines Treffens.")).to_be_visible()
    take(page, "large.json", b" " * (5 * 1024 * 1024 + 1))
    expect(page.get_by_text("Diese Datei ist zu groß.")).to_be_visible()
    altered = copy.deepcopy(archive)
    altered["rounds"][0]["title"] = "<img src=x onerror=alert(1)> **fett**"  # type: ignore[index]
    altered["rounds"][0]["ballots"][1]["receipt"] = "Apfel-Besen-Tulpe"  # type: ignore[index]
    take(page, "archiv.json", json.dumps(altered).encode())
    expect(page.get_by_text("2 Stellen passen nicht")).to_be_visible()
    said = "„<img src=x onerror=alert(1)> **fett**“: Stimmzettel 2 mit dem Beleg „Apfel-Besen-Tulpe“ wurde verändert."
    expect(page.get_by_text(said)).to_be_visible()


def test_ones_own_device_keeps_the_receipt_and_finds_the_dots_after_the_result(
    vote: tuple[int, int, Visitor], audience: Audience
) -> None:
    workshop_id, round_id, ada = vote
    page = audience.somebody(PHONE)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url + (request.post_data or "")))
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(str(frame))))
    page.goto(f"{audience.app.url}/zurueck/{return_code(ada.person_id or '')}")
    expect(page.get_by_text("Mit dem ersten Punkt kommt hier Ihr Beleg")).to_be_visible()
    page.locator(".option .plus").first.click()
    expect(page.get_by_text("Gespeichert um")).to_be_visible()
    receipt = page.locator(".receipt .three").inner_text()
    assert receipt == voting.my_ballot(ada, round_id).receipt
    leader = a_facilitator(workshop_id)
    voting.close_round(leader, round_id)
    voting.show_result(leader, round_id)
    page.reload()
    expect(page.get_by_text(receipt)).to_be_visible()
    expect(page.get_by_text("weiß jetzt nur noch dieses Gerät")).to_be_visible()
    address = page.get_by_role("link", name="Nachzählen und meine Punkte finden").get_attribute("href") or ""
    assert the_workshop(workshop_id).code in address
    page.goto(f"{audience.app.url}{address}")
    expect(page.get_by_text(f"Der Stimmzettel „{receipt}“ ist mit diesen Punkten gezählt.")).to_be_visible()
    expect(page.get_by_text("Alles passt")).to_be_visible()
    assert not any(receipt in each for each in sent), "the words have left the device"
    # On another device of the same person nobody knows it any more, but who copied it by hand finds it.
    other = audience.somebody(PHONE)
    other.goto(f"{audience.app.url}/zurueck/{return_code(ada.person_id or '')}")
    expect(other.get_by_role("link", name="Ergebnis nachzählen")).to_be_visible()
    assert receipt not in other.content()
    other.goto(f"{audience.app.url}/nachzaehlen?w={the_workshop(workshop_id).code}")
    other.get_by_label("Ihre drei Wörter").fill(receipt.replace("-", "  ").upper())
    other.get_by_role("button", name="Finden").click()
    expect(other.get_by_text(f"Der Stimmzettel „{receipt}“ ist mit diesen Punkten gezählt.")).to_be_visible()


def test_the_list_that_phones_load_is_the_archives(
    archive: dict[str, object], vote: tuple[int, int, Visitor]
) -> None:
    told = json.loads(receipts.ballots_of(vote[2]).content)
    for small, large in zip(told["rounds"], archive["rounds"], strict=True):  # type: ignore[call-overload]
        assert small["ballots"] == large["ballots"]
        assert small["seal"] == large["seal"]
