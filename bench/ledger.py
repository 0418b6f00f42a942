"""Who clicked when, when it was confirmed, and when which screen showed it.

Times are of the machine's monotonic clock, so ledgers of several generator processes can be put together.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

# Ideas of the simulated room carry their click's mark in front.
MARK_END = "|"


@dataclass
class Ledger:
    clicked: dict[str, float] = field(default_factory=dict)
    confirmed: dict[str, float] = field(default_factory=dict)
    # mark → audience → when each of its screens showed it
    seen: dict[str, dict[str, list[float]]] = field(default_factory=lambda: defaultdict(partial(defaultdict, list)))
    # (audience, what is counted) → (when, how many), for changes that reach others only as a number
    counts: dict[tuple[str, str], list[tuple[float, int]]] = field(default_factory=lambda: defaultdict(list))
    failures: list[str] = field(default_factory=list)

    def until_confirmed(self) -> list[float]:
        """Seconds from each click to its confirmation."""
        return [self.confirmed[mark] - at for mark, at in self.clicked.items() if mark in self.confirmed]

    def until_seen(self, audience: str) -> list[float]:
        """Seconds from each click to each screen of the audience."""
        return [shown - at for mark, at in self.clicked.items() for shown in self.seen[mark][audience]]

    def until_counted(self, audience: str, what: str, marks: Iterable[str]) -> list[float]:
        """Seconds until the number includes the click: in order of confirmation, the n-th click makes it n."""
        in_order = sorted((mark for mark in marks if mark in self.confirmed), key=self.confirmed.__getitem__)
        history = self.counts[audience, what]
        found = []
        for number, mark in enumerate(in_order, start=1):
            reached = next((when for when, count in history if count >= number), None)
            if reached is not None:
                found.append(reached - self.clicked[mark])
        return found


def together(ledgers: Iterable[Ledger]) -> Ledger:
    """One ledger of what several generator processes have written down."""
    whole = Ledger()
    for part in ledgers:
        whole.clicked |= part.clicked
        whole.confirmed |= part.confirmed
        whole.failures += part.failures
        for mark, audiences in part.seen.items():
            for audience, times in audiences.items():
                whole.seen[mark][audience] += times
        for key, history in part.counts.items():
            whole.counts[key] = sorted(whole.counts[key] + history)
    return whole


class Ears:
    """Writes into the ledger what the streams tell. An event that many hear is read once."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        # audience → what its streams have told so far, put together as components/live/live.js does
        self.states: dict[str, dict[str, Any]] = {}
        self._newest: dict[str, tuple[str, int]] = {}
        self._read: dict[tuple[str, str], tuple[list[str], dict[str, int]]] = {}

    def of(self, audience: str):  # type: ignore[no-untyped-def]
        """What a stream of this audience calls with each event."""

        def hear(name: str, event_id: str, data: bytes, at: float) -> None:
            if name not in ("state", "change"):
                return
            self._keep(audience, name, event_id, data)
            if name == "state":
                return
            marks, counts = self._read[audience, event_id]
            for mark in marks:
                self.ledger.seen[mark][audience].append(at)
            for what, count in counts.items():
                self.ledger.counts[audience, what].append((at, count))

        return hear

    def _keep(self, audience: str, name: str, event_id: str, data: bytes) -> None:
        """Reads the event if it says something new; streams of one audience may be a few events apart."""
        epoch, _, number = event_id.partition("-")
        known_epoch, known = self._newest.get(audience, ("", -1))
        newer = epoch != known_epoch or int(number) > known
        if name == "change" and (audience, event_id) not in self._read:
            change = json.loads(data)
            self._read[audience, event_id] = _told(change)
            if newer:
                self.states[audience] = applied(self.states.get(audience, {}), change)
        elif name == "state" and newer:
            self.states[audience] = json.loads(data)
        if newer:
            self._newest[audience] = (epoch, int(number))


def applied(state: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """The state after a change: section → key → value, None takes a key away."""
    result = dict(state)
    for name, section in change.items():
        merged = {**result.get(name, {}), **section}
        result[name] = {key: value for key, value in merged.items() if value is not None or key not in section}
    return result


def _told(change: dict[str, Any]) -> tuple[list[str], dict[str, int]]:
    """The marks of the ideas in an event, and its numbers."""
    cards = {**change.get("ideas", {}), **change.get("desk", {})}
    titles = [card["title"] for card in cards.values() if card]
    return [title.split(MARK_END)[0] for title in titles if MARK_END in title], change.get("progress", {})
