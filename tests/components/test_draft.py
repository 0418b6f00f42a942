"""A form about something that others may change meanwhile."""

from types import SimpleNamespace
from typing import Any

import pytest

from components import draft


@pytest.fixture
def fields(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What stands in the fields of the session."""
    session: dict[str, Any] = {}
    monkeypatch.setattr(draft, "st", SimpleNamespace(session_state=session))
    return session


def test_a_form_begins_with_what_is_kept(fields: dict[str, Any]) -> None:
    draft.begin("group", {"goal": "Ankommen", "due": ""})
    assert (fields["group_goal"], fields["group_due"]) == ("Ankommen", "")
    assert draft.changed("group") == {}


def test_only_what_was_touched_counts_as_changed(fields: dict[str, Any]) -> None:
    draft.begin("group", {"goal": "Ankommen", "due": ""})
    fields["group_due"] = "Mai"
    assert draft.changed("group") == {"due": "Mai"}


def test_opened_again_what_was_touched_stays_and_the_rest_is_what_others_made_of_it(fields: dict[str, Any]) -> None:
    draft.begin("group", {"goal": "Ankommen", "due": ""})
    fields["group_due"] = "Mai"
    draft.begin("group", {"goal": "Ankommen und bleiben", "due": "Juni"})
    assert (fields["group_goal"], fields["group_due"]) == ("Ankommen und bleiben", "Mai")
    assert draft.changed("group") == {"due": "Mai"}


def test_after_saving_nothing_counts_as_changed_and_others_words_come_in_again(fields: dict[str, Any]) -> None:
    draft.begin("group", {"goal": "", "due": ""})
    fields["group_due"] = "Mai"
    draft.settle("group")
    assert draft.changed("group") == {}
    draft.begin("group", {"goal": "", "due": "Juni"})
    assert fields["group_due"] == "Juni"


def test_a_form_that_is_open_after_a_break_begins_with_what_is_kept_and_keeps_what_the_browser_brings(
    fields: dict[str, Any],
) -> None:
    assert draft.base("group", {"goal": "Ankommen", "due": ""}) == {"goal": "Ankommen", "due": ""}
    assert draft.first("group_goal", "Ankommen") == {"value": "Ankommen"}
    fields["group_goal"] = "Ankommen und"
    assert draft.first("group_goal", "Ankommen") == {}
    assert draft.changed("group")["goal"] == "Ankommen und"
    assert draft.base("group", {"goal": "Von anderen", "due": ""})["goal"] == "Ankommen"


def test_drafts_do_not_know_of_each_other(fields: dict[str, Any]) -> None:
    draft.begin("one", {"goal": "a"})
    assert draft.base("other", {"goal": "b"}) == {"goal": "b"}
    assert draft.base("one", {"goal": "b"}) == {"goal": "a"}
