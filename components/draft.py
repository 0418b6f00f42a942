"""What somebody is typing into a form about something that others may change meanwhile.

What was touched is never overwritten; what was not touched begins with what is kept now.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st


def begin(draft: str, kept: Mapping[str, Any]) -> None:
    """Fills the fields `<draft>_<name>` that nobody has touched. Call before they are drawn, e.g. when they open."""
    base = _base(draft)
    for name, value in kept.items():
        if name not in base or st.session_state.get(f"{draft}_{name}") == base[name]:
            base[name] = st.session_state[f"{draft}_{name}"] = value


def is_begun(draft: str) -> bool:
    return bool(_base(draft))


def typed(draft: str, names: Iterable[str]) -> dict[str, Any]:
    return {name: st.session_state.get(f"{draft}_{name}") for name in names}


def changed(draft: str) -> dict[str, Any]:
    """Only what differs from what the form began with."""
    base = _base(draft)
    return {name: value for name, value in typed(draft, base).items() if value != base[name]}


def settle(draft: str) -> None:
    """After saving: what was typed is what is kept."""
    base = _base(draft)
    base.update(typed(draft, base))


def _base(draft: str) -> dict[str, Any]:
    base: dict[str, Any] = st.session_state.setdefault(f"{draft}_base", {})
    return base
