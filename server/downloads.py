"""Files for organisers, made when they are asked for. The cookie decides who may have them."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from actions.documents import document
from actions.entrance import cookie_name, visitor_of_cookie
from domain.refusal import Refusal
from domain.visitor import GUEST, Role, Visitor


def download(request: Request) -> Response:
    """GET /download/{workshop}/{name}, e.g. poster.pdf, ideas.csv, results.xlsx, archive.json"""
    cookie = request.cookies.get(cookie_name(Visitor(Role.ORGANISER)))
    try:
        made = document(
            visitor_of_cookie(cookie) or GUEST,
            request.path_params["workshop_id"],
            request.path_params["name"],
        )
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
