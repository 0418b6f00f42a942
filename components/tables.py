"""A small table that everybody can read, by eye or by ear. For text that people typed, too."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components.words import plain

Cell = str | int | None


def show_table(columns: Sequence[str], rows: Sequence[Sequence[Cell]], *, alt: str) -> None:
    """Real HTML; typed text cannot become Markdown."""
    cells = [
        [plain(cell) if isinstance(cell, str) else "" if cell is None else str(cell) for cell in row] for row in rows
    ]
    st.table(pd.DataFrame(cells, columns=list(columns)), hide_index=True, border="horizontal", alt=alt)
