"""What the simulated room says is only as good as the sums behind it."""

import pytest

from bench.baseline import until_seen_by_all
from bench.figures import quantiles
from bench.ledger import Ears, Ledger, applied, together


def test_95_of_100_are_quicker_than_the_p95() -> None:
    found = quantiles([number / 1000 for number in range(100)])
    assert found == {"n": 100, "p50": pytest.approx(50), "p95": pytest.approx(95), "p99": pytest.approx(99)}


def test_a_click_in_one_process_is_seen_in_another() -> None:
    writer, reader = Ledger(), Ledger()
    writer.clicked["idea1.1"] = 10.0
    writer.seen["idea1.1"]["room"].append(10.2)
    reader.seen["idea1.1"]["room"].append(10.5)
    assert together([writer, reader]).until_seen("room") == pytest.approx([0.2, 0.5])


def test_the_nth_click_is_counted_when_the_number_reaches_n() -> None:
    first, second = Ledger(), Ledger()
    first.clicked, first.confirmed = {"a": 1.0}, {"a": 1.1}
    second.clicked, second.confirmed = {"b": 1.0}, {"b": 1.2}
    second.counts["screen", "voted"] += [(1.3, 1), (1.9, 2)]
    assert together([first, second]).until_counted("screen", "voted", ["b", "a"]) == pytest.approx([0.3, 0.9])


def test_what_is_taken_away_is_gone_and_nothing_else() -> None:
    state = {"now": {"round": {"id": 1}, "open": True}, "ideas": {"1": {"title": "x"}}}
    assert applied(state, {"now": {"round": None}}) == {"now": {"open": True}, "ideas": {"1": {"title": "x"}}}


def test_a_late_state_does_not_bring_back_what_is_over() -> None:
    hear = (ears := Ears(Ledger())).of("room")
    hear("state", "e-1", b'{"now": {"step": 1}}', 1.0)
    hear("change", "e-2", b'{"now": {"step": 2}}', 2.0)
    hear("state", "e-1", b'{"now": {"step": 1}}', 3.0)
    assert ears.states["room"]["now"] == {"step": 2}


def test_a_screen_that_never_showed_an_idea_counts_as_if_at_the_end() -> None:
    ledger = Ledger()
    ledger.clicked |= {"idea0.1": 1.0, "idea1.1": 2.0, "dot2.1": 1.0}
    ledger.seen["idea0.1"]["room"] += [1.5]
    ledger.seen["idea1.1"]["room"] += [3.0, 9.0]
    assert until_seen_by_all(ledger, 2) == pytest.approx([0.5, 8.0, 1.0, 7.0])
