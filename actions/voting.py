"""Dot voting: the facilitator opens, closes and shows a round; people fill their ballots while it is open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from actions.clock import new_id, new_receipt, now
from domain import chain
from domain.live import part
from domain.readings import readings
from domain.refusal import Refusal
from domain.visitor import Visitor
from domain.voting import Ballot, Option, Round, Status, Subject, checked_rule, filled, must_not_be_own, ranked
from storage import chores, log, scrubbing
from storage import ideas as idea_store
from storage import paper as paper_store
from storage import people as people_store
from storage import readings as reading_store
from storage import receipts as receipt_store
from storage import voting as store
from storage import workshop as workshop_store
from storage.database import Transaction, reading, writing
from storage.trouble import may_come_twice


@dataclass(frozen=True)
class Ranking:
    """A shown round: its options by rank, the rule, and how many took part."""

    round: Round
    options: list[Option]


def current_round(visitor: Visitor) -> Round | None:
    """The newest round of the current activity."""
    with reading() as tx:
        workshop = workshop_store.by_id(tx, visitor.in_workshop())
        return store.of_activity(tx, workshop.id, workshop.activity_id)


def rounds_of(visitor: Visitor) -> list[Round]:
    with reading() as tx:
        return store.rounds(tx, visitor.in_workshop())


def options_of(visitor: Visitor, round_id: int) -> list[Option]:
    with reading() as tx:
        return store.options(tx, store.by_id(tx, visitor.in_workshop(), round_id).id)


def possible_options(visitor: Visitor, subject: Subject) -> list[Option]:
    """What a round on this subject would be about if it were opened now."""
    with reading() as tx:
        return _possible(tx, visitor.as_facilitator(), subject)


def open_round(visitor: Visitor, *, subject: Subject, budget: int, maximum: int, own_ideas: bool = True) -> int:
    """Opens a round in the current activity, with the options as they are worded now. Returns its id."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        workshop_store.lock(tx, workshop_id)
        options = _possible(tx, workshop_id, subject)
        return open_with(tx, visitor, options, subject, budget, maximum, own_ideas=own_ideas)


def open_with(
    tx: Transaction,
    visitor: Visitor,
    options: Sequence[Option],
    subject: Subject,
    budget: int,
    maximum: int,
    *,
    own_ideas: bool = True,
) -> int:
    """Opens a round on these options in the current activity; the workshop is locked. Returns its id."""
    workshop_id = visitor.as_facilitator()
    activity_id = workshop_store.by_id(tx, workshop_id).activity_id
    newest = store.of_activity(tx, workshop_id, activity_id)
    if newest and newest.status is not Status.SHOWN:
        raise Refusal("round_exists")
    checked_rule(budget, maximum, options)
    round_id = store.add(
        tx,
        workshop_id,
        options,
        activity_id=activity_id,
        subject=subject.value,
        budget=budget,
        maximum=maximum,
        own_ideas=own_ideas,
        status=Status.OPEN.value,
        opened_at=now(),
    )
    log.note(tx, workshop_id, visitor.role, "open_round", round_id)
    tx.tell(workshop_id, "now", "options", "question", "marks", "progress")
    return round_id


def close_round(visitor: Visitor, round_id: int) -> None:
    """Ends the voting. Nobody knows a total yet, so it can be taken back."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        _locked(tx, workshop_id, round_id).must_be_open()
        store.change(tx, workshop_id, round_id, status=Status.CLOSED.value, closed_at=now())
        log.note(tx, workshop_id, visitor.role, "close_round", round_id)
        tx.tell(workshop_id, "now", "progress")


def reopen_round(visitor: Visitor, round_id: int) -> None:
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        _locked(tx, workshop_id, round_id).must_be_reopenable()
        store.change(tx, workshop_id, round_id, status=Status.OPEN.value, closed_at=None)
        log.note(tx, workshop_id, visitor.role, "reopen_round", round_id)
        tx.tell(workshop_id, "now", "progress")


def show_result(visitor: Visitor, round_id: int) -> None:
    """Makes the totals known, keeps them, and cuts the link between people and ballots for good."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        _locked(tx, workshop_id, round_id).must_be_reopenable()
        turnout = paper_store.turnout(tx, workshop_id, round_id)
        store.change(tx, workshop_id, round_id, status=Status.SHOWN.value, shown_at=now(), **turnout)
        # While it is still known whose ballot is whose; the next line forgets it.
        reading_store.keep(tx, round_id, readings(reading_store.casts(tx, round_id)))
        paper_store.forget(tx, round_id)
        before = store.newest_seal(tx, workshop_id)
        store.freeze(tx, round_id, ranked(store.totals(tx, round_id)))
        result = ranking_of(tx, workshop_id, round_id)
        receipt_store.write_anew(tx, result.round, new_id=new_id, new_receipt=new_receipt)
        what = chain.record(result.round, result.options, receipt_store.told_ballots(tx, round_id))
        seals = {"seal": chain.seal(before, what), "seal_before": before or None, "seal_form": chain.FORM}
        store.change(tx, workshop_id, round_id, **seals)
        chores.note(tx, chores.TIDY, now())
        log.note(tx, workshop_id, visitor.role, "show_result", round_id)
        tx.tell(workshop_id, "now", "options", "question", "marks", "progress")
    # No earlier page of the file may tell whose a ballot was.
    scrubbing.empty_log()


@may_come_twice
def fill_ballot(visitor: Visitor, round_id: int, wanted: Mapping[int, int]) -> Ballot:
    """Puts exactly the wanted number of dots on each named option. Sent twice, it changes nothing more."""
    workshop_id, person_id = visitor.as_participant()
    with writing() as tx:
        return _fill(tx, workshop_id, round_id, person_id, wanted, paper=False)


def my_ballot(visitor: Visitor, round_id: int) -> Ballot:
    workshop_id, person_id = visitor.as_participant()
    with reading() as tx:
        return store.ballot_of(tx, workshop_id, round_id, person_id)


@may_come_twice
def enter_ballot_for(visitor: Visitor, round_id: int, person_id: str, wanted: Mapping[int, int]) -> Ballot:
    """The facilitator enters the dots of somebody without a device; what is not named gets none."""
    workshop_id = visitor.as_facilitator()
    with writing() as tx:
        people_store.by_id(tx, workshop_id, person_id).must_be_without_device()
        everything = {option.id: 0 for option in store.options(tx, round_id)} | dict(wanted)
        ballot = _fill(tx, workshop_id, round_id, person_id, everything, paper=True)
        log.note(tx, workshop_id, visitor.role, "enter_ballot", round_id)
        return ballot


def ballot_at_desk(visitor: Visitor, round_id: int, person_id: str) -> Ballot:
    """What has been entered so far for somebody without a device."""
    workshop_id = visitor.as_facilitator()
    with reading() as tx:
        people_store.by_id(tx, workshop_id, person_id).must_be_without_device()
        return store.ballot_of(tx, workshop_id, round_id, person_id)


def ranking(visitor: Visitor, round_id: int) -> Ranking:
    """The result of a round, once it is shown."""
    with reading() as tx:
        return ranking_of(tx, visitor.in_workshop(), round_id)


def ranking_of(tx: Transaction, workshop_id: int, round_id: int) -> Ranking:
    round_ = store.by_id(tx, workshop_id, round_id)
    if round_.status is not Status.SHOWN:
        raise Refusal("result_not_shown")
    options = sorted(store.options(tx, round_id), key=lambda option: (option.rank or 0, option.id))
    return Ranking(round_, options)


def _fill(
    tx: Transaction,
    workshop_id: int,
    round_id: int,
    person_id: str,
    wanted: Mapping[int, int],
    *,
    paper: bool,
) -> Ballot:
    round_, ballot_id, before = store.for_writing(tx, workshop_id, round_id, person_id, paper=paper)
    round_.must_be_open()
    if ballot_id is None:
        people_store.by_id(tx, workshop_id, person_id)
        # Again only if somebody else's ballot has drawn the same receipt.
        while ballot_id is None:
            ballot_id = store.ballot_for(tx, round_id, person_id, new_id(), new_receipt(), paper=paper)
        before = store.ballot_of(tx, workshop_id, round_id, person_id)
    if before.on_paper and not paper:
        raise Refusal("ballot_on_paper")
    if not round_.own_ideas:
        must_not_be_own(wanted, before, store.options_of_own(tx, round_id, person_id))
    after = filled(before, wanted)
    store.save_ballot(tx, round_, ballot_id, before, after)
    # Only the first and the last dot change how many have voted.
    if bool(before.dots) != bool(after.dots):
        tx.tell(workshop_id, part("progress", "voted"))
    return after


def _locked(tx: Transaction, workshop_id: int, round_id: int) -> Round:
    """The round, with everybody who is just placing a dot waited for."""
    store.lock(tx, workshop_id, round_id)
    return store.by_id(tx, workshop_id, round_id)


def _possible(tx: Transaction, workshop_id: int, subject: Subject) -> list[Option]:
    ideas = [idea for idea in idea_store.of_workshop(tx, workshop_id) if idea.on_the_wall]
    if subject is Subject.IDEAS:
        return [Option(0, idea.title, idea.text, idea_id=idea.id) for idea in ideas]
    if subject is Subject.FIELDS:
        return [
            Option(0, field.name, field.short, field_id=field.id) for field in workshop_store.fields(tx, workshop_id)
        ]
    return [
        Option(
            0,
            cluster.title,
            " · ".join(idea.title for idea in ideas if idea.cluster_id == cluster.id),
            cluster_id=cluster.id,
        )
        for cluster in idea_store.clusters(tx, workshop_id)
    ]
