"""Invisible: keeps a part of the page up to date that is not drawn by a browser component of its own."""

from collections.abc import Collection

from components.assets import browser_component
from domain.live import State

_news = browser_component("news")


def follow_news(key: str, *, stream: str, seen: State, unhurried: Collection[str] = ()) -> None:
    """Draws the fragment around it anew once the live state differs from `seen`, what it was drawn from.

    Nothing happens while nothing changes. `unhurried` sections may wait some seconds.
    """
    _news(
        key=key,
        data={"stream": stream, "seen": seen, "unhurried": list(unhurried)},
        on_changed_change=_draw_again,
    )


def _draw_again() -> None:
    """The rerun itself is all that is needed."""
