"""How actions went is told to whoever listens: name, outcome, seconds, and nothing else."""

from collections.abc import Iterator

import pytest

from actions import ideas, voting
from domain.refusal import Trouble
from storage import watching
from storage.database import Database, writing
from tests.builders import a_facilitator, a_person, a_workshop, an_open_round, some_ideas
from tests.refusals import refused

Told = list[tuple[str, str, float]]


@pytest.fixture
def told() -> Iterator[Told]:
    found: Told = []
    stop = watching.listen(lambda *values: found.append(values))
    yield found
    stop()


def test_an_action_is_named_and_its_time_taken(any_database: Database, told: Told) -> None:
    a_person(a_workshop())
    names = [name for name, _, _ in told]
    assert names[-1] == "people.check_in"
    assert all(outcome == "done" and 0 < seconds < 60 for _, outcome, seconds in told)


def test_a_refused_action_is_told_as_refused(database: Database, told: Told) -> None:
    workshop_id = a_workshop()
    ada = a_person(workshop_id)
    some_ideas(ada, 1)
    round_id = an_open_round(workshop_id)
    voting.close_round(a_facilitator(workshop_id), round_id)
    assert refused(lambda: voting.close_round(a_facilitator(workshop_id), 999_999))
    assert told[-1][:2] == ("voting.close_round", "refused")


def test_what_the_database_was_in_the_way_of_is_told_apart(database: Database, told: Told) -> None:
    with pytest.raises(Trouble):
        _break(Trouble("database_full"))
    with pytest.raises(ZeroDivisionError):
        _break(ZeroDivisionError())
    assert [outcome for _, outcome, _ in told] == ["database", "error"]


def _break(error: Exception) -> None:
    with writing():
        raise error


def test_the_outermost_action_counts_however_it_is_wrapped(database: Database, told: Told) -> None:
    workshop_id = a_workshop()
    ada = a_person(workshop_id)
    some_ideas(ada, 1)
    # Done again when the database went away under it: the wrapper stands between page and action.
    assert told[-1][0] == "ideas.contribute_idea"
    assert hasattr(ideas.contribute_idea, "__wrapped__")


def test_nothing_that_was_typed_is_told(database: Database, told: Told) -> None:
    a_person(a_workshop("Geheimtreffen"), "Ada Lovelace")
    assert "Ada" not in repr(told)
    assert "Geheim" not in repr(told)


def test_nobody_listens_any_more_after_stopping(database: Database) -> None:
    found: Told = []
    watching.listen(lambda *values: found.append(values))()
    a_workshop()
    assert found == []
