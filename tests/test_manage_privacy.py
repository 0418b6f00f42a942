"""The command line for administrators, where it is about people's data."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import update

from manage import manage
from storage import configuration
from storage.database import Database, reading, use, writing
from storage.people import of_workshop
from storage.schema import WorkshopRow
from tests.builders import a_person, a_workshop

FILLED = """
[controller]
name = "Stiftung"
address = "Weg 1"
represented_by = "Vera"
email = "a@example.org"
phone = "1"
register = "2"
content_by = "Vera"
[data_protection]
officer = "Otto"
officer_email = "o@example.org"
hoster = "wir"
[accessibility]
email = "b@example.org"
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(manage, arguments)


@pytest.fixture
def long_ago(database: Database) -> int:
    """A meeting of which everything but contacts has had its time."""
    workshop_id = a_workshop()
    a_person(workshop_id, "Ada")
    with writing() as tx:
        tx.execute(update(WorkshopRow).values(starts_at=None))
        tx.connection.exec_driver_sql("UPDATE people SET joined_at = '2020-01-01 12:00:00.000000'")
    return workshop_id


def people(workshop_id: int) -> int:
    with reading() as tx:
        return len(of_workshop(tx, workshop_id))


def test_retention_only_reports_unless_it_is_told_to_delete(long_ago: int) -> None:
    result = run("retention")
    assert result.exit_code == 0, result.output
    assert re.search(r"attendance +1  of meetings that ended before \d{4}-\d\d-\d\d \(1\)", result.output)
    assert "Nothing was deleted." in result.output
    assert people(long_ago) == 1


def test_retention_deletes_when_told_so(long_ago: int, database: Database) -> None:
    result = run("retention", "--apply")
    assert result.exit_code == 0, result.output
    assert result.output.endswith("Deleted.\n")
    use(database)
    assert people(long_ago) == 0
    assert re.search(r"attendance +0 ", run("retention").output)


def test_the_doctor_names_what_the_legal_pages_lack(data_dir: Path) -> None:
    assert "controller.name" in run("doctor").output
    (data_dir / "organisation.toml").write_text(FILLED, encoding="utf-8")
    assert "the legal pages have no gaps" in run("doctor").output


@pytest.mark.parametrize("broken", ['[periods]\ncontact = "bald"', "[periods", "contact"])
def test_the_doctor_names_a_file_that_cannot_be_understood(data_dir: Path, broken: str) -> None:
    (data_dir / "organisation.toml").write_text(broken, encoding="utf-8")
    configuration.configuration.cache_clear()
    result = run("doctor")
    assert result.exit_code == 1
    assert "WRONG  organisation.toml" in result.output
