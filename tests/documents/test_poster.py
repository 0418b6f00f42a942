"""The poster: one page, in German, with our own type, and everything one needs to get in."""

import re
import zlib

import pytest

from documents.poster import poster
from domain.workshop import Alliance
from tests.documents.outcomes import LINKS, a_meeting

ALLIANCE = Alliance(1, "Bündnis Testland", funding_note="Kofinanziert von der Europäischen Union")


def drawn(**values: object) -> bytes:
    made = poster(ALLIANCE, a_meeting(**values), LINKS)  # type: ignore[arg-type]
    assert made.media_type == "application/pdf"
    return made.content


def test_it_is_one_page_of_a4_in_german() -> None:
    content = drawn()
    assert content.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", content)) == 1
    assert b"/Lang (de-DE)" in content
    assert b"/MediaBox [0 0 595.28 841.89]" in content


def test_every_font_is_embedded() -> None:
    content = drawn()
    fonts = {name.partition(b"+")[2] for name in re.findall(rb"/BaseFont /([^\s/]+)", content)}
    assert fonts >= {b"AtkinsonHyperlegibleNext", b"AtkinsonHyperlegibleNextBold"}
    assert content.count(b"/FontFile2") >= 2
    assert b"Helvetica" not in content


def test_the_secret_links_are_not_on_it() -> None:
    content = drawn()
    streams = [zlib.decompress(part) for part in re.findall(rb"stream\n(x.*?)\nendstream", content, re.DOTALL)]
    assert streams
    assert not any(b"geheim" in part for part in [content, *streams])


@pytest.mark.parametrize(
    "title",
    [
        "Netzwerktreffen",
        "W" * 200,
        "Ein Titel " * 20,
        "Łódź, Việt Nam, Καλημέρα, Москва",
        "日本語 😀",
        "a**b** <i>__c__",
    ],
)
def test_whatever_the_title_it_stays_one_page(title: str) -> None:
    assert len(re.findall(rb"/Type /Page\b", drawn(title=title[:200], place="Ort " * 40, question=""))) == 1
