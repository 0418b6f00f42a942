"""Dots on a participant's page: before, while the round is open, after it has closed, and the result."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from actions import voting
from domain.agenda import Kind
from domain.visitor import Visitor
from domain.voting import Subject
from storage.database import Database
from tests.builders import a_facilitator, a_person, a_workshop, an_open_round, option_ids, some_ideas, start
from tests.told import data_of, tell

PageAs = Callable[..., AppTest]


@pytest.fixture
def workshop(database: Database) -> int:
    return a_workshop()


@pytest.fixture
def ada(workshop: int) -> Visitor:
    return a_person(workshop)


def opened(page_as: PageAs, who: Visitor) -> AppTest:
    page = page_as(who).run()
    assert not page.exception
    return page


def words(page: AppTest) -> str:
    return "\n".join(each.value for each in [*page.subheader, *page.text, *page.caption, *page.warning])


def test_while_the_round_is_open_the_ballot_is_there(page_as: PageAs, workshop: int, ada: Visitor) -> None:
    round_id = an_open_round(workshop, budget=4)
    ballot = data_of(opened(page_as, ada), "ballot")
    assert (ballot["round"], ballot["budget"], ballot["own"]) == (round_id, 4, {})


def test_a_dot_goes_through_the_ballot(page_as: PageAs, workshop: int, ada: Visitor) -> None:
    round_id = an_open_round(workshop)
    option = option_ids(workshop, round_id)[0]
    page = tell(opened(page_as, ada), "ballot", "wish", {"round": round_id, "operation": 1, "wanted": {option: 2}})
    assert data_of(page, "ballot")["own"] == {str(option): 2}
    assert voting.my_ballot(ada, round_id).counts() == {option: 2}


def test_after_closing_ones_own_dots_stand_there_and_nobody_elses(
    page_as: PageAs, workshop: int, ada: Visitor
) -> None:
    round_id = an_open_round(workshop)
    first, second, _ = option_ids(workshop, round_id)
    voting.fill_ballot(ada, round_id, {first: 2})
    voting.fill_ballot(a_person(workshop, "Bob"), round_id, {second: 2})
    voting.close_round(a_facilitator(workshop), round_id)
    said = words(opened(page_as, ada))
    assert "Die Runde ist geschlossen." in said
    assert "Thema 1" in said
    assert "Thema 2" not in said


def test_a_dot_that_came_too_late_is_told_after_closing(page_as: PageAs, workshop: int, ada: Visitor) -> None:
    round_id = an_open_round(workshop)
    page = opened(page_as, ada)
    voting.close_round(a_facilitator(workshop), round_id)
    page.session_state["ballot_answer"] = (
        round_id,
        3,
        "Die Runde ist geschlossen. Ihre Punkte bleiben, wie sie waren.",
    )
    assert "Ihre Punkte bleiben" in words(page.run())


def test_what_was_refused_in_an_earlier_round_is_not_told_in_the_next(
    page_as: PageAs, workshop: int, ada: Visitor
) -> None:
    round_id = an_open_round(workshop)
    page = opened(page_as, ada)
    page.session_state["ballot_answer"] = (round_id - 1, 3, "Etwas von früher.")
    voting.close_round(a_facilitator(workshop), round_id)
    assert "Etwas von früher" not in words(page.run())


def test_the_result_is_there_once_it_is_shown(page_as: PageAs, workshop: int, ada: Visitor) -> None:
    round_id = an_open_round(workshop)
    voting.fill_ballot(ada, round_id, {option_ids(workshop, round_id)[0]: 1})
    voting.close_round(a_facilitator(workshop), round_id)
    voting.show_result(a_facilitator(workshop), round_id)
    assert "1 von 1 Person hat Punkte vergeben" in words(opened(page_as, ada))


def test_the_receipt_comes_with_the_first_dot_and_stays_until_the_result(
    page_as: PageAs, workshop: int, ada: Visitor
) -> None:
    round_id = an_open_round(workshop)
    option = option_ids(workshop, round_id)[0]
    page = opened(page_as, ada)
    ballot = data_of(page, "ballot")
    assert (ballot["receipt"], ballot["own_ideas"], ballot["mine"]) == ("", None, [])
    page = tell(page, "ballot", "wish", {"round": round_id, "operation": 1, "wanted": {option: 2}})
    receipt = data_of(page, "ballot")["receipt"]
    assert receipt == voting.my_ballot(ada, round_id).receipt != ""
    voting.close_round(a_facilitator(workshop), round_id)
    closed = data_of(opened(page_as, ada), "receipt")
    assert (closed["receipt"], closed["place"], closed["shown"]) == (receipt, ballot["seed"], False)
    voting.show_result(a_facilitator(workshop), round_id)
    after = data_of(opened(page_as, ada), "receipt")
    assert (after["receipt"], after["place"], after["shown"]) == ("", ballot["seed"], True)


def test_the_ballot_says_whether_own_ideas_may_get_dots_and_which_are_ones_own(
    page_as: PageAs, workshop: int, ada: Visitor
) -> None:
    some_ideas(a_person(workshop, "Bob"), 1)
    (mine,) = some_ideas(ada, 1)
    start(workshop, Kind.VOTE)
    leader = a_facilitator(workshop)
    round_id = voting.open_round(leader, subject=Subject.IDEAS, budget=3, maximum=1, own_ideas=False)
    ballot = data_of(opened(page_as, ada), "ballot")
    own = next(option.id for option in voting.options_of(ada, round_id) if option.idea_id == mine)
    assert (ballot["own_ideas"], ballot["mine"]) == (False, [own])
    page = tell(opened(page_as, ada), "ballot", "wish", {"round": round_id, "operation": 1, "wanted": {own: 1}})
    assert data_of(page, "ballot")["refusal"] == "Eigene Ideen bekommen in dieser Runde keine Punkte."


def test_a_message_that_comes_again_after_a_later_one_changes_nothing(
    page_as: PageAs, workshop: int, ada: Visitor
) -> None:
    round_id = an_open_round(workshop)
    first, second, _ = option_ids(workshop, round_id)
    page = opened(page_as, ada)
    messages = [
        {"round": round_id, "operation": 1, "wanted": {first: 2}},
        {"round": round_id, "operation": 2, "wanted": {first: 0, second: 1}},
    ]
    for message in [*messages, messages[0], messages[0], messages[1], messages[0]]:
        page = tell(page, "ballot", "wish", message)
    assert voting.my_ballot(ada, round_id).counts() == {second: 1}
    assert (data_of(page, "ballot")["operation"], data_of(page, "ballot")["own"]) == (2, {str(second): 1})


def test_what_was_refused_may_be_sent_again(page_as: PageAs, workshop: int, ada: Visitor) -> None:
    """As after a database that stood still: the same message, and now it can be done."""
    round_id = an_open_round(workshop)
    option = option_ids(workshop, round_id)[0]
    leader = a_facilitator(workshop)
    page = opened(page_as, ada)
    wish = {"round": round_id, "operation": 1, "wanted": {option: 1}}
    voting.close_round(leader, round_id)
    page = tell(page, "ballot", "wish", wish)
    voting.reopen_round(leader, round_id)
    page = tell(opened(page_as, ada), "ballot", "wish", wish)
    assert voting.my_ballot(ada, round_id).counts() == {option: 1}
