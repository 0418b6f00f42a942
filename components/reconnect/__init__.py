"""Invisible: after a break of the line, has the page drawn once more before anybody clicks.

The server has forgotten the session by then (disconnectedSessionTTL), and with it what the buttons do. Without
this, the first click after every break would be lost.
"""

from components.assets import browser_component

_reconnect = browser_component("reconnect")


def stay_connected() -> None:
    _reconnect(key="reconnect", on_back_change=_draw_again)


def _draw_again() -> None:
    """The rerun itself is all that is needed."""
