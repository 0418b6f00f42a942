"""Meeting rounds: where one sits, with whom, and the one tap that says "I am here"."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from actions import live_meetings, table
from actions.room import Room
from actions.table import MyTable
from components.exchange import reason_in_words
from components.seat import Neighbour, SeatView, show_seat
from components.words import refusal, say
from domain.meetings import Bench, MeetingStatus
from domain.refusal import Refusal
from domain.visitor import Visitor
from pages.participant import contacts

_ANSWER = "seat_answer"


@st.fragment
def show(person: Visitor, stream: str, _seen: Room) -> None:
    """Drawn anew by itself when something changes at this person's table."""
    _, person_id = person.as_participant()
    mine = table.my_table(person)
    answered, problem, about = st.session_state.get(_ANSWER, (0, "", 0))
    show_seat(
        stream=stream,
        tag=live_meetings.tag(person_id),
        seen=mine.live,
        view=_view(mine),
        answered=answered,
        # What was refused in an earlier round says nothing of this one.
        refusal=problem if about == _round_id(mine) else "",
        on_here=lambda number: _do(person, number, lambda: table.come(person)),
        on_miss=lambda number, round_id, who: _do(person, number, lambda: table.miss(person, round_id, who)),
        on_leave=lambda number: _do(person, number, lambda: table.leave(person)),
        on_name=lambda number, wanted: _do(person, number, lambda: table.show_my_name(person, visible=wanted)),
    )
    if not _is_talking(mine):
        contacts.show(person, stream)


def _is_talking(mine: MyTable) -> bool:
    """At a table in a round that runs: nothing else asks for attention."""
    return mine.table is not None and mine.round is not None and mine.round.status is MeetingStatus.RUNNING


def _view(mine: MyTable) -> SeatView:
    return SeatView(
        _look(mine),
        _round_id(mine),
        mine.table or 0,
        [Neighbour(each.id, each.name, each.institution or say("type.keine")) for each in mine.others],
        mine.confirmed,
        [reason_in_words(reason) for reason in mine.reasons],
        mine.on_screen,
    )


def _look(mine: MyTable) -> str:
    """Which of the few pictures it is."""
    if mine.table:
        return "table"
    if not mine.here:
        return "missed" if mine.bench is Bench.ABSENT else "away"
    if mine.round is None or mine.round.status in (MeetingStatus.PLANNING, MeetingStatus.PLANNED):
        return "in"
    if mine.round.status is MeetingStatus.RUNNING:
        return "pause" if mine.bench is Bench.PAUSE else "waiting"
    return "over" if mine.round.number < mine.rounds else "last"


def _do(person: Visitor, number: int, action: Callable[[], Any]) -> None:
    problem, about = "", 0
    try:
        action()
    except Refusal as error:
        problem, about = refusal(error), _round_id(table.my_table(person))
    st.session_state[_ANSWER] = (number, problem, about)


def _round_id(mine: MyTable) -> int:
    return mine.round.id if mine.round else 0
