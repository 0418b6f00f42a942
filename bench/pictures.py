"""Pictures of the measurements, as SVG for docs/performance.md."""

from collections.abc import Iterator, Mapping
from typing import Any

import altair as alt

from bench.bars import MIXED, SCREENS, lines, worst
from bench.files import PICTURES

Found = Mapping[str, Any]
Row = dict[str, Any]
WIDTH, HEIGHT = 560, 300
# Okabe and Ito: told apart by everybody.
COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#8A6D00"]
BAR, BAR_COLOUR = "bar", "#5B5B5B"
SHORT = {"ideas": "idea", "dots": "dot", "exchange": "exchange entry", "check_in": "check-in"}


def draw(results: Mapping[str, Found]) -> list[tuple[str, str]]:
    """Writes what there are figures for; (file, what it shows) of each."""
    room = results.get("room", {}).get("sizes", [])
    baseline = results.get("baseline", {}).get("sizes", [])
    charts = [
        ("delays", "From the click to every screen, 95 of 100", "ms (p95)", list(_delays(room, baseline)), True),
        ("cpu", "What an action costs the server, all screens included", "ms of CPU", list(_costs(room)), False),
        ("steps", "The facilitator moves on: until the page is there", "ms (p95)", list(_steps(room)), False),
    ]
    PICTURES.mkdir(parents=True, exist_ok=True)
    drawn = []
    for name, title, unit, rows, logarithmic in charts:
        if rows:
            file = PICTURES / f"performance_{name}.svg"
            _chart(title, unit, rows, logarithmic=logarithmic).save(str(file))
            drawn.append((file.name, title))
    return drawn


def _chart(title: str, unit: str, rows: list[Row], *, logarithmic: bool) -> alt.Chart:
    names = list(dict.fromkeys(row["what"] for row in rows))
    colours = dict(zip([name for name in names if name != BAR], COLOURS, strict=False)) | {BAR: BAR_COLOUR}
    paint = alt.Scale(domain=names, range=[colours[name] for name in names])
    scale = alt.Scale(type="log") if logarithmic else alt.Scale(zero=True)
    chart = (
        alt.Chart(alt.Data(values=rows), title=title, width=WIDTH, height=HEIGHT)
        .mark_line(point=alt.OverlayMarkDef(size=60), strokeWidth=2)
        .encode(
            x=alt.X("people:Q", title="people in the room", scale=alt.Scale(zero=True)),
            y=alt.Y("value:Q", title=unit, scale=scale),
            color=alt.Color("what:N", title=None, scale=paint),
            strokeDash=alt.StrokeDash("bar:N", legend=None, sort=["no", "yes"]),
        )
    )
    styled = chart.configure(background="white", font="sans-serif").configure_view(stroke=None)
    return styled.configure_legend(orient="bottom", columns=2, labelLimit=300)


def _row(people: int, value: float | None, what: str, *, bar: bool = False) -> Iterator[Row]:
    if value:
        yield {"people": people, "value": round(value, 1), "what": what, "bar": "yes" if bar else "no"}


def _delays(room: list[Found], baseline: list[Found]) -> Iterator[Row]:
    for size in room:
        yield from _row(size["people"], worst(size, SCREENS), "every screen")
        yield from _row(size["people"], worst(size, ["confirmed"]), "confirmed")
    for size in baseline:
        delays = size["line"]["delays"]
        yield from _row(size["people"], delays["room"].get("p95"), "polling board: other screens")
        yield from _row(size["people"], delays["confirmed"].get("p95"), "polling board: confirmed")
    for people, most in ((200, 50), (300, 150), (500, 1000)):
        yield from _row(people, most, BAR, bar=True)


def _costs(room: list[Found]) -> Iterator[Row]:
    for size in room:
        for line in lines(size, [*MIXED, "check_in"]):
            yield from _row(size["people"], line["cost"], SHORT[line["scene"]])
        for line in lines(size, ["fragment"], "floor"):
            yield from _row(size["people"], line["cost"], "empty fragment (floor)")


def _steps(room: list[Found]) -> Iterator[Row]:
    for size in room:
        for line in lines(size, ["change"]):
            yield from _row(size["people"], line["delays"]["announced"].get("p95"), "announced on every screen")
            yield from _row(size["people"], line["delays"]["page"].get("p95"), "its page is there")
        for line in lines(size, ["page at once"], "floor"):
            yield from _row(size["people"], line["delays"]["confirmed"].get("p95"), "an empty page (floor)")
    if room:
        yield from _row(300, 3000, BAR, bar=True)
