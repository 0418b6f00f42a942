"""A participant's one page: it follows the meeting, whatever activity is open."""

import streamlit as st

from actions import room
from components.frame import show_note
from components.now import page_key, show_now
from components.room import show_closed
from domain.agenda import Kind
from domain.refusal import Refusal
from domain.visitor import Visitor
from pages import visitor
from pages.participant import exchange, feedback, groups, ideas, meetings, myself, waiting
from pages.participant import voting as voting_page

_VIEWS = {
    Kind.IDEAS: ideas.show,
    Kind.CLUSTER: ideas.show,
    Kind.BREAK: ideas.show,
    Kind.POLL: voting_page.show,
    Kind.VOTE: voting_page.show,
    Kind.EXCHANGE: exchange.show,
    Kind.MEETINGS: meetings.show,
    Kind.GROUPS: groups.show,
    Kind.FEEDBACK: feedback.show,
}
# What the meeting was at when the person turned to their own page; once it moves on, they are taken along.
_MY_PAGE_AT = "my_page_at"


def show(person: Visitor) -> None:
    _follow_the_meeting(person, visitor.stream(person))


@st.fragment
def _follow_the_meeting(person: Visitor, stream: str) -> None:
    """A fragment: when the facilitator moves on, a whole room draws this and nothing around it."""
    try:
        seen = room.room_of(person)
    except Refusal:
        # Deleted meanwhile: the page as a whole knows what comes instead.
        st.rerun(scope="app")
    now = page_key(seen.activity, seen.round, seen.meeting.is_open)
    on_my_page = st.session_state.get(_MY_PAGE_AT) == now
    show_now(
        stream=stream,
        activity=seen.activity,
        round_=seen.round,
        is_open=seen.meeting.is_open,
        on_my_page=on_my_page,
        waiting=seen.waiting,
        on_turn=lambda: _turn("" if on_my_page else now),
    )
    show_note()
    if on_my_page:
        myself.show(person, stream)
    elif not seen.meeting.is_open:
        show_closed()
    else:
        _VIEWS.get(seen.activity.kind, waiting.show)(person, stream, seen)


def _turn(my_page_at: str) -> None:
    st.session_state[_MY_PAGE_AT] = my_page_at
