"""What was shown can be counted again, and whatever was changed afterwards is named."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from actions import voting
from actions.documents import document
from domain.chain import recount, seal
from domain.receipts import check_of
from domain.visitor import Visitor
from manage import manage
from storage.database import Database
from tests.builders import a_facilitator, a_person, a_workshop, an_open_round, option_ids, organiser_of

Archive = dict[str, Any]


def shown(leader: Visitor, people: int) -> None:
    workshop_id = leader.as_facilitator()
    round_id = an_open_round(workshop_id, options=3)
    first, second, *_ = option_ids(workshop_id, round_id)
    for number in range(people):
        voting.fill_ballot(a_person(workshop_id), round_id, {first: 2, second: number % 2})
    voting.close_round(leader, round_id)
    voting.show_result(leader, round_id)


@pytest.fixture
def archive(any_database: Database) -> Archive:
    leader = a_facilitator(a_workshop())
    for people in (6, 7):
        shown(leader, people)
    workshop_id = leader.as_facilitator()
    content: Archive = json.loads(document(organiser_of(workshop_id), workshop_id, "archive.json").content)
    return content


def test_an_archive_as_it_was_shown_fits(archive: Archive) -> None:
    assert recount(archive) == []
    first, second = archive["rounds"]
    assert first["seal_before"] is None
    assert second["seal_before"] == first["seal"]


def a_dot_more(archive: Archive) -> None:
    archive["rounds"][0]["ballots"][0]["options"].append(3)


def a_receipt(archive: Archive) -> None:
    archive["rounds"][0]["ballots"][2]["receipt"] = "Apfel-Besen-Tulpe"


def a_receipt_and_its_check(archive: Archive) -> None:
    ballot = archive["rounds"][0]["ballots"][2]
    ballot["receipt"] = "Apfel-Besen-Tulpe"
    ballot["check"] = check_of(ballot["receipt"], ballot["options"])


def one_receipt_for_two(archive: Archive) -> None:
    first, second, *_ = archive["rounds"][0]["ballots"]
    second["receipt"] = first["receipt"]
    second["check"] = check_of(second["receipt"], second["options"])


def all_receipts_gone(archive: Archive) -> None:
    for ballot in archive["rounds"][0]["ballots"]:
        ballot.update(receipt=None, check=None)


def a_total(archive: Archive) -> None:
    archive["rounds"][0]["options"][1]["dots"] += 1


def a_title(archive: Archive) -> None:
    archive["rounds"][1]["options"][0]["title"] = "Anderes Thema"


def a_round_gone(archive: Archive) -> None:
    del archive["rounds"][0]


def a_ballot_gone(archive: Archive) -> None:
    archive["rounds"][0]["ballots"].pop()


def somebody_more_in_the_room(archive: Archive) -> None:
    archive["rounds"][0]["present"] += 1


def own_ideas_after_all(archive: Archive) -> None:
    archive["rounds"][0]["own_ideas"] = not archive["rounds"][0]["own_ideas"]


def the_last_round_gone(archive: Archive) -> None:
    del archive["rounds"][1]


@pytest.mark.parametrize(
    ("alter", "found"),
    [
        (a_dot_more, {"total_differs", "ballot_altered", "seal_differs"}),
        (a_receipt, {"ballot_altered", "seal_differs"}),
        (a_receipt_and_its_check, {"seal_differs"}),
        (one_receipt_for_two, {"receipt_twice", "seal_differs"}),
        (all_receipts_gone, {"seal_differs"}),
        (own_ideas_after_all, {"seal_differs"}),
        (the_last_round_gone, {"head_missing"}),
        (a_total, {"total_differs", "seal_differs"}),
        (a_title, {"seal_differs"}),
        (a_round_gone, {"chain_broken"}),
        (a_ballot_gone, {"ballots_missing"}),
        (somebody_more_in_the_room, {"seal_differs"}),
    ],
)
def test_what_was_altered_is_named(archive: Archive, alter: Callable[[Archive], None], found: set[str]) -> None:
    altered = copy.deepcopy(archive)
    alter(altered)
    assert {finding.what for finding in recount(altered)} == found


def test_dots_moved_between_ballots_break_the_seal_though_the_totals_stay(archive: Archive) -> None:
    altered = copy.deepcopy(archive)
    ballots = altered["rounds"][0]["ballots"]
    with_second, without = (
        next(one for one in ballots if (2 in one["options"]) is wanted) for wanted in (True, False)
    )
    with_second["options"], without["options"] = without["options"], with_second["options"]
    found = recount(altered)
    assert {finding.what for finding in found} == {"ballot_altered", "seal_differs"}
    assert {finding.values.get("receipt") for finding in found} == {with_second["receipt"], without["receipt"], None}


def test_an_archive_from_before_there_were_receipts_still_fits() -> None:
    """As version 1 told and sealed it."""
    result: Archive = {
        **{"title": "Punkte", "subject": "clusters", "status": "shown", "budget": 2, "maximum": 1},
        **{"present": 6, "ballots_given": 5, "seal_before": None},
        "options": [{"id": 1, "title": "A", "dots": 5, "rank": 1}, {"id": 2, "title": "B", "dots": 1, "rank": 2}],
        "ballots": [[1], [1], [1], [1], [1, 2]],
    }
    result["seal"] = "2f0f"
    assert {finding.what for finding in recount({"rounds": [result]})} == {"seal_differs"}
    old = {name: result[name] for name in ("subject", "budget", "maximum", "present", "ballots_given")}
    old |= {"options": [["A", 5, 1], ["B", 1, 2]], "ballots": [[1], [1], [1], [1], [1, 2]]}
    result["seal"] = seal("", old)
    assert recount({"rounds": [result]}) == []


def test_fewer_than_five_ballots_are_sealed_but_not_told(any_database: Database) -> None:
    leader = a_facilitator(a_workshop())
    shown(leader, 3)
    workshop_id = leader.as_facilitator()
    content = json.loads(document(organiser_of(workshop_id), workshop_id, "archive.json").content)
    assert [finding.what for finding in recount(content)] == ["ballots_not_told"]
    assert content["rounds"][0]["seal"]


def test_the_command_counts_a_file(archive: Archive, tmp_path: Path) -> None:
    file = tmp_path / "archiv.json"
    file.write_text(json.dumps(archive), encoding="utf-8")
    fitting = CliRunner().invoke(manage, ["recount", str(file)])
    assert (fitting.exit_code, "Everything fits" in fitting.output) == (0, True)
    a_total(archive)
    file.write_text(json.dumps(archive), encoding="utf-8")
    altered = CliRunner().invoke(manage, ["recount", str(file)])
    assert altered.exit_code == 1
    assert "Thema 2" in altered.output
    mine = archive["rounds"][0]["ballots"][0]["receipt"]
    asked = CliRunner().invoke(manage, ["recount", str(file), "--receipt", mine.replace("-", " ").lower()])
    assert f"{mine} is counted with Thema 1 (2)" in asked.output
    unknown = CliRunner().invoke(manage, ["recount", str(file), "--receipt", "Nie Im Leben"])
    assert "No ballot carries the receipt" in unknown.output
    file.write_text("[]")
    assert CliRunner().invoke(manage, ["recount", str(file)]).exit_code == 1
