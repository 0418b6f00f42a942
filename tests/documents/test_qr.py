"""QR codes: squares that a scanner finds, and a path that paints exactly them."""

import re

import pytest

from documents.qr import QUIET_ZONE, qr_matrix, svg_path

ADDRESS = "http://192.168.178.23:8501/?w=K7M2QX"
FINDER = ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"]


def painted(path: str, size: int) -> list[list[bool]]:
    """The squares that a browser would fill."""
    squares = [[False] * size for _ in range(size)]
    bars = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", path)
    assert "".join(f"M{x} {y}h{length}v1h-{back}z" for x, y, length, back in bars) == path
    for x, y, length, back in bars:
        assert length == back
        for place in range(int(x), int(x) + int(length)):
            squares[int(y)][place] = True
    return squares


@pytest.mark.parametrize("content", [ADDRESS, "https://mitmachen.fachkraeftebuendnis.example/?w=K7M2QX", "ß – 漢字"])
def test_the_path_paints_exactly_the_dark_squares(content: str) -> None:
    matrix = qr_matrix(content)
    assert painted(svg_path(matrix), len(matrix)) == matrix


def test_a_scanner_finds_the_three_corners_inside_a_quiet_zone() -> None:
    matrix = qr_matrix(ADDRESS)
    size, corner = len(matrix), len(FINDER)
    assert all(len(row) == size for row in matrix)
    near, far = QUIET_ZONE, size - QUIET_ZONE - corner
    for top, left in ((near, near), (near, far), (far, near)):
        rows = [row[left : left + corner] for row in matrix[top : top + corner]]
        assert ["".join("#" if dark else "." for dark in row) for row in rows] == FINDER
    inside = range(QUIET_ZONE, size - QUIET_ZONE)
    dark_outside = [
        (x, y) for y in range(size) for x in range(size) if matrix[y][x] and not (x in inside and y in inside)
    ]
    assert dark_outside == []


def test_another_code_looks_different() -> None:
    assert qr_matrix(ADDRESS) != qr_matrix(ADDRESS.replace("K7M2QX", "K7M2QY"))


def test_a_usual_address_makes_large_squares() -> None:
    """What a phone must tell apart from the last row: 37 a side at most, the quiet zone included."""
    assert len(qr_matrix(ADDRESS)) <= 37
