"""Ports for the servers that tests start."""

import contextlib
import random
import socket

# Not the seeded one: other processes that test at the same time would draw the same.
_chance = random.SystemRandom()


def free_port() -> int:
    """Below those that the system gives to clients, who could get it before the server does."""
    while True:
        port = _chance.randrange(20_000, 32_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("", port))
            return port
