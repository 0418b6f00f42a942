"""What a person sees when a page fails: a sentence, never a traceback."""

import pytest
from streamlit.testing.v1 import AppTest

from texts import say


def _page(reason: str) -> None:
    from components.failure import show_failure
    from domain.refusal import Refusal, Trouble

    errors = {"trouble": Trouble("database_away"), "refusal": Refusal("idea_gone"), "other": KeyError("Geheimnis")}
    assert show_failure(errors[reason])


@pytest.mark.parametrize(
    ("reason", "sentence", "again"),
    [("trouble", "refusal.database_away", True), ("refusal", "refusal.idea_gone", False)],
)
def test_a_page_without_its_database_offers_another_try(reason: str, sentence: str, again: bool) -> None:
    page = AppTest.from_function(_page, args=(reason,)).run()
    assert [each.value.replace("\\", "") for each in page.warning] == [say(sentence)]
    assert [each.label for each in page.button] == ([say("trouble.again")] if again else [])


def test_what_nobody_foresaw_is_not_quoted(caplog: pytest.LogCaptureFixture) -> None:
    page = AppTest.from_function(_page, args=("other",)).run()
    assert [each.value.replace("\\", "") for each in page.error] == [say("refusal.unexpected")]
    assert "Geheimnis" not in caplog.text
