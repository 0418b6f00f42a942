"""Row 29: secrets in files are the owner's alone, from the start."""

import logging
from pathlib import Path

import pytest

from server.private_files import SECRETS, keep_private


@pytest.mark.parametrize("name", SECRETS)
def test_row_29_a_secret_that_others_can_read_is_taken_from_them_and_told(
    data_dir: Path, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    file = data_dir / name
    file.write_text("geheim")
    file.chmod(0o644)
    with caplog.at_level(logging.WARNING):
        keep_private()
    assert file.stat().st_mode & 0o777 == 0o600
    assert name in caplog.text
    assert "geheim" not in caplog.text


def test_row_29_what_is_private_is_left_in_peace(data_dir: Path, caplog: pytest.LogCaptureFixture) -> None:
    (data_dir / "secret.key").write_text("geheim")
    (data_dir / "secret.key").chmod(0o400)
    keep_private()
    assert (data_dir / "secret.key").stat().st_mode & 0o777 == 0o400
    assert caplog.text == ""
