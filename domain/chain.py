"""Results cannot be changed unseen: each is sealed by a hash over itself and over the seal of the one before.

The seal stands on the projector and in the archive. Whoever changes a row afterwards would have to change what the
room has seen and what lies in other people's hands.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.voting import Option, Round, ranked

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Finding:
    """Something in an archive that does not fit: `what` is the key of a sentence, `values` its placeholders."""

    what: str
    values: Mapping[str, Any]


def record(round_: Round, options: Sequence[Option], ballots: Iterable[Iterable[int]]) -> Record:
    """What is sealed. Options by rank and numbered from 1 on; ballots in an order that says nothing."""
    numbers = {option.id: number for number, option in enumerate(options, start=1)}
    return {
        "subject": round_.subject.value,
        "budget": round_.budget,
        "maximum": round_.maximum,
        "present": round_.present,
        "ballots_given": round_.ballots,
        "options": [[option.title, option.total, option.rank] for option in options],
        "ballots": sorted(sorted(numbers[option_id] for option_id in ballot) for ballot in ballots),
    }


def record_in_archive(result: Mapping[str, Any]) -> Record:
    """The same from a round as the archive tells it."""
    return {
        **{name: result[name] for name in ("subject", "budget", "maximum", "present", "ballots_given")},
        "options": [[option["title"], option["dots"], option["rank"]] for option in result["options"]],
        "ballots": sorted(sorted(ballot) for ballot in result["ballots"]),
    }


def seal(before: str, what: Record) -> str:
    """SHA-256, in hexadecimal, over the seal of the round before (empty for the first) and this record."""
    content = json.dumps([before, what], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()


def recount(archive: Mapping[str, Any]) -> list[Finding]:
    """Counts the ballots of an archive anew and checks its seals. Nothing found: it is as it was shown."""
    shown = [result for result in archive["rounds"] if result["status"] == "shown"]
    found = [finding for result in shown for finding in _of_round(result)]
    seals = {result["seal"] for result in shown if result.get("seal")}
    found += [
        Finding("chain_broken", {"round": result["title"]})
        for result in shown
        if result.get("seal_before") and result["seal_before"] not in seals
    ]
    return found


def _of_round(result: Mapping[str, Any]) -> Iterable[Finding]:
    title, ballots = result["title"], result["ballots"]
    if len(ballots) != result["ballots_given"]:
        # Fewer than five ballots are not in an archive one by one.
        yield Finding("ballots_not_told" if not ballots else "ballots_missing", {"round": title})
        return
    counted = Counter(option for ballot in ballots for option in ballot)
    ranks = {
        option: rank for rank, option, _ in ranked({each["id"]: counted[each["id"]] for each in result["options"]})
    }
    for option in result["options"]:
        told, dots = (option["dots"], option["rank"]), counted[option["id"]]
        if told != (dots, ranks[option["id"]]):
            yield Finding("total_differs", {"round": title, "option": option["title"], "told": told[0], "dots": dots})
    for place, ballot in enumerate(ballots, start=1):
        if len(ballot) > result["budget"] or max(Counter(ballot).values(), default=0) > result["maximum"]:
            yield Finding("ballot_over_rule", {"round": title, "place": place})
    if result.get("seal") and seal(result.get("seal_before") or "", record_in_archive(result)) != result["seal"]:
        yield Finding("seal_differs", {"round": title})
