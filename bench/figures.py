"""What was measured in one window, and what several windows of a kind say together."""

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Window:
    """One kind of action over some seconds."""

    action: str
    ideas: int
    actions: int
    seconds: float
    # Seconds of the server's processor time: in the window, and a second when nobody does anything.
    cpu: float
    idle: float
    # Shares of one core: the generator's own, and what others on the machine used meanwhile.
    generator: float
    others: float
    # Name → seconds from the click.
    delays: dict[str, list[float]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    @property
    def cost(self) -> float:
        """Milliseconds of processor time an action."""
        return 1000 * (self.cpu - self.idle * self.seconds) / self.actions


def summary(windows: Sequence[Window], floors: Mapping[str, str]) -> list[dict[str, Any]]:
    """A line for each kind of action, medians over its windows. `floors`: name of a ratio → what it divides by."""
    kinds = dict.fromkeys((window.action, window.ideas) for window in windows)
    return [_line(action, ideas, windows, floors) for action, ideas in kinds]


def _line(action: str, ideas: int, windows: Sequence[Window], floors: Mapping[str, str]) -> dict[str, Any]:
    places = [place for place, one in enumerate(windows) if (one.action, one.ideas) == (action, ideas)]
    mine = [windows[place] for place in places]
    delays: dict[str, list[float]] = {}
    for window in mine:
        for name, found in window.delays.items():
            delays.setdefault(name, []).extend(found)
    return {
        "action": action,
        "ideas": ideas,
        "actions": sum(window.actions for window in mine),
        "cost": spread(window.cost for window in mine),
        "ratios": {
            name: spread(ratio for place in places if (ratio := _times_floor(windows, place, floor)))
            for name, floor in floors.items()
        },
        "delays": {name: quantiles(found) for name, found in delays.items()},
        "idle": spread(window.idle for window in mine),
        "generator": spread(window.generator for window in mine),
        "others": spread(window.others for window in mine),
        "failures": [failure for window in mine for failure in window.failures],
    }


def _times_floor(windows: Sequence[Window], place: int, floor: str) -> float | None:
    """The window's cost as a multiple of the floor's, measured last before it and first after it."""
    before = next((one.cost for one in reversed(windows[:place]) if one.action == floor), None)
    after = next((one.cost for one in windows[place + 1 :] if one.action == floor), None)
    around = [cost for cost in (before, after) if cost]
    return windows[place].cost / statistics.mean(around) if around else None


def spread(values: Iterable[float]) -> dict[str, float]:
    """Least, middle and most of several windows."""
    found = list(values)
    return {"least": min(found), "middle": statistics.median(found), "most": max(found)} if found else {}


def quantiles(found: Sequence[float]) -> dict[str, float]:
    """Milliseconds: how many were measured, the middle, 95 and 99 of a hundred."""
    in_order = sorted(1000 * value for value in found)
    return {"n": len(in_order)} | {
        name: in_order[min(len(in_order) - 1, int(part * len(in_order)))]
        for name, part in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))
        if in_order
    }
