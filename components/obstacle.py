"""What stood in the way of a click, told on the card that was clicked."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from components.frame import tell, tell_refusal
from components.words import plain, refusal
from domain.refusal import Refusal

_OBSTACLE = "obstacle"
# Then the card goes with the next drawing, and the refusal needs another place.
_CARD_IS_GONE = ("request_not_open", "request_expired", "request_unknown", "contact_ended", "idea_gone", "group_gone")


@dataclass(frozen=True)
class _Obstacle:
    card: str
    sentence: str


def attempt(card: str, action: Callable[[], object], key: str | None = None, **values: object) -> bool:
    """Runs an action in a callback; the refusal stays on the card, the confirmation becomes the page's note."""
    try:
        action()
    except Refusal as error:
        if error.reason in _CARD_IS_GONE:
            tell_refusal(error)
            return False
        st.session_state[_OBSTACLE] = _Obstacle(card, refusal(error))
        return False
    st.session_state.pop(_OBSTACLE, None)
    if key:
        tell(key, **values)
    return True


def show_obstacle(card: str) -> None:
    """The refusal of the last click, if it was on this card."""
    here: _Obstacle | None = st.session_state.get(_OBSTACLE)
    if here and here.card == card:
        st.warning(plain(here.sentence), icon=":material/info:")
