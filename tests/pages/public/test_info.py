"""Help and legal pages: complete, filled from one file, with the gaps plainly visible."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import texts
from actions.entrance import DEVICE_COOKIE, cookie_name
from actions.organisation import legal_details, periods
from components.info import TOPICS, details_in_words, filled
from domain.privacy import Purpose
from domain.visitor import Role, Visitor
from server.technik import _COOKIE as TECHNIK_COOKIE
from storage.database import Database
from tests.told import data_of, tell
from texts.consents import newest

PageAs = Callable[..., AppTest]
PLACES = re.compile(r"\{([^}]*)\}")


def shown(page: AppTest) -> str:
    assert not page.exception
    return "\n".join(element.value for element in page.markdown).replace("\\", "")


@pytest.mark.parametrize("topic", TOPICS)
def test_every_page_is_open_to_guests_and_leads_back(topic: str, database: Database, page_as: PageAs) -> None:
    page = page_as(None, "info", seite=topic).run()
    text = shown(page)
    assert len(re.findall(r"(?m)^# ", text)) == 1
    assert "{" not in text
    links = [element.proto.url for element in page.main if element.type == "link_button"]
    assert "/" in links


def test_an_unknown_page_is_the_help_page(database: Database, page_as: PageAs) -> None:
    assert shown(page_as(None, "info", seite="../../secret.key").run()).startswith("# Hilfe")
    assert shown(page_as(None, "info").run()).startswith("# Hilfe")


def test_what_is_not_filled_in_is_plainly_a_gap(database: Database, page_as: PageAs) -> None:
    text = shown(page_as(None, "info", seite="impressum").run())
    assert "**[noch einzutragen: Name der verantwortlichen Stelle]**" in text


def test_the_operators_own_file_fills_all_pages(data_dir: Path, database: Database, page_as: PageAs) -> None:
    (data_dir / "organisation.toml").write_text('[controller]\nname = "Stiftung *Süd*"\nemail = "post@example.org"\n')
    for topic in ("impressum", "datenschutz", "barrierefreiheit"):
        assert "Stiftung *Süd*" in shown(page_as(None, "info", seite=topic).run())
    # To be clicked and copied: nothing invisible in it.
    assert "[post@example.org](mailto:post@example.org)" in shown(page_as(None, "info", seite="hilfe").run())


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS)
def test_every_place_to_fill_is_in_the_file_and_has_a_name(topic: str, language: str, data_dir: Path) -> None:
    places = set(PLACES.findall((texts.FOLDER / language / f"{topic}.md").read_text(encoding="utf-8")))
    assert places <= details_in_words(legal_details(), periods()).keys()
    assert [place for place in places if not texts.has(f"gap.{place}")] == []


@pytest.mark.parametrize("topic", TOPICS)
def test_both_languages_fill_the_same_places(topic: str) -> None:
    german, english = (set(PLACES.findall(texts.page(topic, language))) for language in texts.LANGUAGES)
    assert german == english


def test_every_cookie_of_ours_is_named() -> None:
    for language in texts.LANGUAGES:
        page = texts.page("datenschutz", language)
        for role in (Role.PARTICIPANT, Role.FACILITATOR, Role.SCREEN):
            assert cookie_name(Visitor(role, workshop_id=7)).replace("7", "<n>") in page
        assert cookie_name(Visitor(Role.ORGANISER)) in page
        for other in (DEVICE_COOKIE, TECHNIK_COOKIE, "_streamlit_xsrf"):
            assert other in page


def test_periods_are_told_in_the_language_of_the_page(database: Database, page_as: PageAs) -> None:
    assert "6 Wochen nach dem Treffen" in shown(page_as(None, "info", seite="datenschutz").run())
    english = shown(page_as(None, "info", seite="datenschutz", lang="en").run())
    assert "6 weeks after the meeting" in english
    assert "Wochen" not in english


def test_the_page_quotes_the_wordings_that_people_agree_to(database: Database, page_as: PageAs) -> None:
    text = shown(page_as(None, "info", seite="datenschutz").run())
    for purpose, channel in ((Purpose.SUGGESTED, "profile"), (Purpose.PAIR, "request")):
        assert newest(purpose, channel).de in text


def test_details_are_not_read_as_markdown() -> None:
    text = filled("{controller.name}", {"controller.name": "![x](http://evil.example/x.png)"})
    assert "![x](" not in text


def test_a_browser_that_has_chosen_english_speaks_it_on_every_page(database: Database, page_as: PageAs) -> None:
    for path in ("", "info"):
        page = page_as(None, path)
        page.session_state["cookies_of_this_test"] = {"bw_language": "en"}
        assert data_of(page.run(), "foot")["language"] == "en"


def test_the_foot_of_every_page_speaks_the_other_language(database: Database, page_as: PageAs) -> None:
    page = page_as(None).run()
    assert data_of(page, "foot") == {"language": "de"}
    page = tell(page, "foot", "language")
    assert data_of(page, "foot") == {"language": "en"}
    assert data_of(tell(page, "foot", "language"), "foot") == {"language": "de"}
