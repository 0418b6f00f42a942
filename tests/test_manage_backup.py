"""Backups on the command line: what is said, what is asked, and when it declines."""

import secrets
import time
from pathlib import Path

import psycopg
import pytest
from filelock import FileLock

from actions import operation
from storage import configuration, news
from storage import workshop as store
from storage.database import Database, reading, use
from tests.builders import a_person, a_workshop, an_alliance
from tests.test_manage import run


def _alliances() -> list[str]:
    with reading() as tx:
        return [alliance.name for alliance in store.alliances(tx)]


def test_a_backup_is_made_while_the_application_runs_and_says_what_must_be_kept_besides(
    database: Database, data_dir: Path
) -> None:
    an_alliance()
    (data_dir / "organisation.toml").write_text("")
    with FileLock(data_dir / "buendniswerkstatt.lock"):
        result = run("backup")
    assert result.exit_code == 0, result.output
    assert "It holds personal data and is not encrypted" in result.output
    assert str(data_dir / "secret.key") in result.output
    assert str(data_dir / "organisation.toml") in result.output
    assert len(list((data_dir / "backups").glob("*.backup"))) == 1


def test_a_given_key_is_named_by_its_variable_not_by_its_value(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "x" * 40)
    configuration.secret_key.cache_clear()
    result = run("backup")
    assert "  SECRET_KEY\n" in result.output
    assert "xxxx" not in result.output


def test_restoring_asks_before_anything_is_deleted(database: Database, tmp_path: Path) -> None:
    an_alliance("vorher")
    run("backup", tmp_path / "alles")
    an_alliance("nachher")
    declined = run("restore", tmp_path / "alles")
    assert (declined.exit_code, "With --replace" in declined.output) == (1, True)
    refused = run("restore", tmp_path / "alles", "--replace", typed="n\n")
    assert refused.exit_code == 1
    assert _alliances() == ["vorher", "nachher"]
    done = run("restore", tmp_path / "alles", "--replace", typed="y\n")
    assert done.exit_code == 0, done.output
    assert "as in the backup" in done.output
    assert _alliances() == ["vorher"]


def test_restoring_declines_while_the_application_runs(database: Database, data_dir: Path) -> None:
    run("backup", data_dir / "alles")
    with FileLock(data_dir / "buendniswerkstatt.lock"):
        result = run("restore", data_dir / "alles", "--replace", "--yes")
    assert result.exit_code == 1
    assert "Another process is using this SQLite database." in result.output


def test_whoever_comes_back_and_another_key_are_said(database: Database, data_dir: Path, tmp_path: Path) -> None:
    a_person(a_workshop(), "Ada")
    run("backup", tmp_path / "alles")
    with database.writing() as tx:
        tx.connection.exec_driver_sql("DELETE FROM people")
    (data_dir / "secret.key").write_text("another key")
    configuration.secret_key.cache_clear()
    result = run("restore", tmp_path / "alles", "--replace", "--yes")
    assert "1 people are back" in result.output
    assert "another secret key" in result.output


def test_a_sealed_backup_goes_out_and_comes_back(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_alliance("bleibt")
    made = run("backup-key", tmp_path / "key")
    recipient = made.output.split("--recipient ")[1].split()[0]
    monkeypatch.setenv("BACKUP_RECIPIENT", recipient)
    result = run("backup", tmp_path / "alles")
    assert "It is encrypted." in result.output
    assert "Because of its name it does not expire" in result.output
    assert "--identity" in run("restore", tmp_path / "alles", "--replace", "--yes").output
    opened = run("restore", tmp_path / "alles", "--replace", "--yes", "--identity", tmp_path / "key")
    assert opened.exit_code == 0, opened.output
    assert _alliances() == ["bleibt"]


def test_a_place_that_cannot_be_written_to_is_named(database: Database, tmp_path: Path) -> None:
    result = run("backup", tmp_path / "no" / "such" / "folder" / "file")
    assert result.exit_code == 1
    assert "No such file or directory" in result.output
    assert "Traceback" not in result.output


def test_a_backup_of_a_newer_version_is_refused_in_a_sentence(database: Database, tmp_path: Path) -> None:
    with database.writing() as tx:
        tx.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    run("backup", tmp_path / "alles")
    result = run("restore", tmp_path / "alles", "--replace", "--yes")
    assert result.exit_code == 1
    assert "made by a newer version (revision 9999)" in result.output


def test_a_backup_of_a_laptop_is_restored_on_postgresql_once_nobody_works_there(
    database: Database, postgresql_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_alliance("zieht um")
    run("backup", tmp_path / "alles")
    name = f"moved_{secrets.token_hex(4)}"
    with psycopg.connect(postgresql_server, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        url = postgresql_server.replace("/postgres?", f"/{name}?")
        monkeypatch.setenv("DATABASE_URL", url)
        configuration.configuration.cache_clear()
        larger = Database(configuration.configuration().database_url)
        use(larger)
        stop = news.follow_other_processes(larger.url, news.PROCESS + "one")
        busy = run("restore", tmp_path / "alles")
        stop.set()
        while operation.processes().running:
            time.sleep(0.1)
        moved = run("restore", tmp_path / "alles")
        found = _alliances()
        use(None)
        larger.close()
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    assert (busy.exit_code, "The application is running on this database" in busy.output) == (1, True)
    assert moved.exit_code == 0, moved.output
    assert found == ["zieht um"]
