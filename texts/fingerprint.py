"""The version in the addresses of what browsers fetch from us. Another content makes another address."""

import hashlib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@cache
def version() -> str:
    """A fingerprint of all scripts, styles and texts."""
    digest = hashlib.sha256()
    components = ROOT / "components"
    for path in sorted([*components.rglob("*.js"), *components.rglob("*.css"), *ROOT.glob("texts/*/*.toml")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
