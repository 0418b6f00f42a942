"""What runs beside the requests: garbage collection now and then, and the lock that keeps SQLite to one process."""

import asyncio
import gc
from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from actions.operation import settings

COLLECT_SECONDS = 60
COLLECT_AFTER = (3_000, 10, 10)


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
