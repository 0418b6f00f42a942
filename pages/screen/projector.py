"""The projector: one picture for the whole room."""

from components.screen import show_screen
from domain.visitor import Visitor
from pages import visitor


def show(wall: Visitor) -> None:
    show_screen(stream=visitor.stream(wall))
