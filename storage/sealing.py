"""Sealing with age: anybody who has the public recipient can close, only who has the identity can open."""

import os
from pathlib import Path

import pyrage
from pyrage import ssh, x25519

from domain.refusal import Refusal

# How every sealed file begins.
_MARK = b"age-encryption.org/v1"


def sealed(content: bytes, recipients: list[str]) -> bytes:
    """For recipients as age and ssh write them: age1…, ssh-ed25519 …, ssh-rsa …"""
    try:
        known = [
            (ssh.Recipient if each.startswith("ssh-") else x25519.Recipient).from_str(each.strip())
            for each in recipients
        ]
        return pyrage.encrypt(content, known)
    except (pyrage.RecipientError, pyrage.EncryptError):
        raise Refusal("backup_recipient") from None


def is_sealed(content: bytes) -> bool:
    return content.startswith(_MARK)


def opened(content: bytes, identity: Path) -> bytes:
    try:
        return pyrage.decrypt(content, _identities(identity))
    except (pyrage.IdentityError, pyrage.DecryptError, OSError, UnicodeDecodeError):
        raise Refusal("backup_identity") from None


def new_identity(path: Path) -> str:
    """Writes a new identity for its owner alone. Returns the recipient that belongs to it."""
    identity = x25519.Identity.generate()
    recipient = str(identity.to_public())
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"# public recipient: {recipient}\n{identity}\n")
    return recipient


def _identities(path: Path) -> list[object]:
    text = path.read_text(encoding="utf-8")
    if "OPENSSH PRIVATE KEY" in text:
        return [ssh.Identity.from_buffer(text.encode())]
    lines = [line.strip() for line in text.splitlines()]
    return [x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
