"""The meeting of demo.yaml, played through the actions, gives exactly the figures that are known of it."""

from collections import Counter

import pytest
import yaml

from actions import agenda, contacts, demo, feedback, groups, ideas, people, voting
from actions.entrance import visitor_of_link
from actions.outcome import outcome_of
from actions.projects import projects_of
from actions.workshop import my_workshops
from domain.agenda import Kind
from domain.contacts import RequestState
from domain.groups import GroupRole
from domain.refusal import Refusal
from domain.visitor import Role, Visitor
from domain.voting import Status, Subject
from storage import contacts as contact_store
from storage import feedback as feedback_store
from storage import people as people_store
from storage import receipts as receipt_store
from storage import voting as voting_store
from storage.database import Database, reading
from tests.builders import a_facilitator, a_person, an_alliance, organiser_of, the_workshop

DATA = yaml.safe_load(demo.SOURCE.read_text(encoding="utf-8"))
EVENT = DATA["veranstaltung"]
TITLES = {cluster["id"]: cluster["titel"] for cluster in DATA["cluster"]}


def the_round(demo_meeting: int) -> int:
    rounds = voting.rounds_of(a_facilitator(demo_meeting))
    assert len(rounds) == 1
    return rounds[0].id


def test_sixty_people_are_in_the_room(demo_meeting: int) -> None:
    with reading() as tx:
        everybody = people_store.of_workshop(tx, demo_meeting)
    assert len(everybody) == 60
    assert {person.name for person in everybody} == {row["name"] for row in DATA["teilnehmende"]}
    without_device = [row for row in DATA["teilnehmende"] if row["simulation"]["geraet"] == "keins"]
    assert len(people.people_at_desk(a_facilitator(demo_meeting))) == len(without_device) > 0


def test_each_comes_from_the_institution_of_the_file(demo_meeting: int) -> None:
    institutions = {row["id"]: row for row in DATA["institutionen"]}
    expected = {
        row["name"]: (institutions[row["institution"]]["name"], institutions[row["institution"]]["typ"])
        for row in DATA["teilnehmende"]
    }
    with reading() as tx:
        found = {
            person.name: (person.institution, person.institution_type.value)
            for person in people_store.of_workshop(tx, demo_meeting)
        }
    assert found == expected


def test_forty_five_ideas_hang_on_the_wall_six_of_them_anonymous(demo_meeting: int) -> None:
    wall = ideas.wall(a_facilitator(demo_meeting))
    assert len(wall) == 45
    assert {idea.title: idea.text for idea in wall} == {row["titel"]: row["text"] for row in DATA["ideen"]}
    anonymous = [idea for idea in wall if idea.is_anonymous]
    assert len(anonymous) == 6
    assert all(idea.author_id is None for idea in anonymous)


def test_thirteen_topic_groups_hold_every_idea_once(demo_meeting: int) -> None:
    leader = a_facilitator(demo_meeting)
    titles = {cluster.id: cluster.title for cluster in ideas.clusters_of(leader)}
    assert len(titles) == 13
    gathered: dict[str, set[str]] = {}
    for idea in ideas.wall(leader):
        assert idea.cluster_id is not None
        gathered.setdefault(titles[idea.cluster_id], set()).add(idea.title)
    names = {row["id"]: row["titel"] for row in DATA["ideen"]}
    assert gathered == {row["titel"]: {names[idea] for idea in row["ideen"]} for row in DATA["cluster"]}


def test_the_vote_gives_exactly_the_known_totals(demo_meeting: int) -> None:
    result = voting.ranking(a_facilitator(demo_meeting), the_round(demo_meeting))
    totals = {option.title: option.total for option in result.options}
    assert totals == {TITLES[cluster]: total for cluster, total in EVENT["mehrpunktabfrage"]["ergebnis"].items()}
    assert sum(option.total or 0 for option in result.options) == 264
    assert (result.round.subject, result.round.status) == (Subject.CLUSTERS, Status.SHOWN)
    assert (result.round.budget, result.round.maximum) == (5, 2)
    assert (result.round.ballots, result.round.present) == (54, 60)


def test_c07_and_c12_share_the_seventh_rank(demo_meeting: int) -> None:
    result = voting.ranking(a_facilitator(demo_meeting), the_round(demo_meeting))
    ranks = {option.title: option.rank for option in result.options}
    assert ranks[TITLES["c07"]] == ranks[TITLES["c12"]] == 7
    assert sorted(ranks.values(), key=lambda rank: rank or 0) == [1, 2, 3, 4, 5, 6, 7, 7, 9, 10, 11, 12, 13]
    assert result.options[0].title == TITLES["c01"]


def test_every_ballot_keeps_the_rule_and_belongs_to_nobody_any_more(demo_meeting: int) -> None:
    round_id = the_round(demo_meeting)
    with reading() as tx:
        ballots = receipt_store.told_ballots(tx, round_id)
        owners = [
            voting_store.ballot_id_of(tx, round_id, person.id)
            for person in people_store.of_workshop(tx, demo_meeting)
        ]
    assert len(ballots) == 54
    assert all(len(ballot.options) <= 5 for ballot in ballots)
    assert all(max(Counter(ballot.options).values()) <= 2 for ballot in ballots)
    assert set(owners) == {None}


def test_a_hundred_and_three_pairs_fit_by_topic_seventy_three_with_both_consents(demo_meeting: int) -> None:
    found = contacts.topic_pairs(a_facilitator(demo_meeting))
    check = DATA["trefferpruefung"]
    names = {row["id"]: row["name"] for row in DATA["stichworte"]}
    assert (found.pairs, found.pairs_with_consent) == (103, 73)
    assert (found.pairs, found.pairs_with_consent) == (check["paare_gesamt"], check["paare_mit_einwilligung_beider"])
    assert set(found.sought_not_offered) == {names[chip] for chip in check["luecken_gesucht_ohne_angebot"]}
    assert set(found.offered_not_sought) == {names[chip] for chip in check["angebote_ohne_nachfrage"]}


def test_offers_and_wishes_are_those_of_the_file(demo_meeting: int) -> None:
    with reading() as tx:
        profiles = contact_store.profiles(tx, demo_meeting).values()
        consents = sum(profile.visible for profile in profiles)
    assert sum(len(profile.entries) for profile in profiles) == 67 + 67
    assert consents == sum(row["einwilligung"]["kontaktweitergabe"] for row in DATA["teilnehmende"])


def test_contact_requests_stand_as_in_the_file(demo_meeting: int) -> None:
    german = {
        RequestState.OPEN: "offen",
        RequestState.ACCEPTED: "angenommen",
        RequestState.DECLINED: "abgelehnt",
        RequestState.WITHDRAWN: "zurueckgezogen",
    }
    with reading() as tx:
        names = {person.id: person.name for person in people_store.of_workshop(tx, demo_meeting)}
        found = {
            (names[request.from_id], names[request.to_id]): german[request.state]
            for request in contact_store.requests(tx, demo_meeting)
        }
    people_of_file = {row["id"]: row["name"] for row in DATA["teilnehmende"]}
    assert found == {
        (people_of_file[row["von"]], people_of_file[row["an"]]): row["status"] for row in EVENT["kontaktwuensche"]
    }


def test_three_groups_have_their_profile_and_one_has_no_lead_organisation(demo_meeting: int) -> None:
    found = groups.groups_of(a_facilitator(demo_meeting))
    assert {view.group.title: view.group.goal for view in found} == {
        row["titel"]: row["ziel"] for row in EVENT["steckbriefe"]
    }
    assert sum(not view.group.lead_organisation for view in found) == 1
    for view in found:
        assert [member.role for member in view.members].count(GroupRole.LEAD) == 1


def test_three_projects_are_looked_back_on(demo_meeting: int) -> None:
    projects = projects_of(a_facilitator(demo_meeting))
    assert [(project.title, project.stage.value) for project in projects] == [
        (row["titel"], row["status"]) for row in DATA["projekte"]
    ]
    assert sorted(project.stage.value for project in projects) == ["antrag", "evaluiert", "laufend"]


def test_the_feedback_of_the_file_is_kept_without_persons(demo_meeting: int) -> None:
    with reading() as tx:
        lines = [answer.takeaway for answer in feedback_store.of_workshop(tx, demo_meeting)]
    assert sorted(lines) == sorted(EVENT["blitzlicht"])


def test_the_meeting_stands_at_its_last_activity(demo_meeting: int) -> None:
    leader = a_facilitator(demo_meeting)
    assert agenda.current_activity(leader).kind is Kind.FEEDBACK
    assert len(agenda.agenda_of(leader)) == 13


def test_the_organiser_reads_the_same_figures(demo_meeting: int) -> None:
    outcome = outcome_of(demo.demo_organiser(), demo_meeting)
    assert len(outcome.attendees) == 60
    assert len(outcome.ideas) == 45
    assert [result.dots for result in outcome.rounds] == [264]
    assert outcome.agreements == sum(row["status"] == "angenommen" for row in EVENT["kontaktwuensche"])


def test_a_second_meeting_waits_to_be_played(demo_meeting: int) -> None:
    doors = demo.doors()
    assert len(doors) == 2
    rehearsal = next(workshop for workshop, _ in doors if workshop.id != demo_meeting)
    assert rehearsal.title.startswith("Probelauf")
    assert ideas.wall(a_facilitator(rehearsal.id)) == []
    assert a_person(rehearsal.id).workshop_id == rehearsal.id


def test_the_doors_lead_in(demo_meeting: int) -> None:
    for workshop, links in demo.doors():
        for role, link in ((Role.FACILITATOR, links.facilitator), (Role.SCREEN, links.screen)):
            assert visitor_of_link(role, workshop.code, link.rpartition("/")[2]).workshop_id == workshop.id


def test_the_demo_organiser_sees_the_demo_and_nothing_else(demo_meeting: int) -> None:
    other = an_alliance("Ein echtes Bündnis")
    assert {workshop.id for workshop in my_workshops(demo.demo_organiser())} == {
        workshop.id for workshop, _ in demo.doors()
    }
    assert demo.demo_organiser().alliance_id != other


def test_everything_of_the_demo_is_marked(demo_meeting: int) -> None:
    assert all(workshop.is_demo for workshop, _ in demo.doors())
    assert the_workshop(demo_meeting).is_demo


def test_the_demo_is_loaded_only_once(demo_meeting: int) -> None:
    with pytest.raises(Refusal) as refused:
        demo.load_demo()
    assert refused.value.reason == "demo_there"


def test_without_an_alliance_of_ones_own_anybody_removes_the_demo(demo_meeting: int) -> None:
    demo.remove_demo()
    assert demo.is_empty()
    assert demo.doors() == []


def test_beside_a_real_alliance_only_an_organiser_removes_the_demo(demo_meeting: int) -> None:
    an_alliance("Ein echtes Bündnis")
    with pytest.raises(Refusal) as refused:
        demo.remove_demo()
    assert refused.value.reason == "not_organiser"
    demo.remove_demo(Visitor(Role.ORGANISER, alliance_id=2))
    assert demo.doors() == []
    assert not demo.is_empty()


def test_who_enters_by_the_demos_door_cannot_take_it_from_the_others(demo_meeting: int) -> None:
    """Beside a real alliance the demo's organiser is everybody; the demo belongs to the real organisers then."""
    an_alliance("Ein echtes Bündnis")
    with pytest.raises(Refusal):
        demo.remove_demo(demo.demo_organiser())
    assert len(demo.doors()) == 2


def test_an_empty_database_greets_as_empty(database: Database) -> None:
    assert demo.is_empty()
    assert demo.doors() == []
    with pytest.raises(Refusal) as refused:
        demo.demo_organiser()
    assert refused.value.reason == "demo_missing"


def test_a_person_of_the_demo_may_still_give_feedback(demo_meeting: int) -> None:
    person = a_person(demo_meeting, "Neu hier")
    feedback.give_feedback(person, rating=4, takeaway="", missing="")
    assert feedback.has_given_feedback(person)
    assert organiser_of(demo_meeting).alliance_id == demo.demo_organiser().alliance_id
