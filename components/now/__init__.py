"""The head of a participant's page: which meeting this is, what is happening now, and the way to one's own page."""

from collections.abc import Callable

from components.assets import browser_component
from components.words import language
from domain.agenda import Activity
from domain.voting import Round

_now = browser_component("now")


def show_now(
    *,
    stream: str,
    activity: Activity,
    round_: Round | None,
    is_open: bool,
    on_my_page: bool,
    waiting: int,
    on_turn: Callable[[], None],
) -> None:
    """Follows the live stream; when the facilitator moves on, what is around it is drawn anew.

    `waiting` contact requests want an answer on one's own page; `on_turn` leads there and back.
    """
    _now(
        key="now",
        data={
            "stream": stream,
            "language": language(),
            "seen": page_key(activity, round_, is_open),
            "my_page": on_my_page,
            "waiting": waiting,
        },
        on_moved_change=_draw_again,
        on_turn_change=on_turn,
    )


def page_key(activity: Activity, round_: Round | None, is_open: bool) -> str:
    """What decides which page is drawn; the same words as in now.js."""
    shown = (round_.id, round_.status.value) if round_ else (0, "")
    return "·".join(str(part) for part in (activity.id, *shown, int(is_open)))


def _draw_again() -> None:
    """The rerun itself is all that is needed."""
