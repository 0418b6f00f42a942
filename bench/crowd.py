"""Several generator processes, each with a share of the people, so that the driver is not what is measured."""

import asyncio
import multiprocessing
import traceback
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

import psutil

Share = TypeVar("Share")
Answer = TypeVar("Answer")
Act = Callable[..., Awaitable[Answer]]


class Trouble(Exception):
    """What went wrong in a generator process, as it was told there."""


class Crowd(Generic[Share]):
    """The processes. An act is a coroutine function of a module, called there with the process's own share."""

    def __init__(self, size: int, share: Callable[[], Share]) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipes: list[Connection] = []
        self._processes = []
        for _ in range(size):
            mine, theirs = context.Pipe()
            process = context.Process(target=_work, args=(theirs, share), daemon=True)
            process.start()
            self._pipes.append(mine)
            self._processes.append(process)
        self._clocks = [psutil.Process(process.pid) for process in self._processes]

    @property
    def size(self) -> int:
        return len(self._pipes)

    async def all(self, act: Act[Answer], **same: Any) -> list[Answer]:
        """Everybody does the same."""
        return await self.each(act, [same] * self.size)

    async def each(self, act: Act[Answer], arguments: Sequence[dict[str, Any]]) -> list[Answer]:
        """Each process does it with its own arguments, at the same time."""
        works = [self._asked(pipe, act, mine) for pipe, mine in zip(self._pipes, arguments, strict=True)]
        return list(await asyncio.gather(*works))

    async def first(self, act: Act[Answer], **arguments: Any) -> Answer:
        """Only the first process does it: facilitator and projector sit there."""
        return await self._asked(self._pipes[0], act, arguments)

    def shares(self, people: int) -> list[range]:
        """Which of the people each process holds."""
        return [range(place, people, self.size) for place in range(self.size)]

    def cpu(self) -> list[float]:
        """Seconds of processor time each process has used."""
        return [sum(clock.cpu_times()[:2]) for clock in self._clocks]

    def stop(self) -> None:
        for pipe, process in zip(self._pipes, self._processes, strict=True):
            pipe.close()
            process.join(5)
            process.kill()

    async def _asked(self, pipe: Connection, act: Act[Answer], arguments: dict[str, Any]) -> Answer:
        pipe.send((act, arguments))
        answer = await asyncio.to_thread(pipe.recv)
        if isinstance(answer, Trouble):
            raise answer
        return answer


@contextmanager
def gathered(size: int, share: Callable[[], Share]) -> Iterator[Crowd[Share]]:
    crowd = Crowd(size, share)
    try:
        yield crowd
    finally:
        crowd.stop()


def _work(pipe: Connection, share: Callable[[], Any]) -> None:
    asyncio.run(_serve(pipe, share()))


async def _serve(pipe: Connection, share: Any) -> None:
    """Does what comes through the pipe, one after the other, until it is closed."""
    while True:
        try:
            act, arguments = await asyncio.to_thread(pipe.recv)
        except EOFError:
            return
        try:
            answer = await act(share, **arguments)
        except Exception:
            answer = Trouble(traceback.format_exc(limit=-4))
        pipe.send(answer)
