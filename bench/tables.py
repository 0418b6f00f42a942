"""The figures as aligned text, which is Markdown too."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bench.bars import MIXED, Bar

Found = Mapping[str, Any]
COSTS_HEAD = (
    "action",
    "ideas",
    "n",
    "CPU ms",
    "× fragment",
    "× page",
    *("confirmed", "others", "facilitator", "projector"),
)
ROOM_HEAD = (
    "people",
    "scene",
    "n",
    "CPU ms",
    "× floor",
    "confirmed",
    "others",
    "facilitator",
    "projector",
    "kB a person",
    "generator",
    "errors",
)
DELAYS = ("confirmed", "room", "facilitator", "screen")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    whole = [head, *rows]
    widths = [max(len(row[column]) for row in whole) for column in range(len(head))]
    lines = [_joined([cell.ljust(width) for cell, width in zip(row, widths, strict=True)]) for row in whole]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def costs_table(costs: Found) -> str:
    return table(COSTS_HEAD, (_cost(line) for line in costs["lines"]))


def room_table(room: Found) -> str:
    """The scenes in which people act; each size is followed by what the floor did."""
    return table(
        ROOM_HEAD,
        (
            _scene(line, _times_floor(line, size), floor=where == "floor")
            for size in room["sizes"]
            for where in ("app", "floor")
            for line in size[where]["lines"]
            if line["actions"] and line["scene"] != "change"
        ),
    )


def _times_floor(line: Found, size: Found) -> str:
    """Clicks as a multiple of the empty fragment, whole pages as one of the empty page."""
    floor = _line(size, "fragment" if line["scene"] in MIXED else "page at once", "floor")
    return f"{line['cost'] / floor['cost']:.1f}" if floor and floor["cost"] > 0 else "–"


def steps_table(room: Found) -> str:
    """The facilitator moves on, and every page follows."""
    rows = []
    for size in room["sizes"]:
        change = _line(size, "change", "app")
        floor = _line(size, "page at once", "floor")
        if change and floor:
            delays = [_delay(change["delays"][name]) for name in ("announced", "page")]
            costs = [f"{line['cost']:.1f}" for line in (change, floor)]
            rows.append((str(size["people"]), *delays, _delay(floor["delays"]["confirmed"]), *costs))
    return table(("people", "announced", "page there", "empty page there", "CPU ms", "empty page CPU ms"), rows)


def people_table(room: Found) -> str:
    """What each person costs by being there."""
    rows = []
    for size in room["sizes"]:
        app, floor = size["app"], size["floor"]
        idles = [_line(size, "idle", where) for where in ("app", "floor")]
        shares = [f"{100 * idle['idle']:.1f} %" if idle else "–" for idle in idles]
        memory = [f"{app[name] / 1e6:.2f}" for name in ("memory", "memory_at_the_end")]
        entered = f"{app['bytes_to_enter'] / 1000:.0f}"
        rows.append((str(size["people"]), *memory, f"{floor['memory'] / 1e6:.2f}", *shares, entered))
    head = ("people", "MB a person", "at the end", "empty page MB", "idle CPU", "empty page idle CPU", "kB to enter")
    return table(head, rows)


def polling_table(baseline: Found) -> str:
    rows = []
    for size in baseline["sizes"]:
        line = size["line"]
        minute = line["bytes"] / 1000 * 60 / line["seconds"]
        rows.append(
            (
                str(size["people"]),
                *(_delay(line["delays"][name]) for name in ("confirmed", "room")),
                f"{100 * line['idle']:.0f} %",
                f"{size['memory'] / 1e6:.2f}",
                f"{minute:.0f}",
                str(len(line["failures"])),
            )
        )
    return table(("people", "confirmed", "others", "idle CPU", "MB a person", "kB a person a minute", "errors"), rows)


def bars_table(bars: Sequence[Bar], reasons: Mapping[str, str]) -> str:
    words = {True: "kept", False: "**missed**", None: "not measured"}
    rows = [
        (bar.name, number(bar.value, bar.unit), _limit(bar), words[bar.kept], _reason(bar, reasons)) for bar in bars
    ]
    return table(("what", "measured", "bar", "", "why"), rows)


def number(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    digits = 0 if value == int(value) or value >= 100 else 1 if value >= 10 else 2
    return f"{value:.{digits}f} {unit}".strip()


def _limit(bar: Bar) -> str:
    return f"{'≥' if bar.at_least else '≤'} {bar.bar:g} {bar.unit}".strip()


def _reason(bar: Bar, reasons: Mapping[str, str]) -> str:
    return reasons.get(bar.key, "") if bar.kept is False else ""


def _scene(line: Found, times: str, *, floor: bool) -> tuple[str, ...]:
    return (
        str(line["people"]),
        f"(empty {line['scene']})" if floor else line["scene"].replace("_", "-"),
        str(line["actions"]),
        f"{line['cost']:.1f}",
        "" if floor else times,
        *(_delay(line["delays"].get(name)) for name in DELAYS),
        f"{line['bytes'] / 1000:.0f}",
        f"{max(line['generators'], default=0):.0%}",
        str(len(line["failures"])),
    )


def _cost(line: Found) -> tuple[str, ...]:
    return (
        line["action"],
        str(line["ideas"] or "–"),
        str(line["actions"]),
        f"{line['cost']['middle']:.1f}",
        _times(line["ratios"]["fragment"]),
        _times(line["ratios"]["page"]),
        *(_short(line["delays"].get(name)) for name in DELAYS),
    )


def _line(size: Found, scene: str, where: str) -> Found | None:
    return next((line for line in size[where]["lines"] if line["scene"] == scene), None)


def _times(ratio: Mapping[str, float]) -> str:
    return f"{ratio['middle']:.2f} ({ratio['least']:.2f}–{ratio['most']:.2f})" if ratio else "–"


def _short(found: Mapping[str, float] | None) -> str:
    return f"{found['p50']:.0f} / {found['p95']:.0f}" if found and found["n"] else "–"


def _delay(found: Mapping[str, float] | None) -> str:
    return f"{_short(found)} / {found['p99']:.0f}" if found and found["n"] else "–"


def _joined(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
