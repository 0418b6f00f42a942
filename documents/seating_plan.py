"""One meeting round on paper: who sits where, by name. For the facilitator's hand, because it names everybody."""

from bisect import bisect_right
from collections.abc import Mapping

import texts
from documents.document import Document, file_name
from documents.paper import INK, MARGIN, Paper
from domain.meeting_plan import Plan
from domain.meetings import Bench, MeetingRound
from domain.people import Person
from domain.workshop import Workshop

_COLUMNS, _LINE, _GAP = 2, 7.0, 8.0
_TABLE_WIDTH = 20.0
_QUIET = (90, 90, 90)


def seating_plan(workshop: Workshop, round_: MeetingRound, plan: Plan, people: Mapping[str, Person]) -> Document:
    title = texts.say("seating_plan.title", number=round_.number)
    paper = Paper(f"{workshop.title} – {title}", "")
    _draw_heading(paper, workshop, title)
    _draw_rows(paper, _rows(plan, people), workshop, title)
    name = file_name(workshop, title, "pdf")
    return Document(name, "application/pdf", bytes(paper.output()))


def _rows(plan: Plan, people: Mapping[str, Person]) -> list[tuple[str, str]]:
    """(name and institution, table or pause) of everybody who is there, by name."""
    seated = [
        (people[person_id], texts.say("seating_plan.table", number=number))
        for number, table in plan.tables.items()
        for person_id in table
        if person_id in people
    ]
    resting = [
        (people[person_id], texts.say("seating_plan.pause"))
        for person_id, why in plan.bench.items()
        if person_id in people and why is not Bench.ABSENT
    ]
    known = sorted(seated + resting, key=lambda row: row[0].name.casefold())
    return [
        (f"{person.name} ({person.institution})" if person.institution else person.name, where)
        for person, where in known
    ]


def _draw_heading(paper: Paper, workshop: Workshop, title: str) -> None:
    paper.set_y(MARGIN)
    paper.centred(title, 24, bold=True)
    paper.centred(workshop.title, 13)
    paper.set_text_color(*_QUIET)
    paper.centred(texts.say("seating_plan.private"), 11)
    paper.set_text_color(*INK)
    paper.ln(4)


def _draw_rows(paper: Paper, rows: list[tuple[str, str]], workshop: Workshop, title: str) -> None:
    """Column after column, page after page."""
    width = (paper.w - 2 * MARGIN - _GAP * (_COLUMNS - 1)) / _COLUMNS
    top, column = paper.get_y(), 0
    y = top
    for who, where in rows:
        if y + _LINE > paper.h - MARGIN:
            column, y = column + 1, top
        if column == _COLUMNS:
            paper.add_page()
            _draw_heading(paper, workshop, title)
            column, y = 0, paper.get_y()
        _draw_row(paper, MARGIN + column * (width + _GAP), y, width, who, where)
        y += _LINE


def _draw_row(paper: Paper, x: float, y: float, width: float, who: str, where: str) -> None:
    paper.set_xy(x, y)
    paper.set_font("body", "B", 11)
    paper.cell(_TABLE_WIDTH, _LINE, where)
    paper.set_font("body", "", 11)
    paper.cell(width - _TABLE_WIDTH, _LINE, _cut(paper, who, width - _TABLE_WIDTH - 2))
    paper.set_draw_color(200)
    paper.line(x, y + _LINE, x + width, y + _LINE)


def _cut(paper: Paper, text: str, width: float) -> str:
    """As much of it as fits."""
    if paper.get_string_width(text) <= width:
        return text
    fitting = bisect_right(range(len(text)), width, key=lambda length: paper.get_string_width(text[:length] + " …"))
    return text[: max(0, fitting - 1)].rstrip() + " …"
