"""The projector's page: there for who came by its link, and for nobody else."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import texts
from actions.entrance import audience_of_stream
from actions.workshop import renew_links
from domain.people import InstitutionType
from domain.projects import Stage
from domain.visitor import Role
from storage.database import Database
from tests.builders import a_facilitator, a_person, a_screen, a_workshop, organiser_of, the_workshop

SCREEN = Path(__file__).resolve().parents[3] / "components" / "screen"
PageAs = Callable[..., AppTest]


@pytest.fixture
def workshop_id(database: Database) -> int:
    return a_workshop()


def pictures(page: AppTest) -> list[dict[str, object]]:
    """What the projector's component was given, once for each on the page."""
    protos = [element.proto for element in page.main if element.type == "bidi_component"]
    return [json.loads(proto.json) for proto in protos if proto.component_name == "bw_screen"]


def test_the_projector_shows_one_picture_and_nothing_else(workshop_id: int, page_as: PageAs) -> None:
    page = page_as(a_screen(workshop_id), "beamer", w=the_workshop(workshop_id).code).run()
    assert not page.exception
    assert [element.type for element in page.main if element.type != "main"] == ["bidi_component"]
    (picture,) = pictures(page)
    assert audience_of_stream(str(picture["stream"])) == (workshop_id, Role.SCREEN)
    assert picture["language"] == "de"


def test_the_picture_knows_a_word_for_every_stage_of_a_project(workshop_id: int, page_as: PageAs) -> None:
    (picture,) = pictures(page_as(a_screen(workshop_id), "beamer").run())
    assert picture["stages"] == {stage.value: texts.say(f"stage.{stage.value}") for stage in Stage}


def test_for_a_guest_there_is_no_projector(workshop_id: int, page_as: PageAs) -> None:
    page = page_as(None, "beamer", w=the_workshop(workshop_id).code).run()
    assert not page.exception
    assert pictures(page) == []


def test_for_participants_and_facilitators_there_is_no_projector(workshop_id: int, page_as: PageAs) -> None:
    code = the_workshop(workshop_id).code
    for visitor in (a_person(workshop_id), a_facilitator(workshop_id)):
        assert pictures(page_as(visitor, "beamer", w=code).run()) == []


def test_a_renewed_link_takes_the_picture_away(workshop_id: int, page_as: PageAs) -> None:
    before = a_screen(workshop_id)
    renew_links(organiser_of(workshop_id), workshop_id)
    assert pictures(page_as(before, "beamer", w=the_workshop(workshop_id).code).run()) == []


def test_the_picture_of_one_meeting_does_not_show_another(workshop_id: int, page_as: PageAs) -> None:
    elsewhere = a_workshop("Woanders")
    screens = [a_screen(workshop_id), a_screen(elsewhere)]
    (picture,) = pictures(page_as(screens, "beamer", w=the_workshop(workshop_id).code).run())
    assert audience_of_stream(str(picture["stream"])) == (workshop_id, Role.SCREEN)


def test_every_word_of_the_picture_exists() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in SCREEN.glob("*.js"))
    said = {
        word
        for words in re.findall(r"\bsay\((?:[^\"()]+ \? )?(\"\w+\"(?: : \"\w+\")?)", code)
        for word in re.findall(r"\w+", words)
    }
    assert {"options", "rule", "rule_one"} <= said
    lists = {word for words in re.findall(r"= \[((?:\"\w+\",? ?)+)\]", code) for word in re.findall(r"\w+", words)}
    types = {f"type_{kind.value}" for kind in InstitutionType} | {"type_others"}
    wanted = said | types | lists | {"now", "then", "later"}
    known = json.loads(texts.browser_words("de"))
    assert sorted(word for word in wanted if f"screen.{word}" not in known) == []


def test_the_picture_has_no_controls() -> None:
    """Nothing to click, to type in or to follow, in the skeleton or made by the scripts."""
    made = set(re.findall(r"element\(\"(\w+)\"", "".join(path.read_text() for path in SCREEN.glob("*.js"))))
    drawn = set(re.findall(r"<(\w+)", (SCREEN / "screen.html").read_text()))
    assert {"div", "p", "span"} <= made
    assert (made | drawn) & {"a", "button", "input", "select", "textarea", "form", "details", "iframe"} == set()
