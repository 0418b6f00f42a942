"""The poster beside the door: what this is, a large QR code, the code to type, three short steps."""

import texts
from documents.document import Document, file_name
from documents.paper import BRAND, INK, MARGIN, Paper
from documents.qr import qr_matrix
from domain.workshop import Alliance, Links, Workshop
from texts.days import spoken

_QR_SIZE = 116.0
_STEPS = ("poster.step_1", "poster.step_2", "poster.step_3")


def poster(alliance: Alliance, workshop: Workshop, links: Links) -> Document:
    paper = Paper(f"{workshop.title} – {texts.say('poster.join')}", alliance.name)
    _draw_heading(paper, workshop)
    _draw_code(paper, links.scan)
    _draw_address(paper, workshop, links)
    _draw_steps(paper)
    _draw_foot(paper, alliance)
    name = file_name(workshop, texts.say("document.poster"), "pdf")
    return Document(name, "application/pdf", bytes(paper.output()))


def _draw_heading(paper: Paper, workshop: Workshop) -> None:
    paper.set_y(MARGIN)
    paper.set_text_color(*BRAND)
    paper.centred(texts.say("poster.join"), 40, bold=True)
    paper.set_text_color(*INK)
    paper.ln(3)
    paper.centred(workshop.title, 20, bold=True)
    for line in (spoken(workshop.starts_at), workshop.place):
        if line:
            paper.ln(1)
            paper.centred(line, 14)


def _draw_code(paper: Paper, address: str) -> None:
    """Drawn as squares, so that it stays sharp at any size."""
    matrix = qr_matrix(address)
    square, left, top = _QR_SIZE / len(matrix), (paper.w - _QR_SIZE) / 2, paper.get_y()
    paper.set_fill_color(0)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                # A hair wider than a square: no white lines between neighbours.
                paper.rect(left + x * square, top + y * square, square + 0.02, square + 0.02, style="F")
    paper.set_y(top + _QR_SIZE - 2)


def _draw_address(paper: Paper, workshop: Workshop, links: Links) -> None:
    paper.centred(texts.say("poster.no_camera", address=_typed_address(links)), 14)
    paper.ln(2)
    paper.set_text_color(*BRAND)
    paper.centred(" ".join(workshop.code), 40, bold=True)
    paper.set_text_color(*INK)
    paper.ln(5)


def _draw_steps(paper: Paper) -> None:
    """Numbers in a column of their own, so that long steps stay aligned."""
    for number, step in enumerate(_STEPS, start=1):
        paper.set_x(MARGIN + 8)
        paper.set_font("body", "B", 15)
        paper.cell(9, 8, f"{number}.")
        paper.set_font("body", "", 15)
        paper.multi_cell(paper.w - 2 * MARGIN - 17, 8, texts.say(step), align="L", new_x="LMARGIN", new_y="NEXT")
    paper.ln(3)
    paper.centred(texts.say("poster.no_device"), 13)


def _draw_foot(paper: Paper, alliance: Alliance) -> None:
    paper.set_y(-MARGIN - 10)
    for line in (alliance.name, alliance.funding_note):
        if line:
            paper.centred(line, 10)


def _typed_address(links: Links) -> str:
    """The address as a person types it: without protocol and code."""
    return links.participant.partition("://")[2].partition("/?")[0]
