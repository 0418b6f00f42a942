"""What stands around every page: the messages on top, and how wide it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from components.words import plain, refusal, say
from domain.refusal import Refusal

_NOTE = "note"


def tell(key: str, **values: object) -> None:
    """A short confirmation that the next drawing shows. Never Streamlit inside a callback before the commit."""
    st.session_state[_NOTE] = ("ok", say(key, **values))


def tell_refusal(error: Refusal) -> None:
    st.session_state[_NOTE] = ("refused", refusal(error))


def show_note() -> None:
    """The confirmation or refusal of the last click."""
    kind, text = st.session_state.pop(_NOTE, (None, ""))
    if kind == "ok":
        st.success(plain(text), icon=":material/check:")
    elif kind == "refused":
        st.warning(plain(text), icon=":material/info:")


def show_brief_note() -> None:
    """The same at the edge of the screen, for long pages where nobody would see it at the top."""
    kind, text = st.session_state.pop(_NOTE, (None, ""))
    if kind:
        icon = ":material/check:" if kind == "ok" else ":material/info:"
        st.toast(plain(text), icon=icon, duration="short" if kind == "ok" else "long")


@contextmanager
def refusals_told() -> Iterator[None]:
    """Around an action in a callback: a refusal becomes a sentence on the page, never a traceback."""
    try:
        yield
    except Refusal as error:
        tell_refusal(error)


def done(action: Callable[[], object], key: str | None = None, **values: object) -> bool:
    """Runs an action in a callback and notes how it went. True if it was done."""
    try:
        action()
    except Refusal as error:
        tell_refusal(error)
        return False
    if key:
        tell(key, **values)
    return True


@contextmanager
def narrow_page() -> Iterator[None]:
    """A column that reads well on a laptop and fills a phone."""
    with st.container(horizontal_alignment="center"), st.container(width=760):
        yield
