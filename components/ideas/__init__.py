"""The idea form, and one's own ideas below it.

What is being typed is kept by the browser, and so are the keys of anonymous ideas (components/ideas/kept.js).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from components.assets import browser_component, sent
from components.words import language
from domain.ideas import Idea
from domain.workshop import Field

_ideas = browser_component("ideas")
KEY = "ideas"
CONTRIBUTE, SAVE, WITHDRAW, LOOK = "contribute", "save", "withdraw", "look"
_OPERATION = re.compile(r"[0-9a-f]{32}")
_EDIT_KEY = re.compile(r"[0-9a-f]{1,64}")
_EDIT_KEYS_MOST = 100
_LARGEST_ID = 2**31 - 1


@dataclass(frozen=True)
class Form:
    """An idea as it was typed."""

    title: str
    text: str
    field_id: int | None


@dataclass(frozen=True)
class Wish:
    """What the browser wants. The same `operation` may come twice and is one wish."""

    operation: str
    deed: str
    idea_id: int
    form: Form
    anonymous: bool
    edit_keys: Mapping[int, str]
    edit_key: str | None


@dataclass(frozen=True)
class Answer:
    """What became of a wish: which idea it was about; or the sentence that refuses it, and about which field.

    With `again` nothing is decided: the browser asks once more in a moment.
    """

    operation: str
    idea: int = 0
    refusal: str = ""
    about: str = ""
    again: bool = False


def show_ideas(
    *,
    draft: str,
    fields: Sequence[Field],
    mine: Sequence[Idea] | None,
    opened: Sequence[Idea] | None,
    answer: Answer | None,
    on_wish: Callable[[Wish], None],
) -> None:
    """`mine` and `opened` (anonymous ones, by their keys) may be left out: the browser keeps what it has.

    `draft` is the name under which the browser keeps what is typed.
    """
    _ideas(
        key=KEY,
        data={
            "language": language(),
            "draft": draft,
            "fields": [[field.id, field.name] for field in fields],
            "mine": _cards(mine),
            "opened": _cards(opened),
            "answer": asdict(answer) if answer else None,
        },
        on_wish_change=lambda: _pass_on(sent(KEY, "wish"), on_wish),
    )


def _cards(ideas: Sequence[Idea] | None) -> list[dict[str, Any]] | None:
    if ideas is None:
        return None
    return [
        {
            "id": idea.id,
            "title": idea.title,
            "text": idea.text,
            "field": idea.field_id,
            "hidden": idea.hidden,
            "merged": bool(idea.merged_into),
        }
        for idea in ideas
    ]


def _pass_on(message: Any, on_wish: Callable[[Wish], None]) -> None:
    """What our own script cannot have sent is passed over."""
    if isinstance(message, dict) and _OPERATION.fullmatch(_words(message.get("operation"))):
        on_wish(_wish(message))


def _wish(message: Mapping[str, Any]) -> Wish:
    keys = message.get("keys")
    return Wish(
        operation=message["operation"],
        deed=_words(message.get("deed")),
        idea_id=_number(message.get("idea")) or 0,
        form=Form(_words(message.get("title")), _words(message.get("text")), _number(message.get("field"))),
        # In doubt nobody's name is kept.
        anonymous=message.get("anonymous") is not False,
        edit_keys=_edit_keys(keys) if isinstance(keys, dict) else {},
        edit_key=_edit_key(message.get("key")),
    )


def _edit_keys(keys: Mapping[Any, Any]) -> dict[int, str]:
    """The keys of anonymous ideas, by idea."""
    found = {_number(idea_id): _edit_key(key) for idea_id, key in list(keys.items())[:_EDIT_KEYS_MOST]}
    return {idea_id: key for idea_id, key in found.items() if idea_id and key}


def _edit_key(value: Any) -> str | None:
    return value if isinstance(value, str) and _EDIT_KEY.fullmatch(value) else None


def _words(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _number(value: Any) -> int | None:
    """An id that a column can hold."""
    digits = str(value) if isinstance(value, (int, str)) and not isinstance(value, bool) else ""
    if not re.fullmatch(r"[0-9]{1,10}", digits):
        return None
    return int(digits) if 0 < int(digits) <= _LARGEST_ID else None
