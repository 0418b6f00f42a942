"""What is wrong with the server, said calmly on the facilitator's page; nothing at all while nothing is."""

from components.assets import browser_component
from components.words import language

_condition = browser_component("condition")


def show_condition(*, stream: str) -> None:
    _condition(key="condition", data={"stream": stream, "language": language()})
