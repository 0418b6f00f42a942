"""Backups (threat 30): they come back complete, on either database, and do not outlive what was promised."""

import datetime as dt
import io
import json
import secrets
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import select, text

from actions import backups, demo, ideas
from actions.clock import now
from storage import backup, revisions, sealing
from storage.configuration import configuration, secret_key
from storage.database import Database, use, writing
from storage.schema import Base
from tests.builders import a_person, a_shown_round, a_workshop, an_alliance
from tests.refusals import refused

Open = Callable[[str], Database]


@pytest.fixture
def empty(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Open]:
    """Makes databases without any table: `empty("postgresql")`."""
    made: list[Database] = []
    dropped: list[str] = []

    def make(kind: str) -> Database:
        name = f"empty_{secrets.token_hex(4)}"
        if kind == "sqlite":
            made.append(Database(f"sqlite:///{tmp_path}/{name}.db"))
        else:
            server = request.getfixturevalue("postgresql_server")
            with psycopg.connect(server, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            dropped.append(name)
            url = server.replace("/postgres?", f"/{name}?").replace("postgresql://", "postgresql+psycopg://")
            made.append(Database(url))
        return made[-1]

    yield make
    for database in made:
        database.close()
    for name in dropped:
        with psycopg.connect(request.getfixturevalue("postgresql_server"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def everything(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, as the application reads them."""
    with database.reading() as tx:
        return {
            table.name: sorted((tuple(row) for row in tx.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
        }


def dumped(database: Database) -> bytes:
    return backup.dump(database, now(), "key")[0]


def changed(packed: bytes, **values: Any) -> bytes:
    """The same backup with another manifest."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, json.dumps(json.loads(content) | values) if name == backup.MANIFEST else content)
    return target.getvalue()


def test_a_meeting_moves_from_sqlite_to_postgresql_and_back_without_losing_a_row(
    demo_meeting: int, empty: Open
) -> None:
    from storage.database import database

    before = everything(database())
    assert sum(len(rows) for rows in before.values()) > 900
    larger, smaller = empty("postgresql"), empty("sqlite")
    backup.load(larger, dumped(database()), replace=False)
    assert everything(larger) == before
    backup.load(smaller, dumped(larger), replace=False)
    assert everything(smaller) == before
    assert smaller.revision() == larger.revision() == database().known_revisions()[0]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_numbering_goes_on_after_what_came_back(database: Database, empty: Open, kind: str) -> None:
    old = a_workshop("Vorher")
    restored = empty(kind)
    backup.load(restored, dumped(database), replace=False)
    use(restored)
    assert a_workshop("Nachher") > old
    ada = a_person(old)
    assert ada.person_id


def test_the_totals_of_every_round_that_is_over_stand_in_the_manifest(database: Database, empty: Open) -> None:
    workshop_id = a_workshop()
    round_id = a_shown_round(workshop_id)
    _, manifest = backup.dump(database, now(), "key")
    assert [counts for counts in manifest.rounds[str(round_id)].values()] == [[2, 2], [1, 1], [0, 0]]
    restored = empty("sqlite")
    backup.load(restored, dumped(database), replace=False)
    with restored.reading() as tx:
        assert backup.rounds_over(tx.connection) == manifest.rounds


@pytest.mark.parametrize("what", ["a row fewer", "another total"])
def test_a_backup_that_does_not_count_up_changes_nothing(database: Database, what: str) -> None:
    round_id = a_shown_round(a_workshop())
    packed, manifest = backup.dump(database, now(), "key")
    if what == "a row fewer":
        wrong = changed(packed, tables=manifest.tables | {"dots": manifest.tables["dots"] + 1})
    else:
        wrong = changed(packed, rounds={str(round_id): {}})
    before = everything(database)
    assert refused(lambda: backup.load(database, wrong, replace=True)) == "backup_incomplete"
    assert everything(database) == before


def test_what_is_written_during_a_backup_is_not_half_in_it(
    any_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_alliance("vorher")
    look, wrote = backup._rows, []

    def interrupted(connection: Any, table: Any) -> Any:
        if not wrote:
            wrote.append(a_workshop("mittendrin"))
        return look(connection, table)

    monkeypatch.setattr(backup, "_rows", interrupted)
    _, manifest = backup.dump(any_database, now(), "key")
    assert wrote
    assert (manifest.tables["alliances"], manifest.tables["workshops"], manifest.tables["activities"]) == (1, 0, 0)


def test_a_backup_takes_the_place_of_what_is_there_only_when_that_is_wanted(any_database: Database) -> None:
    an_alliance("vorher")
    packed = dumped(any_database)
    an_alliance("nachher")
    before = everything(any_database)
    assert refused(lambda: backup.load(any_database, packed, replace=False)) == "backup_not_empty"
    assert everything(any_database) == before
    backup.load(any_database, packed, replace=True)
    assert [row[1] for row in everything(any_database)["alliances"]] == ["vorher"]


def test_tables_without_anything_in_them_count_as_empty(any_database: Database, demo_template: Path) -> None:
    source = Database(f"sqlite:///{demo_template}/demo.db")
    backup.load(any_database, dumped(source), replace=False)
    assert everything(any_database) == everything(source)
    source.close()


def test_people_who_come_back_with_an_old_backup_are_counted(any_database: Database, tmp_path: Path) -> None:
    workshop_id = a_workshop()
    a_person(workshop_id, "Ada")
    a_person(workshop_id, "Bob")
    made = backups.make_backup(tmp_path / "alles")
    with writing() as tx:
        tx.execute(text("DELETE FROM people WHERE name = 'Ada'"))
    assert backups.restore_backup(made.path, replace=True).back_again == 1
    assert backups.restore_backup(made.path, replace=True).back_again == 0


def test_a_backup_of_a_newer_version_is_refused(database: Database) -> None:
    packed = dumped(database)
    before = everything(database)
    for newer in (changed(packed, revision="9999"), changed(packed, format=2)):
        assert refused(lambda packed=newer: backup.load(database, packed, replace=True)) == "backup_newer"
    assert everything(database) == before


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nearly", b"SQLite format 3\x00" * 100])
def test_a_file_that_is_no_backup_is_refused(database: Database, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)
    assert refused(lambda: backups.restore_backup(file, replace=True)) == "backup_unreadable"


def test_names_inside_a_backup_lead_nowhere(database: Database, tmp_path: Path) -> None:
    """Zip slip: nothing is ever unpacked, and a table that the revision does not have is refused."""
    packed, manifest = backup.dump(database, now(), "key")
    for name in ("../../evil", "/etc/passwd", "C:\\evil", "sqlite_master"):
        file = tmp_path / "slip"
        with zipfile.ZipFile(io.BytesIO(changed(packed, tables=manifest.tables | {name: 0})), "a") as archive:
            archive.writestr(f"tables/{name}.jsonl", "{}")
            file.write_bytes(archive.fp.getvalue())  # type: ignore[union-attr]
        assert refused(lambda path=file: backups.restore_backup(path, replace=True)) == "backup_unreadable"
    assert not [path for path in tmp_path.rglob("*") if "evil" in path.name]


def test_before_there_is_a_database_there_is_nothing_to_back_up(empty: Open) -> None:
    assert refused(lambda: dumped(empty("sqlite"))) == "backup_of_nothing"


def test_no_secret_of_the_server_is_in_a_backup(demo_meeting: int, tmp_path: Path) -> None:
    made = backups.make_backup(tmp_path / "alles")
    with zipfile.ZipFile(made.path) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Netzwerktreffen" in content, "else the look would find nothing anyway"
    assert secret_key() not in content
    for _, links in demo.doors():
        assert links.facilitator.rpartition("/")[2].encode() not in content
        assert links.screen.rpartition("/")[2].encode() not in content
    assert str(configuration().data_dir / "secret.key") in backups.to_keep_besides()


def test_rows_stand_in_the_order_of_their_keys_not_of_their_coming(database: Database) -> None:
    a_shown_round(a_workshop())
    with zipfile.ZipFile(io.BytesIO(dumped(database))) as archive:
        ballots = [json.loads(line)["id"] for line in archive.read("tables/ballots.jsonl").splitlines()]
    assert ballots == sorted(ballots)


def test_a_sealed_backup_is_opened_only_by_its_key(database: Database, tmp_path: Path) -> None:
    a_person(a_workshop(), "Ada Lovelace")
    recipient = backups.new_identity(tmp_path / "key.txt")
    backups.new_identity(tmp_path / "other.txt")
    made = backups.make_backup(recipients=[recipient])
    assert made.sealed
    content = made.path.read_bytes()
    assert sealing.is_sealed(content)
    assert b"Ada" not in content
    assert refused(lambda: backups.restore_backup(made.path, replace=True)) == "backup_sealed"
    wrong = tmp_path / "other.txt"
    assert refused(lambda: backups.restore_backup(made.path, identity=wrong, replace=True)) == "backup_identity"
    before = everything(database)
    backups.restore_backup(made.path, identity=tmp_path / "key.txt", replace=True)
    assert everything(database) == before


def test_a_recipient_that_is_none_is_refused_and_no_file_is_left(database: Database, data_dir: Path) -> None:
    assert refused(lambda: backups.make_backup(recipients=["age1typo"])) == "backup_recipient"
    assert list(data_dir.rglob("*.backup*")) == []


def test_a_key_is_never_written_over_another(tmp_path: Path) -> None:
    backups.new_identity(tmp_path / "key.txt")
    before = (tmp_path / "key.txt").read_text()
    assert refused(lambda: backups.new_identity(tmp_path / "key.txt")) == "backup_identity_there"
    assert (tmp_path / "key.txt").read_text() == before
    assert (tmp_path / "key.txt").stat().st_mode & 0o077 == 0


def test_a_backup_is_its_owners_alone(database: Database) -> None:
    made = backups.make_backup()
    assert made.path.stat().st_mode & 0o077 == 0
    assert made.path.parent.stat().st_mode & 0o077 == 0


def test_a_deleted_person_is_in_no_backup_that_is_older_than_promised(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup every five days; Ada is deleted on the tenth. Thirty days later no file knows her any more."""
    workshop_id = a_workshop()
    a_person(workshop_id, "Ada Lovelace")
    first = now()
    for day in range(0, 45, 5):
        monkeypatch.setattr(backups, "now", lambda day=day: first + dt.timedelta(days=day))
        if day == 10:
            with writing() as tx:
                tx.execute(text("DELETE FROM people WHERE name = 'Ada Lovelace'"))
        backups.make_backup()
        if day == 30:
            assert len(_that_know("Ada Lovelace")) == 1
    assert 5 <= len(list(backups.own_folder().iterdir())) <= 7
    assert _that_know("Ada Lovelace") == []


def _that_know(name: str) -> list[str]:
    found = []
    for path in backups.own_folder().iterdir():
        with zipfile.ZipFile(path) as archive:
            if name.encode() in archive.read("tables/people.jsonl"):
                found.append(path.name)
    return found


def test_what_we_did_not_name_is_never_deleted(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    old = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    monkeypatch.setattr(backups, "now", lambda: old)
    ours = backups.make_backup(folder)
    own_name = backups.make_backup(folder / "wichtig.backup")
    assert (ours.expires, own_name.expires) == (True, False)
    (folder / "buendniswerkstatt.db").write_bytes(b"")
    monkeypatch.undo()
    assert backups.delete_expired(folder) == [ours.path.name]
    assert {path.name for path in folder.iterdir()} == {"wichtig.backup", "buendniswerkstatt.db"}


def test_a_backup_that_cannot_be_written_leaves_the_old_one(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "alles"
    backups.make_backup(target)
    before = target.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    an_alliance("neu")
    with pytest.raises(OSError):
        backups.make_backup(target)
    monkeypatch.undo()
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".backup")] == []


def test_a_restored_meeting_works(demo_meeting: int, empty: Open) -> None:
    from storage.database import database
    from tests.builders import a_facilitator

    expected = [idea.title for idea in ideas.wall(a_facilitator(demo_meeting))]
    restored = empty("postgresql")
    backup.load(restored, dumped(database()), replace=False)
    use(restored)
    assert [idea.title for idea in ideas.wall(a_facilitator(demo_meeting))] == expected
    assert len(expected) > 10


def test_backing_up_needs_no_rows_of_the_revision_table(database: Database) -> None:
    _, manifest = backup.dump(database, now(), "key")
    assert revisions.TABLE not in manifest.tables
    assert manifest.revision == database.revision()
