"""The ballot: plus and minus for each option, the dots that are left always in view."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from components.assets import browser_component, sent
from components.words import language
from domain.voting import Ballot, Round, Subject

_ballot = browser_component("ballot")
KEY = "ballot"


@dataclass(frozen=True)
class Wish:
    """What the browser wants the ballot to be; `operation` is what the answer refers to."""

    round_id: int
    operation: int
    wanted: Mapping[int, int]


def show_ballot(
    *,
    stream: str,
    round_: Round,
    ballot: Ballot,
    seed: str,
    answered: int,
    refusal: str,
    mine: Collection[int] = (),
    on_wish: Callable[[Wish], None],
) -> None:
    """Draws the ballot; `on_wish` is called with what the person wants. The options come by the stream.

    `mine`: the options that are ideas of one's own.
    """
    _ballot(
        key=KEY,
        data={
            "stream": stream,
            "language": language(),
            "round": round_.id,
            "budget": round_.budget,
            "maximum": round_.maximum,
            "seed": seed,
            "own_ideas": round_.own_ideas if round_.subject is Subject.IDEAS else None,
            "mine": sorted(mine),
            "receipt": ballot.shown_receipt,
            "own": {str(option_id): count for option_id, count in ballot.counts().items()},
            "operation": answered,
            "refusal": refusal,
        },
        on_wish_change=lambda: on_wish(_wish(sent(KEY, "wish"))),
    )


def _wish(message: Any) -> Wish:
    """The message as numbers; a forged one becomes an empty wish, which changes nothing."""
    try:
        wanted = {int(option_id): int(count) for option_id, count in message["wanted"].items()}
        return Wish(int(message["round"]), int(message["operation"]), wanted)
    except (TypeError, KeyError, ValueError, AttributeError, OverflowError):
        return Wish(0, 0, {})
