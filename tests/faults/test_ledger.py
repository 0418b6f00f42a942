"""The oracle itself: it notices what is lost and what counts twice, and allows what nobody has promised."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.ledger import Ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Ada was told that she has a dot on 1 and none on 2."""
    book = Ledger(tmp_path / "ledger")
    for option, count in ((1, 1), (2, 1), (2, 0)):
        book.send("ada", option, count)
        book.acknowledge("ada", option, count)
    yield book
    book.close()


def test_what_was_acknowledged_must_be_there(ledger: Ledger) -> None:
    assert ledger.wrong({"ada": {1: 1}}) == []
    assert ledger.wrong({}) == ["ada on 1: 0, acknowledged [1]"]


def test_what_counts_twice_or_was_never_wanted_is_noticed(ledger: Ledger) -> None:
    assert ledger.wrong({"ada": {1: 2}}) == ["ada on 1: 2, acknowledged [1]"]
    assert ledger.wrong({"ada": {1: 1, 3: 1}}) == ["ada on 3: 1, acknowledged [0]"]
    assert ledger.wrong({"ada": {1: 1}, "eve": {1: 1}}) == ["eve on 1: 1, acknowledged [0]"]


def test_what_is_on_its_way_may_be_there_or_not(ledger: Ledger) -> None:
    ledger.send("ada", 1, 0)
    assert ledger.wrong({"ada": {1: 1}}) == ledger.wrong({"ada": {}}) == []
