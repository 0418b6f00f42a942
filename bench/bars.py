"""What was promised, beside what was measured."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Found = Mapping[str, Any]
MIXED = ("ideas", "dots", "exchange")
SCREENS = ("room", "facilitator", "screen")
# key → where bench/first_load.py writes it, what it is, bar, unit, how many of what is written make one
FIRST_LOAD = {
    "first_bytes": ("fast.first.bytes", "cold phone: loaded until check-in can be typed", 0.75, "MB", 1e6),
    "second_bytes": ("fast.second.bytes", "second visit", 20, "kB", 1e3),
    "meeting_bytes": ("meeting.bytes", "a whole meeting, one person", 1.5, "MB", 1e6),
    "slow_seconds": ("slow.first.usable_seconds", "check-in usable at 400 kbit/s and 300 ms", 20, "s", 1),
    "slow_readable": ("slow.first.readable_seconds", "something readable on the same line", 1, "s", 1),
}
# Up to which delay (ms) two boards are compared by the people they carry.
SAME_SEEN_MS, SAME_CONFIRMED_MS = 2500.0, 1500.0
# "Independent of" as far as one measurement can tell.
SAME = 1.25


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
        *_at_once(sizes, results.get("two_steps", {})),
        _against_polling(sizes, results.get("baseline", {})),
        *dots(results.get("dots", {})),
        *two_processes(results.get("two_processes", {})),
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
        key = action.split()[0]
        found = [line for line in costs.get("lines", ()) if line["action"] == action]
        ratio = max((line["ratios"]["fragment"]["middle"] for line in found), default=None)
        yield Bar(f"{key}_fragment", f"{name}: CPU as a multiple of the empty fragment", ratio, 1.5, "×")
        by_ideas = [line["cost"]["middle"] for line in sorted(found, key=lambda line: int(line["ideas"]))]
        growth = by_ideas[-1] / by_ideas[0] if len(by_ideas) > 1 else None
        yield Bar(f"{key}_ideas", f"{name}: CPU with most ideas / with fewest", growth, SAME, "×")
    few, many = (_of(sizes.get(people), "dots", "cost") for people in (60, 300))
    growth = many / few if few and many else None
    yield Bar("dot_people", "a dot: CPU with 300 people / with 60", growth, SAME, "×")


def _at_once(sizes: Mapping[int, Found], two: Found) -> Iterable[Bar]:
    size = sizes.get(300)
    announced = _delay(size, "change", "announced", "p99")
    yield Bar("announced_300", "next activity: announced on every screen, p99, 300 people", announced, 300)
    yield Bar("page_300", "next activity: its page is there, p95, 300 people", _delay(size, "change", "page"), 3000)
    shared = two["line"]["delays"]["page"]["p95"] if two else None
    yield Bar("page_two", "the same with two processes", shared, 2000)
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
    compared = (("room", SAME_SEEN_MS), ("confirmed", SAME_CONFIRMED_MS))
    pairs = [(carried(sizes, name, most), carried(polling, name, most, ["polling"])) for name, most in compared]
    times = [ours / theirs for ours, theirs in pairs if ours and theirs]
    value = min(times) if len(times) == len(compared) else None
    return Bar("polling", "people at the same p95, as a multiple of polling", value, 5, "×", True)


def carried(sizes: Mapping[int, Found], name: str, most_ms: float, scenes: Sequence[str] = MIXED) -> int:
    """The largest number of people up to which the delay keeps within that."""
    kept = 0
    for people in sorted(sizes):
        found = worst(sizes[people], [name], scenes)
        if found is None or found > most_ms:
            break
        kept = people
    return kept


def dots(found: Found) -> Iterable[Bar]:
    """A full room places five dots each inside two minutes, and a dot costs the same whatever there is to choose."""
    line = found.get("line")
    seconds = line["seconds"] if line else None
    confirmed = line["delays"]["confirmed"]["p95"] if line else None
    lost = found["lost"] + found["too_many"] if line else None
    yield Bar("hurry_seconds", "300 people place five dots each", seconds, 120, "s")
    yield Bar("hurry_confirmed", "the same: click → confirmed, p95", confirmed, 300)
    yield Bar("hurry_lost", "the same: ballots other than acknowledged", lost, 0, "")
    yield Bar("hurry_errors", "the same: errors", len(line["failures"]) if line else None, 0, "")
    ratio = found["growth"]["middle"] if line else None
    yield Bar("dot_growth", "a dot: CPU with 500 ideas / with 20", ratio, 1.1, "×")


def two_processes(found: Found) -> Iterable[Bar]:
    names = {
        "ideas_lost": "ideas lost",
        "ideas_doubled": "ideas doubled",
        "ballots_other_than_wanted": "ballots other than wanted",
    }
    for key, name in names.items():
        value = len(found[key]) if key in found else None
        yield Bar(key, f"one of two processes killed in the middle: {name}", value, 0, "")


def first_load(found: Found) -> Iterable[Bar]:
    """What a browser loads."""
    for key, (path, name, most, unit, whole) in FIRST_LOAD.items():
        value = _at(found, path.split("."))
        yield Bar(key, name, None if value is None else value / whole, most, unit)


def _at(found: Any, path: Sequence[str]) -> float | None:
    for name in path:
        if name not in found:
            return None
        found = found[name]
    return float(found)


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
