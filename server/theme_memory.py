"""Streamlit reads the whole theme from its settings again at the beginning of every run of every page.

That is 2 of the 4.5 ms an empty fragment costs here (two cores, Streamlit 1.67), for a theme that does not change
while the server runs. So what was read once is remembered. Streamlit is pinned; another version without this
function runs as it is.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

_NAME = "_populate_theme_msg"
_PLAIN = "theme"
Populate = Callable[..., None]


def remember_theme() -> None:
    """Call once, before the first page is drawn."""
    read = getattr(app_session, _NAME, None)
    if read is not None and not hasattr(read, "reads"):
        setattr(app_session, _NAME, remembering(read))


def remembering(read: Populate) -> Populate:
    """`read`, but each section of the settings is read only once."""

    @cache
    def theme(section: str) -> Any:
        message = CustomThemeConfig()
        read(message, section)
        return message

    def populate(message: Any, section: str = _PLAIN) -> None:
        known = theme(section)
        # To merge nothing would still say that the section is there.
        if known.ByteSize():
            message.MergeFrom(known)

    populate.reads = read  # type: ignore[attr-defined]
    return populate
