"""The facilitator leads a round of dots: rule, open, close, open again, show, and project groups from the result."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from actions import agenda, groups, ideas, people, voting
from components.teams import Seed
from domain.agenda import Kind
from domain.groups import GroupRole
from domain.visitor import Visitor
from domain.voting import Round, Status, Subject
from storage.database import Database
from tests.builders import (
    a_facilitator,
    a_person,
    a_shown_round,
    a_workshop,
    an_open_round,
    option_ids,
    some_clusters,
    some_ideas,
    start,
    the_workshop,
)

PageAs = Callable[..., AppTest]


@pytest.fixture
def workshop(database: Database) -> int:
    return a_workshop()


@pytest.fixture
def leader(workshop: int) -> Visitor:
    return a_facilitator(workshop)


def the_desk(leader: Visitor, page_as: PageAs) -> AppTest:
    page = page_as(leader, "leitung", w=the_workshop(leader.as_facilitator()).code).run()
    assert not page.exception
    return page


def newest(leader: Visitor) -> Round:
    round_ = voting.current_round(leader)
    assert round_ is not None
    return round_


def toasts(page: AppTest) -> str:
    return " ".join(toast.value for toast in page.toast).replace("\\", "")


def texts_of(page: AppTest) -> str:
    return " ".join(
        element.value for kind in (page.text, page.caption, page.subheader, page.warning) for element in kind
    )


def opener(page: AppTest) -> str:
    return next(button.key for button in page.button if button.label == "Runde öffnen")


def test_the_rule_starts_with_what_the_organiser_prepared(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    some_clusters(workshop, 13)
    start(workshop, Kind.VOTE)
    page = the_desk(leader, page_as)
    assert [number.value for number in page.number_input] == [5, 2]
    assert "Themengruppen (13)" in texts_of(page)
    assert "3 Punkte pro Person" in texts_of(page)
    page.button(key=opener(page)).click().run()
    round_ = newest(leader)
    assert (round_.subject, round_.budget, round_.maximum) == (Subject.CLUSTERS, 5, 2)
    assert round_.status is Status.OPEN


def test_without_options_the_page_warns_and_opening_becomes_a_sentence(
    leader: Visitor, workshop: int, page_as: PageAs
) -> None:
    start(workshop, Kind.VOTE)
    page = the_desk(leader, page_as)
    assert "noch keine Themengruppen" in page.warning[0].value
    page.button(key=opener(page)).click().run()
    assert voting.current_round(leader) is None
    assert "Es gibt noch nichts" in toasts(page)


def test_a_maximum_above_the_budget_is_refused_and_the_numbers_stay(
    leader: Visitor, workshop: int, page_as: PageAs
) -> None:
    some_clusters(workshop)
    start(workshop, Kind.VOTE)
    page = the_desk(leader, page_as)
    page.number_input[0].set_value(3)
    page.number_input[1].set_value(4)
    page.button(key=opener(page)).click().run()
    assert voting.current_round(leader) is None
    assert "1 bis 3 Punkte" in toasts(page)
    assert [number.value for number in page.number_input] == [3, 4]


def test_a_second_opening_from_a_page_that_is_behind_becomes_a_sentence(
    leader: Visitor, workshop: int, page_as: PageAs
) -> None:
    some_clusters(workshop)
    start(workshop, Kind.VOTE)
    behind = the_desk(leader, page_as)
    key = opener(behind)
    voting.open_round(leader, subject=Subject.CLUSTERS, budget=5, maximum=2)
    behind.button(key=key).click().run()
    assert not behind.exception
    assert "läuft schon eine Runde" in toasts(behind)
    assert len(voting.rounds_of(leader)) == 1


def test_closing_opening_again_and_showing(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    round_id = an_open_round(workshop)
    first, *_ = option_ids(workshop, round_id)
    voting.fill_ballot(a_person(workshop), round_id, {first: 2})
    page = the_desk(leader, page_as)
    page.button(key="close_round").click().run()
    assert newest(leader).status is Status.CLOSED
    assert "endgültig" in texts_of(page)
    page.button(key="reopen_round").click().run()
    assert newest(leader).status is Status.OPEN
    page.button(key="close_round").click().run()
    page.button(key="show_result").click().run()
    assert newest(leader).status is Status.SHOWN
    assert "Rang 1: Thema 1 – 2 Punkte" in texts_of(page)
    assert "Rang 2 (geteilt): Thema 2 – 0 Punkte" in texts_of(page)


def test_while_the_round_is_open_the_page_knows_no_totals(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    round_id = an_open_round(workshop)
    voting.fill_ballot(a_person(workshop), round_id, {option_ids(workshop, round_id)[0]: 2})
    assert "Rang" not in texts_of(the_desk(leader, page_as))


def test_closing_twice_from_a_page_that_is_behind_says_so(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    round_id = an_open_round(workshop)
    behind = the_desk(leader, page_as)
    voting.close_round(leader, round_id)
    behind.button(key="close_round").click().run()
    assert not behind.exception
    assert "war schon geschlossen" in toasts(behind)
    assert newest(leader).status is Status.CLOSED


def test_reopening_a_shown_round_from_a_page_that_is_behind_is_refused(
    leader: Visitor, workshop: int, page_as: PageAs
) -> None:
    round_id = an_open_round(workshop)
    voting.close_round(leader, round_id)
    behind = the_desk(leader, page_as)
    voting.show_result(leader, round_id)
    behind.button(key="reopen_round").click().run()
    assert "noch nicht gezeigt" in toasts(behind)
    assert newest(leader).status is Status.SHOWN


def test_a_row_of_the_result_becomes_a_project_group_and_back(
    leader: Visitor, workshop: int, page_as: PageAs
) -> None:
    round_id = a_shown_round(workshop)
    first, *_ = voting.ranking(leader, round_id).options
    page = the_desk(leader, page_as)
    page.button(key=f"choose_{first.id}").click().run()
    (view,) = groups.groups_of(leader)
    assert (view.group.title, view.group.cluster_id) == (first.title, first.cluster_id)
    assert f"choose_{first.id}" not in [button.key for button in page.button]
    page.button(key="undo").click().run()
    assert groups.groups_of(leader) == []


def test_a_long_result_comes_in_portions(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    round_id = a_shown_round(workshop, options=13)
    options = voting.ranking(leader, round_id).options
    page = the_desk(leader, page_as)
    assert f"choose_{options[9].id}" in [button.key for button in page.button]
    assert f"choose_{options[10].id}" not in [button.key for button in page.button]
    page.button(key="more_rows").click().run()
    assert f"choose_{options[12].id}" in [button.key for button in page.button]
    assert "more_rows" not in [button.key for button in page.button]


def test_a_run_off_round_can_follow(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    shown = a_shown_round(workshop)
    page = the_desk(leader, page_as)
    page.button(key=opener(page)).click().run()
    assert newest(leader).id != shown
    assert newest(leader).status is Status.OPEN


def test_the_proposal_is_taken_with_one_click(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    some_clusters(workshop, 13)
    start(workshop, Kind.VOTE)
    page = the_desk(leader, page_as)
    page.button(key="take_advice").click().run()
    assert [number.value for number in page.number_input] == [3, 1]
    assert "take_advice" not in [button.key for button in page.button]


def test_rules_of_thumb_and_the_tie_are_folded_away(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    some_clusters(workshop, 13)
    a_person(workshop)
    start(workshop, Kind.VOTE)
    page = the_desk(leader, page_as)
    assert "Viertel" not in texts_of(page)
    page.session_state[opener(page).replace("_open", "_reasons")] = True
    page.run()
    assert "Ein Viertel der Themen: 3\n" in texts_of(page)
    assert "von 100 Fällen" in texts_of(page)


def test_what_sounds_alike_is_named_before_the_round(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    for title in ("Praktikumswoche für *alle* Schulen", "Praktikumswoche für *alle* Schulen der Region"):
        ideas.create_cluster(leader, title)
    start(workshop, Kind.VOTE)
    assert "„Praktikumswoche für *alle* Schulen“" in texts_of(the_desk(leader, page_as)).replace("\\", "")


def test_a_tie_at_the_cut_leads_to_a_run_off_of_the_tied(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    round_id = an_open_round(workshop, options=4)
    first, second, third, _ = option_ids(workshop, round_id)
    voting.fill_ballot(a_person(workshop), round_id, {first: 2, second: 1, third: 1})
    voting.close_round(leader, round_id)
    voting.show_result(leader, round_id)
    page = the_desk(leader, page_as)
    assert "run_off" not in [button.key for button in page.button]
    page.number_input(key=f"next_{round_id}_wanted").set_value(2).run()
    assert "Auf Platz 2 liegen 2 gleichauf" in texts_of(page)
    page.button(key="run_off").click().run()
    assert [option.title for option in voting.options_of(leader, newest(leader).id)] == ["Thema 2", "Thema 3"]
    assert (newest(leader).budget, newest(leader).maximum) == (1, 1)


def test_a_shortlist_goes_on_with_one_click(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    round_id = an_open_round(workshop, options=6)
    ids = option_ids(workshop, round_id)
    voting.fill_ballot(a_person(workshop), round_id, {ids[0]: 2, ids[1]: 2, ids[2]: 1})
    voting.close_round(leader, round_id)
    voting.show_result(leader, round_id)
    page = the_desk(leader, page_as)
    page.button(key="next_round").click().run()
    assert len(voting.options_of(leader, newest(leader).id)) == 3
    assert newest(leader).status is Status.OPEN


def test_more_dots_can_be_given_while_the_round_is_open(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    round_id = an_open_round(workshop)
    voting.fill_ballot(a_person(workshop), round_id, {option_ids(workshop, round_id)[0]: 1})
    page = the_desk(leader, page_as)
    page.session_state[f"more_dots_{round_id}"] = True
    page.run()
    page.number_input(key=f"more_{round_id}_budget").set_value(7)
    page.button(key="change_rule").click().run()
    assert newest(leader).budget == 7
    page.number_input(key=f"more_{round_id}_budget").set_value(6)
    page.button(key="change_rule").click().run()
    assert "weniger nicht" in toasts(page)
    assert newest(leader).budget == 7


def test_a_vote_can_be_put_in_between_at_any_time(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    some_ideas(a_person(workshop))
    start(workshop, Kind.TALK)
    page = the_desk(leader, page_as)
    page.button(key="quick_vote").click().run()
    assert agenda.current_activity(leader).kind is Kind.VOTE
    page.button(key=opener(page)).click().run()
    assert newest(leader).subject is Subject.IDEAS
    page.button(key="back").click().run()
    assert agenda.current_activity(leader).kind is Kind.TALK


def test_a_round_left_open_is_not_forgotten(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    round_id = an_open_round(workshop)
    start(workshop, Kind.EXCHANGE)
    page = the_desk(leader, page_as)
    assert "noch nicht zu Ende" in texts_of(page)
    page.button(key=f"return_{round_id}").click().run()
    assert agenda.current_activity(leader).kind is Kind.VOTE


def test_project_groups_are_made_from_topic_groups_and_ideas(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    some_clusters(workshop, 1)
    (idea,) = some_ideas(a_person(workshop), 1)
    start(workshop, Kind.GROUPS)
    page = the_desk(leader, page_as)
    page.selectbox(key="seed").set_value(Seed("Idee 1", idea_id=idea))
    page.button(key="choose_team").click().run()
    (view,) = groups.groups_of(leader)
    assert view.group.idea_id == idea
    page.button(key=f"dissolve_{view.group.id}").click().run()
    assert groups.groups_of(leader) == []
    page.button(key="undo").click().run()
    assert [each.group.idea_id for each in groups.groups_of(leader)] == [idea]


def test_a_group_with_people_stays_and_shows_numbers_not_names(
    leader: Visitor, workshop: int, page_as: PageAs
) -> None:
    ada = a_person(workshop, "Ada Löwe")
    group_id = groups.choose_group(leader, title="Lotsennetz")
    groups.join_group(ada, group_id, GroupRole.LEAD)
    start(workshop, Kind.GROUPS)
    page = the_desk(leader, page_as)
    assert f"dissolve_{group_id}" not in [button.key for button in page.button]
    assert any("Leitung: 1" in caption.value for caption in page.caption)
    assert "Ada" not in str(page)


def test_no_author_and_no_address_reaches_this_page(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    ada = a_person(workshop, "Ada Löwe")
    some_ideas(ada)
    assert people.me(ada).name == "Ada Löwe"
    assert ideas.my_ideas(ada)
    for kind in (Kind.IDEAS, Kind.VOTE, Kind.EXCHANGE, Kind.GROUPS):
        start(workshop, kind)
        assert "Ada" not in str(the_desk(leader, page_as))


def test_whether_own_ideas_may_get_dots_is_asked_for_rounds_on_ideas(
    leader: Visitor, workshop: int, page_as: PageAs
) -> None:
    some_ideas(a_person(workshop), 3)
    start(workshop, Kind.VOTE)
    page = the_desk(leader, page_as)
    key = opener(page).removesuffix("_open")
    assert f"{key}_own_ideas" not in [each.key for each in page.toggle]
    page.session_state[f"{key}_subject"] = Subject.IDEAS
    page = page.run()
    assert page.toggle(key=f"{key}_own_ideas").value is True
    page = page.toggle(key=f"{key}_own_ideas").set_value(False).run()
    page = page.button(key=opener(page)).click().run()
    assert not page.exception
    assert not newest(leader).own_ideas
    assert "Eigene Ideen bekommen keine Punkte." in texts_of(page)
