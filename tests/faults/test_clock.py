"""The clock of the machine jumps: what is open stays open, and the order is that of the numbers."""

import datetime as dt
import sys
from collections.abc import Callable

import pytest

from actions import agenda, clock, entrance, ideas, voting
from domain.agenda import Kind
from domain.refusal import Refusal
from domain.voting import Status
from storage.database import Database
from tests.builders import a_facilitator, a_person, a_workshop, an_open_round, option_ids
from tests.refusals import refused

Jump = Callable[[dt.timedelta], None]
DAY = dt.timedelta(days=1)


@pytest.fixture
def jump(monkeypatch: pytest.MonkeyPatch) -> Jump:
    """Sets the application's clock forward or back."""
    real = clock.now
    offset = dt.timedelta()

    def now() -> dt.datetime:
        return real() + offset

    for name, module in list(sys.modules.items()):
        if name.startswith("actions") and getattr(module, "now", None) is real:
            monkeypatch.setattr(module, "now", now)

    def by(delta: dt.timedelta) -> None:
        nonlocal offset
        offset += delta

    return by


@pytest.mark.parametrize("delta", [-10 * DAY, -dt.timedelta(hours=2), dt.timedelta(hours=2), 10 * DAY])
def test_only_the_facilitator_ends_a_round_whatever_the_clock_says(
    database: Database, jump: Jump, delta: dt.timedelta
) -> None:
    workshop_id = a_workshop()
    ada, leader = a_person(workshop_id), a_facilitator(workshop_id)
    round_id = an_open_round(workshop_id)
    option = option_ids(workshop_id, round_id)[0]
    activity = agenda.current_activity(leader).id
    jump(delta)
    assert agenda.current_activity(leader).id == activity, "no activity ends by itself"
    assert voting.fill_ballot(ada, round_id, {option: 2}).counts() == {option: 2}
    voting.close_round(leader, round_id)
    jump(-2 * delta)
    assert refused(lambda: voting.fill_ballot(ada, round_id, {option: 1})) == "round_closed"
    voting.show_result(leader, round_id)
    assert voting.ranking(leader, round_id).round.status is Status.SHOWN


def test_ideas_stay_in_the_order_in_which_they_came(database: Database, jump: Jump) -> None:
    workshop_id = a_workshop(now=Kind.IDEAS)
    ada = a_person(workshop_id)
    for number in range(5):
        ideas.contribute_idea(ada, title=f"Idee {number}")
        jump(-DAY)
    assert [idea.title for idea in ideas.wall(ada)] == [f"Idee {number}" for number in range(5)]


@pytest.mark.parametrize("delta", [-10 * DAY, -dt.timedelta(seconds=2), 10 * DAY])
def test_nobody_is_sent_away_when_the_clock_is_set(database: Database, jump: Jump, delta: dt.timedelta) -> None:
    workshop_id = a_workshop()
    ada = a_person(workshop_id)
    cookie, stream = entrance.cookie_for(ada), entrance.stream_token(ada)
    jump(delta)
    assert entrance.visitor_of_cookie(cookie) == ada
    if delta < entrance.STREAM_SECONDS * dt.timedelta(seconds=1):
        assert entrance.audience_of_stream(stream)[0] == workshop_id


def test_a_cookie_still_grows_old(database: Database, jump: Jump) -> None:
    ada = a_person(a_workshop())
    cookie, ticket = entrance.cookie_for(ada), entrance.ticket_for(ada)
    jump(dt.timedelta(seconds=entrance.TICKET_SECONDS + 1))
    with pytest.raises(Refusal, match="ticket_expired"):
        entrance.visitor_of_ticket(ticket)
    jump(dt.timedelta(seconds=entrance.COOKIE_SECONDS))
    assert entrance.visitor_of_cookie(cookie) is None
