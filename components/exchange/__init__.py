"""The exchange: one's own offers and wishes, and the people who fit."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import streamlit as st

from components.assets import browser_component, sent
from components.words import language, refusal, say
from domain.contact_cards import Release
from domain.contacts import Entry, Profile, Side, entries_of, line_of
from domain.matching import Reason, Suggestion
from domain.refusal import Refusal

_exchange = browser_component("exchange")
KEY = "exchange"
_ANSWER = "exchange_answer"
# Anything else names nobody, and a database would not even look it up.
_PERSON = re.compile(r"[A-Za-z0-9_-]{1,32}")
# The field that a refusal is about.
_ABOUT = {"email_missing": "email", "email_invalid": "email", "phone_invalid": "phone"}


@dataclass(frozen=True)
class ProfileForm:
    """What the form says, as typed."""

    entries: tuple[Entry, ...]
    field_ids: tuple[int, ...]
    visible: bool
    email: str


@dataclass(frozen=True)
class Question:
    """Whom the person asks for an exchange of contact data, and what is released for it; `email`: one just typed."""

    person_id: str
    chip_id: int | None
    shown: Release
    email: str


@dataclass(frozen=True)
class _Answer:
    """What became of the message with that number."""

    operation: int = 0
    refusal: str = ""
    about: str = ""


def show_exchange(
    *,
    stream: str,
    draft: str,
    profile: Profile,
    chips: Mapping[int, str],
    fields: Mapping[int, str],
    suggestions: Sequence[Suggestion] | None,
    most: int,
    visible: int,
    on_save: Callable[[ProfileForm], None],
    on_ask: Callable[[Question], None],
) -> None:
    """The form, and once it was saved the people who fit. A Refusal that a callback raises stands at its button.

    `draft` names what is being typed, in this browser; `visible`: how many could be suggested when this was drawn.
    Without `suggestions` the page says that they are coming, and soon looks again.
    """
    _exchange(
        key=KEY,
        data={
            "stream": stream,
            "language": language(),
            "draft": draft,
            "profile": _as_typed(profile),
            "empty": profile.is_empty,
            "chips": list(chips.items()),
            "fields": list(fields.items()),
            "coming": suggestions is None,
            "suggestions": [_card(suggestion) for suggestion in suggestions or ()],
            "most": most,
            "visible": visible,
            "answer": asdict(st.session_state.get(_ANSWER, _Answer())),
        },
        on_save_change=lambda: _take(sent(KEY, "save"), lambda message: on_save(_form(message))),
        on_ask_change=lambda: _take(sent(KEY, "ask"), lambda message: on_ask(_question(message))),
        on_look_change=_draw_again,
    )


def reason_in_words(reason: Reason) -> str:
    return say(f"exchange.reason.{reason.kind}", **reason.values)


def _as_typed(profile: Profile) -> dict[str, Any]:
    """The profile as the form shows it."""
    typed: dict[str, Any] = {
        "fields": sorted(profile.field_ids),
        "visible": profile.visible,
        "email": profile.email,
    }
    for side in Side:
        entries = profile.side(side)
        typed[side.value] = [entry.chip_id for entry in entries if entry.chip_id is not None]
        typed[f"{side.value}_line"] = line_of(entries)
    return typed


def _card(suggestion: Suggestion) -> dict[str, Any]:
    lines = [say(f"exchange.their_{entry.side.value}", line=entry.text) for entry in suggestion.entries if entry.text]
    return {
        "id": suggestion.person_id,
        "name": suggestion.name,
        "house": suggestion.institution or say("type.keine"),
        "chip": suggestion.chip_id,
        "at_desk": suggestion.at_desk,
        "reasons": [*map(reason_in_words, suggestion.reasons), *lines],
    }


def _take(message: Any, action: Callable[[Any], None]) -> None:
    """In a callback: a message may be forged, and what it asks for may be refused."""
    if not isinstance(message, Mapping):
        return
    answer = _Answer(_number(message.get("operation")) or 0)
    try:
        action(message)
    except Refusal as error:
        answer = _Answer(answer.operation, refusal(error), _ABOUT.get(error.reason, ""))
    st.session_state[_ANSWER] = answer


def _form(message: Mapping[str, Any]) -> ProfileForm:
    return ProfileForm(
        entries=tuple(
            entry
            for side in Side
            for entry in entries_of(side, _numbers(message.get(side.value)), _text(message.get(f"{side.value}_line")))
        ),
        field_ids=tuple(_numbers(message.get("fields"))),
        visible=message.get("visible") is True,
        email=_text(message.get("email")),
    )


def _question(message: Mapping[str, Any]) -> Question:
    person_id = _text(message.get("person"))
    known = person_id if _PERSON.fullmatch(person_id) else ""
    shown = Release(message.get("shows_email") is True, _text(message.get("phone")))
    return Question(known, _number(message.get("chip")), shown, _text(message.get("email")))


def _numbers(value: Any) -> list[int]:
    return [number for each in value if (number := _number(each)) is not None] if isinstance(value, list) else []


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _draw_again() -> None:
    """The run itself is all that is needed."""
