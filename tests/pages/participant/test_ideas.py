"""Ideas on a participant's page: written, looked after, never lost, never doubled, whatever the browser sends."""

import json
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest

from actions import ideas
from actions.workshop import fields_and_chips, open_workshop
from components.ideas import Wish, _pass_on
from domain.agenda import Kind
from domain.refusal import Trouble
from domain.visitor import Visitor
from storage.database import Database
from tests.builders import a_facilitator, a_person, a_workshop, organiser_of, start
from tests.told import data_of, tell

PageAs = Callable[..., AppTest]


@pytest.fixture
def ada(database: Database) -> Visitor:
    return a_person(a_workshop(now=Kind.IDEAS))


def opened(page_as: PageAs, who: Visitor) -> AppTest:
    page = page_as(who).run()
    assert not page.exception
    return page


def an_idea(title: str, text: str = "", **more: Any) -> dict[str, Any]:
    form = {"title": title, "text": text, "field": None, "anonymous": False, "key": None}
    return {"operation": secrets.token_hex(16), "deed": "contribute", **form, **more}


def sent(page: AppTest, message: Any) -> dict[str, Any]:
    """What the page gives its component after the message."""
    tell(page, "ideas", "wish", message)
    assert not page.exception
    return data_of(page, "ideas")


def about(deed: str, idea_id: int, **more: Any) -> dict[str, Any]:
    return {"operation": secrets.token_hex(16), "deed": deed, "idea": idea_id, **more}


def titles(who: Visitor) -> list[str]:
    return [idea.title for idea in ideas.wall(who)]


def test_an_idea_is_sent_and_answered(page_as: PageAs, ada: Visitor) -> None:
    field = fields_and_chips(ada)[0][2].id
    message = an_idea("Praktikumswoche", "Fünf Betriebe\nin fünf Tagen", field=field)
    answer = sent(opened(page_as, ada), message)["answer"]
    idea = ideas.wall(ada)[0]
    assert (idea.title, idea.text, idea.field_id) == ("Praktikumswoche", "Fünf Betriebe\nin fünf Tagen", field)
    assert (answer["operation"], answer["idea"], answer["refusal"]) == (message["operation"], idea.id, "")
    assert idea.author_id == ada.person_id


def test_a_message_that_comes_twice_makes_one_idea(page_as: PageAs, ada: Visitor) -> None:
    page, message = opened(page_as, ada), an_idea("Praktikumswoche")
    first = sent(page, message)["answer"]
    assert sent(page, message)["answer"] == first
    # And in another process, which knows nothing of the first.
    assert sent(opened(page_as, ada), message)["answer"] == first
    assert titles(ada) == ["Praktikumswoche"]


def test_what_was_saved_but_never_confirmed_is_confirmed_even_when_no_more_ideas_are_taken(
    page_as: PageAs, ada: Visitor
) -> None:
    page, message = opened(page_as, ada), an_idea("Praktikumswoche")
    idea_id = ideas.contribute_idea(ada, title="Praktikumswoche", operation=message["operation"])
    open_workshop(organiser_of(ada.in_workshop()), ada.in_workshop(), is_open=False)
    # The browser has not heard of the end yet.
    page.session_state["ideas_answer"] = None
    tell(page, "ideas", "wish", message)
    assert not page.exception
    assert page.session_state["ideas_answer"].idea == idea_id


def test_two_messages_with_the_same_words_are_two_ideas(page_as: PageAs, ada: Visitor) -> None:
    page = opened(page_as, ada)
    sent(page, an_idea("Praktikumswoche"))
    sent(page, an_idea("Praktikumswoche"))
    assert titles(ada) == ["Praktikumswoche"] * 2


@pytest.mark.parametrize(
    ("title", "text", "sentence", "field"),
    [
        ("", "bleibt", "Bitte schreiben Sie Ihre Idee in einem Satz auf.", "title"),
        ("x" * 121, "bleibt", "Der Satz ist mit 121 Zeichen", "title"),
        ("Titel", "x" * 501, "Der Text ist mit 501 Zeichen", "text"),
    ],
)
def test_a_refusal_says_why_and_which_field_it_is_about(
    page_as: PageAs, ada: Visitor, title: str, text: str, sentence: str, field: str
) -> None:
    answer = sent(opened(page_as, ada), an_idea(title, text))["answer"]
    assert answer["refusal"].startswith(sentence)
    assert answer["about"] == field
    assert titles(ada) == []


def test_an_idea_that_comes_too_late_is_refused(page_as: PageAs, ada: Visitor) -> None:
    page = opened(page_as, ada)
    start(ada.in_workshop(), Kind.VOTE)
    tell(page, "ideas", "wish", an_idea("Fast fertig"))
    assert not page.exception
    assert page.session_state["ideas_answer"].refusal.startswith("Gerade werden keine Ideen gesammelt.")
    assert titles(ada) == []


def test_trouble_is_no_answer_the_browser_asks_again(
    page_as: PageAs, ada: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: Any, **__: Any) -> int:
        raise Trouble("database_busy")

    page, message = opened(page_as, ada), an_idea("Praktikumswoche")
    with monkeypatch.context() as changed:
        changed.setattr(ideas, "contribute_idea", busy)
        answer = sent(page, message)["answer"]
    assert answer["again"]
    assert answer["refusal"]
    assert not sent(page, message)["answer"]["again"]
    assert titles(ada) == ["Praktikumswoche"]


def test_ones_own_idea_is_changed_and_taken_back(page_as: PageAs, ada: Visitor) -> None:
    idea_id = ideas.contribute_idea(ada, title="Praktikumswoche", text="Text")
    page = opened(page_as, ada)
    assert [card["title"] for card in data_of(page, "ideas")["mine"]] == ["Praktikumswoche"]
    sent(page, about("save", idea_id, title="Praktikumswoche im Herbst", text="Text"))
    assert titles(ada) == ["Praktikumswoche im Herbst"]
    message = about("withdraw", idea_id)
    for _ in range(2):
        assert sent(page, message)["answer"]["refusal"] == ""
    assert titles(ada) == []
    assert data_of(opened(page_as, ada), "ideas")["mine"] == []


def test_what_the_facilitator_has_done_to_ones_idea_is_told(page_as: PageAs, ada: Visitor) -> None:
    leader = a_facilitator(ada.in_workshop())
    first, second = (ideas.contribute_idea(ada, title=title) for title in ("Eins", "Zwei"))
    ideas.merge_ideas(leader, first, second)
    ideas.hide_idea(leader, second)
    cards = data_of(opened(page_as, ada), "ideas")["mine"]
    assert [(card["merged"], card["hidden"]) for card in cards] == [(True, False), (False, True)]


def test_nobody_changes_the_idea_of_somebody_else(page_as: PageAs, ada: Visitor) -> None:
    idea_id = ideas.contribute_idea(a_person(ada.in_workshop(), "Bob"), title="Bobs Idee")
    page = opened(page_as, ada)
    for message in (about("save", idea_id, title="Meins"), about("withdraw", idea_id, key="ab" * 16)):
        assert sent(page, message)["answer"]["refusal"]
    assert titles(ada) == ["Bobs Idee"]


def test_an_anonymous_idea_has_no_author_and_its_key_is_only_in_the_browser(page_as: PageAs, ada: Visitor) -> None:
    key = secrets.token_hex(16)
    page = opened(page_as, ada)
    idea_id = sent(page, an_idea("Ungesagtes", anonymous=True, key=key))["answer"]["idea"]
    assert ideas.wall(ada)[0].author_id is None
    assert key not in repr(page.session_state)
    assert "Ungesagtes" not in repr(page.session_state)
    # On another page of the same person there is no way to it, but by the key.
    other = opened(page_as, ada)
    assert data_of(other, "ideas")["mine"] == []
    looked = sent(other, about("look", 0, keys={str(idea_id): key}))
    assert [(card["id"], card["title"]) for card in looked["opened"]] == [(idea_id, "Ungesagtes")]
    assert sent(other, about("look", 0, keys={str(idea_id): "ab" * 16}))["opened"] == []
    sent(other, about("save", idea_id, title="Leiser gesagt", key=key))
    assert titles(ada) == ["Leiser gesagt"]
    assert sent(other, about("withdraw", idea_id, key="ab" * 16))["answer"]["refusal"]
    sent(other, about("withdraw", idea_id, key=key))
    assert titles(ada) == []


def test_what_a_wish_has_saved_is_not_read_again(
    page_as: PageAs, ada: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(page_as, ada)
    message = an_idea("Praktikumswoche")
    assert sent(page, message)["mine"] is None
    # After a refusal the browser gets to know how things are.
    assert [card["title"] for card in sent(page, an_idea(""))["mine"]] == ["Praktikumswoche"]


@pytest.mark.parametrize(
    "message",
    [
        None,
        "x",
        7,
        [],
        {},
        {"operation": "kurz", "deed": "contribute", "title": "Falsch"},
        {"operation": ["a" * 32], "deed": "contribute", "title": "Falsch"},
        {"operation": "a" * 32, "deed": "hide", "idea": 1},
        {"operation": "a" * 32, "deed": {}, "title": "Falsch"},
        {"operation": "a" * 32, "deed": "contribute", "title": {"x": 1}, "text": 3},
        {"operation": "a" * 32, "deed": "save", "idea": 10**30, "title": "Falsch", "keys": []},
        {"operation": "a" * 32, "deed": "look", "keys": {"x": "y", str(10**30): "ab", "1": 7}},
    ],
)
def test_a_forged_message_changes_nothing_and_breaks_nothing(page_as: PageAs, ada: Visitor, message: Any) -> None:
    sent(opened(page_as, ada), message)
    assert titles(ada) == []


def test_a_forged_message_keeps_nobodys_name(page_as: PageAs, ada: Visitor) -> None:
    field = fields_and_chips(a_person(a_workshop("Woanders")))[0][0].id
    forged = an_idea("Durcheinander", anonymous="nein", key=5, field=field)
    sent(opened(page_as, ada), forged)
    (idea,) = ideas.wall(ada)
    assert (idea.author_id, idea.field_id, idea.edit_hash) == (None, None, None)


_ANYTHING = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(), inner, max_size=3),
    max_leaves=8,
)
_NAMES = some.sampled_from(["deed", "idea", "title", "text", "field", "anonymous", "key", "keys"])


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=200)
@given(message=some.dictionaries(_NAMES, _ANYTHING))
def test_whatever_comes_becomes_a_wish_of_the_right_types(message: dict[str, Any]) -> None:
    taken: list[Wish] = []
    _pass_on(json.loads(json.dumps(message)) | {"operation": "a" * 32}, taken.append)
    (wish,) = taken
    assert isinstance(wish.deed, str)
    assert isinstance(wish.anonymous, bool)
    assert all(isinstance(words, str) for words in (wish.form.title, wish.form.text))
    assert 0 <= wish.idea_id < 2**31
    assert wish.form.field_id is None or 0 < wish.form.field_id < 2**31
    assert all(isinstance(idea_id, int) and isinstance(key, str) for idea_id, key in wish.edit_keys.items())


def test_the_drafts_of_two_people_have_different_names(page_as: PageAs, ada: Visitor) -> None:
    bob = a_person(ada.in_workshop(), "Bob")
    drafts = [data_of(opened(page_as, who), "ideas")["draft"] for who in (ada, ada, bob)]
    assert drafts[0] == drafts[1] != drafts[2]
    assert (ada.person_id or "") not in drafts[0]


def test_the_browser_keeps_drafts_and_keys_no_longer_than_the_tab() -> None:
    """What the browser keeps for longer would be a lasting link from a device to an anonymous idea (R-34)."""
    folder = Path(__file__).resolve().parents[3] / "components" / "ideas"
    scripts = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.js"))
    assert "sessionStorage" in scripts
    assert "localStorage" not in scripts
