"""Ballots from paper in a table (`ballot,idea,dots`): every bad row is named, and then nothing of it is taken."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain.csv_rows import Rows
from domain.idea_import import RefusedRow
from domain.paper import Sheet, numbered_option, typed_number
from domain.refusal import Refusal
from domain.text_rules import clean_line
from domain.voting import Option, Round

COLUMNS = {
    "ballot": ("ballot", "bogen", "bogennummer", "nummer", "number"),
    "idea": ("idea", "idee", "thema", "option"),
    "dots": ("dots", "punkte", "points"),
}
ROWS_MOST = 5000
_SHOWN_AT_MOST = 20


@dataclass(frozen=True)
class Printed:
    """A sheet of the round, and the dots by option that were entered for it so far."""

    sheet: Sheet
    counts: Mapping[int, int]


@dataclass
class Reading:
    """Dots by option, by the number of the sheet; the sheets that are entered just so already; what is refused."""

    ballots: dict[str, dict[int, int]] = field(default_factory=dict)
    there: list[str] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)


def known_headings(cells: Sequence[str]) -> int:
    """How many of a header's cells are columns of ours."""
    return len(_columns(cells))


def read_ballots(rows: Rows, round_: Round, options: Sequence[Option], printed: Mapping[str, Printed]) -> Reading:
    """`rows` with the header first. A table that holds no ballots at all is refused as a whole."""
    columns = _columns(rows[0][1]) if rows else {}
    if len(columns) < len(COLUMNS):
        raise Refusal("paper_import_columns", names=", ".join(COLUMNS))
    if len(rows) == 1:
        raise Refusal("import_empty")
    if len(rows) > ROWS_MOST:
        raise Refusal("paper_import_too_long", most=ROWS_MOST)
    reading = Reading()
    lines: dict[str, list[int]] = {}
    for line, cells in rows[1:]:
        try:
            number, option, dots = _row([*cells, "", "", ""], columns, options, printed)
            _put(reading.ballots.setdefault(number, {}), option, dots, round_)
            lines.setdefault(number, []).append(line)
        except Refusal as refusal:
            reading.refused.append(RefusedRow(line, refusal))
    for number, wanted in list(reading.ballots.items()):
        _compare(reading, lines.get(number, []), printed[number], wanted)
    reading.refused.sort(key=lambda row: row.line)
    return reading


def _columns(header: Sequence[str]) -> dict[str, int]:
    names = [clean_line(cell).casefold() for cell in header]
    found = {meaning: [names.index(name) for name in known if name in names] for meaning, known in COLUMNS.items()}
    return {meaning: places[0] for meaning, places in found.items() if places}


def _row(
    cells: Sequence[str], columns: Mapping[str, int], options: Sequence[Option], printed: Mapping[str, Printed]
) -> tuple[str, Option | None, int]:
    """(number of the sheet, option, dots); without an option it is an empty sheet."""
    ballot, idea, dots = (clean_line(cells[columns[name]]) for name in ("ballot", "idea", "dots"))
    number = typed_number(ballot)
    if number not in printed:
        raise Refusal("paper_number_unknown")
    if idea in ("", "0") and dots in ("", "0"):
        return number, None, 0
    return number, numbered_option(_number(idea), options), _number(dots)


def _number(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 4:
        raise Refusal("paper_dots_unreadable", text=text[:_SHOWN_AT_MOST] or "–")
    return int(text)


def _put(wanted: dict[int, int], option: Option | None, dots: int, round_: Round) -> None:
    """The row's dots on the ballot, or the refusal that says which rule they break; then the ballot is as before."""
    if option is None and not wanted:
        return
    if option is None or option.id in wanted:
        raise Refusal("paper_row_twice")
    if dots > round_.maximum:
        raise Refusal("too_many_on_one", most=round_.maximum)
    if sum(wanted.values()) + dots > round_.budget:
        raise Refusal("no_dots_left", budget=round_.budget)
    wanted[option.id] = dots


def _compare(reading: Reading, lines: Sequence[int], printed: Printed, wanted: Mapping[int, int]) -> None:
    """What was entered before by hand is not overwritten by a table."""
    if not printed.sheet.entered:
        return
    number = printed.sheet.number
    del reading.ballots[number]
    if +Counter(wanted) == Counter(printed.counts):
        reading.there.append(number)
    else:
        reading.refused += [RefusedRow(line, Refusal("paper_used")) for line in lines]
