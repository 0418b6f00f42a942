"""The line breaks in the commit: nobody knows whether it was done, and the next try makes no difference."""

import secrets
from collections.abc import Iterator

import pytest

from actions import ideas, people, voting
from domain.agenda import Kind
from domain.refusal import Refusal
from storage.database import Database, use
from tests.builders import a_facilitator, a_person, a_workshop, an_open_round, option_ids, start
from tests.faults.cutting import CuttingLine
from tests.faults.figures import measured
from tests.faults.forms import forms
from tests.refusals import refused


@pytest.fixture
def line(postgresql: Database) -> Iterator[CuttingLine]:
    """The actions reach their database over a line that can be cut."""
    proxy = CuttingLine(postgresql.url)
    database = Database(f"postgresql+psycopg://postgres:@127.0.0.1:{proxy.port}/{_name(postgresql)}?sslmode=disable")
    use(database)
    yield proxy
    use(postgresql)
    database.close()
    proxy.close()


@forms("cuts", short=30, long=1000)
def test_a_click_whose_commit_was_cut_off_counts_once(line: CuttingLine, cuts: int) -> None:
    workshop_id = a_workshop()
    round_id = an_open_round(workshop_id, options=5)
    start(workshop_id, Kind.IDEAS)
    options = option_ids(workshop_id, round_id)
    ada = a_person(workshop_id)
    wanted = dict.fromkeys(options, 0)
    for number in range(cuts):
        option = options[number % 5]
        wanted[option] = 1 - wanted[option]
        line.arm(before=bool(number % 2))
        ballot = voting.fill_ballot(ada, round_id, {option: wanted[option]})
        assert ballot.counts() == voting.my_ballot(ada, round_id).counts() == _on(wanted)
        if number % 10 == 0:
            line.arm(before=bool(number % 20))
            ideas.contribute_idea(ada, title=f"Idee {number}", operation=f"form-{number}")
            line.arm(before=bool(number % 20))
            people.check_in(workshop_id, secrets.token_urlsafe(16), name="Eva", institution="", institution_type=None)
    assert line.cuts == cuts + 2 * len(range(0, cuts, 10))
    assert [idea.title for idea in ideas.wall(ada)] == [f"Idee {number}" for number in range(0, cuts, 10)]
    measured("cut in commit", cuts=line.cuts)


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_what_cannot_be_done_twice_is_refused_in_a_sentence(line: CuttingLine, before: bool) -> None:
    workshop_id = a_workshop()
    leader = a_facilitator(workshop_id)
    round_id = an_open_round(workshop_id)
    line.arm(before=before)
    assert refused(lambda: voting.close_round(leader, round_id)) == "database_away"
    # Tried once more, as the sentence asks for.
    if before:
        voting.close_round(leader, round_id)
    else:
        assert refused(lambda: voting.close_round(leader, round_id)) == "round_closed"


def test_a_line_that_breaks_again_and_again_ends_in_the_sentence(line: CuttingLine, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    workshop_id = a_workshop()
    ada, round_id = a_person(workshop_id), an_open_round(workshop_id)
    option = option_ids(workshop_id, round_id)[0]
    monkeypatch.setattr(line, "_is_to_be_cut", lambda: True)
    line.before = True
    with pytest.raises(Refusal, match="database_away"):
        voting.fill_ballot(ada, round_id, {option: 1})


def _on(wanted: dict[int, int]) -> dict[int, int]:
    return {option: count for option, count in wanted.items() if count}


def _name(database: Database) -> str:
    return database.url.split("?")[0].rpartition("/")[2]
