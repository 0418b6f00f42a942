"""The command line for administrators: what it does, what it says, and when it declines."""

import json
import os
import socket
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from filelock import FileLock

from actions import demo
from actions.accounts import sign_in
from actions.ideas import wall
from domain.visitor import Visitor
from manage import manage
from server import checkup, versions
from storage import configuration
from storage.database import Database, writing
from tests.builders import PASSWORD, a_facilitator, a_workshop, an_alliance, the_workshop
from tests.conftest import ROOT
from tests.domain.test_idea_import import REAL
from tests.ports import free_port
from tests.refusals import refused


def run(*arguments: str | Path, typed: str = "") -> Result:
    return CliRunner().invoke(manage, [str(argument) for argument in arguments], input=typed)


@pytest.fixture
def own_port(monkeypatch: pytest.MonkeyPatch) -> int:
    port = free_port()
    monkeypatch.setenv("PORT", str(port))
    configuration.configuration.cache_clear()
    return port


@pytest.fixture
def at_home(own_port: int, monkeypatch: pytest.MonkeyPatch, data_dir: Path) -> Path:
    """Everything as the doctor likes it."""
    monkeypatch.setenv("PUBLIC_URL", "https://treffen.example.org")
    configuration.configuration.cache_clear()
    data_dir.chmod(0o700)
    return data_dir


def of(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


def test_the_demo_is_loaded_with_its_addresses_and_removed(data_dir: Path) -> None:
    loaded = run("demo")
    assert loaded.exit_code == 0, loaded.output
    assert loaded.output.count("/leitung/") == 2
    again = run("demo")
    assert again.exit_code == 1
    assert "loaded already" in again.output
    removed = run("demo", "--remove")
    assert (removed.exit_code, removed.output) == (0, "The demo is removed.\n")
    assert demo.is_empty()


def test_an_administrator_removes_the_demo_beside_a_real_alliance(demo_meeting: int) -> None:
    an_alliance("Ein echtes Bündnis")
    assert run("demo", "--remove").exit_code == 0
    assert demo.doors() == []


def test_an_organiser_is_created_with_a_hidden_password(data_dir: Path) -> None:
    typed = f"Bündnis Süd\nOlga\nolga@example.org\n{PASSWORD}\n{PASSWORD}\n"
    result = run("create-organiser", typed=typed)
    assert result.exit_code == 0, result.output
    assert PASSWORD not in result.output
    assert isinstance(sign_in("olga@example.org", PASSWORD), Visitor)
    assert refused(lambda: sign_in("olga@example.org", "etwas anderes")) == "sign_in_wrong"


@pytest.mark.parametrize(
    ("email", "password", "sentence"),
    [("keine Adresse", PASSWORD, "e-mail"), ("olga@example.org", "kurz", "at least 10")],
)
def test_an_organiser_that_cannot_be_is_refused_in_a_sentence(
    data_dir: Path, email: str, password: str, sentence: str
) -> None:
    result = run("create-organiser", typed=f"Bündnis\nOlga\n{email}\n{password}\n{password}\n")
    assert result.exit_code == 1
    assert sentence in result.output
    assert "Traceback" not in result.output


def test_ideas_are_imported_and_bad_rows_named(database: Database, tmp_path: Path) -> None:
    workshop_id = a_workshop()
    code = the_workshop(workshop_id).code
    file = of(tmp_path / "ideen.csv", "titel;text\nGut;\n;Ohne Titel\nAuch gut;\n")
    result = run("import-ideas", file, "--workshop", code.lower())
    assert result.exit_code == 1
    assert "line 3: Please write down your idea in one sentence." in result.output
    assert "2 ideas imported, 0 ideas there already, 1 row refused." in result.output
    again = run("import-ideas", file, "--workshop", code)
    assert "0 ideas imported, 2 ideas there already, 1 row refused." in again.output
    assert [idea.title for idea in wall(a_facilitator(workshop_id))] == ["Gut", "Auch gut"]


def test_the_real_ideas_are_imported_without_complaint(database: Database) -> None:
    workshop_id = a_workshop()
    result = run("import-ideas", REAL, "--workshop", the_workshop(workshop_id).code)
    assert (result.exit_code, result.output) == (0, "522 ideas imported, 0 ideas there already, 0 rows refused.\n")


@pytest.mark.parametrize(
    ("content", "code", "sentence"),
    [
        ("titel\nGut\n", "ZZZZZZ", "do not know this code"),
        ("name\nGut\n", None, "no column for the idea"),
        ("", None, "is empty"),
    ],
)
def test_an_import_that_cannot_be_is_refused_in_a_sentence(
    database: Database, tmp_path: Path, content: str, code: str | None, sentence: str
) -> None:
    file = of(tmp_path / "ideen.csv", content)
    result = run("import-ideas", file, "--workshop", code or the_workshop(a_workshop()).code)
    assert result.exit_code == 1
    assert sentence in result.output


def test_the_archive_is_written(demo_meeting: int, tmp_path: Path) -> None:
    file = tmp_path / "archiv.json"
    result = run("export", "--workshop", the_workshop(demo_meeting).code, file)
    assert result.exit_code == 0, result.output
    archive = json.loads(file.read_text(encoding="utf-8"))
    assert len(archive["ideas"]) == 45
    assert "@example.org" not in file.read_text(encoding="utf-8")


def test_an_archive_of_nothing_is_refused_and_leaves_no_file(database: Database, tmp_path: Path) -> None:
    result = run("export", "--workshop", "ZZZZZZ", tmp_path / "archiv.json")
    assert result.exit_code == 1
    assert not (tmp_path / "archiv.json").exists()


def test_without_a_database_there_is_nothing_to_export(data_dir: Path, tmp_path: Path) -> None:
    result = run("export", "--workshop", "ZZZZZZ", tmp_path / "archiv.json")
    assert result.exit_code == 1
    assert "Start the application once" in result.output


@pytest.mark.parametrize(
    "command",
    [
        ["demo"],
        ["demo", "--remove"],
        ["create-organiser", "--alliance", "B", "--name", "O", "--email", "o@example.org", "--password", PASSWORD],
        ["import-ideas", str(REAL), "--workshop", "ZZZZZZ"],
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_what_writes_declines_while_the_application_runs(data_dir: Path, command: list[str]) -> None:
    with FileLock(data_dir / "buendniswerkstatt.lock"):
        result = run(*command)
    assert result.exit_code == 1
    assert "Another process is using this SQLite database." in result.output
    assert not (data_dir / "buendniswerkstatt.db").exists()


def test_the_archive_is_written_while_the_application_runs(demo_meeting: int, data_dir: Path, tmp_path: Path) -> None:
    with FileLock(data_dir / "buendniswerkstatt.lock"):
        result = run("export", "--workshop", the_workshop(demo_meeting).code, tmp_path / "archiv.json")
    assert result.exit_code == 0, result.output


def test_a_healthy_installation_has_nothing_wrong(at_home: Path, database: Database) -> None:
    result = run("doctor")
    assert result.exit_code == 0, result.output
    assert "WRONG" not in result.output
    assert "The database is at the newest revision" in result.output
    assert result.output.endswith("Nothing is wrong.\n")


def test_a_first_look_changes_nothing(at_home: Path) -> None:
    result = run("doctor")
    assert result.exit_code == 0, result.output
    assert list(at_home.iterdir()) == []


def test_the_doctor_names_a_secret_that_others_can_read(at_home: Path) -> None:
    key = of(at_home / "secret.key", "geheim")
    key.chmod(0o644)
    result = run("doctor")
    assert result.exit_code == 1
    assert f"chmod 600 {key}" in result.output
    key.chmod(0o600)
    assert run("doctor").exit_code == 0


def test_the_key_that_we_make_is_the_owners_alone(data_dir: Path) -> None:
    configuration.secret_key()
    assert stat.S_IMODE((data_dir / "secret.key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("url", "word", "exit_code"),
    [
        ("http://localhost:8501", "leads phones to themselves", 1),
        ("http://127.0.0.1", "leads phones to themselves", 1),
        ("treffen.example.org", "is no address", 1),
        ("http://192.168.0.7:8501", "is not encrypted", 0),
        ("https://treffen.example.org", "carry https://treffen.example.org", 0),
        ("", "PUBLIC_URL is not set", 0),
    ],
)
def test_the_doctor_looks_at_the_public_address(
    at_home: Path, monkeypatch: pytest.MonkeyPatch, url: str, word: str, exit_code: int
) -> None:
    monkeypatch.setenv("PUBLIC_URL", url)
    configuration.configuration.cache_clear()
    result = run("doctor")
    assert word in result.output
    assert result.exit_code == exit_code, result.output


def test_the_doctor_names_a_port_that_is_taken(at_home: Path, own_port: int) -> None:
    with socket.socket() as other:
        other.bind(("", own_port))
        other.listen()
        result = run("doctor")
    assert result.exit_code == 1
    assert f"Port {own_port} is used by something else" in result.output


def test_the_doctor_names_a_database_of_a_newer_version(at_home: Path, database: Database) -> None:
    with writing() as tx:
        tx.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    result = run("doctor")
    assert result.exit_code == 1
    assert "revision 9999, which only a newer version knows" in result.output


def test_a_database_of_a_newer_version_is_left_alone(data_dir: Path, database: Database) -> None:
    with writing() as tx:
        tx.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    result = run("demo")
    assert result.exit_code == 1
    assert "A newer version of this application has changed the database." in result.output


def test_the_doctor_names_a_database_that_does_not_answer(at_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody:geheimnis@127.0.0.1:1/nothing")
    configuration.configuration.cache_clear()
    result = run("doctor")
    assert result.exit_code == 1
    assert "The database does not answer" in result.output
    assert "geheimnis" not in result.output


def test_the_doctor_names_a_file_that_is_no_database(at_home: Path) -> None:
    (at_home / "buendniswerkstatt.db").write_bytes(b"this is no database at all" * 100)
    result = run("doctor")
    assert result.exit_code == 1
    assert "The database does not answer" in result.output


def test_the_doctor_is_content_with_postgresql(at_home: Path, postgresql: Database) -> None:
    configuration.configuration.cache_clear()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DATABASE_URL", postgresql.url)
        result = run("doctor")
    assert result.exit_code == 0, result.output
    assert "The database answers (PostgreSQL)." in result.output


@pytest.mark.parametrize(("name", "value"), [("PORT", "achtzig"), ("DATA_DIR", __file__ + "/unmöglich")])
def test_the_doctor_names_an_environment_that_makes_no_sense(
    at_home: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    configuration.configuration.cache_clear()
    result = run("doctor")
    assert result.exit_code == 1
    assert value in result.output
    assert "Traceback" not in result.output


def test_an_old_sqlite_is_worth_a_note(at_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 51, 2))
    assert any("WAL reset bug" in each.text for each in checkup.findings())
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 51, 3))
    assert not any("WAL reset bug" in each.text for each in checkup.findings())


def test_what_is_installed_is_what_is_required() -> None:
    assert versions.wrong_versions() == []


def test_a_wrong_and_a_missing_package_are_named(tmp_path: Path) -> None:
    pinned = of(
        tmp_path / "requirements.txt", "# comment\nclick==0.0.1\npsycopg[binary]==0.0.2\nno-such-thing==1.0\n"
    )
    assert len(versions.required(pinned)) == 3
    found = versions.wrong_versions(pinned)
    assert found[0].startswith("click 0.0.1 is required; ")
    assert found[1].startswith("psycopg 0.0.2 is required; ")
    assert found[2] == "no-such-thing 1.0 is not installed."


def test_every_requirement_is_pinned() -> None:
    lines = [line for line in versions.REQUIREMENTS.read_text().splitlines() if line and not line.startswith("#")]
    assert len(versions.required(versions.REQUIREMENTS)) == len(lines)


def test_the_help_works_from_anywhere(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "--help"],
        cwd=tmp_path,
        env=os.environ | {"DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    for command in ("demo", "create-organiser", "import-ideas", "export", "doctor"):
        assert command in result.stdout
