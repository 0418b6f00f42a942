"""What somebody is typing into a form about something that others may change meanwhile.

What was touched is never overwritten; what was not touched begins with what is kept now.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st


def first(key: str, value: Any, argument: str = "value") -> dict[str, Any]:
    """What a field begins with, for its first drawing in this session.

    Never by the session's state: that would overrule what the browser brings along after a break of the line.
    """
    return {} if key in st.session_state else {argument: value}


def begin(draft: str, kept: Mapping[str, Any]) -> None:
    """Fills the fields `<draft>_<name>` that nobody has touched. For a callback, when the form opens."""
    begun = _base(draft)
    for name, value in kept.items():
        if name not in begun or st.session_state.get(f"{draft}_{name}") == begun[name]:
            begun[name] = st.session_state[f"{draft}_{name}"] = value


def base(draft: str, kept: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the form began with, which is what is kept now if it begins with this drawing."""
    begun = _base(draft)
    if not begun:
        begun.update(kept)
    return begun


def typed(draft: str, names: Iterable[str]) -> dict[str, Any]:
    return {name: st.session_state.get(f"{draft}_{name}") for name in names}


def changed(draft: str) -> dict[str, Any]:
    """Only what differs from what the form began with."""
    begun = _base(draft)
    return {name: value for name, value in typed(draft, begun).items() if value != begun[name]}


def settle(draft: str) -> None:
    """After saving: what was typed is what is kept."""
    begun = _base(draft)
    begun.update(typed(draft, begun))


def _base(draft: str) -> dict[str, Any]:
    begun: dict[str, Any] = st.session_state.setdefault(f"{draft}_base", {})
    return begun
