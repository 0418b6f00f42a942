"""Files, made when they are asked for and kept nowhere. The cookie decides who may have them."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from actions.contact_cards import contact_file, my_summary
from actions.documents import Document, document
from actions.entrance import cookie_name, visitor_of_cookie
from actions.meeting_tables import plan_on_paper
from actions.network import network_document
from actions.paper import sheets_document
from actions.privacy import document_about, my_document
from actions.receipts import ballots_of
from domain.refusal import Refusal
from domain.visitor import GUEST, Role, Visitor


def download(request: Request) -> Response:
    """GET /download/{workshop}/{name}, e.g. poster.pdf, ideas.csv, results.xlsx, archive.json"""
    return _file(lambda: document(_organiser(request), _workshop_id(request), request.path_params["name"]))


def my_data(request: Request) -> Response:
    """GET /meine-daten/{workshop}/{name}: all about whoever carries the participant's cookie, for them alone."""
    me = _visitor(request, Visitor(Role.PARTICIPANT, workshop_id=_workshop_id(request)))
    return _file(lambda: my_document(me, request.path_params["name"]))


def contact(request: Request) -> Response:
    """GET /kontakt/{workshop}/{request}/{name}: for the address book of one of two who both agreed."""
    me = _visitor(request, Visitor(Role.PARTICIPANT, workshop_id=_workshop_id(request)))
    return _file(lambda: contact_file(me, request.path_params["request_id"], request.path_params["name"]))


def summary(request: Request) -> Response:
    """GET /zusammenfassung/{workshop}/{name}: whom one has met and what comes next, for oneself alone."""
    me = _visitor(request, Visitor(Role.PARTICIPANT, workshop_id=_workshop_id(request)))
    return _file(lambda: my_summary(me, request.path_params["name"]))


def ballots(request: Request) -> Response:
    """GET /stimmzettel/{workshop}: the counted ballots, for everybody who is in the workshop."""
    workshop_id = _workshop_id(request)
    roles = (Role.PARTICIPANT, Role.FACILITATOR, Role.SCREEN)
    known = [_visitor(request, Visitor(role, workshop_id=workshop_id)) for role in roles]
    return _file(lambda: ballots_of(next((who for who in known if who.workshop_id == workshop_id), GUEST)))


def data_of_somebody(request: Request) -> Response:
    """GET /auskunft/{workshop}/{person}/{name}: for somebody who asked the organiser what is stored about them."""
    asked = (_workshop_id(request), request.path_params["person_id"], request.path_params["name"])
    return _file(lambda: document_about(_organiser(request), *asked))


def paper_sheets(request: Request) -> Response:
    """GET /boegen/{workshop}/{round}/{batch}: ballots to print, for whoever leads the meeting."""
    leader = _visitor(request, Visitor(Role.FACILITATOR, workshop_id=_workshop_id(request)))
    asked = (request.path_params["round_id"], request.path_params["batch"])
    return _file(lambda: sheets_document(leader, *asked))


def seating_plan(request: Request) -> Response:
    """GET /gespraechsrunde/{workshop}/{round}.pdf: who sits where, for whoever leads the meeting."""
    leader = _visitor(request, Visitor(Role.FACILITATOR, workshop_id=_workshop_id(request)))
    return _file(lambda: plan_on_paper(leader, request.path_params["round_id"]))


def network(request: Request) -> Response:
    """GET /netzwerk/{name}: the growth of the organiser's alliance, and which types of institution met."""
    return _file(lambda: network_document(_organiser(request), request.path_params["name"]))


def _organiser(request: Request) -> Visitor:
    return _visitor(request, Visitor(Role.ORGANISER))


def _visitor(request: Request, wanted: Visitor) -> Visitor:
    """Who the cookie for this role says it is; a guest without one."""
    return visitor_of_cookie(request.cookies.get(cookie_name(wanted))) or GUEST


def _workshop_id(request: Request) -> int:
    workshop_id: int = request.path_params["workshop_id"]
    return workshop_id


def _file(make: Callable[[], Document]) -> Response:
    try:
        made = make()
    except Refusal:
        return PlainTextResponse("not found", status_code=404)
    return Response(
        made.content,
        media_type=made.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{made.file_name}"',
            "Cache-Control": "no-store",
        },
    )
