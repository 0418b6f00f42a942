"""The words of the page in the visitor's language."""

import re

import streamlit as st

import texts
from domain.refusal import Refusal


def language() -> str:
    """The language this browser chose; a preference of looks, nothing of value."""
    chosen: str = st.session_state.get("language", texts.DEFAULT)
    return chosen


def say(key: str, **values: object) -> str:
    return texts.say(key, language(), **values)


def refusal(error: Refusal) -> str:
    """The friendly sentence of a refusal."""
    return say(f"refusal.{error.reason}", **error.values)


def plain(text: str) -> str:
    """Text that people typed, escaped for the places where Streamlit would read Markdown (labels, captions)."""
    apart = _TAKEN_APART.sub("\u2060", text.replace("\n", " "))
    return "".join(f"\\{char}" if char in _MARKDOWN else char for char in apart)


# Markdown makes links of bare addresses and Streamlit draws icons, emoji and arrows, escaped or not. A word joiner,
# which nobody sees, keeps the letters apart.
_TAKEN_APART = re.compile(
    r"(?<=:)(?=//|[^\s:]+:)|(?<=www)(?=\.)|(?<=\S)(?=@\S)|(?<=[<>=~-])(?=[<>=~-])", re.IGNORECASE
)
_MARKDOWN = set("\\`*_{}[]()#+-.!|<>~$:&^=")
