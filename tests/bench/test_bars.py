"""A bar is kept or missed by what was measured, and by nothing else."""

from collections.abc import Mapping
from typing import Any

import pytest

from bench.bars import Bar, bars, carried, worst
from bench.tables import bars_table


def line(scene: str, **delays: float) -> dict[str, Any]:
    return {
        "scene": scene,
        "actions": 10,
        "cost": 5.0,
        "idle": 0.01,
        "failures": [],
        "delays": {name: {"n": 10, "p50": value / 2, "p95": value, "p99": value} for name, value in delays.items()},
    }


def size(people: int, *lines: Mapping[str, Any]) -> dict[str, Any]:
    return {"people": people, "app": {"memory": 2e5, "lines": list(lines)}, "floor": {"lines": []}}


def test_the_slowest_screen_of_the_slowest_scene_counts() -> None:
    found = size(200, line("ideas", room=40, screen=45), line("dots", screen=60), line("reconnect", screen=900))
    assert worst(found, ["room", "screen"]) == 60


def test_a_ballot_that_is_not_as_it_was_acknowledged_misses_its_bar() -> None:
    hurry = {"line": line("dots", confirmed=299) | {"seconds": 112.0}, "lost": 0, "too_many": 0}
    found = {"dots": hurry | {"growth": {"middle": 1.11}}}
    kept = {bar.key: bar.kept for bar in bars(found) if bar.value is not None}
    assert kept == {
        **{"hurry_seconds": True, "hurry_confirmed": True, "hurry_lost": True, "hurry_errors": True},
        "dot_growth": False,
    }
    found["dots"] |= {"lost": 1}
    assert {bar.key: bar.kept for bar in bars(found)}["hurry_lost"] is False


def test_what_was_not_measured_is_neither_kept_nor_missed() -> None:
    assert {bar.kept for bar in bars({})} == {None}


def test_a_delay_over_its_bar_is_missed() -> None:
    found = {
        bar.key: bar.kept for bar in bars({"room": {"sizes": [size(200, line("ideas", room=51, confirmed=50))]}})
    }
    assert (found["screens_200"], found["confirmed_200"]) == (False, True)


def test_nobody_is_carried_beyond_the_first_size_that_is_too_slow() -> None:
    sizes = {people: size(people, line("ideas", room=delay)) for people, delay in ((20, 1), (60, 9), (150, 2))}
    assert carried(sizes, "room", 5) == 20


@pytest.mark.parametrize(("ours", "kept"), [(50, True), (40, False)])
def test_polling_is_compared_by_people_at_the_same_delay(ours: int, kept: bool) -> None:
    results = {
        "room": {"sizes": [size(ours, line("ideas", room=100, confirmed=100))]},
        "baseline": {"sizes": [{"people": 10, "line": line("polling", room=2000, confirmed=1000)}]},
    }
    assert next(bar for bar in bars(results) if bar.key == "polling").kept is kept


def test_a_reason_stands_only_beside_a_bar_that_is_missed() -> None:
    missed, kept = Bar("a", "first", 2, 1), Bar("b", "second", 1, 1)
    text = bars_table([missed, kept], {"a": "because", "b": "never said"})
    assert "because" in text
    assert "never said" not in text
