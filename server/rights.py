"""An open page can do what it could when it was drawn: Streamlit keeps its callbacks, whatever becomes of links.

So each connection knows by which links it leads or projects. When a workshop's links are renewed, the cookies of its
connections are looked at once more before the next frame goes on.
"""

import asyncio
import re
import weakref
from collections import defaultdict
from collections.abc import Iterator
from http.cookies import CookieError, SimpleCookie

from actions.entrance import visitor_of_cookie
from domain.refusal import Trouble
from domain.visitor import Role

# Marked in the thread of the commit, so that nobody's next click is quicker.
_of_workshop: defaultdict[int, weakref.WeakSet["Rights"]] = defaultdict(weakref.WeakSet)
_NAME = re.compile(rf"bw_(?:{Role.FACILITATOR.value}|{Role.SCREEN.value})_(\d{{1,18}})")


class Rights:
    """The cookies by which one connection leads or projects."""

    def __init__(self, header: str) -> None:
        self.stale = False
        self._cookies: list[str] = []
        for workshop_id, cookie in _leading(header):
            if _counts(cookie):
                self._cookies.append(cookie)
                _of_workshop[workshop_id].add(self)

    async def hold(self) -> bool:
        """Whether all that counted at the beginning still does."""
        if not self.stale:
            return True
        self.stale = False
        return await asyncio.to_thread(lambda: all(map(_counts, self._cookies)))


def may_lead(header: str) -> bool:
    """Most connections are participants'; for them nothing is looked at."""
    return "bw_facilitator_" in header or "bw_screen_" in header


def heard(workshop_id: int, sections: set[str]) -> None:
    """For `listen_for_changes`: a commit happened, in whatever thread."""
    if "links" in sections:
        for rights in list(_of_workshop.get(workshop_id, ())):
            rights.stale = True


def missed() -> None:
    """For `listen_for_gaps`: news may have got lost."""
    for connections in list(_of_workshop.values()):
        for rights in list(connections):
            rights.stale = True


def _counts(cookie: str) -> bool:
    try:
        return visitor_of_cookie(cookie) is not None
    except Trouble:
        # The database is away: nobody can do anything anyway, and whoever may lead shall not lose the page.
        return True


def _leading(header: str) -> Iterator[tuple[int, str]]:
    try:
        found = SimpleCookie(header)
    except CookieError:
        return
    for name, morsel in found.items():
        if match := _NAME.fullmatch(name):
            yield int(match[1]), morsel.value
