"""A generated room, counted again: ballots, screens, phones, CSV, XLSX and archive say the same, to the dot."""

import csv
import io
import json
import random
from collections import Counter

import pytest
from openpyxl import load_workbook

from actions import receipts, voting
from actions.documents import document
from actions.live import state_of
from domain.chain import recount
from domain.visitor import Role, Visitor
from storage.database import Database
from tests.builders import a_facilitator, a_person, a_workshop, an_open_round, option_ids, organiser_of

PEOPLE, OPTIONS, BUDGET, MAXIMUM = 40, 9, 5, 3
Totals = dict[str, int]


@pytest.mark.parametrize("seed", range(3))
def test_recount_screen_phone_csv_xlsx_and_archive_are_the_same(any_database: Database, seed: int) -> None:
    chance = random.Random(seed)
    workshop_id = a_workshop()
    round_id = an_open_round(workshop_id, options=OPTIONS, budget=BUDGET, maximum=MAXIMUM)
    room = [a_person(workshop_id, f"Person {number}") for number in range(PEOPLE)]
    clicked = play(chance, room, round_id, option_ids(workshop_id, round_id))
    leader = a_facilitator(workshop_id)
    voting.close_round(leader, round_id)
    voting.show_result(leader, round_id)

    titles = {option.id: option.title for option in voting.options_of(leader, round_id)}
    expected = {title: clicked[option] for option, title in titles.items()}
    archive = json.loads(file(workshop_id, "archive.json"))
    assert recount(archive) == []
    assert recount(json.loads(receipts.ballots_of(room[0]).content)) == []
    found = {
        "ballots": of_ballots(archive),
        "archive": {each["title"]: each["dots"] for each in archive["rounds"][0]["options"]},
        "screen": on(Role.SCREEN, workshop_id),
        "stream of a phone": on(Role.PARTICIPANT, workshop_id),
        "phone": {option.title: option.total for option in voting.ranking(room[0], round_id).options},
        "ranking.csv": {row["Thema"]: int(row["Punkte"]) for row in csv_rows(workshop_id, "ranking.csv")},
        "ballots.csv": summed((row["Thema"], int(row["Punkte"])) for row in csv_rows(workshop_id, "ballots.csv")),
        "sheet of the result": {row[3]: row[4] for row in sheet(workshop_id, "Ergebnis")},
        "sheet of the ballots": summed((row[2], row[3]) for row in sheet(workshop_id, "Stimmzettel")),
    }
    given = {title: dots for title, dots in expected.items() if dots}
    # Lists of ballots do not name what got no dot.
    of_given = {"ballots", "ballots.csv", "sheet of the ballots"}
    assert found == {name: given if name in of_given else expected for name in found}


def play(chance: random.Random, room: list[Visitor], round_id: int, options: list[int]) -> Counter[int]:
    """Everybody changes their mind a few times; some give nothing. What lies there in the end, by option."""
    for person in room:
        for _ in range(chance.randrange(5)):
            wanted = Counter(chance.choices(options, k=chance.randrange(BUDGET + 1)))
            voting.fill_ballot(person, round_id, {one: min(wanted[one], MAXIMUM) for one in options})
    counts = [voting.my_ballot(person, round_id).counts() for person in room]
    return sum((Counter(each) for each in counts), Counter())


def of_ballots(archive: dict[str, object]) -> Totals:
    (round_,) = archive["rounds"]  # type: ignore[misc]
    titles = {option["id"]: option["title"] for option in round_["options"]}
    return dict(Counter(titles[option] for ballot in round_["ballots"] for option in ballot["options"]))


def on(audience: Role, workshop_id: int) -> Totals:
    options = state_of(workshop_id, audience, {"options"})["options"]
    return {option["title"]: option["total"] for option in options.values()}


def file(workshop_id: int, name: str) -> bytes:
    return document(organiser_of(workshop_id), workshop_id, name).content


def csv_rows(workshop_id: int, name: str) -> list[dict[str, str]]:
    text = file(workshop_id, name).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def sheet(workshop_id: int, title: str) -> list[tuple]:  # type: ignore[type-arg]
    book = load_workbook(io.BytesIO(file(workshop_id, "results.xlsx")))
    return list(book[title].iter_rows(min_row=2, values_only=True))


def summed(rows) -> Totals:  # type: ignore[no-untyped-def]
    totals: Counter[str] = Counter()
    for title, dots in rows:
        totals[title] += dots
    return dict(totals)
