"""What people type is mapped to the meeting's topics, also to topics that nobody foresaw."""

import json
import re
from pathlib import Path

import pytest
import yaml

from domain.templates import NETWORK_MEETING
from domain.topic_lexicon import FILLERS, LEXICON, PIECES
from domain.topics import MOST, Topics, folded, meant
from tests.conftest import ROOT

TABLE = json.loads((Path(__file__).parents[1] / "data" / "meant.json").read_text(encoding="utf-8"))
CHIPS = {chip_id: name for chip_id, name in TABLE["chips"]}


@pytest.mark.parametrize("row", TABLE["lines"], ids=lambda row: row["line"][:30])
def test_a_line_means_what_the_table_says(row: dict[str, object]) -> None:
    """The browser is asked the same: tests/browser/test_meant.py."""
    line = str(row["line"])
    assert (folded(line), meant(line, CHIPS)) == (row["folded"], row["meant"])


def test_the_browser_has_the_same_pieces() -> None:
    script = (ROOT / "components" / "exchange" / "lexicon.js").read_text(encoding="utf-8")
    assert re.findall(r"`([^`]*)`", script) == [PIECES, FILLERS]


def test_all_pieces_are_spelled_as_lines_are() -> None:
    assert [piece for topic in LEXICON for piece in topic if folded(piece).strip() != piece.strip()] == []


def test_a_topic_that_nobody_foresaw_is_found_by_its_name() -> None:
    chips = {1: "Hebammen im ländlichen Raum", 2: "Drohnenpiloten", 3: "Wohnraum"}
    assert meant("Wir haben zwei Hebammen", chips) == [1]
    assert meant("Drohnen-Pilotin gesucht", chips) == [2]
    assert meant("Möblierte Zimmer", chips) == [3]
    assert meant("Möblierte Zimmer", {1: "Drohnenpiloten"}) == []


def test_nothing_is_guessed_where_nothing_is_said() -> None:
    for line in ("", " ", "Wir suchen", "🚀", "日本語"):
        assert meant(line, CHIPS) == []
    assert meant("Wohnraum", {}) == []
    assert meant("Wohnraum", {1: "🚀"}) == []


def test_most_lines_of_the_invented_meeting_find_their_topic() -> None:
    """The lexicon was written by somebody who had read these lines: that many is what it can do at best."""
    demo = yaml.safe_load((ROOT / "demo" / "demo.yaml").read_text(encoding="utf-8"))
    ids = {chip["id"]: place for place, chip in enumerate(demo["stichworte"])}
    topics = Topics(tuple(enumerate(chip["name"] for chip in demo["stichworte"])))
    lines = [entry for person in demo["teilnehmende"] for side in ("biete", "suche") for entry in person[side]]
    found = [topics.meant(entry["text"]) for entry in lines]
    right = sum(ids[entry["stichwort"]] in each for entry, each in zip(lines, found, strict=True))
    assert right >= 0.8 * len(lines)
    assert sum(map(len, found)) <= 1.5 * len(lines)
    assert max(map(len, found)) == MOST


def test_a_new_meetings_own_topics_mean_themselves() -> None:
    chips = dict(enumerate(NETWORK_MEETING.chips))
    assert [name for place, name in chips.items() if meant(name, chips)[0] != place] == []
