"""Secrets that lie in files are the owner's alone; looked at when the server starts."""

import logging
import os
import stat

from actions.operation import settings

SECRETS = ("secret.key", "setup.key")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO

_log = logging.getLogger(__name__)


def keep_private() -> None:
    """Takes away what others may do with them, and says so: they may have read them until now."""
    if os.name != "posix":
        return
    for name in SECRETS:
        path = settings().data_dir / name
        if path.exists() and path.stat().st_mode & _OTHERS:
            try:
                path.chmod(0o600)
            except OSError as error:
                _log.warning("Others can read %s, and that cannot be changed (%s).", name, type(error).__name__)
            else:
                _log.warning("Others could read %s; now only its owner can. Renew it if somebody did.", name)
