"""What the process counts about itself, for /metrics. No names, no ids, nothing of what anything was about."""

from functools import cache
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram

registry = CollectorRegistry()
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_actions = Counter("bw_actions", "Actions by name and outcome.", ["action", "outcome"], registry=registry)
_action_seconds = Histogram("bw_action_seconds", "How long actions took.", buckets=_SECONDS, registry=registry)
_database_errors = Counter("bw_database_errors", "Actions that the database was in the way of.", registry=registry)
stream_delay = Histogram(
    "bw_stream_delay_seconds", "From a commit to its news on the way to all.", buckets=_SECONDS, registry=registry
)
_failed = 0


def count_action(name: str, outcome: str, seconds: float) -> None:
    """One action has ended; called in its thread."""
    global _failed
    _counter(name, outcome).inc()
    _action_seconds.observe(seconds)
    if outcome == "database":
        _failed += 1
        _database_errors.inc()


def database_errors() -> int:
    """How many actions the database has been in the way of since the start."""
    return _failed


@cache
def _counter(name: str, outcome: str) -> Any:
    return _actions.labels(name, outcome)
