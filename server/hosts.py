"""Which names this server answers to, and which pages are its own.

A foreign name in the Host header means that somebody else's page was led here (DNS rebinding), or that somebody hopes
for a link made from it. Links come from PUBLIC_URL; a foreign name gets 400 all the same.
"""

import socket
from functools import cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from actions.operation import local_address, settings

_ALWAYS = {"localhost", "127.0.0.1", "::1"}
# Proxies and monitors ask for it by whatever address, or by none (HAProxy). It says nothing but yes or no.
_FOR_EVERYBODY = {"/health"}
_UNKNOWN = "This server does not know this address. Its administrator can set PUBLIC_URL or TRUSTED_HOSTS.\n"


class TrustedHosts:
    """The first layer: who asks for another host is not talking to us."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or scope["path"] in _FOR_EVERYBODY or _asks_for_us(Headers(scope=scope)):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await PlainTextResponse(_UNKNOWN, status_code=400)(scope, receive, send)


def _asks_for_us(headers: Headers) -> bool:
    """By one name: of two, a proxy might have looked at the other one."""
    hosts = headers.getlist("host")
    return len(hosts) == 1 and is_trusted(hosts[0])


def is_trusted(host: str) -> bool:
    """Whether a Host header names this server."""
    name = name_in(host)
    if name in _ALWAYS or name in _given(settings().public_url) or name in settings().other_hosts:
        return True
    if settings().address_is_given:
        return name == local_address()
    # A laptop whose address nobody has written down, and which may change with the WLAN. A page that is led here
    # from elsewhere has a name; an address as such, and a name that only this network knows, can be nobody else's.
    return _is_local_address(name) or name in _names_of_this_machine()


def name_in(host: str) -> str:
    """The name or address in a Host header, without port; empty if it is none."""
    if host.startswith("["):
        name, bracket, port = host[1:].partition("]")
        return name.lower() if bracket and _is_port(port) else ""
    name, colon, port = host.partition(":")
    return name.lower().removesuffix(".") if _is_port(colon + port) else ""


def is_own_origin(origin: str, host: str) -> bool:
    """Whether a page that names this origin is one of ours. Browsers name it; a foreign page cannot forge it."""
    scheme, _, place = origin.partition("://")
    return (scheme in ("http", "https") and bool(place) and place == host) or origin == settings().public_url


def _is_port(text: str) -> bool:
    return not text or (text[0] == ":" and text[1:].isdecimal() and text.isascii())


@cache
def _given(public_url: str) -> frozenset[str]:
    public = urlsplit(public_url).hostname
    return frozenset({public} if public else ())


def _is_local_address(name: str) -> bool:
    try:
        address = ip_address(name)
    except ValueError:
        return False
    return address.is_private or address.is_link_local


@cache
def _names_of_this_machine() -> frozenset[str]:
    name = socket.gethostname().lower()
    first = name.partition(".")[0]
    return frozenset({name, first, f"{first}.local"} - {""})
