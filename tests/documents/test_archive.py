"""The archive: everything but persons, and numbers of its own."""

import json
from itertools import zip_longest

from documents.archive import archive, archived
from domain.ideas import Cluster
from domain.outcome import Attendee, RoundResult
from domain.people import InstitutionType
from domain.receipts import ToldBallot, check_of
from domain.voting import Option, Round, Status, Subject
from tests.documents.outcomes import an_idea, an_outcome


def test_it_is_json_with_a_format_and_a_version() -> None:
    made = archive(an_outcome())
    assert made.file_name == "2027-03-11_Netzwerktreffen_Archiv.json"
    content = json.loads(made.content)
    assert (content["format"], content["version"]) == ("buendniswerkstatt-archive", 2)


def test_nobody_is_named_in_it() -> None:
    outcome = an_outcome(
        attendees=(Attendee("Ada Löwe", "Uni Musterstadt", InstitutionType.HOCHSCHULE),), institutions=1
    )
    text = archive(outcome).content.decode()
    assert "Ada" not in text
    assert "Musterstadt" not in text
    assert json.loads(text)["participants"] == {"total": 1, "institutions": 1, "by_type": {}}


def test_what_belongs_together_still_does_under_new_numbers() -> None:
    ideas = (an_idea("Erste", 90, cluster_id=41, field_id=7), an_idea("Zweite", 55, merged_into=90, hidden=True))
    content = archived(an_outcome(ideas=ideas, clusters=(Cluster(41, "Thema", 1),)))
    first, second = content["ideas"]
    assert (first["id"], first["cluster"], first["field"]) == (1, 1, 1)
    assert (second["id"], second["merged_into"], second["hidden"]) == (2, 1, True)
    assert {"author", "author_id", "created_at", "edit_hash"}.isdisjoint(first)


def a_result(status: Status, ballots: tuple[tuple[int, ...], ...], receipts: str = "") -> RoundResult:
    """Receipts by their first letters, for as many ballots as there are."""
    told = tuple(ToldBallot(receipt, options) for receipt, options in zip_longest(receipts, ballots))
    options = (Option(30, "A", total=2, rank=1), Option(20, "B", total=1, rank=2))
    return RoundResult(Round(1, 1, Subject.CLUSTERS, 5, 2, status, present=3, ballots=2), "Punkte", options, told)


def test_ballots_stand_in_an_order_that_says_nothing() -> None:
    most = ((30,),) * 4
    one = archived(an_outcome(rounds=(a_result(Status.SHOWN, ((20, 30), *most)),)))
    other = archived(an_outcome(rounds=(a_result(Status.SHOWN, (*most, (30, 20))),)))
    assert one["rounds"][0]["ballots"] == other["rounds"][0]["ballots"]
    assert [ballot["options"] for ballot in one["rounds"][0]["ballots"]] == [[1], [1], [1], [1], [1, 2]]


def test_ballots_with_receipts_stand_by_receipt() -> None:
    ballots = ((20,), (30,), (30, 30), (20, 30), (30,))
    (round_,) = archived(an_outcome(rounds=(a_result(Status.SHOWN, ballots, "DBACE"),)))["rounds"]
    told = [(ballot["receipt"], ballot["options"]) for ballot in round_["ballots"]]
    assert told == [("A", [1, 1]), ("B", [1]), ("C", [1, 2]), ("D", [2]), ("E", [1])]
    assert [ballot["check"] for ballot in round_["ballots"]] == [check_of(*each) for each in told]


def test_fewer_than_five_ballots_are_not_shown_one_by_one() -> None:
    few = archived(an_outcome(rounds=(a_result(Status.SHOWN, ((30,),) * 4),)))["rounds"][0]
    assert few["ballots"] == []
    assert [option["dots"] for option in few["options"]] == [2, 1]
