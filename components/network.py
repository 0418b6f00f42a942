"""The network of an alliance, for its organisers: growth as a chart and a table, types of institution as a matrix."""

from collections.abc import Callable, Sequence

import altair as alt
import pandas as pd
import streamlit as st

from components.tables import Cell, show_table
from components.words import language, plain, say
from domain.network import OTHERS, STEP, Matrix, Step
from texts.days import local_day

_CHART_WIDTH = 155
INK = {"light": "#1a1a1a", "dark": "#f2f5f6"}
_FIGURES = ("people", "institutions", "new", "pairs", "groups")
_FILES = (("xlsx", "netzwerk.xlsx"), ("growth", "wachstum.csv"), ("encounters", "begegnungen.csv"))


def show_door(*, on_open: Callable[[], None]) -> None:
    st.button(say("network.door"), key="network", on_click=on_open, type="tertiary", icon=":material/hub:")


def show_head(*, on_back: Callable[[], None]) -> None:
    st.button(say("network.back"), key="back", on_click=on_back, type="tertiary", icon=":material/arrow_back:")
    st.title(say("network.title"), anchor=False)


def show_nothing_yet() -> None:
    st.info(say("network.none"), icon=":material/hourglass_empty:")


def show_growth(steps: Sequence[Step]) -> None:
    """Each figure in a small chart of its own: 60 people and 3 groups share no scale."""
    st.header(say("network.growth"), anchor=False)
    st.caption(plain(say("network.growth_how")))
    figures = steps[-1].network.figures
    people, institutions = figures.people, figures.institutions
    words = say("network.growth_alt", title=steps[-1].title, people=people, institutions=institutions)
    if len(steps) > 1:
        with st.container(horizontal=True, gap="small"):
            for name in _FIGURES:
                with st.container(width=_CHART_WIDTH, gap="xsmall"):
                    st.text(say(f"network.figure_{name}"))
                    st.altair_chart(_chart(steps, name), width="stretch", alt=words)
    columns = [say("column.number"), say("column.meeting"), say("network.day")]
    show_table(
        [*columns, *(say(f"network.figure_{name}") for name in _FIGURES)],
        [[place, step.title, _day(step), *_told(step)] for place, step in enumerate(steps, start=1)],
        alt=words,
    )
    if any(step.network.figures.new_at_most for step in steps):
        st.caption(plain(say("network.at_most")))


def choose_meeting(steps: Sequence[Step]) -> Step:
    """The newest first."""
    st.header(say("network.matrix"), anchor=False)
    found = {step.workshop_id: step for step in reversed(steps)}
    if len(found) == 1:
        return steps[0]
    chosen: int = st.selectbox(
        say("network.meeting"),
        list(found),
        key="network_meeting",
        format_func=lambda id_: f"{found[id_].title} {_day(found[id_])}",
        placeholder=say("network.meeting"),
    )
    return found[chosen]


def show_matrix(which: str, found: Matrix) -> None:
    """`which`: met or wanted."""
    st.subheader(say(f"network.{which}"), anchor=False)
    st.caption(plain(say(f"network.{which}_how")))
    if not found.groups:
        st.text(say("network.nothing"))
        return
    if not found.cells:
        st.text(say("network.all_below", step=STEP))
        return
    # Columns by number, so that sixteen of them fit; each pair once, above the diagonal it would stand again.
    rows: list[list[Cell]] = [
        [row, _group(one), *(_cell(found, one, other) if place <= row else "" for place, other in _numbered(found))]
        for row, one in _numbered(found)
    ]
    numbers = [str(place) for place, _ in _numbered(found)]
    show_table([say("column.number"), say("column.type"), *numbers], rows, alt=say("network.matrix_alt"))


def show_how() -> None:
    with st.expander(say("network.how"), icon=":material/shield_person:"):
        for number in range(1, 5):
            st.text(say(f"network.how_{number}"))


def show_files() -> None:
    st.header(say("network.files"), anchor=False)
    with st.container(horizontal=True, gap="small"):
        for name, file in _FILES:
            st.link_button(
                say(f"network.file_{name}"),
                f"/netzwerk/{file}",
                type="primary" if name == "xlsx" else "secondary",
                icon=":material/download:",
            )


def _numbered(found: Matrix) -> list[tuple[int, str]]:
    return list(enumerate(found.groups, start=1))


def _day(step: Step) -> str:
    day = local_day(step.starts_at)
    return f"{day:%d.%m.%Y}" if day and language() == "de" else str(day or "")


def _told(step: Step) -> list[Cell]:
    figures = step.network.figures
    new = say("network.new_at_most", count=figures.new) if figures.new_at_most else figures.new
    pairs = say("network.unknown", step=STEP) if figures.pairs is None else figures.pairs
    return [figures.people, figures.institutions, new, pairs, figures.groups]


def _chart(steps: Sequence[Step], name: str) -> alt.LayerChart:
    """A bar a meeting with its number on it, and below it the number of the meeting in the table."""
    counts = [getattr(step.network.figures, name) for step in steps]
    data = pd.DataFrame({"place": range(1, len(counts) + 1), "count": pd.array(counts, dtype="Int64")})
    most = max((count for count in counts if count), default=1)
    # Room for the number on the highest bar.
    y = alt.Y("count:Q", axis=None, scale=alt.Scale(domain=[0, most * 1.25], nice=False))
    places = list(range(1, len(counts) + 1))
    x = alt.X("place:O", title=None, scale=alt.Scale(domain=places), axis=alt.Axis(labelAngle=0, labelFontSize=13))
    ink = INK.get(st.context.theme.type or "light", INK["light"])
    base = alt.Chart(data).encode(x=x, y=y)
    number = base.mark_text(dy=-9, fontSize=14, fontWeight="bold", color=ink).encode(text="count:Q")
    return (base.mark_bar() + number).properties(height=130).configure_view(strokeWidth=0)


def _cell(found: Matrix, one: str, other: str) -> str:
    step = found.between(one, other)
    return say("network.cell", step=step) if step else say("network.below", step=STEP)


def _group(name: str) -> str:
    return say("small_groups.others" if name == OTHERS else f"type.{name}")
