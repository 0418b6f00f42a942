"""Printed ballots, several on a page of A4: rule, options with boxes for dots, number, QR code, and a strip to keep.

Each has its options in an order of its own (domain/paper.py). How many stand on a page follows from what there is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import texts
from documents.document import Document, file_name
from documents.paper import BRAND, INK, Paper
from documents.qr import dark_bars, qr_matrix
from domain.agenda import Activity
from domain.paper import Sheet, order_on, spoken_number
from domain.refusal import Refusal
from domain.voting import Option, Round
from domain.workshop import Alliance, Workshop

_EDGE, _GAP = 9.0, 4.0
_QR, _STRIP, _HEAD = 24.0, 15.0, 38.0
_NUMBER, _BOX, _BOX_STEP = 8.0, 4.4, 5.4
# More dots than this on one idea are written as a number.
_BOXES_MOST = 5
_LINE = 0.3528 * 1.22
_MORE_SPACE = 2.2


@dataclass(frozen=True)
class Layout:
    """Sheets beside and below each other on a page, columns of options on each, and the size of their type."""

    across: int
    down: int
    columns: int
    size: float

    @property
    def width(self) -> float:
        return (210 - 2 * _EDGE) / self.across - (2 * _GAP if self.across > 1 else 0)

    @property
    def height(self) -> float:
        """Room for the options of one sheet."""
        return (297 - 2 * _EDGE) / self.down - (2 * _GAP if self.down > 1 else 0) - _HEAD - _STRIP

    @property
    def column(self) -> float:
        return (self.width - (self.columns - 1) * _GAP) / self.columns


_LAYOUTS = [
    Layout(across, down, columns, size)
    for across, down, columns in ((2, 2, 1), (1, 2, 1), (1, 2, 2), (1, 1, 1), (1, 1, 2))
    for size in (11, 10, 9)
] + [Layout(1, 1, 2, 8)]


def paper_sheets(
    alliance: Alliance,
    workshop: Workshop,
    activity: Activity,
    round_: Round,
    options: Sequence[Option],
    sheets: Sequence[Sheet],
    address: str,
) -> Document:
    """All these sheets. Each has as a QR code the address under which it is entered; it ends with its number."""
    paper = Paper(f"{workshop.title} – {texts.say('paper_sheet.title')}", alliance.name)
    layout = _layout(paper, options, round_)
    for place, sheet in enumerate(sheets):
        on_page = place % (layout.across * layout.down)
        if place and not on_page:
            paper.add_page()
        if not on_page:
            _draw_page(paper, layout, alliance)
        _Drawing(paper, layout, on_page).draw(activity, round_, options, sheet, address + sheet.number)
    name = file_name(workshop, texts.say("paper_sheet.file"), "pdf")
    return Document(name, "application/pdf", bytes(paper.output()))


def must_fit(options: Sequence[Option], round_: Round) -> None:
    """Refuses a round with more to read than stands on one page."""
    _layout(Paper("", ""), options, round_)


def _layout(paper: Paper, options: Sequence[Option], round_: Round) -> Layout:
    """The first in which everything fits: as many sheets on a page as can be read well."""
    for layout in _LAYOUTS:
        heights = [_height(paper, layout, option, round_) for option in options]
        if sum(heights) <= layout.height * layout.columns - (layout.columns - 1) * max(heights, default=0):
            return layout
    raise Refusal("paper_too_many_options", count=len(options))


def _height(paper: Paper, layout: Layout, option: Option, round_: Round) -> float:
    return max(len(_lines(paper, layout, option, round_)) * layout.size * _LINE, _BOX) + _MORE_SPACE


def _lines(paper: Paper, layout: Layout, option: Option, round_: Round) -> list[str]:
    paper.set_font("body", "", layout.size)
    width = layout.column - _NUMBER - _boxes(round_) - 1
    return _broken(paper, option.title, width)


def _broken(paper: Paper, text: str, width: float) -> list[str]:
    """The text in lines, in the type that is set."""
    lines = paper.multi_cell(width, None, text, align="L", dry_run=True, output="LINES")
    return lines if isinstance(lines, list) else []


def _boxes(round_: Round) -> float:
    """The width that the boxes for dots take."""
    return round_.maximum * _BOX_STEP if round_.maximum <= _BOXES_MOST else 2 * _BOX_STEP


def _draw_page(paper: Paper, layout: Layout, alliance: Alliance) -> None:
    """Where to cut, and who pays."""
    paper.set_draw_color(150)
    paper.set_dash_pattern(0.6, 1.6)
    if layout.across == 2:
        paper.line(105, 4, 105, 293)
    if layout.down == 2:
        paper.line(4, 148.5, 206, 148.5)
    paper.set_dash_pattern()
    foot = " · ".join(part for part in (alliance.name, alliance.funding_note) if part)
    paper.set_xy(_EDGE, 297 - 6)
    paper.set_font("body", "", 6.5)
    paper.cell(210 - 2 * _EDGE, 3, foot[:200], align="C")


def _recount(address: str) -> str:
    """Where all ballots can be looked at after the result, as a person types it."""
    return address.partition("://")[2].partition("/")[0] + "/nachzaehlen"


class _Drawing:
    """One ballot at its place on the page."""

    def __init__(self, paper: Paper, layout: Layout, place: int) -> None:
        self.paper, self.layout = paper, layout
        row, column = divmod(place, layout.across)
        self.left = _EDGE + column * (105 - _EDGE + _GAP)
        self.top = _EDGE + row * (148.5 - _EDGE + _GAP)

    def draw(self, activity: Activity, round_: Round, options: Sequence[Option], sheet: Sheet, address: str) -> None:
        self._head(activity, round_, sheet.number, address)
        for left, top, which, option in self._places(order_on(sheet.number, options), round_):
            self._option(left, top, which, option, round_)
        self._strip(sheet, _recount(address))

    def _head(self, activity: Activity, round_: Round, number: str, address: str) -> None:
        words = self.layout.width - _QR - 3
        self._code(address, self.left + self.layout.width - _QR, self.top)
        self.paper.set_text_color(*BRAND)
        self.paper.set_xy(self.left, self.top)
        self._fitted(activity.title, words, 13, lines=2, bold=True)
        self.paper.set_text_color(*INK)
        if activity.question:
            self._fitted(activity.question, words, 9.5, lines=3)
        rule = texts.say("paper_sheet.rule", budget=round_.budget, maximum=round_.maximum)
        if round_.budget == 1:
            rule = texts.say("paper_sheet.rule_one")
        self._fitted(rule, words, 11, lines=2, bold=True)
        how = "paper_sheet.how" if round_.maximum <= _BOXES_MOST else "paper_sheet.how_number"
        self._fitted(texts.say(how), words, 8.5, lines=2)
        self.paper.set_xy(self.left + self.layout.width - _QR, self.top + _QR)
        self.paper.set_font("body", "B", 11)
        self.paper.cell(_QR, 5, spoken_number(number), align="C")

    def _fitted(self, text: str, width: float, size: float, *, lines: int, bold: bool = False) -> None:
        """In so many lines, smaller if need be; what does not fit then is cut with dots."""
        while size > 6:
            self.paper.set_font("body", "B" if bold else "", size)
            found = _broken(self.paper, text, width)
            if len(found) <= lines:
                break
            size -= 0.5
        kept = [*found[:lines]]
        if len(found) > lines:
            kept[-1] = kept[-1].rstrip() + " …"
        for line in kept:
            self.paper.set_x(self.left)
            self.paper.cell(width, size * _LINE, line, new_x="LEFT", new_y="NEXT")
        self.paper.set_y(self.paper.get_y() + 0.8)

    def _places(
        self, options: Sequence[tuple[int, Option]], round_: Round
    ) -> Iterator[tuple[float, float, int, Option]]:
        """(left, top, number, option), column by column."""
        first = self.top + _HEAD
        column, top = 0, first
        for which, option in options:
            height = _height(self.paper, self.layout, option, round_)
            if top + height > first + self.layout.height + 0.01 and column + 1 < self.layout.columns:
                column, top = column + 1, first
            yield self.left + column * (self.layout.column + _GAP), top, which, option
            top += height

    def _option(self, left: float, top: float, which: int, option: Option, round_: Round) -> None:
        paper, size = self.paper, self.layout.size
        lines = _lines(paper, self.layout, option, round_)
        paper.set_xy(left, top)
        paper.set_font("body", "B", size)
        paper.cell(_NUMBER, size * _LINE, str(which))
        paper.set_font("body", "", size)
        for number, line in enumerate(lines):
            paper.set_xy(left + _NUMBER, top + number * size * _LINE)
            paper.cell(self.layout.column - _NUMBER, size * _LINE, line)
        self._draw_boxes(left + self.layout.column - _boxes(round_), top, round_)
        paper.set_draw_color(215)
        bottom = top + _height(paper, self.layout, option, round_) - _MORE_SPACE / 2
        paper.line(left, bottom, left + self.layout.column, bottom)

    def _draw_boxes(self, left: float, top: float, round_: Round) -> None:
        self.paper.set_draw_color(*INK)
        if round_.maximum > _BOXES_MOST:
            self.paper.rect(left, top, 2 * _BOX_STEP - 1, _BOX)
            return
        for box in range(round_.maximum):
            self.paper.ellipse(left + box * _BOX_STEP + 0.5, top, _BOX, _BOX)

    def _strip(self, sheet: Sheet, place: str) -> None:
        """To tear off and keep: with these words its person finds the ballot among all that were counted."""
        paper = self.paper
        top = self.top + _HEAD + self.layout.height + 2
        paper.set_draw_color(120)
        paper.set_dash_pattern(1.2, 1.2)
        paper.line(self.left, top, self.left + self.layout.width, top)
        paper.set_dash_pattern()
        paper.set_xy(self.left, top + 1.5)
        paper.set_font("body", "B", 10)
        paper.cell(
            self.layout.width,
            4.5,
            texts.say("paper_sheet.strip", receipt=sheet.receipt or spoken_number(sheet.number)),
        )
        paper.set_xy(self.left, top + 6)
        self._fitted(
            texts.say("paper_sheet.strip_how", place=place),
            self.layout.width,
            8,
            lines=2,
        )

    def _code(self, address: str, left: float, top: float) -> None:
        matrix = qr_matrix(address)
        square = _QR / len(matrix)
        self.paper.set_fill_color(0)
        for x, y, length in dark_bars(matrix):
            self.paper.rect(left + x * square, top + y * square, length * square, square + 0.02, style="F")
