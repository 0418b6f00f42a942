"""The soak says what the memory did, and its people really come and go."""

import pytest

from bench import soak
from tests.ports import free_port


def test_the_line_through_the_looks_is_told_in_megabytes_an_hour() -> None:
    looks = [(second, 100_000_000 + 1000 * second) for second in range(0, 3600, 5)]
    assert soak.slope(looks) == pytest.approx(3.6)
    assert soak.slope([(second, 5_000_000) for second in range(10)]) == 0


def test_what_was_needed_to_get_warm_does_not_count() -> None:
    growing = [(second, 1_000_000 * second) for second in range(0, 100, 5)]
    resting = [(second, 99_000_000) for second in range(100, 400, 5)]
    assert soak.slope(soak.warm(growing + resting)) == 0
    assert soak.found(soak.Diary(growing + resting), 1, 1)["mb_an_hour"] == 0


@pytest.mark.torture
def test_people_come_and_go_and_nothing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soak, "LOOK_SECONDS", 1.0)
    diary = soak.run(sessions=4, seconds=12, stay=2, port=free_port())
    assert diary.failures == []
    assert diary.joins >= 8, "each seat is taken more than once"
    assert diary.dots == diary.joins
    result = soak.found(diary, 4, 0.2)
    assert 50 < result["memory_mb"]["last"] < 1000
