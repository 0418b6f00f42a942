"""Any sequence of what people do in a meeting, against a model of plain dictionaries."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from hypothesis.stateful import multiple as several

from actions import agenda, entrance, ideas, people, voting
from actions.clock import new_id
from domain.agenda import Kind
from domain.refusal import Refusal
from domain.visitor import Role, Visitor
from domain.voting import Status, Subject
from storage import people as people_store
from storage import receipts as receipt_store
from storage import voting as voting_store
from storage.database import Database, database, reading, use
from tests.builders import a_facilitator, a_workshop, an_alliance, start
from tests.faults.figures import measured
from tests.faults.forms import forms

BUDGET, MAXIMUM = 3, 2


@dataclass
class Card:
    title: str
    author: str
    hidden: bool = False
    withdrawn: bool = False
    merged_into: int | None = None

    @property
    def on_the_wall(self) -> bool:
        return not (self.hidden or self.withdrawn or self.merged_into)


@dataclass
class Vote:
    id: int
    status: str = "open"
    # option → idea
    options: dict[int, int] = field(default_factory=dict)
    own_ideas: bool = True
    ballots: dict[str, dict[int, int]] = field(default_factory=dict)
    receipts: dict[str, str] = field(default_factory=dict)
    totals: dict[int, int] = field(default_factory=dict)


def outcome(deed: Callable[[], object]) -> str:
    """What became of it: "done", or why not."""
    try:
        deed()
    except Refusal as refusal:
        return refusal.reason
    return "done"


class Meeting(RuleBasedStateMachine):
    """One meeting. The model says what must come of each deed, and what must be there after it."""

    everybody = Bundle("people")
    cards = Bundle("cards")
    steps = 0

    @initialize(target=everybody)
    def begin(self) -> object:
        """Two people, three ideas and a round that is open: sequences that matter are short then."""
        self.workshop_id = a_workshop(organiser=Visitor(Role.ORGANISER, alliance_id=an_alliance(new_id())))
        self.leader = a_facilitator(self.workshop_id)
        self.names: dict[str, str] = {}
        self.cards_there: dict[int, Card] = {}
        self.operations: dict[str, int] = {}
        self.votes: list[Vote] = []
        self._go_to(Kind.IDEAS)
        ada, bob = self.join("Ada"), self.join("Bob")
        for number in range(3):
            self.contribute(ada, 100 + number)
        self.open_a_round(own_ideas=True)
        return several(ada, bob)

    @rule(target=everybody, name=st.sampled_from(["Ada", "Bob", "Eva"]))
    def join(self, name: str) -> Visitor:
        person = people.check_in(self.workshop_id, new_id(), name=name, institution="IHK", institution_type="kammer")
        self.names[person.person_id or ""] = name
        return person

    @rule(person=everybody)
    def send_the_check_in_form_again(self, person: Visitor) -> None:
        again = people.check_in(
            self.workshop_id, person.person_id or "", name="Anders", institution=None, institution_type=None
        )
        assert again == person

    @rule(person=everybody)
    def come_back_on_another_device(self, person: Visitor) -> None:
        assert entrance.come_back(entrance.return_code(person.person_id or "")) == person
        assert entrance.visitor_of_cookie(entrance.cookie_for(person)) == person

    @rule(target=cards, person=everybody, number=st.integers(1, 30))
    def contribute(self, person: Visitor, number: int) -> object:
        """Operations repeat, as after a break of the line: then it is the idea that is there already, also later."""
        operation = f"{person.person_id}-{number}"
        if self.kind is not Kind.IDEAS and operation not in self.operations:
            became = outcome(lambda: ideas.contribute_idea(person, title="zu spät", operation=operation))
            assert became == "ideas_closed"
            return several()
        idea_id = ideas.contribute_idea(person, title=f"Idee {number}", operation=operation)
        if operation in self.operations:
            assert idea_id == self.operations[operation]
            return several()
        self.operations[operation] = idea_id
        self.cards_there[idea_id] = Card(f"Idee {number}", person.person_id or "")
        return idea_id

    @rule(idea_id=cards, hidden=st.booleans())
    def hide(self, idea_id: int, hidden: bool) -> None:
        ideas.hide_idea(self.leader, idea_id, hidden=hidden)
        self.cards_there[idea_id].hidden = hidden

    @rule(idea_id=cards, into_id=cards)
    def merge(self, idea_id: int, into_id: int) -> None:
        card, into = self.cards_there[idea_id], self.cards_there[into_id]
        possible = idea_id != into_id and into.on_the_wall and not card.merged_into
        became = outcome(lambda: ideas.merge_ideas(self.leader, idea_id, into_id))
        assert became == ("done" if possible else "merge_impossible")
        if possible:
            card.merged_into = into_id
            for other in self.cards_there.values():
                if other.merged_into == idea_id:
                    other.merged_into = into_id

    @rule(idea_id=cards)
    def part(self, idea_id: int) -> None:
        ideas.part_idea(self.leader, idea_id)
        self.cards_there[idea_id].merged_into = None

    @rule(idea_id=consumes(cards), person=everybody)
    def withdraw(self, idea_id: int, person: Visitor) -> None:
        card = self.cards_there[idea_id]
        expected = "done" if card.author == person.person_id else "idea_not_yours"
        assert outcome(lambda: ideas.withdraw_idea(person, idea_id)) == expected
        if expected == "done":
            card.withdrawn = True
            for other in self.cards_there.values():
                if other.merged_into == idea_id:
                    other.merged_into = None

    @rule()
    def gather_ideas(self) -> None:
        self._go_to(Kind.IDEAS)

    @rule(own_ideas=st.booleans())
    def open_a_round(self, own_ideas: bool) -> None:
        self._go_to(Kind.VOTE)
        wall = {idea_id for idea_id, card in self.cards_there.items() if card.on_the_wall}
        running = bool(self.votes) and self.votes[-1].status != "shown"
        expected = "round_exists" if running else "done" if wall else "round_without_options"
        became = outcome(
            lambda: voting.open_round(
                self.leader, subject=Subject.IDEAS, budget=BUDGET, maximum=MAXIMUM, own_ideas=own_ideas
            )
        )
        assert became == expected
        if became == "done":
            newest = voting.rounds_of(self.leader)[-1]
            options = {option.id: option.idea_id or 0 for option in voting.options_of(self.leader, newest.id)}
            assert set(options.values()) == wall
            self.votes.append(Vote(newest.id, options=options, own_ideas=own_ideas))

    @rule(
        person=everybody,
        wishes=st.lists(
            st.tuples(st.integers(0, 5), st.sampled_from([1, 2, 2, 1, 0, 3, -1])), min_size=1, max_size=5
        ),
        twice=st.booleans(),
    )
    def place_dots(self, person: Visitor, wishes: list[tuple[int, int]], twice: bool) -> None:
        """One after the other; also none, too many, and more than are left; and the same wish twice."""
        for place, count in wishes if self.votes else []:
            vote = self.votes[-1]
            option = sorted(vote.options)[place % len(vote.options)]
            self._send(vote, person, {option: count}, times=1 + twice)

    @rule(person=everybody, to=st.integers(0, 5))
    def move_a_dot(self, person: Visitor, to: int) -> None:
        """One message takes it away here and places it there."""
        vote = self.votes[-1] if self.votes else Vote(0)
        mine = vote.ballots.get(person.person_id or "", {})
        if mine:
            option = sorted(vote.options)[to % len(vote.options)]
            from_ = next(iter(mine))
            if from_ != option:
                self._send(vote, person, {from_: mine[from_] - 1, option: mine.get(option, 0) + 1}, times=2)

    def _send(self, vote: Vote, person: Visitor, wanted: dict[int, int], *, times: int) -> None:
        person_id = person.person_id or ""
        expected = self._expected(vote, person_id, wanted)
        for _ in range(times):
            assert outcome(partial(voting.fill_ballot, person, vote.id, wanted)) == expected
        if expected == "done":
            after = {**vote.ballots.get(person_id, {}), **wanted}
            vote.ballots[person_id] = {key: value for key, value in after.items() if value}

    def _expected(self, vote: Vote, person_id: str, wanted: dict[int, int]) -> str:
        mine = vote.ballots.get(person_id, {})
        more = {option for option, count in wanted.items() if count > mine.get(option, 0)}
        if vote.status != "open":
            return "round_closed"
        if not vote.own_ideas and any(self._is_own(vote.options[option], person_id) for option in more):
            return "own_idea"
        if not all(0 <= count <= MAXIMUM for count in wanted.values()):
            return "too_many_on_one"
        return "no_dots_left" if sum({**mine, **wanted}.values()) > BUDGET else "done"

    def _is_own(self, idea_id: int, person_id: str) -> bool:
        """The idea itself, or one that was merged into it."""
        return any(
            card.author == person_id and idea_id in (id_, card.merged_into) for id_, card in self.cards_there.items()
        )

    @rule()
    def close(self) -> None:
        self._step(voting.close_round, "open", "closed", "round_closed")

    @rule()
    def reopen(self) -> None:
        self._step(voting.reopen_round, "closed", "open", "round_not_reopenable")

    @rule()
    def show(self) -> None:
        if self._step(voting.show_result, "closed", "shown", "round_not_reopenable"):
            vote = self.votes[-1]
            vote.totals = {
                option: sum(ballot.get(option, 0) for ballot in vote.ballots.values()) for option in vote.options
            }
            result = voting.ranking(self.leader, vote.id)
            assert {option.id: option.total for option in result.options} == vote.totals
            assert result.round.ballots == sum(map(bool, vote.ballots.values()))
            with reading() as tx:
                told = {each.receipt: Counter(each.options) for each in receipt_store.told_ballots(tx, vote.id)}
            # What the people's devices keep leads to their dots.
            kept = {vote.receipts[who]: Counter(ballot) for who, ballot in vote.ballots.items() if ballot}
            assert told == kept
            vote.ballots = {}

    @rule()
    def restart(self) -> None:
        _restart()

    @invariant()
    def what_is_there_is_what_was_done(self) -> None:
        type(self).steps += 1
        there = {idea.id: idea for idea in ideas.all_ideas(self.leader)}
        expected = {key: card for key, card in self.cards_there.items() if not card.withdrawn}
        assert {key: (idea.title, idea.hidden, idea.merged_into) for key, idea in there.items()} == {
            key: (card.title, card.hidden, card.merged_into) for key, card in expected.items()
        }
        with reading() as tx:
            assert people_store.count(tx, self.workshop_id) == len(self.names)
            rounds = voting_store.rounds(tx, self.workshop_id)
            assert [(each.id, each.status) for each in rounds] == [
                (vote.id, Status(vote.status)) for vote in self.votes
            ]
            if self.votes and self.votes[-1].status != "shown":
                self._must_hold(tx)

    def _must_hold(self, tx: object) -> None:
        vote = self.votes[-1]
        totals = dict.fromkeys(vote.options, 0)
        for person_id in self.names:
            ballot = voting_store.ballot_of(tx, self.workshop_id, vote.id, person_id)  # type: ignore[arg-type]
            counts = ballot.counts()
            assert counts == vote.ballots.get(person_id, {})
            if ballot.shown_receipt:
                assert vote.receipts.setdefault(person_id, ballot.receipt) == ballot.receipt
            for option, count in counts.items():
                totals[option] += count
        assert voting_store.totals(tx, vote.id) == totals, "every dot is somebody's"  # type: ignore[arg-type]

    def _go_to(self, kind: Kind) -> None:
        """Back to where the last round was, or on; a round that runs goes on."""
        self.kind = kind
        start(self.workshop_id, kind)
        assert agenda.current_activity(self.leader).kind is kind

    def _step(self, deed: Callable[[Visitor, int], None], before: str, after: str, told: str) -> bool:
        if not self.votes:
            return False
        vote = self.votes[-1]
        possible = vote.status == before
        assert outcome(lambda: deed(self.leader, vote.id)) == ("done" if possible else told)
        if possible:
            vote.status = after
        return possible


_url = ""


def _restart() -> None:
    """As after the end of the process: nothing is known but what the database holds."""
    database().close()
    use(Database(_url))


@pytest.fixture
def restartable(any_database: Database) -> Iterator[Database]:
    global _url
    _url = any_database.url
    yield any_database
    database().close()


@forms("size", short=(15, 20), long=(2000, 100))
def test_whatever_people_do_the_database_agrees_with_the_model(restartable: Database, size: tuple[int, int]) -> None:
    examples, steps = size
    Meeting.steps = 0
    run_state_machine_as_test(
        Meeting,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    measured("meeting machine", database=_url.partition(":")[0], examples=examples, steps=steps, played=Meeting.steps)
