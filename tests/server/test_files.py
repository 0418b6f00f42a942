"""Threat 19: no name leads to a file that is not meant, nothing is taken in as a file, nothing is unpacked."""

import ast
import http.client
import re
from pathlib import Path

import pytest

from actions import documents
from domain.refusal import Refusal
from storage.database import Database
from tests.builders import a_workshop, organiser_of
from tests.conftest import ROOT
from tests.refusals import refused
from tests.server.house import House

_UP = ("../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%252f", "....//", "..\\", "..%5c", "..%c0%af", ".%2e/", "%2e%2e%5c")
TARGETS = ("etc/passwd", "buendniswerkstatt.db", "secret.key", "pyproject.toml", "app.py")
NAMES = [
    *(8 * up + target for up in _UP for target in TARGETS),
    *(2 * up + target for up in _UP for target in TARGETS),
    "/etc/passwd", "//etc/passwd", "%2fetc%2fpasswd", "file:///etc/passwd", "C:%5cWindows%5cwin.ini", "~root/.bashrc",
    "secret.key", "buendniswerkstatt.db", "results.xlsx%00.png", ".env", ".git/config", "%00", "CON", "nul.txt",
]  # fmt: skip
PLACES = (
    "/assets/x/live/", "/assets/x/", "/download/1/", "/static/", "/static/js/", "/media/", "/app/static/", "/",
    "/component/bw_wall/", "/_stcore/", "/meine-daten/1/", "/kontakt/1/1/", "/zusammenfassung/1/",
)  # fmt: skip
# What stands in the files that nobody may get.
SECRETS = (b"root:x:0", b"SQLite format 3", b"[tool.ruff", b"st.App(", b"[core]")


@pytest.mark.parametrize("place", PLACES)
def test_row_19_no_name_leads_to_a_file_that_is_not_meant(house: House, place: str) -> None:
    key = (house.data / "secret.key").read_bytes()
    connection = http.client.HTTPConnection(house.address, timeout=20)
    for name in NAMES:
        # As it is: a client that is well-behaved would tidy the path first.
        connection.putrequest("GET", place + name, skip_accept_encoding=True)
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read()
        assert answer.status < 500, name
        assert not any(secret in body for secret in (*SECRETS, key)), place + name
    connection.close()


def test_row_19_the_list_would_find_something() -> None:
    """The look for secrets itself is not broken."""
    found = [(ROOT / name).read_bytes() for name in ("pyproject.toml", "app.py")]
    assert all(any(secret in content for secret in SECRETS) for content in found)


@pytest.mark.parametrize(
    "title",
    [
        "../../etc/passwd", "..\\..\\boot.ini", "/etc/cron.d/x", 'x"; filename="evil.exe', "a\r\nSet-Cookie: b=c",
        "CON", "x\x00.csv", "..", ".htaccess", "‮vsc.exe", "💣" * 40, "x" * 199, "%2e%2e%2f", "$(rm -rf ~)", "-rf",
    ],
)  # fmt: skip
def test_row_19_files_are_named_by_us_whatever_the_meeting_is_called(database: Database, title: str) -> None:
    try:
        workshop_id = a_workshop(title)
    except Refusal:
        # Not a title at all, said in a sentence.
        return
    for name in documents._MAKERS:
        made = documents.document(organiser_of(workshop_id), workshop_id, name)
        assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,120}\.(csv|pdf|xlsx|json)", made.file_name), made.file_name


def test_row_19_making_documents_writes_no_file(database: Database, data_dir: Path) -> None:
    workshop_id = a_workshop("../../evil")
    before = {path for path in data_dir.rglob("*") if not path.name.startswith("buendniswerkstatt.db")}
    for name in documents._MAKERS:
        documents.document(organiser_of(workshop_id), workshop_id, name)
    after = {path for path in data_dir.rglob("*") if not path.name.startswith("buendniswerkstatt.db")}
    assert {path.name for path in after - before} <= {"secret.key"}


@pytest.mark.parametrize(
    "name", ["../archive.json", "archive.json/", "ARCHIVE.JSON", "archive", "", "__init__", "%00"]
)
def test_row_19_only_the_documents_that_there_are_can_be_asked_for(database: Database, name: str) -> None:
    workshop_id = a_workshop()
    assert refused(lambda: documents.document(organiser_of(workshop_id), workshop_id, name)) == "document_unknown"


def test_row_19_nobody_can_upload_a_file_through_the_browser() -> None:
    """So there is nothing to check by its first bytes, no SVG to disarm, and no archive that is unpacked."""
    unpacking = {
        "extractall",
        "unpack_archive",
        "file_uploader",
        "camera_input",
        "audio_input",
        "chat_input",
    }
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.attr}"
        for folder in ("pages", "components", "actions", "storage", "server", "documents", "domain")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in unpacking
    ]
    assert found == []


def test_row_19_nothing_can_be_sent_to_where_streamlit_takes_files(house: House) -> None:
    for method in ("PUT", "POST"):
        connection = http.client.HTTPConnection(house.address, timeout=20)
        connection.request(
            method, "/_stcore/upload_file/x/y", b"<svg onload=alert(1)>", {"Content-Type": "image/svg+xml"}
        )
        assert connection.getresponse().status in (403, 404, 405)
        connection.close()
