"""QR codes, made here: no foreign host, no image library. Squares as a matrix (for paper) or an SVG path."""

from collections.abc import Sequence
from itertools import groupby

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

# What scanners need around the code, in squares.
QUIET_ZONE = 4

Matrix = Sequence[Sequence[bool]]


def qr_matrix(content: str) -> list[list[bool]]:
    """True where a square is dark; the quiet zone is part of it. Readable with a seventh of it covered."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(content)
    code.make(fit=True)
    return [[bool(square) for square in row] for row in code.get_matrix()]


def svg_path(matrix: Matrix) -> str:
    """The dark squares as one path, one unit a square: `M4 4h7v1h-7z…`. Neighbours in a row are one bar."""
    return "".join(
        f"M{start} {y}h{length}v1h-{length}z" for y, row in enumerate(matrix) for start, length in _bars(row)
    )


def dark_bars(matrix: Matrix) -> list[tuple[int, int, int]]:
    """(column, row, length) of each dark run, for paper."""
    return [(start, y, length) for y, row in enumerate(matrix) for start, length in _bars(row)]


def _bars(row: Sequence[bool]) -> list[tuple[int, int]]:
    """(first square, length) of each dark run."""
    runs = [
        (dark, [place for place, _ in squares]) for dark, squares in groupby(enumerate(row), key=lambda each: each[1])
    ]
    return [(places[0], len(places)) for dark, places in runs if dark]
