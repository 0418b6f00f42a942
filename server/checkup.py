"""The doctor: looks at configuration, files and database, changes nothing, and says what is wrong."""

import json
import os
import re
import socket
import sqlite3
import stat
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from actions.operation import database_answers, processes, settings, tables
from actions.organisation import missing, not_understood

# Older ones can lose data when several connections write at once (WAL reset bug); ours has one writer only.
SQLITE_LEAST = (3, 51, 3)
_ONLY_HERE = {"localhost", "127.0.0.1", "::1", "0.0.0.0"}


class Verdict(StrEnum):
    FINE = "fine"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    verdict: Verdict
    text: str


def fine(text: str) -> Finding:
    return Finding(Verdict.FINE, text)


def note(text: str) -> Finding:
    return Finding(Verdict.NOTE, text)


def wrong(text: str) -> Finding:
    return Finding(Verdict.WRONG, text)


def findings() -> Iterator[Finding]:
    try:
        settings()
    except (OSError, ValueError) as error:
        yield wrong(f"The environment cannot be understood (DATA_DIR, PORT): {error}")
        return
    yield _data_dir()
    yield _secret_key()
    yield from _database()
    yield _public_url()
    yield _trusted_hosts()
    yield _port()
    yield from _organisation()


def _organisation() -> Iterator[Finding]:
    """Who is responsible, and how long something is kept: the legal pages and the daily deletion need both."""
    try:
        empty = missing()
    except ValueError as error:
        yield wrong(f"organisation.toml cannot be read: {error}")
        return
    for name in not_understood():
        yield wrong(f"organisation.toml: {name} under [periods] is no period such as 6 Wochen; it is never deleted.")
    if empty:
        yield note(f"organisation.toml: not filled in yet, so the legal pages show gaps: {', '.join(empty)}.")
    else:
        yield fine("organisation.toml: the legal pages have no gaps.")


def _data_dir() -> Finding:
    folder = settings().data_dir
    if not folder.is_dir() or not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return wrong(f"DATA_DIR {folder} cannot be written to.")
    if _others_may_read(folder):
        return note(f"DATA_DIR {folder} can be read by other users of this machine (chmod 700 {folder}).")
    return fine(f"DATA_DIR {folder} can be written to.")


def _secret_key() -> Finding:
    given = os.environ.get("SECRET_KEY")
    if given:
        short = len(given) < 32
        return wrong("SECRET_KEY is shorter than 32 characters.") if short else fine("SECRET_KEY is set.")
    if not settings().is_sqlite:
        return note(
            "SECRET_KEY is not set, so this process uses the key in its DATA_DIR. "
            "Several processes need the same one: set SECRET_KEY for all of them."
        )
    file = settings().data_dir / "secret.key"
    if not file.exists():
        return fine("The secret key will be made at the first start.")
    if _others_may_read(file):
        return wrong(f"{file} can be read by other users of this machine (chmod 600 {file}).")
    return fine(f"{file} is the owner's alone.")


def _database() -> Iterator[Finding]:
    file = _sqlite_file()
    if file:
        yield _sqlite_version()
        if not file.exists():
            yield fine(f"The database {file} will be made at the first start.")
            return
    try:
        database_answers()
        state = tables()
    except Exception as error:
        yield wrong(f"The database does not answer: {' '.join(str(error).split())[:300]}")
        return
    yield fine(f"The database answers ({'SQLite' if file else 'PostgreSQL'}).")
    if state.is_from_the_future:
        yield wrong(f"The database is at revision {state.revision}, which only a newer version knows.")
    elif state.revision != state.newest:
        yield note(f"The database is at revision {state.revision}; the next start brings it to {state.newest}.")
    else:
        yield fine(f"The database is at the newest revision, {state.newest}.")
    if not file and (os.environ.get("SECRET_KEY") or (settings().data_dir / "secret.key").exists()):
        yield _processes()


def _processes() -> Finding:
    found = processes()
    if found.with_other_key:
        return wrong(
            f"{found.with_other_key} of {found.running} processes on this database have another secret key than "
            "this command has: give SECRET_KEY to all, and to this command too."
        )
    return fine(f"Processes that work on this database now: {found.running}, all with this secret key.")


def _sqlite_version() -> Finding:
    least = ".".join(map(str, SQLITE_LEAST))
    if sqlite3.sqlite_version_info < SQLITE_LEAST:
        return note(
            f"SQLite {sqlite3.sqlite_version} has the WAL reset bug, repaired in {least}. "
            "One process with one writer, as here, does not meet it."
        )
    return fine(f"SQLite {sqlite3.sqlite_version}.")


def _public_url() -> Finding:
    url = settings().public_url
    if not os.environ.get("PUBLIC_URL"):
        return note(f"PUBLIC_URL is not set; links and QR codes carry {url}.")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return wrong(f"PUBLIC_URL {url} is no address such as https://treffen.example.org")
    if parts.hostname in _ONLY_HERE:
        return wrong(f"PUBLIC_URL {url} leads phones to themselves; name the address they can reach.")
    if parts.scheme == "http":
        return note(f"PUBLIC_URL {url} is not encrypted; on the internet use https.")
    return fine(f"Links and QR codes carry {url}.")


def _trusted_hosts() -> Finding:
    odd = sorted(name for name in settings().other_hosts if not re.fullmatch(r"[\w.-]+", name))
    if odd:
        return wrong(f"TRUSTED_HOSTS takes names without port and without *, such as app1.lan, not {', '.join(odd)}.")
    names = ["localhost", urlsplit(settings().public_url).hostname or "", *sorted(settings().other_hosts)]
    more = "" if settings().address_is_given else " and, as PUBLIC_URL is not set, to every local address"
    return fine(f"It answers to {', '.join(dict.fromkeys(filter(None, names)))}{more}.")


def _port() -> Finding:
    port = settings().port
    with socket.socket() as probe:
        # As servers do, so that a port that was used a moment ago counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", port))
        except OSError:
            if _is_ours(port):
                return fine(f"The application is running on port {port}.")
            return wrong(f"Port {port} is used by something else, or not allowed. Choose another one with PORT.")
    return fine(f"Port {port} is free.")


def _is_ours(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=3) as answer:
            return "status" in json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code == 503
    except (OSError, ValueError):
        return False


def _sqlite_file() -> Path | None:
    url = settings().database_url
    return Path(url.partition("///")[2]) if settings().is_sqlite else None


def _others_may_read(path: Path) -> bool:
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
