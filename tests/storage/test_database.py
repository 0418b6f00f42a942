"""The database: one transaction is everything or nothing, and the news follows the commit."""

from storage.database import Database
from tests.builders import a_person, a_workshop


def test_a_fresh_database_answers_and_is_at_the_newest_revision(any_database: Database) -> None:
    assert any_database.answers()
    assert any_database.revision() == "0001"


def test_somebody_can_join(any_database: Database) -> None:
    assert a_person(a_workshop()).person_id
