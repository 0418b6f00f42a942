"""Backups: made while everybody works, brought back into an empty database, gone when they have had their time."""

import contextlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from actions.clock import now
from actions.organisation import periods
from domain import backups
from domain.backups import Manifest
from domain.refusal import Refusal
from storage import backup, organisation, sealing
from storage.configuration import configuration, derived, key_is_given
from storage.database import database

FOLDER = "backups"
# If the operator's file says nothing that can be understood.
_KEEP_DAYS = 30
_KEY_BYTES = 6


@dataclass(frozen=True)
class Made:
    path: Path
    manifest: Manifest
    sealed: bool
    # Older ones in the same folder that were deleted, by name.
    expired: list[str]
    # False: it has a name of its own, so it is never deleted from here.
    expires: bool


@dataclass(frozen=True)
class Restored:
    manifest: Manifest
    # People that the replaced database did not have any more: most likely they had been deleted.
    back_again: int
    has_other_key: bool


def own_folder() -> Path:
    return configuration().data_dir / FOLDER


def keep_days() -> int:
    """How long a backup is kept: what organisation.toml promises under [periods]."""
    period = periods().get("backups")
    return period.length.days if period else _KEEP_DAYS


def make_backup(target: Path | None = None, *, recipients: list[str] | None = None, days: int | None = None) -> Made:
    """A backup into the file, or under a name with its date into the folder (if none is given: into our own)."""
    at = now()
    packed, manifest = backup.dump(database(), at, _key())
    if recipients:
        packed = sealing.sealed(packed, recipients)
    folder = target if target and target.is_dir() else None if target else own_folder()
    path = folder / backups.name_of(at, sealed=bool(recipients)) if folder else target
    assert path is not None
    if folder == own_folder():
        folder.mkdir(mode=0o700, exist_ok=True)
    _write(path, packed)
    expired = delete_expired(path.parent, days)
    return Made(path, manifest, bool(recipients), expired, backups.made_at(path.name) is not None)


def restore_backup(path: Path, *, identity: Path | None = None, replace: bool = False) -> Restored:
    """Everything as it was when the backup was made, or a refusal and nothing changed."""
    packed = path.read_bytes()
    if sealing.is_sealed(packed):
        if identity is None:
            raise Refusal("backup_sealed")
        packed = sealing.opened(packed, identity)
    manifest = backup.manifest_of(packed)
    back_again = backup.load(database(), packed, replace=replace)
    return Restored(manifest, back_again, manifest.key != _key())


def delete_expired(folder: Path | None = None, days: int | None = None) -> list[str]:
    """Deletes the backups in the folder (if none is given: our own) that are too old. Returns their names."""
    place = folder or own_folder()
    names = [each.name for each in place.iterdir()] if place.is_dir() else []
    old = backups.expired(names, now(), keep_days() if days is None else days)
    for name in old:
        (place / name).unlink(missing_ok=True)
    return old


def newest() -> str | None:
    """The name of the last backup in our own folder."""
    place = own_folder()
    ours = [each.name for each in place.iterdir() if backups.made_at(each.name)] if place.is_dir() else []
    return max(ours, default=None)


def new_identity(path: Path) -> str:
    """A new identity that opens sealed backups. Returns the recipient to seal them for."""
    try:
        return sealing.new_identity(path)
    except FileExistsError:
        raise Refusal("backup_identity_there") from None


def to_keep_besides() -> list[str]:
    """What a server needs that is in no backup."""
    key = "SECRET_KEY" if key_is_given() else str(configuration().data_dir / "secret.key")
    own = configuration().data_dir / organisation.FILE
    return [key, *([str(own)] if own.exists() else [])]


def _key() -> str:
    return derived("name of a key in backups", _KEY_BYTES)


def _write(path: Path, content: bytes) -> None:
    """All of it or nothing, for its owner alone, and on the disk before we say so."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".backup-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)
        raise
