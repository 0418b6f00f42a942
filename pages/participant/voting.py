"""Dots: the ballot while a round is open, then a pause, then the result."""

import hashlib

import streamlit as st

from actions import receipts, voting
from actions.room import Room
from components.ballot import Wish, show_ballot
from components.receipt import show_receipt
from components.voting import show_before, show_closed, show_my_dots, show_on_paper, show_ranking
from components.words import refusal
from domain.refusal import Refusal
from domain.visitor import Visitor
from domain.voting import Ballot, Round, Status, Subject
from pages.participant import second_question

_ANSWER = "ballot_answer"
_SAVED = "ballot_saved"
_MINE = "ballot_mine"


def show(person: Visitor, stream: str, seen: Room) -> None:
    round_ = seen.round
    if round_ is None:
        show_before()
    elif round_.status is Status.OPEN:
        _ballot(person, stream, round_)
    elif round_.status is Status.CLOSED:
        mine = voting.my_ballot(person, round_.id)
        show_closed(_answer(round_)[1])
        show_my_dots(voting.options_of(person, round_.id), mine)
        _receipt(person, seen, round_, mine.shown_receipt)
    else:
        result = voting.ranking(person, round_.id)
        second_question.show(person, stream, round_.id)
        show_ranking(result.round, result.options)
        _receipt(person, seen, round_, "")


@st.fragment
def _ballot(person: Visitor, stream: str, round_: Round) -> None:
    """A fragment: one click costs this ballot, not the page."""
    answered, problem = _answer(round_)
    ballot = _saved(round_) or voting.my_ballot(person, round_.id)
    if ballot.on_paper:
        show_on_paper()
        show_my_dots(voting.options_of(person, round_.id), ballot)
        return
    show_ballot(
        stream=stream,
        round_=round_,
        ballot=ballot,
        seed=_seed(person, round_),
        answered=answered,
        refusal=problem,
        mine=_mine(person, round_),
        on_wish=lambda wish: _fill(person, wish),
    )


def _receipt(person: Visitor, seen: Room, round_: Round, receipt: str) -> None:
    if round_.ballots != 0:
        shown = round_.status is Status.SHOWN
        show_receipt(place=_seed(person, round_), receipt=receipt, code=seen.meeting.code, shown=shown)


def _mine(person: Visitor, round_: Round) -> set[int]:
    """Looked up once a round: what the actions allow does not hang on it."""
    if round_.subject is not Subject.IDEAS:
        return set()
    round_id, mine = st.session_state.get(_MINE, (0, set()))
    if round_id != round_.id:
        mine = receipts.options_of_own(person, round_.id)
        st.session_state[_MINE] = (round_.id, mine)
    found: set[int] = mine
    return found


def _fill(person: Visitor, wish: Wish) -> None:
    round_id, answered, problem = st.session_state.get(_ANSWER, (0, 0, ""))
    if wish.round_id == round_id and (wish.operation < answered or (wish.operation == answered and not problem)):
        # It comes again, or after a later one: what it wanted has been done, or is no longer wanted.
        return
    problem = ""
    try:
        st.session_state[_SAVED] = (wish.round_id, voting.fill_ballot(person, wish.round_id, wish.wanted))
    except Refusal as error:
        problem = refusal(error)
    st.session_state[_ANSWER] = (wish.round_id, wish.operation, problem)


def _saved(round_: Round) -> Ballot | None:
    """What this very click has saved, drawn once: looking it up again would cost a third of the saving."""
    round_id, ballot = st.session_state.pop(_SAVED, (0, None))
    return ballot if round_id == round_.id else None


def _answer(round_: Round) -> tuple[int, str]:
    """What became of the last wish in this round: its number, and the refusal if it was one."""
    round_id, operation, problem = st.session_state.get(_ANSWER, (0, 0, ""))
    return (operation, problem) if round_id == round_.id else (0, "")


def _seed(person: Visitor, round_: Round) -> str:
    """What this person's order of options comes from: their own, stable, and no way back to who they are."""
    return hashlib.sha256(f"{person.person_id}:{round_.id}".encode()).hexdigest()[:16]
