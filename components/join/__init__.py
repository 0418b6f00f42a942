"""The form that lets a person in: name, institution, its type. Known institutions are suggested."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from components.assets import browser_component, sent
from components.words import language, refusal, say
from domain.people import Institution, InstitutionType
from domain.refusal import Refusal

_join = browser_component("join")
_FORM = re.compile(r"[0-9a-f]{32}")


def ask_who(
    *,
    key: str,
    institutions: Sequence[Institution],
    on_join: Callable[[Mapping[str, str]], None],
    for_other: bool = False,
    values: Mapping[str, str] | None = None,
    once: str = "",
) -> None:
    """`on_join` gets name, institution and institution_type as typed; a Refusal it raises stands in the form.

    With `once` it gets `form` too: what the browser draws for this form and keeps, under that name, until the
    person is in. It is empty if the message is not from our script.

    With `values` (name, institution, type) it is a form for changing them.
    """
    answered, problem = st.session_state.get(f"{key}_answer", (0, ""))
    _join(
        key=key,
        data={
            "language": language(),
            "institutions": [[institution.name, institution.type.value] for institution in institutions],
            "types": [
                [kind.value, say(f"type.{kind.value}")]
                for kind in InstitutionType
                if kind is not InstitutionType.KEINE
            ],
            "for_other": for_other,
            "values": dict(values or {}),
            "once": once,
            "answered": answered,
            "refusal": problem,
        },
        on_join_change=lambda: _take(key, on_join, once=bool(once)),
    )


def _take(key: str, on_join: Callable[[Mapping[str, str]], None], *, once: bool) -> None:
    message = sent(key, "join")
    if not isinstance(message, dict):
        return
    typed = {
        "name": str(message.get("name") or ""),
        "institution": str(message.get("institution") or ""),
        "institution_type": str(message.get("type") or ""),
    }
    problem = ""
    try:
        on_join(typed | {"form": _form(message)} if once else typed)
    except Refusal as error:
        problem = refusal(error)
    st.session_state[f"{key}_answer"] = (message.get("operation"), problem)


def _form(message: Mapping[str, Any]) -> str:
    form = str(message.get("form"))
    return form if _FORM.fullmatch(form) else ""
