"""Which of Streamlit's scripts a phone needs until its person can check in. Their names change with each version."""

import re
from functools import cache
from pathlib import Path

import streamlit

STREAMLIT = Path(streamlit.__file__).parent / "static"
_SCRIPTS = STREAMLIT / "static" / "js"
# What the first pages draw; Streamlit asks for these only once it knows that they are to be drawn.
_DRAWN = ("BidiComponent", "TextInput")
_IMPORT = re.compile(r'(?:\bfrom|\bimport)\s*["`]\./([^"`]+\.js)["`]')


@cache
def needed_modules() -> frozenset[str]:
    """All that is loaded on the way to the check-in form."""
    page = (STREAMLIT / "index.html").read_text(encoding="utf-8")
    return _with_imports(re.findall(r'"\./static/js/([^"]+\.js)"', page)) | drawn_modules()


@cache
def drawn_modules() -> frozenset[str]:
    """The scripts of the elements on the first pages, with what these import."""
    return _with_imports([path.name for name in _DRAWN for path in _SCRIPTS.glob(f"{name}.*.js")])


def _with_imports(names: list[str]) -> frozenset[str]:
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found and (_SCRIPTS / name).is_file():
            found.add(name)
            waiting += _IMPORT.findall((_SCRIPTS / name).read_text(encoding="utf-8"))
    return frozenset(found)
