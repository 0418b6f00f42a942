"""Looks after the process every fifteen seconds; what is wrong, facilitators' pages say (actions/condition.py)."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable

from actions import backups
from actions.condition import (
    condition,
    database_takes_changes,
    disk_is_short,
    is_signed_by_another,
    note_troubles,
    sign_the_file,
)
from actions.operation import listen_for_actions
from domain.visitor import Role
from server import measures
from server.live import hub

LOOK_SECONDS = 15.0
PATIENCE_SECONDS = 10.0
# That often within a look is no accident any more.
MANY_ERRORS = 3
STUCK_SECONDS = 10.0
BACKUPS_SECONDS = 3600.0

_log = logging.getLogger(__name__)


class Watch:
    """Remembers what the last look has seen."""

    def __init__(self) -> None:
        self._errors = measures.database_errors()

    async def look(self) -> None:
        """What is wrong now, and to whom it is told."""
        found = [name async for name in self._troubles()]
        if note_troubles(found):
            _log.warning("Troubles now: %s.", ", ".join(found) or "none")
            hub.show(Role.FACILITATOR, "health", condition())

    async def _troubles(self) -> AsyncIterator[str]:
        errors, self._errors = self._errors, measures.database_errors()
        if self._errors - errors >= MANY_ERRORS or not await _answered(database_takes_changes):
            yield "database"
        if await asyncio.to_thread(disk_is_short):
            yield "disk"
        if hub.waiting_seconds() > STUCK_SECONDS:
            yield "stream"
        if await asyncio.to_thread(is_signed_by_another):
            yield "processes"


async def watch() -> None:
    """For as long as the application runs."""
    stop = listen_for_actions(measures.count_action)
    sign_the_file()
    looking = Watch()
    try:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            await _tried(looking)
    finally:
        stop()


async def _tried(looking: Watch) -> None:
    """The looks go on whatever one of them meets."""
    try:
        await looking.look()
    except Exception as error:
        _log.warning("A look at the server failed (%s).", type(error).__name__)


async def expire_backups() -> None:
    """Also when nobody makes new ones any more: what was deleted must not stay in old ones."""
    while True:
        try:
            await asyncio.to_thread(backups.delete_expired)
        except Exception as error:
            _log.warning("Old backups could not be deleted (%s).", type(error).__name__)
        await asyncio.sleep(BACKUPS_SECONDS)


async def _answered(check: Callable[[], bool]) -> bool:
    try:
        return bool(await asyncio.wait_for(asyncio.to_thread(check), PATIENCE_SECONDS))
    except Exception:
        return False
