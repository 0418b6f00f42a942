"""Whether the application can work: asked by load balancers, and by people in a hurry."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from actions.condition import condition
from actions.operation import database_answers
from server.metrics import may_look
from server.stopping import stopping


def health(request: Request) -> Response:
    """GET /health: 200 only if the database answers and the process is not about to stop."""
    if stopping.begun:
        return JSONResponse({"status": "stopping"}, status_code=503)
    try:
        fine = database_answers()
    except Exception as error:
        # Whatever is wrong, the answer is the same; which kind of error it is helps whoever looks.
        return JSONResponse({"status": "database", "error": type(error).__name__}, status_code=503)
    # What does not keep anybody from working, for who may know (manage.py doctor asks).
    more = {"troubles": list(condition())} if condition() and may_look(request) else {}
    return JSONResponse({"status": "ok" if fine else "database"} | more, status_code=200 if fine else 503)
