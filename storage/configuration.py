"""Where data lies and which address links carry: the environment, read once."""

import contextlib
import hashlib
import hmac
import os
import secrets
import socket
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Configuration:
    data_dir: Path
    database_url: str
    public_url: str
    port: int
    # For how long it says that it is about to stop, before it does (server/stopping.py).
    drain_seconds: float = 0
    # Nobody guessed it: somebody set PUBLIC_URL.
    address_is_given: bool = False
    # Other names under which this server may be asked, e.g. by a proxy or a monitor.
    other_hosts: frozenset[str] = frozenset()

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")


@cache
def configuration() -> Configuration:
    """From the environment, each with a default for one laptop.

    `DATA_DIR`, `DATABASE_URL`, `PUBLIC_URL`, `TRUSTED_HOSTS`, `PORT`, `DRAIN_SECONDS`
    """
    data_dir = Path(os.environ.get("DATA_DIR") or ROOT / "data").resolve()
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    port = int(os.environ.get("PORT") or 8501)
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{data_dir / 'buendniswerkstatt.db'}"
    public_url = os.environ.get("PUBLIC_URL") or f"http://{local_address()}:{port}"
    drain = float(os.environ.get("DRAIN_SECONDS") or 0)
    return Configuration(
        data_dir,
        _with_driver(url),
        public_url.rstrip("/"),
        port,
        drain,
        address_is_given=bool(os.environ.get("PUBLIC_URL")),
        other_hosts=frozenset(os.environ.get("TRUSTED_HOSTS", "").lower().replace(",", " ").split()),
    )


def local_address() -> str:
    """This machine's address in the local network. Nothing is sent: only the route is looked up."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def key_is_given() -> bool:
    """True if the secret key comes from outside, as it must for processes that share nothing but a database."""
    return bool(os.environ.get("SECRET_KEY"))


@cache
def secret_key() -> bytes:
    """The key that signs cookies and links: `SECRET_KEY`, else a file that only the owner can read."""
    if key_is_given():
        return os.environ["SECRET_KEY"].encode()
    return kept_secret(configuration().data_dir / "secret.key", 32).encode()


def derived(purpose: str, size: int) -> str:
    """A secret of `size` bytes (hex) that every process with the same secret key derives alike."""
    return hmac.new(secret_key(), purpose.encode(), hashlib.sha256).digest()[:size].hex()


def kept_secret(path: Path, size: int) -> str:
    """The secret in the file; a new one of `size` random bytes (hex, mode 0600) if there is none yet."""
    if not path.exists():
        # Under a name of its own first, so that nobody who comes at the same moment reads half a secret.
        descriptor, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(size))
        with contextlib.suppress(FileExistsError):
            os.link(name, path)
        os.unlink(name)
    return path.read_text().strip()


def _with_driver(url: str) -> str:
    for scheme in ("postgres://", "postgresql://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url
