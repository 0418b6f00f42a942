"""A table is chosen and read in the browser, and its bytes come as a message: nothing is ever uploaded."""

import base64
import binascii
from collections.abc import Callable

from components.assets import browser_component, sent
from components.words import language

_file = browser_component("paper_file")
# Together with its wrapping less than what server/guard.py lets through.
BYTES_MOST = 150_000


def ask_file(key: str, *, on_file: Callable[[bytes], None]) -> None:
    """`on_file` gets what the person chose; a forged message becomes an empty file."""
    _file(
        key=key,
        data={"language": language(), "most": BYTES_MOST},
        on_file_change=lambda: on_file(_content(sent(key, "file"))),
    )


def _content(message: object) -> bytes:
    text = message.get("content") if isinstance(message, dict) else None
    if not isinstance(text, str) or len(text) > BYTES_MOST * 2:
        return b""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
