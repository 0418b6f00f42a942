"""The facilitator's work on ideas: hide, merge, gather in topic groups. One list for five ideas or five hundred."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from components.assets import browser_component, sent
from components.words import language

_desk = browser_component("desk")
KEY = "desk"
_MOST = 2**31


@dataclass(frozen=True)
class Task:
    """A wanted end, e.g. „these ideas are in this topic group“. `operation` is what the answer refers to."""

    operation: int
    verb: str
    ideas: tuple[int, ...] = ()
    cluster: int | None = None
    into: int | None = None
    heading: str | None = None
    hidden: bool = False


def show_desk(
    *,
    stream: str,
    answered: int,
    refusals: Mapping[int, str],
    on_tasks: Callable[[Sequence[Task]], None],
) -> None:
    """The ideas come by the stream; `on_tasks` gets everything the browser has not seen confirmed, in order."""
    _desk(
        key=KEY,
        data={
            "stream": stream,
            "language": language(),
            "operation": answered,
            "refusals": {str(operation): sentence for operation, sentence in refusals.items()},
        },
        on_tasks_change=lambda: on_tasks(_tasks(sent(KEY, "tasks"))),
    )


def _tasks(message: Any) -> list[Task]:
    """The message as tasks; what is forged is left out."""
    rows = message.get("tasks") if isinstance(message, dict) else None
    tasks = [_task(row) for row in rows] if isinstance(rows, list) else []
    return sorted((task for task in tasks if task), key=lambda task: task.operation)


def _task(row: Any) -> Task | None:
    try:
        return Task(
            operation=_id(row["operation"]),
            verb=str(row["verb"]),
            ideas=tuple(_id(idea) for idea in row.get("ideas", ())),
            cluster=_number(row.get("cluster")),
            into=_number(row.get("into")),
            heading=None if row.get("heading") is None else str(row["heading"]),
            hidden=row.get("hidden") is True,
        )
    except (TypeError, KeyError, ValueError, AttributeError, OverflowError):
        return None


def _number(value: Any) -> int | None:
    return None if value is None else _id(value)


def _id(value: Any) -> int:
    """A number that a column can hold."""
    number = int(value)
    if not 0 < number < _MOST:
        raise ValueError
    return number
