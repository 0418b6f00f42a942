"""What browsers keep of a visit, held against the list in the privacy notice (R-37)."""

import re

from playwright.sync_api import BrowserContext

import texts

_LISTED = re.compile(r"`([\w-]+)(<n>|-…|…)?`")
_KEYS = "() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]"


def kept_by(context: BrowserContext) -> set[str]:
    """Names of cookies, and of what lies in the storages of all its open pages."""
    keys = {str(key) for page in context.pages for key in page.evaluate(_KEYS)}
    return keys | {cookie.get("name", "") for cookie in context.cookies()}


def not_listed(names: set[str], language: str) -> list[str]:
    """Those that the privacy notice does not name."""
    listed = [(name, more) for name, more in _LISTED.findall(texts.page("datenschutz", language))]
    return sorted(name for name in names if not any(_is(name, *each) for each in listed))


def _is(name: str, listed: str, more: str) -> bool:
    if more == "<n>":
        return re.fullmatch(rf"{re.escape(listed)}\d+", name) is not None
    return name.startswith(listed) if more else name == listed
