"""What was promised, beside what was measured."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Found = Mapping[str, Any]
MIXED = ("ideas", "dots", "exchange")
SCREENS = ("room", "facilitator", "screen")
# Up to which delay (ms) two boards are compared by the people they carry.
SAME_SEEN_MS, SAME_CONFIRMED_MS = 2500.0, 1500.0


@dataclass(frozen=True)
class Bar:
    """One promise. `value` is None where nothing was measured."""

    key: str
    name: str
    value: float | None
    bar: float
    unit: str = "ms"
    at_least: bool = False

    @property
    def kept(self) -> bool | None:
        if self.value is None:
            return None
        return self.value >= self.bar if self.at_least else self.value <= self.bar


def bars(results: Mapping[str, Found]) -> list[Bar]:
    """All bars of the room; `results` by the names of their files."""
    sizes = {size["people"]: size for size in results.get("room", {}).get("sizes", ())}
    return [
        *_delays(sizes),
        *_processor(sizes),
        *_single(results.get("costs", {}), sizes),
        *_at_once(sizes, results.get("two_processes", {})),
        _against_polling(sizes, results.get("baseline", {})),
        *first_load(results.get("first_load", {})),
    ]


def _delays(sizes: Mapping[int, Found]) -> Iterable[Bar]:
    for people, most in ((200, 50), (300, 150), (500, 1000)):
        size = sizes.get(people)
        yield Bar(f"screens_{people}", f"click → every screen, p95, {people} people", worst(size, SCREENS), most)
        yield Bar(f"confirmed_{people}", f"click → confirmed, p95, {people} people", worst(size, ["confirmed"]), most)
        failures = sum(len(line["failures"]) for line in size["app"]["lines"]) if size else None
        yield Bar(f"errors_{people}", f"errors, {people} people", failures, 0, "")


def _processor(sizes: Mapping[int, Found]) -> Iterable[Bar]:
    acts = lines(sizes.get(200), MIXED)
    actions = sum(line["actions"] for line in acts)
    mean = sum(line["cost"] * line["actions"] for line in acts) / actions if actions else None
    yield Bar("action_200", "server CPU per action, all screens included, 200 people", mean, 10)
    yield Bar("check_in_cost", "server CPU per check-in, 200 people", _of(sizes.get(200), "check_in", "cost"), 40)
    idle = _of(sizes.get(300), "idle", "idle")
    yield Bar(
        "idle_300", "CPU of one core when nobody acts, 300 people", None if idle is None else 100 * idle, 3, "%"
    )
    size = sizes.get(300)
    memory = size["app"]["memory"] / 1e6 if size else None
    yield Bar("memory_300", "memory per person, 300 people", memory, 0.3, "MB")


def _single(costs: Found, sizes: Mapping[int, Found]) -> Iterable[Bar]:
    names = {"dot": "a dot", "idea": "an idea", "profile edit": "a profile edit"}
    for action, name in names.items():
        found = [line for line in costs.get("lines", ()) if line["action"] == action]
        ratio = max((line["ratios"]["fragment"]["middle"] for line in found), default=None)
        yield Bar(
            f"{action.split()[0]}_fragment", f"{name}: CPU as a multiple of the empty fragment", ratio, 1.5, "×"
        )
        by_ideas = [line["cost"]["middle"] for line in sorted(found, key=lambda line: int(line["ideas"]))]
        growth = by_ideas[-1] / by_ideas[0] if len(by_ideas) > 1 else None
        yield Bar(f"{action.split()[0]}_ideas", f"{name}: CPU with most ideas / with fewest", growth, 1.25, "×")
    few, many = (_of(sizes.get(people), "dots", "cost") for people in (60, 300))
    growth = many / few if few and many else None
    yield Bar("dot_people", "a dot: CPU with 300 people / with 60", growth, 1.25, "×")


def _at_once(sizes: Mapping[int, Found], two: Found) -> Iterable[Bar]:
    size = sizes.get(300)
    announced = _delay(size, "change", "announced", "p99")
    yield Bar("announced_300", "next activity: announced on every screen, p99, 300 people", announced, 300)
    yield Bar("page_300", "next activity: its page is there, p95, 300 people", _delay(size, "change", "page"), 3000)
    yield Bar("page_two", "the same with two processes", two_processes_page(two), 2000)
    page, floor = _of(size, "change", "cost"), _of(size, "page at once", "cost", "floor")
    ratio = page / floor if page and floor else None
    yield Bar("page_cost", "full run of the participant's page / of an empty page, CPU", ratio, 2, "×")
    check_in = _delay(size, "check_in", "confirmed")
    yield Bar("check_in_300", "300 check-ins in 60 s: p95", check_in, 2000)
    reconnect = _delay(sizes.get(500), "reconnect", "confirmed")
    yield Bar("reconnect_500", "500 reconnects at once: p95", reconnect, 3000)


def _against_polling(sizes: Mapping[int, Found], baseline: Found) -> Bar:
    """The lesser of two comparisons: until others see it, and until it is confirmed."""
    polling = {size["people"]: {"app": {"lines": [size["line"]]}} for size in baseline.get("sizes", ())}
    times = []
    for names, most in ((("room",), SAME_SEEN_MS), (("confirmed",), SAME_CONFIRMED_MS)):
        theirs = carried(polling, lambda size, names=names: worst(size, names, ["polling"]), most)
        ours = carried(sizes, lambda size, names=names: worst(size, names), most)
        if theirs and ours:
            times.append(ours / theirs)
    return Bar("polling", "people at the same p95, as a multiple of polling", min(times, default=None), 5, "×", True)


def carried(sizes: Mapping[int, Found], delay: Callable[[Found], float | None], most_ms: float) -> int:
    """The largest number of people up to which the delay keeps within that."""
    kept = 0
    for people in sorted(sizes):
        found = delay(sizes[people])
        if found is None or found > most_ms:
            break
        kept = people
    return kept


def two_processes_page(two: Found) -> float | None:
    return None


def first_load(found: Found) -> Iterable[Bar]:
    return []


def lines(size: Found | None, scenes: Sequence[str], where: str = "app") -> list[Found]:
    return [line for line in size[where]["lines"] if line["scene"] in scenes] if size else []


def worst(size: Found | None, names: Sequence[str], scenes: Sequence[str] = MIXED) -> float | None:
    """The greatest p95 among these screens in all these scenes."""
    found = [
        line["delays"][name]["p95"]
        for line in lines(size, scenes)
        for name in names
        if line["delays"].get(name, {}).get("n")
    ]
    return max(found, default=None)


def _of(size: Found | None, scene: str, name: str, where: str = "app") -> float | None:
    found = lines(size, [scene], where)
    return float(found[0][name]) if found else None


def _delay(size: Found | None, scene: str, name: str, part: str = "p95") -> float | None:
    found = lines(size, [scene])
    delays = found[0]["delays"].get(name, {}) if found else {}
    return float(delays[part]) if delays.get("n") else None
