"""What stood in the way of a click, told on the card that was clicked; a missing address is asked for there."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from components.frame import tell, tell_refusal
from components.words import plain, refusal, say
from domain.refusal import Refusal

_OBSTACLE = "obstacle"
_ABOUT_EMAIL = ("email_missing", "email_invalid")
# Then the card goes with the next drawing, and the refusal needs another place.
_CARD_IS_GONE = ("request_not_open", "request_unknown", "idea_gone", "group_gone")


@dataclass(frozen=True)
class _Obstacle:
    card: str
    sentence: str
    about_email: bool


def attempt(card: str, action: Callable[[], object], key: str | None = None, **values: object) -> bool:
    """Runs an action in a callback; the refusal stays on the card, the confirmation becomes the page's note."""
    try:
        action()
    except Refusal as error:
        if error.reason in _CARD_IS_GONE:
            tell_refusal(error)
            return False
        st.session_state[_OBSTACLE] = _Obstacle(card, refusal(error), error.reason in _ABOUT_EMAIL)
        return False
    st.session_state.pop(_OBSTACLE, None)
    if key:
        tell(key, **values)
    return True


def show_obstacle(card: str) -> bool:
    """The refusal of the last click, if it was on this card. True if an address would help."""
    here: _Obstacle | None = st.session_state.get(_OBSTACLE)
    if here is None or here.card != card:
        return False
    st.warning(plain(here.sentence), icon=":material/info:")
    return here.about_email


def show_go(card: str, label: str, *, on_go: Callable[[str], None], primary: bool = False) -> None:
    """The button of a card. `on_go` gets the address if it had to be asked for, else an empty text."""
    field = f"{card}_email"
    about_email = show_obstacle(card)
    if about_email:
        st.text_input(say("exchange.email_needed"), key=field, autocomplete="email", live="0ms", on_change="ignore")
    st.button(
        label,
        key=card,
        type="primary" if primary or about_email else "secondary",
        on_click=lambda: on_go(st.session_state.get(field) or ""),
    )
