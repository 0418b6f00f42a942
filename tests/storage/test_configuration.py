"""The installation's own secrets."""

from pathlib import Path

from storage.configuration import kept_secret
from tests.at_once import at_once


def test_twenty_who_need_the_first_secret_at_once_get_the_same(tmp_path: Path) -> None:
    file = tmp_path / "secret.key"
    secrets = at_once([lambda: kept_secret(file, 32)] * 20)
    assert set(secrets) == {file.read_text()}
    assert len(secrets[0]) == 64
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]


def test_only_the_owner_reads_the_secret(tmp_path: Path) -> None:
    kept_secret(tmp_path / "secret.key", 32)
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600
