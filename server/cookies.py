"""The way in: tickets and links become cookies. Streamlit itself can read cookies, but not set them."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from actions.demo import demo_organiser
from actions.entrance import (
    COOKIE_SECONDS,
    DEVICE_COOKIE,
    DEVICE_SECONDS,
    come_back,
    cookie_for,
    cookie_name,
    device_cookie_for,
    visitor_of_link,
    visitor_of_ticket,
)
from actions.operation import settings
from domain.refusal import Refusal
from domain.visitor import Role, Visitor
from server.hosts import is_own_origin


async def enter(request: Request) -> Response:
    """POST /enter with a ticket in the body: the browser gets the cookie that goes with it."""
    if not is_own_origin(request.headers.get("origin", ""), request.headers.get("host", "")):
        return PlainTextResponse("foreign origin", status_code=403)
    body = await request.body()
    if len(body) > 2000:
        return PlainTextResponse("too long", status_code=413)
    try:
        visitor = visitor_of_ticket(body.decode(errors="replace"))
    except Refusal:
        return PlainTextResponse("ticket expired", status_code=403)
    return _with_cookie(Response(status_code=204), visitor)


async def leave(request: Request) -> Response:
    """POST /leave: forgets the organiser's cookie, or that of a participant if the body names the workshop."""
    if not is_own_origin(request.headers.get("origin", ""), request.headers.get("host", "")):
        return PlainTextResponse("foreign origin", status_code=403)
    named = (await request.body())[:20].decode(errors="replace")
    leaving = Visitor(Role.PARTICIPANT, workshop_id=int(named)) if named.isdecimal() else Visitor(Role.ORGANISER)
    response = Response(status_code=204)
    response.delete_cookie(cookie_name(leaving))
    return response


def facilitator_link(request: Request) -> Response:
    """GET /leitung/{code}/{secret}: the facilitator's link."""
    return _let_in(request, Role.FACILITATOR, "/leitung")


def screen_link(request: Request) -> Response:
    """GET /beamer/{code}/{secret}: the projector's link."""
    return _let_in(request, Role.SCREEN, "/beamer")


def return_link(request: Request) -> Response:
    """GET /zurueck/{return code}: a person on another device."""
    try:
        visitor = come_back(request.path_params["code"])
    except Refusal:
        return RedirectResponse("/?hinweis=return_code_unknown", status_code=303)
    return _with_cookie(RedirectResponse("/", status_code=303), visitor)


def demo_organiser_link(_request: Request) -> Response:
    """GET /demo/organisation: the organiser's view of the demo alliance, and of no other."""
    try:
        visitor = demo_organiser()
    except Refusal:
        return RedirectResponse("/", status_code=303)
    return _with_cookie(RedirectResponse("/organisation", status_code=303), visitor)


def _let_in(request: Request, role: Role, page: str) -> Response:
    code = request.path_params["code"]
    # Streamlit's script asks for /beamer/_stcore/health first; an answer would make it stay there for good.
    if code == "_stcore":
        return PlainTextResponse("not found", status_code=404)
    try:
        visitor = visitor_of_link(role, code, request.path_params["secret"])
    except Refusal:
        return RedirectResponse("/?hinweis=link_invalid", status_code=303)
    return _with_cookie(RedirectResponse(f"{page}?w={code}", status_code=303), visitor)


def _with_cookie(response: Response, visitor: Visitor) -> Response:
    _set(response, cookie_name(visitor), cookie_for(visitor), COOKIE_SECONDS)
    if visitor.role is Role.ORGANISER and (device := device_cookie_for(visitor)):
        _set(response, DEVICE_COOKIE, device, DEVICE_SECONDS)
    return response


def _set(response: Response, name: str, value: str, seconds: int) -> None:
    secure = settings().public_url.startswith("https://")
    response.set_cookie(name, value, max_age=seconds, httponly=True, samesite="lax", secure=secure)
