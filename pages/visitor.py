"""Who sits in front of this page. Read anew from the signed cookie on every run; never kept as a value."""

from collections.abc import Mapping

import streamlit as st

import texts
from actions.entrance import (
    DEVICE_COOKIE,
    LANGUAGE_COOKIE,
    cookie_name,
    still_exists,
    stream_token,
    ticket_for,
    visitor_of_cookie,
)
from domain.visitor import Role, Visitor

# A person who has just come in, until the browser opens its next connection with the cookie.
_JUST_IN = "just_in"
_LEAVING = "leaving"


def participant(workshop_id: int | None = None) -> Visitor | None:
    """The participant this browser is, in that workshop or in the only one it knows."""
    just_in: Visitor | None = st.session_state.get(_JUST_IN)
    mine = just_in and just_in.role is Role.PARTICIPANT and workshop_id in (None, just_in.workshop_id)
    # Meanwhile they may have been deleted, on another device or by the organiser.
    if just_in and mine and still_exists(just_in):
        return just_in
    return _from_cookies(Role.PARTICIPANT, workshop_id)


def facilitator(workshop_id: int | None = None) -> Visitor | None:
    return _from_cookies(Role.FACILITATOR, workshop_id)


def screen(workshop_id: int | None = None) -> Visitor | None:
    return _from_cookies(Role.SCREEN, workshop_id)


def organiser() -> Visitor | None:
    return visitor_of_cookie(_cookies().get(cookie_name(Visitor(Role.ORGANISER))))


def device() -> str | None:
    """What this browser brings to show that an organiser has signed in here before."""
    return _cookies().get(DEVICE_COOKIE)


def speak(wanted: str | None) -> None:
    """The language that the address asks for, or else the one that this browser has chosen before."""
    if wanted not in texts.LANGUAGES and "language" not in st.session_state:
        wanted = _cookies().get(LANGUAGE_COOKIE)
    if wanted in texts.LANGUAGES:
        st.session_state.language = wanted


def let_in(visitor: Visitor) -> None:
    """From now on this browser is that visitor; the page's entrance turns the ticket into the cookie."""
    st.session_state[_JUST_IN] = visitor


def forget() -> None:
    """In a callback: this browser's person is not there any more."""
    st.session_state.pop(_JUST_IN, None)


def open_ticket() -> str | None:
    """The ticket of somebody who has just come in and whose cookie is not there yet."""
    just_in: Visitor | None = st.session_state.get(_JUST_IN)
    if just_in is None or visitor_of_cookie(_cookies().get(cookie_name(just_in))) == just_in:
        return None
    if st.session_state.get("ticket_for") != just_in:
        st.session_state.ticket_for, st.session_state.ticket = just_in, ticket_for(just_in)
    ticket: str = st.session_state.ticket
    return ticket


def way_on() -> str | None:
    """Where the browser goes as soon as it has its cookie: organisers to their page, everybody else stays."""
    return "/organisation" if is_arriving() else None


def is_arriving() -> bool:
    """True for an organiser who has just signed in and whose page is about to open."""
    just_in: Visitor | None = st.session_state.get(_JUST_IN)
    return just_in is not None and just_in.role is Role.ORGANISER


def leave() -> None:
    """Signs the organiser out with the next drawing."""
    st.session_state[_LEAVING] = True


def is_leaving() -> bool:
    return _LEAVING in st.session_state


def stream(who: Visitor) -> str:
    """The token of this visitor's live stream; one a session, so that a rerun does not open a second stream."""
    key = f"stream_{who.role.value}_{who.workshop_id}"
    if key not in st.session_state:
        st.session_state[key] = stream_token(who)
    token: str = st.session_state[key]
    return token


def _from_cookies(role: Role, workshop_id: int | None) -> Visitor | None:
    """The newest workshop's cookie of this role, or the named workshop's."""
    name = cookie_name(Visitor(role, workshop_id=workshop_id))
    cookies = _cookies()
    held = [cookies[name]] if name in cookies else []
    if workshop_id is None:
        held = [value for each, value in cookies.items() if each.startswith(f"{name}_")]
    found = [visitor for value in held if (visitor := visitor_of_cookie(value)) and visitor.role is role]
    matching = [visitor for visitor in found if workshop_id in (None, visitor.workshop_id)]
    return max(matching, key=lambda visitor: visitor.workshop_id or 0, default=None)


def _cookies() -> Mapping[str, str]:
    return st.context.cookies.to_dict()
