"""What each audience may know. The demo's names and addresses are the canaries: none may ever get out."""

import json
import re
from typing import Any

import pytest
import yaml

from actions import agenda, contacts, demo, groups, ideas, voting
from actions.entrance import links_of
from actions.live import state_of
from actions.workshop import my_workshops, open_workshop
from documents.qr import qr_matrix, svg_path
from domain.agenda import Kind
from domain.contacts import Entry, Side
from domain.groups import GroupRole
from domain.live import State
from domain.visitor import Role, Visitor
from storage import people as people_store
from storage import workshop as workshop_store
from storage.database import Database, reading
from tests.builders import (
    a_facilitator,
    a_person,
    a_shown_round,
    a_workshop,
    an_open_round,
    option_ids,
    organiser_of,
    some_clusters,
    some_ideas,
    start,
    the_workshop,
)

DATA = yaml.safe_load(demo.SOURCE.read_text(encoding="utf-8"))
AUDIENCES = (Role.PARTICIPANT, Role.SCREEN, Role.FACILITATOR)


@pytest.fixture
def workshop_id(database: Database) -> int:
    return a_workshop()


@pytest.fixture(params=AUDIENCES)
def audience(request: pytest.FixtureRequest) -> Role:
    role: Role = request.param
    return role


def sent(state: State) -> str:
    """The state as the browser gets it."""
    return json.dumps(state, ensure_ascii=False)


def at_every_step(workshop_id: int, audience: Role) -> str:
    """Everything this audience is told in the course of the meeting."""
    leader = a_facilitator(workshop_id)
    told = []
    for activity in agenda.agenda_of(leader):
        agenda.start_activity(leader, activity.id)
        told.append(sent(state_of(workshop_id, audience)))
    return "\n".join(told)


def options_told(workshop_id: int, audience: Role) -> list[dict[str, Any]]:
    return list(state_of(workshop_id, audience).get("options", {}).values())


# No persons


def test_nobody_is_told_a_name_or_an_address_of_anybody(demo_meeting: int, audience: Role) -> None:
    told = at_every_step(demo_meeting, audience)
    assert DATA["ideen"][0]["titel"] in told, "the search itself is broken"
    people = DATA["teilnehmende"]
    assert len(people) == 60
    assert [person["name"] for person in people if person["name"] in told] == []
    assert [person["email"] for person in people if person["email"] in told] == []
    assert re.findall(r"[\w.]+@[\w.]+", told) == []


def test_nobody_is_told_who_somebody_is_inside(demo_meeting: int, audience: Role) -> None:
    """A person's id would tie together what they do in different places."""
    with reading() as tx:
        ids = [person.id for person in people_store.of_workshop(tx, demo_meeting)]
    told = at_every_step(demo_meeting, audience)
    assert len(ids) == 60
    assert [person_id for person_id in ids if person_id in told] == []


def test_nobody_is_told_what_somebody_offers_seeks_or_answers(demo_meeting: int, audience: Role) -> None:
    told = at_every_step(demo_meeting, audience)
    entries = {entry["text"] for person in DATA["teilnehmende"] for entry in person["biete"] + person["suche"]}
    # Some say the same words in an idea or a project group, which everybody sees.
    public = str([DATA["ideen"], DATA["cluster"], DATA["veranstaltung"]["steckbriefe"], DATA["stichworte"]])
    private = {text for text in entries if text not in public}
    assert len(private) > 100
    assert [text for text in private if text in told] == []
    assert [line for line in DATA["veranstaltung"]["blitzlicht"] if line in told] == []


def test_it_cannot_be_seen_who_wrote_an_idea(workshop_id: int, audience: Role) -> None:
    some_ideas(a_person(workshop_id, "Ada"), count=1)
    ideas.contribute_idea(a_person(workshop_id, "Ben"), title="Idee 1", text="Text der Idee 1")
    ideas.contribute_idea(a_person(workshop_id, "Cem"), title="Idee 1", text="Text der Idee 1", anonymous=True)
    state = state_of(workshop_id, audience)
    cards = list((state.get("ideas") or state["desk"]).values())
    assert len(cards) == 3
    assert cards[0] == cards[1] == cards[2]


def test_the_projector_shows_how_many_are_in_a_group_and_not_who(workshop_id: int) -> None:
    leader = a_facilitator(workshop_id)
    group_id = groups.choose_group(leader, title="Praktikumswoche")
    groups.join_group(a_person(workshop_id, "Zoë Ängström"), group_id, GroupRole.LEAD)
    groups.change_profile(leader, group_id, {"goal": "Ziel", "next_step": "Treffen", "due": "Mai"})
    (group,) = state_of(workshop_id, Role.SCREEN)["groups"].values()
    assert (group["title"], group["lead"], group["partner"], group["interested"]) == ("Praktikumswoche", 1, 0, 0)
    assert (group["goal"], group["next_step"], group["due"]) == ("Ziel", "Treffen", "Mai")
    assert "Zoë" not in sent({"groups": {"": group}})


def test_the_projector_names_only_groups_of_five_and_more(workshop_id: int) -> None:
    for number in range(4):
        a_person(workshop_id, f"K{number}", institution="Landkreis", institution_type="kommune")
    assert state_of(workshop_id, Role.SCREEN)["people"] == {}
    a_person(workshop_id, "K5", institution="Landkreis", institution_type="kommune")
    assert state_of(workshop_id, Role.SCREEN)["people"] == {"kommune": 5}
    a_person(workshop_id, "G", institution="ver.di", institution_type="gewerkschaft")
    a_person(workshop_id, "O")
    assert state_of(workshop_id, Role.SCREEN)["people"] == {"kommune": 5, "others": 2}
    assert state_of(workshop_id, Role.SCREEN)["progress"]["present"] == 7


# No totals before the result


def test_while_a_round_is_open_or_closed_nobody_is_told_a_total(workshop_id: int, audience: Role) -> None:
    round_id = an_open_round(workshop_id)
    first, second, _ = option_ids(workshop_id, round_id)
    voting.fill_ballot(a_person(workshop_id), round_id, {first: 2, second: 1})
    while_open = state_of(workshop_id, audience)
    voting.close_round(a_facilitator(workshop_id), round_id)
    once_closed = state_of(workshop_id, audience)
    assert [state["now"]["round"]["status"] for state in (while_open, once_closed)] == ["open", "closed"]
    for state in (while_open, once_closed):
        assert state["now"]["round"]["ballots"] is None
        assert all(option.keys() == {"title", "detail"} for option in state.get("options", {}).values())
        assert not re.search(r'"(total|rank)"', sent(state))


def test_where_dots_lie_changes_nothing_that_anybody_is_told(workshop_id: int, audience: Role) -> None:
    """Stronger than looking for totals: whatever is sent, it does not depend on where the dots are."""
    round_id = an_open_round(workshop_id)
    first, second, third = option_ids(workshop_id, round_id)
    ada = a_person(workshop_id)
    voting.fill_ballot(ada, round_id, {first: 2})
    before = state_of(workshop_id, audience)
    voting.fill_ballot(ada, round_id, {first: 0, second: 1, third: 2})
    assert state_of(workshop_id, audience) == before


def test_the_projector_counts_who_has_voted(workshop_id: int) -> None:
    round_id = an_open_round(workshop_id)
    a_person(workshop_id, "Ben")
    voting.fill_ballot(a_person(workshop_id, "Ada"), round_id, {option_ids(workshop_id, round_id)[0]: 2})
    progress = state_of(workshop_id, Role.SCREEN)["progress"]
    assert (progress["voted"], progress["present"]) == (1, 2)


def test_a_shown_result_is_told_with_ranks_totals_and_how_many_took_part(workshop_id: int) -> None:
    a_shown_round(workshop_id)
    for audience in (Role.PARTICIPANT, Role.SCREEN):
        told = [(option["rank"], option["total"]) for option in options_told(workshop_id, audience)]
        assert sorted(told) == [(1, 2), (2, 1), (3, 0)]
        round_ = state_of(workshop_id, audience)["now"]["round"]
        assert (round_["status"], round_["ballots"], round_["present"]) == ("shown", 2, 2)


def test_the_next_round_hides_what_the_last_one_showed(workshop_id: int) -> None:
    a_shown_round(workshop_id)
    an_open_round(workshop_id)
    assert '"total"' not in sent(state_of(workshop_id, Role.SCREEN))


# What is on the wall


def test_hidden_and_withdrawn_ideas_leave_the_wall_and_only_the_facilitator_sees_the_hidden_one(
    workshop_id: int,
) -> None:
    ada = a_person(workshop_id)
    shown, hidden, withdrawn = some_ideas(ada)
    ideas.hide_idea(a_facilitator(workshop_id), hidden)
    ideas.withdraw_idea(ada, withdrawn)
    for audience in (Role.PARTICIPANT, Role.SCREEN):
        assert state_of(workshop_id, audience)["ideas"].keys() == {str(shown)}
    assert state_of(workshop_id, Role.FACILITATOR)["desk"].keys() == {str(shown), str(hidden)}


def test_the_projector_gets_the_title_of_an_idea_and_its_topic_group(workshop_id: int) -> None:
    (idea_id,) = some_ideas(a_person(workshop_id), count=1)
    (cluster_id,) = some_clusters(workshop_id, 1)
    ideas.move_idea(a_facilitator(workshop_id), idea_id, cluster_id)
    state = state_of(workshop_id, Role.SCREEN)
    assert state["ideas"] == {str(idea_id): {"title": "Idee 1", "cluster": cluster_id}}
    assert state["clusters"] == {str(cluster_id): [1, "Thema 1"]}


def test_the_projector_says_what_is_sought_and_not_offered(workshop_id: int) -> None:
    with reading() as tx:
        wanted, other, *_ = workshop_store.chips(tx, workshop_id)
    start(workshop_id, Kind.EXCHANGE)
    ada, ben = a_person(workshop_id, "Ada"), a_person(workshop_id, "Ben")
    contacts.save_profile(
        ada, entries=[Entry(Side.SEEK, wanted.id, "dringend"), Entry(Side.OFFER, other.id, "")], visible=True
    )
    for audience in (Role.SCREEN, Role.FACILITATOR):
        assert state_of(workshop_id, audience)["gaps"] == {"sought": [wanted.name]}
    contacts.save_profile(ben, entries=[Entry(Side.OFFER, wanted.id, "gern")], visible=True)
    assert state_of(workshop_id, Role.SCREEN)["gaps"] == {"sought": []}


def test_the_demo_lacks_what_its_file_says_it_lacks(demo_meeting: int) -> None:
    names = {chip["id"]: chip["name"] for chip in DATA["stichworte"]}
    offered = {entry["stichwort"] for person in DATA["teilnehmende"] for entry in person["biete"]}
    sought = {entry["stichwort"] for person in DATA["teilnehmende"] for entry in person["suche"]}
    gaps = state_of(demo_meeting, Role.SCREEN)["gaps"]["sought"]
    assert sorted(gaps) == sorted(names[chip] for chip in sought - offered)
    assert gaps != []


def test_the_projector_shows_the_way_in(workshop_id: int) -> None:
    workshop = the_workshop(workshop_id)
    join = state_of(workshop_id, Role.SCREEN)["join"]
    squares = qr_matrix(links_of(workshop).scan)
    assert (join["code"], join["address"]) == (workshop.code, "localhost:8501")
    assert join["qr"] == [len(squares), svg_path(squares)]


def test_the_links_of_facilitator_and_projector_are_told_to_nobody(workshop_id: int, audience: Role) -> None:
    links = links_of(the_workshop(workshop_id))
    told = at_every_step(workshop_id, audience)
    assert links.facilitator.rpartition("/")[2] not in told
    assert links.screen.rpartition("/")[2] not in told


def test_the_funding_note_and_the_demo_mark_go_with_the_picture(demo_meeting: int) -> None:
    state = state_of(demo_meeting, Role.SCREEN)
    assert state["join"]["funding"] == DATA["buendnis"]["foerderhinweis"]
    assert state["now"]["demo"] is True


# Who is told what


def test_the_projector_is_told_these_things_and_no_others(workshop_id: int) -> None:
    assert state_of(workshop_id, Role.SCREEN).keys() == {
        "now",
        "join",
        "agenda",
        "progress",
        "people",
        "projects",
        "ideas",
        "clusters",
        "options",
        "question",
        "marks",
        "gaps",
        "groups",
        "meetings",
    }


def test_the_facilitators_desk_is_for_the_facilitator_alone(workshop_id: int) -> None:
    assert "desk" in state_of(workshop_id, Role.FACILITATOR)
    for audience in (Role.PARTICIPANT, Role.SCREEN):
        assert "desk" not in state_of(workshop_id, audience)
        assert state_of(workshop_id, audience, {"desk"}) == {}


def test_only_the_sections_asked_for_are_looked_at(workshop_id: int) -> None:
    assert state_of(workshop_id, Role.SCREEN, {"now", "ideas", "no such section"}).keys() == {"now", "ideas"}


def test_one_meeting_is_told_nothing_of_another(workshop_id: int, audience: Role) -> None:
    before = state_of(workshop_id, audience)
    elsewhere = a_workshop("Woanders")
    some_ideas(a_person(elsewhere, "Ada"))
    a_shown_round(elsewhere)
    assert state_of(workshop_id, audience) == before


def test_a_closed_meeting_says_so(workshop_id: int, audience: Role) -> None:
    host: Visitor = organiser_of(workshop_id)
    assert [workshop.id for workshop in my_workshops(host)] == [workshop_id]
    open_workshop(host, workshop_id, is_open=False)
    assert state_of(workshop_id, audience)["now"]["open"] is False
