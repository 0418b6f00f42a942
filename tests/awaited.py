"""Runs a coroutine from a plain test."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def awaited(coroutine: Coroutine[Any, Any, T]) -> T:
    """In this thread, which alone hears signals, and past the loop that browser tests leave behind (Playwright's)."""
    left_behind = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    try:
        return asyncio.run(coroutine)
    finally:
        asyncio._set_running_loop(left_behind)
