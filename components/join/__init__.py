"""The form that lets a person in: name, institution, its type. Known institutions are suggested."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from components.assets import browser_component
from components.words import language, refusal, say
from domain.people import Institution, InstitutionType
from domain.refusal import Refusal

_join = browser_component("join")


def ask_who(
    *,
    key: str,
    institutions: Sequence[Institution],
    on_join: Callable[[Mapping[str, str]], None],
    for_other: bool = False,
    values: Mapping[str, str] | None = None,
) -> None:
    """`on_join` gets name, institution and institution_type as typed; a Refusal it raises stands in the form.

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
            "answered": answered,
            "refusal": problem,
        },
        on_join_change=lambda: _take(key, on_join),
    )


def _take(key: str, on_join: Callable[[Mapping[str, str]], None]) -> None:
    message: Any = st.session_state[key].join
    problem = ""
    try:
        on_join(
            {
                "name": str(message["name"]),
                "institution": str(message["institution"]),
                "institution_type": str(message["type"]),
            }
        )
    except Refusal as error:
        problem = refusal(error)
    st.session_state[f"{key}_answer"] = (message["operation"], problem)
