"""Names of files: ASCII, sortable by day, short."""

import pytest

from documents.document import file_name
from tests.documents.outcomes import a_meeting


def test_a_name_tells_day_meeting_and_content() -> None:
    assert file_name(a_meeting(), "Ideen", "csv") == "2027-03-11_Netzwerktreffen_Ideen.csv"


def test_what_follows_the_first_comma_is_left_out() -> None:
    meeting = a_meeting("Netzwerktreffen im Workshop-Format, 1. Halbjahr 2027")
    assert file_name(meeting, "Ergebnisse", "xlsx") == "2027-03-11_Netzwerktreffen-im-Workshop-Format_Ergebnisse.xlsx"


def test_without_a_day_the_title_comes_first() -> None:
    assert (
        file_name(a_meeting(starts_at=None), "Kooperationsbörse", "csv") == "Netzwerktreffen_Kooperationsboerse.csv"
    )


@pytest.mark.parametrize(
    "title",
    [
        "Größe & Übermut: Łódź",
        '../../etc/passwd"; rm',
        "…",
        "ein" * 90,
        "日本語",
        "a\r\nSet-Cookie: b=c",
        "-",
        "(nur)",
    ],
)
def test_whatever_the_title_the_name_is_plain_ascii(title: str) -> None:
    name = file_name(a_meeting(title), "Ideen", "csv")
    assert name.isascii()
    assert set(name) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")
    assert len(name) < 80
    assert name.endswith("_Ideen.csv")
