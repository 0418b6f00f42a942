"""Results cannot be changed unseen: each is sealed by a hash over itself and over the seal of the one before.

The seal stands on the projector and in the archive. Whoever changes a row afterwards would have to change what the
room has seen and what lies in other people's hands.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.receipts import ToldBallot, check_of
from domain.voting import Option, Round, ranked

Record = Mapping[str, Any]
# What a seal is over. Form 1, before there were receipts, knew neither them nor the last two of these.
FORM = 2
_RULE = ("subject", "budget", "maximum", "present", "ballots_given")
_RULE_OF_FORM = {1: _RULE, 2: (*_RULE, "own_ideas", "paper")}


@dataclass(frozen=True)
class Finding:
    """Something in an archive that does not fit: `what` is the key of a sentence, `values` its placeholders."""

    what: str
    values: Mapping[str, Any]


def record(round_: Round, options: Sequence[Option], ballots: Iterable[ToldBallot]) -> Record:
    """What is sealed. Options by rank and numbered from 1 on; ballots in an order that says nothing."""
    numbers = {option.id: number for number, option in enumerate(options, start=1)}
    return {
        "subject": round_.subject.value,
        "budget": round_.budget,
        "maximum": round_.maximum,
        "present": round_.present,
        "ballots_given": round_.ballots,
        "own_ideas": round_.own_ideas,
        "paper": round_.paper,
        "options": [[option.title, option.total, option.rank] for option in options],
        "ballots": sorted(
            [ballot.receipt, sorted(numbers[option_id] for option_id in ballot.options)] for ballot in ballots
        ),
    }


def record_in_archive(result: Mapping[str, Any]) -> Record:
    """The same from a round as the archive tells it, in the form it was sealed in."""
    form = result.get("seal_form") or 1
    ballots = [(ballot.receipt, sorted(ballot.options)) for ballot, _ in _ballots(result)]
    return {
        **{name: result[name] for name in _RULE_OF_FORM[form]},
        "options": [[option["title"], option["dots"], option["rank"]] for option in result["options"]],
        "ballots": sorted([receipt or "", options] if form > 1 else options for receipt, options in ballots),
    }


def seal(before: str, what: Record) -> str:
    """SHA-256, in hexadecimal, over the seal of the round before (empty for the first) and this record."""
    content = json.dumps([before, what], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()


def recount(archive: Mapping[str, Any]) -> list[Finding]:
    """Counts the ballots of an archive anew and checks its seals. Nothing found: it is as it was shown.

    The page /nachzaehlen does the same in the browser (components/recount/counting.js); a test compares the two.
    """
    shown = [result for result in archive["rounds"] if result["status"] == "shown"]
    found = [finding for result in shown for finding in _of_round(result)]
    seals = {result["seal"] for result in shown if result.get("seal")}
    found += [
        Finding("chain_broken", {"round": result["title"]})
        for result in shown
        if result.get("seal_before") and result["seal_before"] not in seals
    ]
    if archive.get("head") and archive["head"] not in seals:
        found.append(Finding("head_missing", {}))
    return found


def _of_round(result: Mapping[str, Any]) -> Iterator[Finding]:
    title, told = result["title"], list(_ballots(result))
    if len(told) != result["ballots_given"]:
        # Fewer than five ballots are not in an archive one by one.
        yield Finding("ballots_not_told" if not told else "ballots_missing", {"round": title})
        return
    yield from _totals(result, Counter(option for ballot, _ in told for option in ballot.options))
    yield from _each_ballot(result, told)
    if result.get("seal") and seal(result.get("seal_before") or "", record_in_archive(result)) != result["seal"]:
        yield Finding("seal_differs", {"round": title})


def _totals(result: Mapping[str, Any], counted: Mapping[int, int]) -> Iterator[Finding]:
    ranks = {
        option: rank
        for rank, option, _ in ranked({each["id"]: counted.get(each["id"], 0) for each in result["options"]})
    }
    for option in result["options"]:
        told, dots = (option["dots"], option["rank"]), counted.get(option["id"], 0)
        if told != (dots, ranks[option["id"]]):
            values = {"round": result["title"], "option": option["title"], "told": told[0], "dots": dots}
            yield Finding("total_differs", values)


def _each_ballot(result: Mapping[str, Any], told: Iterable[tuple[ToldBallot, str | None]]) -> Iterator[Finding]:
    title, receipts = result["title"], Counter(ballot.receipt for ballot, _ in told)
    for place, (ballot, check) in enumerate(told, start=1):
        if (
            len(ballot.options) > result["budget"]
            or max(Counter(ballot.options).values(), default=0) > result["maximum"]
        ):
            yield Finding("ballot_over_rule", {"round": title, "place": place})
        if check is not None and check != check_of(ballot.receipt or "", ballot.options):
            yield Finding("ballot_altered", {"round": title, "place": place, "receipt": ballot.receipt})
    for receipt, times in receipts.items():
        if receipt and times > 1:
            yield Finding("receipt_twice", {"round": title, "receipt": receipt})


def _ballots(result: Mapping[str, Any]) -> Iterator[tuple[ToldBallot, str | None]]:
    """Each ballot with its check. Archives from before there were receipts tell a ballot as its list of options."""
    for ballot in result["ballots"]:
        if isinstance(ballot, Mapping):
            yield ToldBallot(ballot["receipt"], tuple(ballot["options"])), ballot.get("check")
        else:
            yield ToldBallot(None, tuple(ballot)), None
