"""No secret lies in the repository (threat 29). The patterns are gitleaks' kind, as far as they matter here."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PATTERNS = {
    "private key": r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----",
    "age identity": r"AGE-SECRET-KEY-1[A-Z0-9]{58}",
    "AWS": r"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b",
    "GitHub": r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{82})\b",
    "GitLab": r"\bglpat-[\w-]{20}\b",
    "Slack": r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}|hooks\.slack\.com/services/T\w+",
    "Google": r"\bAIza[\w-]{35}\b",
    "Stripe": r"\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}\b",
    "OpenAI or Anthropic": r"\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{32,}\b",
    "PyPI": r"\bpypi-AgEIcHlwaS5vcmc[\w-]{50,}",
    "npm": r"\bnpm_[A-Za-z0-9]{36}\b",
    "JSON web token": r"\beyJ[A-Za-z0-9_-]{17,}\.eyJ[A-Za-z0-9_-]{17,}\.[A-Za-z0-9_-]{10,}",
    "password in an address": r"\b[a-z][a-z+]+://[^\s:/@$\"'{}<>]+:([^\s/@$\"'{}<>]{3,})@[\w.-]+",
    "something secret with a value": (
        r"(?i)\b[\w-]*(?:secret|token|passw(?:or)?d|api_?key|private_?key)[\w-]*[\"']?\s*[:=]\s*[\"']"
        r"([A-Za-z0-9+/=_-]{20,})[\"']"
    ),
}
# Files that may hold secrets, under whatever name they were copied.
FILES = r"(?i)(^|/)(\.env|secret\.key|setup\.key|id_(rsa|ed25519|ecdsa)|.*\.(pem|p12|pfx|jks|keystore|kdbx|db|age))$"
# Made up for an example or a test.
INVENTED = re.compile(r"(?i)geheimnis|postgres|passwor[dt]|test|kanari\w*")
BINARY = {".png", ".woff2", ".xlsx", ".pdf", ".docx", ".ico"}
MOST_BYTES = 2_000_000


def _files() -> list[Path]:
    """Everything that git knows or would take in, not only what is committed already."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("not a git repository")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def _secrets(text: str) -> Iterator[tuple[str, str]]:
    for what, pattern in PATTERNS.items():
        for found in re.finditer(pattern, text):
            value = found[1] if found.re.groups else found[0]
            if not INVENTED.fullmatch(value) and not _is_a_name(value):
                yield what, value


def _is_a_name(value: str) -> bool:
    """Words with underscores or hyphens, or one letter over and over, are no random secret."""
    return bool(re.fullmatch(r"[a-z]+(?:[_.-][a-z0-9]+)*|(.)\1+", value))


def test_no_tracked_file_holds_a_secret() -> None:
    files = [path for path in _files() if path.suffix not in BINARY and path.stat().st_size < MOST_BYTES]
    assert len(files) > 200
    found = [
        f"{path.relative_to(ROOT)}: {what} {value[:6]}…"
        for path in files
        # The patterns themselves, and what they are tried on.
        if path.name != "test_secrets.py"
        for what, value in _secrets(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []


def test_no_tracked_file_is_of_a_kind_that_holds_secrets() -> None:
    assert [str(path.relative_to(ROOT)) for path in _files() if re.search(FILES, str(path.relative_to(ROOT)))] == []


@pytest.mark.parametrize(
    "line",
    [
        "-----BEGIN OPENSSH PRIVATE KEY-----",
        "AGE-SECRET-KEY-1" + "Q" * 58,
        "key = AKIA" + "Z3" * 8,
        "ghp_" + "a1B2" * 9,
        "postgresql://maria:kL9x-Qw2@db.example.org/app",
        'SECRET_KEY = "' + "9f8a7b6c5d4e3f2a1b0c" + '"',
        "api_key: 'Zm9vYmFyYmF6cXV4MTIzNA=='",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmN",
    ],
)
def test_the_scan_finds_what_it_is_for(line: str) -> None:
    assert list(_secrets(line))


@pytest.mark.parametrize("name", ["deploy/.env", "data/secret.key", "certs/site.pem", "backup.zip.age"])
def test_the_scan_knows_files_by_their_name(name: str) -> None:
    assert re.search(FILES, name)


def test_an_example_of_settings_is_no_secret() -> None:
    assert not re.search(FILES, "deploy/.env.example")
    assert list(_secrets("DATABASE_URL=postgresql://name:$password@127.0.0.1/db")) == []
