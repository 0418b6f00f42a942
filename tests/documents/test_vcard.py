"""A contact as phones take it in: what people are called is never read as another line or field."""

import re

import pytest

from documents.vcard import vcard
from domain.contact_cards import ContactCard


def lines_of(card: ContactCard, name: str = "kontakt.vcf") -> list[str]:
    content = vcard(card, name).content
    assert content.endswith(b"END:VCARD\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    # As a reader puts folded lines together again.
    return content.decode().replace("\r\n ", "").split("\r\n")[:-1]


ADA = ContactCard(
    "Ada Maria Löwe",
    "Uni, Institut; A",
    "ada@example.org",
    "+49 551 1",
    topic="Wohnraum",
    note="Heimlich",
    meeting="T",
)


def test_a_contact_has_all_its_parts_but_not_the_readers_note() -> None:
    assert lines_of(ADA) == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "N:Löwe;Ada Maria;;;",
        "FN:Ada Maria Löwe",
        "ORG:Uni\\, Institut\\; A",
        "EMAIL;TYPE=INTERNET:ada@example.org",
        "TEL;TYPE=VOICE:+49 551 1",
        "NOTE:Kennengelernt beim Treffen: T\\nThema: Wohnraum",
        "END:VCARD",
    ]
    assert "NOTE:Met at the meeting: T\\nTopic: Wohnraum" in lines_of(ADA, "contact.vcf")


def test_what_was_not_released_is_not_in_it() -> None:
    card = lines_of(ContactCard("Ada", "", phone="0551 1"))
    assert not [line for line in card if line.startswith(("EMAIL", "ORG"))]
    assert "N:Ada;;;;" in card


@pytest.mark.parametrize(
    "name", ["x\r\nTEL:666", "x\nEND:VCARD", "a;b;c", "\\", "ä" * 80, "😀" * 40, "x\u2028y", "\x85"]
)
def test_a_wild_name_begins_no_other_line(name: str) -> None:
    lines = lines_of(ContactCard(name, name, "ada@example.org", meeting=name, topic=name))
    assert [re.split(r"[:;]", line)[0] for line in lines] == [
        *("BEGIN", "VERSION", "N", "FN", "ORG", "EMAIL", "NOTE", "END"),
    ]
