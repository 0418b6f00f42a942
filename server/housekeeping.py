"""What runs beside requests: garbage collection, daily deletion; and the lock that keeps SQLite to one process."""

import asyncio
import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from actions import retention
from actions.operation import settings

COLLECT_SECONDS = 60
COLLECT_AFTER = (3_000, 10, 10)
LOOK_SECONDS = 60

_log = logging.getLogger(__name__)


async def collect_garbage() -> None:
    """Streamlit would do this after every rerun, for all to wait (runner.postScriptGC).

    What the program itself consists of is never garbage. Python's own full collections would walk through it
    every few hundred clicks, a quarter of a second each: an eighth of a dot's cost (docs/performance.md).
    """
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
    while True:
        await asyncio.sleep(COLLECT_SECONDS)
        await asyncio.to_thread(gc.collect)


async def delete_what_is_due() -> None:
    """Once a day what has had its time; every minute what a deletion has left to be tidied up."""
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        await asyncio.to_thread(look_after_data)


def look_after_data() -> None:
    """Whatever befalls the database now, the next look comes in a minute."""
    try:
        retention.run_once_a_day()
        retention.tidy_up()
    except Exception as error:
        # Not the error's own words: they may quote what somebody typed.
        _log.warning("Deleting what is due did not work (%s). It is tried again.", type(error).__name__)


@contextmanager
def only_process() -> Iterator[None]:
    """Refuses a second process on one SQLite file; on PostgreSQL there may be many."""
    if not settings().is_sqlite:
        yield
        return
    lock = FileLock(settings().data_dir / "buendniswerkstatt.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise SystemExit(
            "Another process is using this SQLite database. Stop it first, or use PostgreSQL (DATABASE_URL)."
        ) from None
    try:
        yield
    finally:
        lock.release()
