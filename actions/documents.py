"""Files for organisers: who may have them, and from what they are made."""

from collections.abc import Callable

from actions.entrance import links_of
from actions.outcome import outcome_of
from documents import tables
from documents.archive import archive
from documents.csv_file import csv_file
from documents.document import Document
from documents.poster import poster
from documents.qr import qr_matrix, svg_path
from documents.xlsx_file import xlsx_file
from domain.outcome import Outcome
from domain.refusal import Refusal
from domain.visitor import Visitor

_MAKERS: dict[str, Callable[[Outcome], Document]] = {
    "poster.pdf": lambda outcome: poster(outcome.alliance, outcome.workshop, links_of(outcome.workshop)),
    "ideas.csv": lambda outcome: csv_file(outcome, tables.ideas(outcome)),
    "ranking.csv": lambda outcome: csv_file(outcome, tables.ranking(outcome)),
    "ballots.csv": lambda outcome: csv_file(outcome, tables.ballots(outcome)),
    "participants.csv": lambda outcome: csv_file(outcome, tables.participants(outcome)),
    "results.xlsx": xlsx_file,
    "archive.json": archive,
}


def document(visitor: Visitor, workshop_id: int, name: str) -> Document:
    """One of the organiser's files, made now."""
    outcome = outcome_of(visitor, workshop_id)
    if name not in _MAKERS:
        raise Refusal("document_unknown")
    return _MAKERS[name](outcome)


def qr_picture(address: str) -> str:
    """A QR code for the screen, as SVG."""
    matrix = qr_matrix(address)
    size = len(matrix)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{svg_path(matrix)}" fill="#000"/></svg>'
    )
