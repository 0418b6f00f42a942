"""The live stream as a browser's EventSource reads it, and a POST: forty lines of HTTP instead of a library."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Self

# An event's name, its id, its data as it came, and when.
Hearer = Callable[[str, str, bytes, float], None]


class Stream:
    """One open live stream."""

    def __init__(self, address: str, token: str, hear: Hearer) -> None:
        self.address, self.token, self.hear = address, token, hear
        self.bytes_read = 0

    async def open(self) -> Self:
        self._reader, self._writer = await _connected(self.address)
        status, _ = await _request(self._reader, self._writer, "GET", f"/live/{self.token}", {"Host": self.address})
        if status != 200:
            raise ConnectionError(f"the live stream answered {status}")
        self._first = asyncio.Event()
        self._reading = asyncio.create_task(self._read())
        await self._first.wait()
        return self

    async def close(self) -> None:
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)
        self._writer.close()

    async def _read(self) -> None:
        try:
            async for block in events(_chunks(self._reader)):
                self.bytes_read += len(block)
                name, event_id, data = fields(block)
                if name:
                    self.hear(name, event_id, data, time.monotonic())
                    self._first.set()
        finally:
            self._first.set()


async def post(address: str, path: str, body: str) -> tuple[int, dict[str, str]]:
    """Status and cookies of the answer to a POST from a page of the same origin."""
    reader, writer = await _connected(address)
    headers = {"Host": address, "Origin": f"http://{address}", "Content-Length": str(len(body))}
    status, answered = await _request(reader, writer, "POST", path, headers, body.encode())
    writer.close()
    cookies = [value.partition(";")[0] for name, value in answered if name == "set-cookie"]
    return status, dict(cookie.split("=", 1) for cookie in cookies)


async def events(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Whole events, wherever the network has cut them."""
    waiting = b""
    async for chunk in chunks:
        waiting += chunk
        *whole, waiting = waiting.split(b"\n\n")
        for block in whole:
            yield block


def fields(block: bytes) -> tuple[str, str, bytes]:
    """Name, id and data of an event; a comment (the heartbeat) has no name."""
    found = dict(line.split(b": ", 1) for line in block.split(b"\n") if b": " in line and line[:1] != b":")
    return found.get(b"event", b"").decode(), found.get(b"id", b"").decode(), found.get(b"data", b"")


async def _connected(address: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    host, port = address.split(":")
    return await asyncio.open_connection(host, int(port), limit=2**24)


async def _request(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    method: str,
    path: str,
    headers: Mapping[str, str],
    body: bytes = b"",
) -> tuple[int, list[tuple[str, str]]]:
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    writer.write("\r\n".join(lines).encode() + body)
    await writer.drain()
    head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    answered = [line.split(": ", 1) for line in head[1:] if ": " in line]
    return int(head[0].split()[1]), [(name.lower(), value) for name, value in answered]


async def _chunks(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    """The body of an answer in chunked encoding."""
    while size := int((await reader.readline()).strip() or b"0", 16):
        yield await reader.readexactly(size)
        await reader.readexactly(2)
