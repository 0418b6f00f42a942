"""What somebody agreed to can be shown word for word, for ever."""

import hashlib

import pytest

import texts
from documents.consents import proof
from domain.privacy import Purpose
from texts.consents import Wording, wording, wordings

# A wording that somebody may have agreed to is never changed: a new version is added to texts/consents.toml.
AGREED_TO = {
    ("contact_sharing", "2026-11", "profile"): "e636fdb4c214",
    ("contact_sharing", "2026-11", "desk"): "ccfc195ca029",
    ("contact_sharing:pair", "2026-11", "request"): "c6e247a59380",
    ("contact_sharing:pair", "2026-11", "answer"): "d93cde05e9a4",
    ("contact_sharing:pair", "2026-11-fields", "request"): "2ec2db9d366b",
    ("contact_sharing:pair", "2026-11-fields", "answer"): "9688403b1676",
    ("cooperation_marks", "2026-11", "mark"): "1a22544d534b",
    ("cooperation_marks:room", "2026-11", "mark"): "85de619b19b5",
    ("cooperation_marks", "2026-11", "desk"): "bded09360584",
    ("cooperation_marks:room", "2026-11", "desk"): "bd7977c07011",
    ("meeting_rounds:screen", "2026-11", "table"): "e68d55d16fa1",
    ("contact_person", "2026-11", "group"): "d318d2fdfabf",
}
SHOWN_NOW = list({(each.purpose, each.channel): each for each in wordings()}.values())


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("newest", SHOWN_NOW, ids=lambda each: f"{each.purpose}-{each.channel}")
def test_the_page_shows_the_newest_version_word_for_word(newest: Wording, language: str) -> None:
    """If this fails: put the new wording into texts/consents.toml as a new version, below the old one."""
    known = texts._texts(language)
    # The page says it, or a browser component on it.
    assert known.get(newest.shown, known.get(f"browser.{newest.shown}")) == newest.of(language)


def test_versions_that_people_agreed_to_stay_as_they_were() -> None:
    found = {(each.purpose, each.version, each.channel): each.fingerprint[:12] for each in wordings()}
    assert {key: found.get(key) for key in AGREED_TO} == AGREED_TO
    assert found.keys() == AGREED_TO.keys(), "a new version: add it here too"


def test_everybody_can_read_how_they_were_asked() -> None:
    assert [each.channel for each in wordings() if not texts.has(f"my_data.channel_{each.channel}")] == []


def test_the_fingerprint_is_that_of_the_words() -> None:
    one = wordings()[0]
    assert one.fingerprint == hashlib.sha256(f"{one.de}\n{one.en}".encode()).hexdigest()


@pytest.mark.parametrize(("purpose", "channel"), [(each.purpose, each.channel) for each in SHOWN_NOW])
def test_the_proof_names_a_wording_that_is_known(purpose: str, channel: str) -> None:
    given = proof(purpose, channel)
    known = wording(purpose, given["version"], given["channel"])
    assert known is not None
    assert known.fingerprint == given["text_hash"]


def test_every_purpose_has_a_wording() -> None:
    assert {each.purpose for each in wordings()} == set(Purpose)


def test_an_unknown_version_is_no_wording() -> None:
    assert wording(Purpose.PAIR, "1999-01", "answer") is None
