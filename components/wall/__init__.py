"""The idea wall, growing live."""

from components.assets import browser_component
from components.words import language

_wall = browser_component("wall")


def show_wall(*, stream: str) -> None:
    _wall(key="wall", data={"stream": stream, "language": language()})
