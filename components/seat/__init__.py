"""A meeting round on one's own device: the table's number, very large; with whom, about what; who is missing."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from components.assets import browser_component, sent
from components.words import language

_seat = browser_component("seat")
KEY = "seat"
# Anything else names nobody, and a database would not even look it up.
_PERSON = re.compile(r"[A-Za-z0-9_-]{1,32}")


@dataclass(frozen=True)
class Neighbour:
    """Somebody at the same table."""

    id: str
    name: str
    house: str


@dataclass(frozen=True)
class SeatView:
    """`look`: away, missed, in, over, last, table, pause or waiting. `mark`: what the stream said of it."""

    look: str
    round_id: int = 0
    table: int = 0
    others: Sequence[Neighbour] = ()
    confirmed: bool = False
    reasons: Sequence[str] = ()
    on_screen: bool = False


def show_seat(
    *,
    stream: str,
    tag: str,
    seen: Mapping[str, Any],
    view: SeatView,
    answered: int,
    refusal: str,
    on_here: Callable[[int], None],
    on_miss: Callable[[int, int, str | None], None],
    on_leave: Callable[[int], None],
    on_name: Callable[[int, bool], None],
) -> None:
    """`tag`: this person's name in the stream; `seen`: what the stream said when this was drawn.

    The callbacks get the number of the click, which `answered` and `refusal` refer to; `on_miss` also the round and
    who is missing, None for somebody who sits alone.
    """
    _seat(
        key=KEY,
        data={
            "stream": stream,
            "language": language(),
            "tag": tag,
            "seen": dict(seen),
            "look": view.look,
            "round": view.round_id,
            "table": view.table,
            "others": [{"id": each.id, "name": each.name, "house": each.house} for each in view.others],
            "confirmed": view.confirmed,
            "reasons": list(view.reasons),
            "on_screen": view.on_screen,
            "operation": answered,
            "refusal": refusal,
        },
        on_here_change=lambda: on_here(_number(sent(KEY, "here"), "operation")),
        on_miss_change=lambda: _miss(sent(KEY, "miss"), on_miss),
        on_leave_change=lambda: on_leave(_number(sent(KEY, "leave"), "operation")),
        on_name_change=lambda: on_name(_number(sent(KEY, "name"), "operation"), _wanted(sent(KEY, "name"))),
        on_look_change=_draw_again,
    )


def _miss(message: Any, on_miss: Callable[[int, int, str | None], None]) -> None:
    """A message may be forged: who is named in it must at least be able to be somebody."""
    if not isinstance(message, Mapping):
        return
    person_id = message.get("person")
    if person_id is not None and not (isinstance(person_id, str) and _PERSON.fullmatch(person_id)):
        return
    on_miss(_number(message, "operation"), _number(message, "round"), person_id)


def _number(message: Any, name: str) -> int:
    value = message.get(name) if isinstance(message, Mapping) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _wanted(message: Any) -> bool:
    return isinstance(message, Mapping) and message.get("wanted") is True


def _draw_again() -> None:
    """The run itself is all that is needed."""
