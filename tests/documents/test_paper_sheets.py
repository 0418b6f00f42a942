"""Printed ballots: each with its number, its QR code and all options, as many on a page as can be read."""

import re

import pytest

from documents.paper import Paper
from documents.paper_sheets import _layout, must_fit, paper_sheets
from domain.agenda import Activity, Kind
from domain.paper import Sheet, numbered
from domain.voting import Option, Round, Status, Subject
from domain.workshop import Alliance
from tests.documents.outcomes import a_meeting
from tests.refusals import refusing

ALLIANCE = Alliance(1, "Bündnis Testland", funding_note="Kofinanziert von der Europäischen Union")
LONG = (
    "Ein sehr langes Thema mit vielen Wörtern darin, das auf dem Papier mehrere Zeilen braucht und doch ganz dasteht"
)


def an_activity(title: str = "Punkte vergeben", question: str = "Was zuerst?") -> Activity:
    return Activity(1, 0, Kind.VOTE, title, question, 10)


def a_round(budget: int = 5, maximum: int = 2) -> Round:
    return Round(1, 1, Subject.CLUSTERS, budget, maximum, Status.OPEN)


def options(count: int, title: str = "Thema") -> list[Option]:
    return [Option(number, f"{title} {number}") for number in range(1, count + 1)]


def sheets(count: int) -> list[Sheet]:
    return [Sheet(numbered(100_000 + number), 1, 1, "Apfel-Besen-Tulpe") for number in range(count)]


def pages(count: int, of: list[Option], **rule: int) -> int:
    made = paper_sheets(
        ALLIANCE, a_meeting(), an_activity(), a_round(**rule), of, sheets(count), "https://b.example/bogen?nr="
    )
    assert made.content.startswith(b"%PDF-")
    assert made.media_type == "application/pdf"
    assert b"Helvetica" not in made.content
    return len(re.findall(rb"/Type /Page\b", made.content))


def test_four_short_ballots_stand_on_a_page() -> None:
    assert [pages(count, options(8)) for count in (1, 4, 5, 8)] == [1, 1, 2, 2]


def test_where_there_is_more_to_read_there_are_fewer_on_a_page() -> None:
    assert pages(4, options(14)) == 2
    assert pages(4, options(60)) == 4


@pytest.mark.parametrize("maximum", [1, 2, 5, 6, 20])
def test_any_rule_can_be_printed(maximum: int) -> None:
    assert pages(2, options(10, LONG), budget=20, maximum=maximum) >= 1


@pytest.mark.parametrize(
    "title", ["W" * 120, "Łódź, Việt Nam, Москва", "日本語 😀", "a**b** <i>__c__", "x" * 40 + " " + "y" * 79]
)
def test_whatever_an_option_is_called_it_fits(title: str) -> None:
    assert pages(3, [Option(1, title), Option(2, "Kurz")]) == 1


def test_what_fits_on_no_page_is_refused_before_it_is_printed() -> None:
    must_fit(options(40), a_round())
    with refusing("paper_too_many_options"):
        must_fit(options(200), a_round())


@pytest.mark.parametrize("count", [1, 5, 10, 20, 45])
def test_all_options_stand_inside_their_sheet(count: int) -> None:
    from documents.paper_sheets import _Drawing, _height

    many, paper, round_ = (
        options(count, "Ein Thema mittlerer Länge, wie es wirklich vorkommt, Nummer"),
        Paper("", ""),
        a_round(),
    )
    layout = _layout(paper, many, round_)
    for place in range(layout.across * layout.down):
        drawing = _Drawing(paper, layout, place)
        spots = list(drawing._places(list(enumerate(many, start=1)), round_))
        assert len(spots) == count
        for left, top, _, option in spots:
            assert drawing.left - 0.01 <= left <= drawing.left + layout.width - layout.column + 0.01
            assert top + _height(paper, layout, option, round_) <= drawing.top + 38.0 + layout.height + 0.1
        assert drawing.left + layout.width <= 210 - 5
