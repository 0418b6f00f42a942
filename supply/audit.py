"""Asks whether a weakness is known in anything that is pinned: `make audit`, part of `make test`.

pip-audit asks PyPI, and OSV for how grave it is. Fails for what is grave (high, critical, or nobody says), tells of
the rest, and says clearly what it could not ask: without a network nobody knows, and that is no reason to fail.
What does not concern us is excused in supply/excused.toml, with a reason and a day on which it is looked at again.
"""

import datetime as dt
import json
import subprocess
import sys
import tempfile
import tomllib
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from supply.lock import ROOT, locked

EXCUSED = ROOT / "supply" / "excused.toml"
PATIENCE_SECONDS = 60
_OSV = "https://api.osv.dev/v1/vulns/"
_GRAVE = {"HIGH", "CRITICAL", "UNKNOWN"}
_DATABASES = ("pypi", "osv")


@dataclass(frozen=True)
class Weakness:
    package: str
    version: str
    id: str
    aliases: tuple[str, ...]
    repaired_in: tuple[str, ...]
    severity: str = "UNKNOWN"

    @property
    def is_grave(self) -> bool:
        return self.severity in _GRAVE

    def __str__(self) -> str:
        repaired = f"repaired in {', '.join(self.repaired_in)}" if self.repaired_in else "not repaired yet"
        return f"{self.package} {self.version}: {self.id} ({self.severity.lower()}, {repaired})"


@dataclass(frozen=True)
class Answer:
    """What is known. `unasked` are the packages that nobody could say anything about."""

    weaknesses: list[Weakness]
    unasked: list[str]
    why: str = ""


Ask = Callable[[str], Any]


def report(answer: Answer, asked: int, excused: dict[str, dt.date], today: dt.date) -> tuple[list[str], bool]:
    """What to say, and whether it is a reason to fail."""
    lines, failed = [], False
    for weakness in answer.weaknesses:
        until = next((excused[name] for name in (weakness.id, *weakness.aliases) if name in excused), None)
        if until and until >= today:
            lines.append(f"EXCUSED      {weakness}, until {until}")
            continue
        failed |= weakness.is_grave
        lines.append(f"{'WEAK' if weakness.is_grave else 'NOTE':<12} {weakness}")
    if answer.unasked:
        reason = f": {answer.why}" if answer.why else ""
        lines.append(f"NOT CHECKED  {len(answer.unasked)} of {asked} packages could not be looked up{reason}")
    checked = asked - len(answer.unasked)
    if checked and not answer.weaknesses:
        lines.append(f"FINE         no weakness is known in {checked} of {asked} packages.")
    return lines, failed


def asked_everybody(pins: Iterable[tuple[str, str]]) -> Answer:
    """The first database that knows the packages answers; else the one that knows the most of them."""
    best = None
    for database in _DATABASES:
        answer = _asked(list(pins), database)
        if best is None or len(answer.unasked) < len(best.unasked):
            best = answer
        if not best.unasked:
            break
    assert best is not None
    return best


def _asked(pins: list[tuple[str, str]], database: str) -> Answer:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pinned.txt"
        file.write_text("".join(f"{name}=={version}\n" for name, version in pins))
        command = [sys.executable, "-m", "pip_audit", "--requirement", str(file), "--no-deps", "--disable-pip"]
        command += ["--vulnerability-service", database, "--format", "json", "--progress-spinner", "off"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            return _nothing_known(pins, f"{database} did not answer within {PATIENCE_SECONDS} seconds")
    return understood(
        done.stdout, pins, f"{database}: {(done.stderr.strip().splitlines() or ['no answer'])[-1][:200]}"
    )


def understood(output: str, pins: list[tuple[str, str]], trouble: str) -> Answer:
    """What pip-audit says in JSON; if it is none, nothing is known, because of that `trouble`."""
    try:
        packages = json.loads(output)["dependencies"]
    except (ValueError, KeyError):
        return _nothing_known(pins, trouble)
    found = [
        Weakness(each["name"], each["version"], one["id"], tuple(one["aliases"]), tuple(one["fix_versions"]))
        for each in packages
        for one in each.get("vulns", ())
    ]
    skipped = [each["name"] for each in packages if "skip_reason" in each]
    reasons = {each["skip_reason"] for each in packages if "skip_reason" in each}
    return Answer(found, skipped, min(reasons, default="").partition(":")[0])


def _nothing_known(pins: list[tuple[str, str]], why: str) -> Answer:
    return Answer([], [name for name, _ in pins], why)


def weighed(weakness: Weakness, ask: Ask) -> Weakness:
    """With the severity that OSV knows, under whichever of its names."""
    for name in sorted((weakness.id, *weakness.aliases), key=lambda each: not each.startswith("GHSA-")):
        known = ask(name) or {}
        severity = str(known.get("database_specific", {}).get("severity", "")).upper()
        if severity:
            return Weakness(**{**weakness.__dict__, "severity": severity})
    return weakness


def _ask_osv(name: str) -> Any:
    try:
        with urllib.request.urlopen(_OSV + name, timeout=20) as answer:
            return json.load(answer)
    except (OSError, ValueError):
        return None


def excuses(file: Path = EXCUSED) -> dict[str, dt.date]:
    """By the weakness' name: the day until which it is excused. A reason must stand with it."""
    return {name: excuse["until"] for name, excuse in tomllib.loads(file.read_text()).items() if excuse["reason"]}


def audit() -> int:
    pins = [(each.name, each.version) for each in locked(ROOT / "requirements-dev.lock")]
    answer = asked_everybody(pins)
    answer = Answer([weighed(each, _ask_osv) for each in answer.weaknesses], answer.unasked, answer.why)
    lines, failed = report(answer, len(pins), excuses(), dt.datetime.now(dt.UTC).date())
    print("\n".join(["Known weaknesses (pip-audit):", *lines]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(audit())
