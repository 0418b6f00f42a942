"""The list of fields of action as a table to type in."""

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from components.notes import noted_at, show_note_at
from components.words import say
from domain.workshop import Field

# (name, explanation) and, beside it, the field each line was before; None for a new line.
Edited = tuple[list[tuple[str, str]], list[int | None]]


@dataclass(frozen=True)
class Draft:
    """The list as it stood when somebody began to type; `turn` counts the refusals that put lines back."""

    base: tuple[Field, ...]
    turn: int = 0


def edit_fields(workshop_id: int, fields: Sequence[Field], *, on_save: Callable[[Edited], bool]) -> None:
    """What was typed stays until it is saved; ids never leave the server."""
    draft = _draft(workshop_id, fields)
    title = say("plan.fields", count=len(fields))
    with st.expander(title, key="part_fields", icon=":material/category:", on_change="ignore"):
        st.text(say("plan.fields_how"))
        st.data_editor(
            pd.DataFrame([(field.name, field.short) for field in draft.base], columns=["name", "short"]),
            key=_key(workshop_id, draft),
            num_rows="dynamic",
            hide_index=True,
            column_config={
                "name": st.column_config.TextColumn(say("plan.field_name"), width="medium"),
                "short": st.column_config.TextColumn(say("plan.field_short"), width="large"),
            },
            alt=say("plan.fields_alt"),
        )
        show_note_at("fields")
        st.button(
            say("plan.fields_save"),
            key=f"save_fields_{workshop_id}",
            on_click=_save,
            args=(workshop_id, noted_at("fields", on_save)),
        )


def edited(base: Sequence[Field], change: Mapping[str, Any]) -> Edited:
    """The list after what the table reports: cells by place, places gone, lines added."""
    lines = [{"name": field.name, "short": field.short} for field in base]
    for place, cells in change.get("edited_rows", {}).items():
        if 0 <= int(place) < len(lines):
            lines[int(place)] |= cells
    gone = set(change.get("deleted_rows", ()))
    kept: list[tuple[Mapping[str, Any], int | None]] = [
        (line, base[place].id) for place, line in enumerate(lines) if place not in gone
    ]
    kept += [(line, None) for line in change.get("added_rows", ())]
    return [(_text(line, "name"), _text(line, "short")) for line, _ in kept], [field_id for _, field_id in kept]


def _draft(workshop_id: int, fields: Sequence[Field]) -> Draft:
    """The list that the table's changes refer to: the newest, unless something has been typed already."""
    known: Draft | None = st.session_state.get(_place(workshop_id))
    if known is None or not (known.turn or any(_change(workshop_id, known).values())):
        known = st.session_state[_place(workshop_id)] = Draft(tuple(fields))
    return known


def _save(workshop_id: int, on_save: Callable[[Edited], bool]) -> None:
    draft: Draft = st.session_state[_place(workshop_id)]
    change = _change(workshop_id, draft)
    if on_save(edited(draft.base, change)):
        del st.session_state[_place(workshop_id)]
    elif change.get("deleted_rows"):
        # What could not go stands in its place again; everything else stays as it was typed.
        lines, ids = edited(draft.base, {**change, "deleted_rows": ()})
        base = [Field(field_id or 0, *line) for line, field_id in zip(lines, ids, strict=True)]
        st.session_state[_place(workshop_id)] = Draft(tuple(base), draft.turn + 1)


def _change(workshop_id: int, draft: Draft) -> Mapping[str, Any]:
    """What the table reports: cells by place, places gone, lines added."""
    change: Mapping[str, Any] = st.session_state.get(_key(workshop_id, draft), {})
    return change


def _place(workshop_id: int) -> str:
    return f"fields_draft_{workshop_id}"


def _key(workshop_id: int, draft: Draft) -> str:
    return f"fields_{workshop_id}_{zlib.crc32(repr(draft).encode())}"


def _text(line: Mapping[str, Any], column: str) -> str:
    return str(line.get(column) or "")
