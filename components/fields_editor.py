"""The list of fields of action as a table to type in."""

import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components.notes import noted_at, show_note_at
from components.words import say
from domain.workshop import Field

# (name, explanation) and, beside it, the field each line was before; None for a new line.
Edited = tuple[list[tuple[str, str]], list[int | None]]


def edit_fields(workshop_id: int, fields: Sequence[Field], *, on_save: Callable[[Edited], bool]) -> None:
    """What was typed stays until it is saved; ids never leave the server."""
    base = _base(workshop_id, fields)
    title = say("plan.fields", count=len(fields))
    with st.expander(title, key="part_fields", icon=":material/category:", on_change="ignore"):
        st.text(say("plan.fields_how"))
        st.data_editor(
            pd.DataFrame([(field.name, field.short) for field in base], columns=["name", "short"]),
            key=_key(workshop_id, base),
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


def _base(workshop_id: int, fields: Sequence[Field]) -> tuple[Field, ...]:
    """The list that the table's changes refer to: the newest, unless something has been typed already."""
    known: tuple[Field, ...] | None = st.session_state.get(f"fields_{workshop_id}")
    if known is None or not any(st.session_state.get(_key(workshop_id, known), {}).values()):
        known = st.session_state[f"fields_{workshop_id}"] = tuple(fields)
    return known


def _save(workshop_id: int, on_save: Callable[[Edited], bool]) -> None:
    base = st.session_state[f"fields_{workshop_id}"]
    if on_save(edited(base, st.session_state.get(_key(workshop_id, base), {}))):
        del st.session_state[f"fields_{workshop_id}"]


def _key(workshop_id: int, base: tuple[Field, ...]) -> str:
    return f"fields_{workshop_id}_{zlib.crc32(repr(base).encode())}"


def _text(line: Mapping[str, Any], column: str) -> str:
    return str(line.get(column) or "")
