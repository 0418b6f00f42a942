"""A ranking as bars with numbers, light enough for phones."""

from collections.abc import Sequence

from components.assets import browser_component
from components.words import say
from domain.voting import Option, shared_ranks

_ranking = browser_component("ranking")


def show_bars(options: Sequence[Option]) -> None:
    rows = [(option.rank or 0, option.id, option.total or 0) for option in options]
    shared = shared_ranks(rows)
    _ranking(
        key="ranking",
        data={
            "rows": [[option.rank, option.title, option.total, option.rank in shared] for option in options],
            "words": {key: say(f"voting.{key}") for key in ("rank", "option", "dots", "shared_rank")},
        },
    )
