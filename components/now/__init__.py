"""The head of a participant's page: what is happening now, and how long still."""

from components.assets import browser_component
from components.words import language
from domain.agenda import Activity
from domain.voting import Round

_now = browser_component("now")


def show_now(*, stream: str, activity: Activity, round_: Round | None, is_open: bool) -> None:
    """Follows the live stream; when the facilitator moves on, the page is drawn anew."""
    _now(
        key="now",
        data={"stream": stream, "language": language(), "seen": page_key(activity, round_, is_open)},
        on_moved_change=_draw_again,
    )


def page_key(activity: Activity, round_: Round | None, is_open: bool) -> str:
    """What decides which page is drawn; the same words as in now.js."""
    shown = (round_.id, round_.status.value) if round_ else (0, "")
    return "·".join(str(part) for part in (activity.id, *shown, int(is_open)))


def _draw_again() -> None:
    """The rerun itself is all that is needed."""
