"""Ideas: one thought on one card, whose it is, and who sees it."""

from dataclasses import replace

import pytest

from domain.ideas import Idea, checked_heading, drafted, hash_of
from domain.refusal import Refusal

AN_IDEA = Idea(
    1,
    "Titel",
    "",
    None,
    None,
    "ada",
    is_anonymous=False,
    edit_hash=None,
    hidden=False,
    withdrawn=False,
    merged_into=None,
)
AN_ANONYMOUS_IDEA = replace(AN_IDEA, author_id=None, is_anonymous=True, edit_hash=hash_of("schlüssel"))


def reason_of(refused: "pytest.ExceptionInfo[Refusal]") -> str:
    return refused.value.reason


def test_everybody_sees_an_idea() -> None:
    assert AN_IDEA.on_the_wall


@pytest.mark.parametrize("change", [{"hidden": True}, {"withdrawn": True}, {"merged_into": 2}])
def test_nobody_sees_what_is_hidden_withdrawn_or_merged(change: dict[str, object]) -> None:
    assert not replace(AN_IDEA, **change).on_the_wall


def test_an_idea_belongs_to_its_author() -> None:
    AN_IDEA.must_belong_to("ada", None)
    with pytest.raises(Refusal) as refused:
        AN_IDEA.must_belong_to("bob", None)
    assert reason_of(refused) == "idea_not_yours"


def test_an_anonymous_idea_belongs_to_whoever_holds_its_key() -> None:
    AN_ANONYMOUS_IDEA.must_belong_to("whoever", "schlüssel")
    for key in (None, "", "falsch", hash_of("schlüssel")):
        with pytest.raises(Refusal) as refused:
            AN_ANONYMOUS_IDEA.must_belong_to("ada", key)
        assert reason_of(refused) == "idea_not_yours"


def test_an_anonymous_idea_without_a_key_belongs_to_nobody() -> None:
    for key in (None, "", "irgendwas"):
        with pytest.raises(Refusal):
            replace(AN_ANONYMOUS_IDEA, edit_hash=None).must_belong_to("ada", key)


def test_a_named_idea_of_somebody_gone_belongs_to_nobody() -> None:
    with pytest.raises(Refusal):
        replace(AN_IDEA, author_id=None).must_belong_to("", "")


def test_a_withdrawn_idea_cannot_be_changed_by_its_author() -> None:
    with pytest.raises(Refusal) as refused:
        replace(AN_IDEA, withdrawn=True).must_belong_to("ada", None)
    assert reason_of(refused) == "idea_gone"


def test_a_card_is_cleaned() -> None:
    draft = drafted("  Ein   Satz\n", "Zeile 1\r\nZeile 2 ", 3)
    assert (draft.title, draft.text, draft.field_id) == ("Ein Satz", "Zeile 1\nZeile 2", 3)


def test_a_card_may_be_as_long_as_its_limits() -> None:
    draft = drafted("ä" * 120, "ß" * 500, None)
    assert (len(draft.title), len(draft.text)) == (120, 500)


@pytest.mark.parametrize(
    ("title", "text", "reason"),
    [
        ("", "Text", "idea_title_missing"),
        (None, "Text", "idea_title_missing"),
        ("\u200b", "Text", "idea_title_missing"),
        ("x" * 121, "", "idea_title_too_long"),
        ("Titel", "x" * 501, "idea_text_too_long"),
        ("Titel", "\n".join("x" * 21), "too_many_lines"),
    ],
)
def test_a_card_that_says_nothing_or_too_much_is_refused(title: str | None, text: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        drafted(title, text, None)
    assert reason_of(refused) == reason


def test_a_heading_is_one_line() -> None:
    assert checked_heading(" Ankommen\nund bleiben ") == "Ankommen und bleiben"
    with pytest.raises(Refusal) as refused:
        checked_heading(" ")
    assert reason_of(refused) == "heading_missing"
