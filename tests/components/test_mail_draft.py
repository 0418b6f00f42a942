"""A draft that any mail program understands, and that begins no other header."""

from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from components.mail_draft import mail_draft

WILD = "Größe & 50 % = „fünf“? #1 + 😀\r\nBcc: x@evil.example"


def test_a_draft_says_word_for_word_what_it_should() -> None:
    draft = mail_draft("ada.löwe+x@example.org", WILD, ["Guten Tag", WILD, "Grüße"])
    address = urlsplit(draft)
    assert (address.scheme, unquote(address.path)) == ("mailto", "ada.löwe+x@example.org")
    assert parse_qs(address.query, strict_parsing=True) == {
        "subject": [WILD],
        "body": [f"Guten Tag\r\n\r\n{WILD}\r\n\r\nGrüße"],
    }
    assert not set(draft) & set(' \r\n"<>+#')
    assert draft.count("&") == 1


def test_a_draft_begins_no_other_header() -> None:
    subject = parse_qs(urlsplit(mail_draft("ada@example.org", WILD, ["x"])).query)["subject"][0]
    with pytest.raises(ValueError, match="linefeed"):
        EmailMessage()["Subject"] = subject


def test_a_draft_that_is_too_long_leaves_out_paragraphs_from_the_end_but_not_the_greeting() -> None:
    draft = unquote(mail_draft("ada@example.org", "S", ["Anrede", "ä" * 100, "ö" * 400, "Grüße"]))
    assert "Anrede" in draft
    assert "ä" * 100 in draft
    assert "ö" not in draft.replace("Grüße", "")
    assert draft.endswith("Grüße")
    assert len(mail_draft("ada@example.org", "S", ["Anrede", "ö" * 400, "Grüße"])) <= 1900
