"""What the exchange's form says becomes offers and wishes, and comes back as it was typed."""

import pytest

from domain.contacts import Entry, Side, entries_of, line_of


@pytest.mark.parametrize(
    ("chips", "line", "entries"),
    [
        ([], "  Räume  am Abend ", [(None, "Räume am Abend")]),
        ([7], "4 Plätze", [(7, "4 Plätze")]),
        ([7], "", [(7, "")]),
        ([7, 9], "", [(7, ""), (9, "")]),
        ([7, 9], "4 Plätze", [(7, ""), (9, ""), (None, "4 Plätze")]),
        ([7, 7], "4 Plätze", [(7, "4 Plätze")]),
        ([], " \u200b ", []),
        ([], None, []),
    ],
)
def test_topics_and_the_line_become_entries(
    chips: list[int], line: str | None, entries: list[tuple[int | None, str]]
) -> None:
    assert entries_of(Side.OFFER, chips, line) == [Entry(Side.OFFER, chip, text) for chip, text in entries]


@pytest.mark.parametrize(("chips", "line"), [([], "Räume"), ([7], "4 Plätze"), ([7, 9], "4 Plätze"), ([7, 9], "")])
def test_the_line_comes_back_as_it_was_typed(chips: list[int], line: str) -> None:
    assert line_of(entries_of(Side.SEEK, chips, line)) == line


def test_lines_of_several_entries_stand_in_one() -> None:
    assert (
        line_of([Entry(Side.SEEK, 7, "eins"), Entry(Side.SEEK, 8, ""), Entry(Side.SEEK, 9, "zwei")]) == "eins; zwei"
    )
