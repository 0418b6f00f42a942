"""What comes from others is exactly what was chosen: pinned, hashed, licensed, listed, and asked about."""

import datetime as dt
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from server.versions import required
from supply import audit, licenses, sbom
from supply.audit import Answer, Weakness
from supply.lock import LOCKS, ROOT, locked, normal

TODAY = dt.date(2026, 11, 23)
WEAK = Weakness("click", "8.5.1", "PYSEC-1", ("GHSA-1",), ("8.5.2",))


@pytest.mark.parametrize(("source", "lock"), LOCKS.items())
def test_everything_on_the_list_is_in_the_lock_in_the_same_version(source: str, lock: str) -> None:
    versions = {package.name: package.version for package in locked(ROOT / lock)}
    wanted = {normal(name): version for name, version in required(ROOT / source).items()}
    assert {name: versions.get(name) for name in wanted} == wanted


@pytest.mark.parametrize("lock", LOCKS.values())
def test_every_package_in_the_lock_has_its_hashes(lock: str) -> None:
    packages = locked(ROOT / lock)
    assert len(packages) > 50
    assert [package.name for package in packages if not package.hashes] == []


def test_what_tests_use_is_what_runs() -> None:
    ours, theirs = (set(locked(ROOT / lock)) for lock in LOCKS.values())
    assert ours <= theirs


def test_a_line_that_is_no_pin_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "some.lock"
    file.write_text("click>=8\n")
    with pytest.raises(ValueError, match="not a line of a lock file"):
        locked(file)


def test_pip_refuses_a_package_that_is_not_the_one_in_the_lock(tmp_path: Path) -> None:
    wheel = tmp_path / "h11-0.16.0-py3-none-any.whl"
    wheel.write_bytes(b"something else under the same name")
    one = next(package for package in locked() if package.name == "h11")
    lock = tmp_path / "requirements.lock"
    lock.write_text(f"h11=={one.version} \\\n    --hash=sha256:{one.hashes[0]}\n")
    command = [sys.executable, "-m", "pip", "download", "--no-index", "--find-links", tmp_path, "--no-deps"]
    command += ["--require-hashes", "--requirement", lock, "--dest", tmp_path / "taken"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr
    assert not list((tmp_path / "taken").glob("*"))


def test_every_way_to_install_checks_the_hashes() -> None:
    """`pip install` of anything but a lock stands nowhere, except of the tool that writes the lock."""
    files = ["Makefile", "README.md", "deploy/Dockerfile", "deploy/README.md"]
    lines = [line for file in files for line in (ROOT / file).read_text().splitlines() if "pip install" in line]
    assert len(lines) >= 5
    assert [line for line in lines if "--require-hashes" not in line and "uv==" not in line] == []


def test_the_list_of_licences_is_up_to_date() -> None:
    assert licenses.PAGE.read_text(encoding="utf-8") == licenses.page(), "make lock"


def test_every_licence_may_be_passed_on() -> None:
    for each in licenses.licensed("requirements-dev.lock"):
        assert set(licenses.parts(each.license)) <= licenses.ALLOWED, each


def test_a_licence_that_is_not_allowed_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(licenses, "ALLOWED", {"MIT"})
    with pytest.raises(ValueError, match="fpdf2 has a licence"):
        licenses.license_of("fpdf2")


def test_the_bill_of_materials_is_up_to_date_and_valid() -> None:
    written = sbom.FILE.read_text(encoding="utf-8")
    assert written == sbom.written(), "make lock"
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(written) is None
    listed = {(each["name"], each["version"]) for each in json.loads(written)["components"]}
    assert listed == {(package.name, package.version) for package in locked()}


@pytest.mark.parametrize(
    ("severity", "fails"),
    [("CRITICAL", True), ("HIGH", True), ("UNKNOWN", True), ("MODERATE", False), ("LOW", False)],
)
def test_only_a_grave_weakness_fails(severity: str, fails: bool) -> None:
    found = audit.weighed(WEAK, lambda _: {"database_specific": {"severity": severity}})
    lines, failed = audit.report(Answer([found], []), 1, {}, TODAY)
    assert failed is fails
    assert "click 8.5.1: PYSEC-1" in lines[0]
    assert "repaired in 8.5.2" in lines[0]


def test_a_weakness_is_weighed_under_whichever_name_is_known() -> None:
    known = {"PYSEC-1": {"database_specific": {"severity": "LOW"}}, "GHSA-1": {}}
    assert audit.weighed(WEAK, known.get).severity == "LOW"
    assert audit.weighed(WEAK, lambda _: None).is_grave


def test_an_excuse_holds_until_its_day() -> None:
    found = Answer([WEAK], [])
    assert audit.report(found, 1, {"GHSA-1": TODAY}, TODAY) == (
        ["EXCUSED      click 8.5.1: PYSEC-1 (unknown, repaired in 8.5.2), until 2026-11-23"],
        False,
    )
    assert audit.report(found, 1, {"GHSA-1": TODAY - dt.timedelta(days=1)}, TODAY)[1] is True


def test_what_could_not_be_asked_is_said_and_does_not_fail() -> None:
    answer = audit.understood("", [("click", "8.5.1"), ("h11", "0.16.0")], "pypi: no network")
    lines, failed = audit.report(answer, 2, {}, TODAY)
    assert lines == ["NOT CHECKED  2 of 2 packages could not be looked up: pypi: no network"]
    assert not failed


def test_the_answer_of_pip_audit_is_understood() -> None:
    weak = {"id": "PYSEC-1", "aliases": ["GHSA-1"], "fix_versions": ["8.5.2"], "description": "bad"}
    said = {
        "dependencies": [
            {"name": "click", "version": "8.5.1", "vulns": [weak]},
            {"name": "h11", "version": "0.16.0", "vulns": []},
            {"name": "idna", "skip_reason": "Dependency not found on PyPI: idna"},
        ]
    }
    answer = audit.understood(json.dumps(said), [], "")
    assert answer == Answer([WEAK], ["idna"], "Dependency not found on PyPI")
    lines, _ = audit.report(answer, 3, {}, TODAY)
    assert "NOT CHECKED  1 of 3 packages could not be looked up: Dependency not found on PyPI" in lines


def test_the_next_database_is_asked_for_what_the_first_does_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {"pypi": Answer([], ["click"], "not found"), "osv": Answer([WEAK], [])}
    monkeypatch.setattr(audit, "_asked", lambda _pins, database: answers[database])
    assert audit.asked_everybody([("click", "8.5.1")]) == answers["osv"]


def test_every_excuse_has_a_reason_and_a_day(tmp_path: Path) -> None:
    assert all(isinstance(day, dt.date) for day in audit.excuses().values())
    file = tmp_path / "excused.toml"
    file.write_text("[GHSA-1]\nuntil = 2027-01-01\n")
    with pytest.raises(KeyError, match="reason"):
        audit.excuses(file)


def test_every_new_library_has_a_line_that_says_why() -> None:
    said = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    chosen, _, _ = (ROOT / "requirements.txt").read_text().partition("# pulled in by")
    names = [match.lower() for match in re.findall(r"^([\w-]+)", chosen, re.MULTILINE)]
    assert len(names) > 15
    assert [name for name in names if name not in said] == []
