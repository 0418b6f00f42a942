"""Horizontal bars with their label above and their number at the end, and the same as a table beside it."""

import textwrap
from collections.abc import Sequence

import altair as alt
import pandas as pd
import streamlit as st

from components.tables import Cell, show_table

# What fits on a phone; longer labels take more lines.
_LETTERS_A_LINE = 40
_LINE = 18
_BAR = 20
_GAP = 12
_INK = {"light": "#1a1a1a", "dark": "#f2f5f6"}


def show_bars(
    bars: Sequence[tuple[str, int]], *, columns: Sequence[str], rows: Sequence[Sequence[Cell]], words: str
) -> None:
    """`bars` from top to bottom; `rows` is the table beside; `words` says for screen readers what one sees."""
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.altair_chart(_chart(bars), alt=words)
    with right:
        show_table(columns, rows, alt=words)


def _chart(bars: Sequence[tuple[str, int]]) -> alt.LayerChart:
    data, height = _placed(bars)
    widest = max((value for _, value in bars), default=0) or 1
    # Room for the number behind the longest bar; places are pixels from the top.
    x = alt.X("value:Q", axis=None, scale=alt.Scale(domain=[0, widest * 1.12]))
    y = alt.Y("top:Q", axis=None, scale=alt.Scale(domain=[height, 0], nice=False, zero=False))
    # Streamlit themes the bars, but not words among them.
    ink = _INK.get(st.context.theme.type or "light", _INK["light"])
    base = alt.Chart(data)
    bar = base.mark_rect().encode(x=x, x2=alt.datum(0), y=y, y2="bottom:Q")
    number = base.mark_text(align="left", baseline="middle", dx=6, fontSize=15, fontWeight="bold", color=ink).encode(
        x=x, y=alt.Y("middle:Q", axis=None), text="value:Q"
    )
    name = base.mark_text(
        align="left", baseline="top", lineBreak="\n", lineHeight=_LINE, fontSize=14, color=ink
    ).encode(x=alt.value(0), y=alt.Y("label_top:Q", axis=None), text="label:N")
    return (bar + number + name).properties(height=height).configure_view(strokeWidth=0)


def _placed(bars: Sequence[tuple[str, int]]) -> tuple[pd.DataFrame, int]:
    """Each bar with its label's lines above it, and how high all of them are."""
    rows, place = [], 0
    for label, value in bars:
        lines = textwrap.wrap(label, _LETTERS_A_LINE) or [""]
        top = place + len(lines) * _LINE
        rows.append(("\n".join(lines), value, place, top, top + _BAR / 2, top + _BAR))
        place = top + _BAR + _GAP
    return pd.DataFrame(rows, columns=["label", "value", "label_top", "top", "middle", "bottom"]), place
