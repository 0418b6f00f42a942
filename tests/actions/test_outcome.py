"""What a meeting brought: the known figures of the demo, the same on screen, in CSV, XLSX and archive."""

import csv
import io
import json
from collections import Counter

import pytest
from openpyxl import load_workbook

from actions import contacts, groups, ideas, voting
from actions.documents import document
from actions.outcome import outcome_of
from actions.workshop import fields_and_chips
from documents.cells import read_back
from domain.agenda import Kind
from domain.contacts import Entry, Side
from domain.groups import GroupRole
from domain.outcome import Outcome
from domain.visitor import Role, Visitor
from domain.voting import Status
from storage.database import Database
from tests.builders import (
    a_facilitator,
    a_person,
    a_shown_round,
    a_workshop,
    an_open_round,
    an_organiser,
    option_ids,
    organiser_of,
    some_ideas,
    start,
)
from tests.refusals import refused


def csv_rows(demo_meeting: int, name: str) -> list[dict[str, str]]:
    content = document(organiser_of(demo_meeting), demo_meeting, name).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline=""), delimiter=";"))


def sheet_rows(demo_meeting: int, title: str) -> list[tuple[object, ...]]:
    content = document(organiser_of(demo_meeting), demo_meeting, "results.xlsx").content
    return list(load_workbook(io.BytesIO(content))[title].iter_rows(min_row=2, values_only=True))


def archive_of(demo_meeting: int) -> dict[str, object]:
    content: dict[str, object] = json.loads(
        document(organiser_of(demo_meeting), demo_meeting, "archive.json").content
    )
    return content


@pytest.fixture
def demo_outcome(demo_meeting: int) -> Outcome:
    return outcome_of(organiser_of(demo_meeting), demo_meeting)


def test_the_demo_gives_its_known_figures(demo_outcome: Outcome) -> None:
    figures = demo_outcome.figures
    assert (figures.participants, figures.institutions) == (60, 40)
    assert (figures.ideas, figures.clusters, figures.dots) == (45, 13, 264)
    assert (figures.agreements, figures.groups, figures.feedback) == (8, 3, 8)
    assert sum(people for _, people in demo_outcome.people_by_type()) == 60
    assert sum(count for _, count in demo_outcome.ideas_by_field()) == 45


def test_54_of_60_voted_and_two_topics_share_a_rank(demo_outcome: Outcome) -> None:
    (result,) = demo_outcome.shown_rounds
    assert (result.round.ballots, result.round.present) == (54, 60)
    assert len(result.ballots) == 54
    assert result.shared == {7}
    assert {option.title for option in result.options if option.rank == 7} == {
        "Wissen sichern, gesund bleiben",
        "Pflege gemeinsam stärken",
    }


def test_recounting_the_ballots_gives_what_screen_csv_xlsx_and_archive_say(
    demo_meeting: int, demo_outcome: Outcome
) -> None:
    (result,) = demo_outcome.shown_rounds
    titles = {option.id: option.title for option in result.options}
    recount = Counter(titles[option_id] for ballot in result.ballots for option_id in ballot.options)
    assert recount.total() == 264
    assert {option.title: option.total for option in result.options} == recount
    assert {row["Thema"]: int(row["Punkte"]) for row in csv_rows(demo_meeting, "ranking.csv")} == recount
    assert {row[3]: row[4] for row in sheet_rows(demo_meeting, "Ergebnis")} == recount
    (round_,) = archive_of(demo_meeting)["rounds"]  # type: ignore[misc]
    names = {option["id"]: option["title"] for option in round_["options"]}
    assert Counter(names[option_id] for ballot in round_["ballots"] for option_id in ballot["options"]) == recount
    assert {option["title"]: option["dots"] for option in round_["options"]} == recount
    listed: Counter[str] = Counter()
    for row in csv_rows(demo_meeting, "ballots.csv"):
        listed[row["Thema"]] += int(row["Punkte"])
    assert listed == recount
    counted: Counter[object] = Counter()
    for sheet_row in sheet_rows(demo_meeting, "Stimmzettel"):
        counted[sheet_row[2]] += sheet_row[3]  # type: ignore[assignment]
    assert counted == recount


def test_ranks_are_the_same_everywhere(demo_meeting: int, demo_outcome: Outcome) -> None:
    (result,) = demo_outcome.shown_rounds
    ranks = [(option.rank, option.title) for option in result.options]
    assert [(int(row["Rang"]), row["Thema"]) for row in csv_rows(demo_meeting, "ranking.csv")] == ranks
    assert [(row[1], row[3]) for row in sheet_rows(demo_meeting, "Ergebnis")] == ranks
    shared = [row["Thema"] for row in csv_rows(demo_meeting, "ranking.csv") if row["Geteilter Rang"] == "ja"]
    assert len(shared) == 2


def test_ideas_stand_word_for_word_in_every_file(demo_meeting: int, demo_outcome: Outcome) -> None:
    texts = {idea.title: idea.text for idea in demo_outcome.shown_ideas}
    assert len(texts) == 45
    assert {read_back(row["Idee"]): read_back(row["Text"]) for row in csv_rows(demo_meeting, "ideas.csv")} == texts
    assert {row[1]: row[2] for row in sheet_rows(demo_meeting, "Ideen")} == texts
    archived = archive_of(demo_meeting)["ideas"]
    assert {idea["title"]: idea["text"] for idea in archived} == texts  # type: ignore[index, attr-defined]


def test_the_list_of_participants_holds_sixty_names_and_no_address(demo_meeting: int) -> None:
    rows = csv_rows(demo_meeting, "participants.csv")
    assert len(rows) == 60
    assert set(rows[0]) == {"Name", "Institution", "Art der Institution"}
    assert "@" not in document(organiser_of(demo_meeting), demo_meeting, "participants.csv").content.decode(
        "utf-8-sig"
    )


@pytest.mark.parametrize("name", ["ideas.csv", "ranking.csv", "archive.json"])
def test_no_other_file_names_a_person_or_an_address(name: str, demo_meeting: int, demo_outcome: Outcome) -> None:
    content = document(organiser_of(demo_meeting), demo_meeting, name).content.decode("utf-8-sig")
    assert [person.name for person in demo_outcome.attendees if person.name in content] == []
    assert "example.org" not in content


def test_authors_keys_and_times_never_leave_the_actions(demo_outcome: Outcome) -> None:
    assert {(idea.author_id, idea.edit_hash, idea.created_at) for idea in demo_outcome.ideas} == {(None, None, None)}


def test_before_the_result_is_shown_there_are_no_totals_and_no_ballots(database: Database) -> None:
    workshop_id = a_workshop()
    round_id = an_open_round(workshop_id)
    first, *_ = option_ids(workshop_id, round_id)
    voting.fill_ballot(a_person(workshop_id), round_id, {first: 2})
    for _ in range(2):
        outcome = outcome_of(organiser_of(workshop_id), workshop_id)
        (result,) = outcome.rounds
        assert not outcome.shown_rounds
        assert result.ballots == ()
        assert {(option.total, option.rank) for option in result.options} == {(None, None)}
        assert outcome.figures.dots == 0
        assert len(csv_rows(workshop_id, "ranking.csv")) == 0
        if result.round.status is Status.OPEN:
            voting.close_round(a_facilitator(workshop_id), round_id)


def test_a_shown_round_counts(database: Database) -> None:
    workshop_id = a_workshop()
    a_shown_round(workshop_id)
    outcome = outcome_of(organiser_of(workshop_id), workshop_id)
    assert [(option.rank, option.total) for option in outcome.shown_rounds[0].options] == [(1, 2), (2, 1), (3, 0)]
    assert outcome.figures.dots == 3


def test_hidden_ideas_are_left_out_merged_ones_stay_withdrawn_ones_are_gone(database: Database) -> None:
    workshop_id = a_workshop()
    author = a_person(workshop_id)
    first, second, third, fourth = some_ideas(author, 4)
    ideas.hide_idea(a_facilitator(workshop_id), first)
    ideas.merge_ideas(a_facilitator(workshop_id), second, third)
    ideas.withdraw_idea(author, fourth)
    outcome = outcome_of(organiser_of(workshop_id), workshop_id)
    assert [idea.title for idea in outcome.ideas] == ["Idee 1", "Idee 2", "Idee 3"]
    assert [idea.title for idea in outcome.shown_ideas] == ["Idee 2", "Idee 3"]
    assert outcome.figures.ideas == 2
    assert [(row["Idee"], row["Zusammengeführt mit Nr."]) for row in csv_rows(workshop_id, "ideas.csv")] == [
        ("Idee 2", "2"),
        ("Idee 3", ""),
    ]


def test_ideas_stand_by_topic_group_and_title_not_by_time(database: Database) -> None:
    workshop_id = a_workshop()
    author = a_person(workshop_id)
    start(workshop_id, Kind.IDEAS)
    late = ideas.contribute_idea(author, title="Zuletzt im Alphabet")
    early = ideas.contribute_idea(author, title="Anfang")
    grouped = ideas.contribute_idea(author, title="Mitte")
    ideas.move_idea(a_facilitator(workshop_id), grouped, ideas.create_cluster(a_facilitator(workshop_id), "Thema"))
    outcome = outcome_of(organiser_of(workshop_id), workshop_id)
    assert [idea.id for idea in outcome.ideas] == [grouped, early, late]


def test_groups_are_counted_by_part_and_named_only_on_the_page(database: Database) -> None:
    workshop_id = a_workshop()
    group_id = groups.choose_group(a_facilitator(workshop_id), title="Lotsennetz")
    groups.join_group(a_person(workshop_id, "Ada Löwe"), group_id, GroupRole.LEAD)
    groups.join_group(a_person(workshop_id, "Bert Bär"), group_id, GroupRole.INTERESTED)
    (result,) = outcome_of(organiser_of(workshop_id), workshop_id).groups
    assert [result.count(role) for role in GroupRole] == [1, 0, 1]
    assert {member.name for member in result.members} == {"Ada Löwe", "Bert Bär"}
    assert sheet_rows(workshop_id, "Projektgruppen")[0][-3:] == (1, 0, 1)


def test_offers_and_wishes_are_counted_by_topic_word(database: Database) -> None:
    workshop_id = a_workshop()
    person = a_person(workshop_id)
    start(workshop_id, Kind.EXCHANGE)
    _, chips = fields_and_chips(person)
    entries = [Entry(Side.OFFER, chips[0].id, "Werkstatt"), Entry(Side.OFFER, chips[0].id, "noch eine")]
    contacts.save_profile(person, entries=[*entries, Entry(Side.SEEK, chips[1].id, "")], visible=False)
    topics = outcome_of(organiser_of(workshop_id), workshop_id).topics
    assert [(topic.name, topic.offers, topic.seeks) for topic in topics] == [
        (chips[0].name, 1, 0),
        (chips[1].name, 0, 1),
    ]


def test_another_alliances_meeting_cannot_be_found(database: Database) -> None:
    mine, theirs = a_workshop(organiser=an_organiser("Eins")), a_workshop(organiser=an_organiser("Zwei"))
    assert outcome_of(organiser_of(mine), mine).workshop.id == mine
    assert refused(lambda: outcome_of(organiser_of(mine), theirs)) == "workshop_unknown"


@pytest.mark.parametrize("role", [Role.GUEST, Role.PARTICIPANT, Role.FACILITATOR, Role.SCREEN])
def test_only_organisers_see_it(role: Role, database: Database) -> None:
    workshop_id = a_workshop()
    who = Visitor(role, workshop_id=workshop_id, person_id="x")
    assert refused(lambda: outcome_of(who, workshop_id)) == "not_organiser"
