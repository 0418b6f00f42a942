"""The projector's whole picture. Nothing on it can be clicked; it follows the meeting by itself."""

from components.assets import browser_component
from components.words import language, say
from domain.projects import Stage

_screen = browser_component("screen")


def show_screen(*, stream: str) -> None:
    """Lies over everything Streamlit draws, edge to edge."""
    _screen(
        key="screen",
        data={
            "stream": stream,
            "language": language(),
            "stages": {stage.value: say(f"stage.{stage.value}") for stage in Stage},
        },
    )
