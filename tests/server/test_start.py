"""The whole application as `make start` starts it: its addresses, its headers, one process for one SQLite file."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from actions.entrance import stream_token
from storage import configuration
from tests.builders import a_screen, a_workshop
from tests.conftest import ROOT
from tests.ports import free_port


@dataclass
class Running:
    url: str
    data: Path
    log: Path
    process: subprocess.Popen[bytes]

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)


def begin(data: Path, log: Path) -> Running:
    port = free_port()
    environment = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "PUBLIC_URL")}
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
        cwd=ROOT,
        env=environment | {"DATA_DIR": str(data), "PORT": str(port)},
        stdout=log.open("ab"),
        stderr=subprocess.STDOUT,
    )
    return Running(f"http://127.0.0.1:{port}", data, log, process)


def wait_until_healthy(running: Running) -> None:
    for _ in range(200):
        try:
            if httpx.get(f"{running.url}/health", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    running.process.kill()
    raise AssertionError(running.log.read_text())


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder: Path = tmp_path_factory.mktemp("running")
    application = begin(folder / "data", folder / "log")
    wait_until_healthy(application)
    yield application
    if application.process.poll() is None:
        application.stop()


def test_the_terminal_shows_addresses_a_code_to_scan_and_the_key(running: Running) -> None:
    shown = running.log.read_text()
    port = running.url.rpartition(":")[2]
    assert f"http://localhost:{port}" in shown
    assert "▄▄▄▄▄" in shown
    key = (running.data / "setup.key").read_text().strip()
    assert re.search(rf"\b{key}\b", shown)


def test_streamlits_own_answers_carry_our_headers_too(running: Running) -> None:
    page = httpx.get(running.url)
    script = re.search(r'src="(/static/[^"]+\.js)"', page.text)
    assert script is not None
    for path in ("/", "/health", "/_stcore/health", script.group(1), "/nowhere", "/live/x"):
        answer = httpx.get(running.url + path)
        assert "default-src '" in answer.headers["content-security-policy"], path
        assert answer.headers["x-frame-options"] == "DENY", path


def test_the_page_asks_no_foreign_host(running: Running) -> None:
    page = httpx.get(running.url).text
    assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', page) == []


def test_a_second_process_on_the_same_file_is_refused(running: Running, tmp_path: Path) -> None:
    second = begin(running.data, tmp_path / "log")
    assert second.process.wait(60) != 0
    assert "Another process is using this SQLite database." in second.log.read_text()
    assert httpx.get(f"{running.url}/health").status_code == 200


def test_it_stops_when_asked_although_somebody_listens(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(running.data))
    configuration.configuration.cache_clear()
    token = stream_token(a_screen(a_workshop()))
    with httpx.stream("GET", f"{running.url}/live/{token}", timeout=30) as response:
        lines = response.iter_lines()
        assert next(lines).startswith("id: ")
        began = time.monotonic()
        running.stop()
        assert time.monotonic() - began < 10
    assert "Traceback" not in running.log.read_text()


def test_it_stops_when_asked_and_starts_again_with_the_same_data(running: Running) -> None:
    secret = (running.data / "setup.key").read_bytes()
    if running.process.poll() is None:
        running.stop()
    again = begin(running.data, running.log.with_name("log2"))
    wait_until_healthy(again)
    assert (running.data / "setup.key").read_bytes() == secret
    again.stop()
    assert "Traceback" not in again.log.read_text()
