"""A participant's one page: it follows the meeting, whatever activity is open."""

import streamlit as st

from actions import room
from components.frame import narrow_page, show_note
from components.now import page_key, show_now
from components.room import show_closed, show_top
from components.words import say
from domain.agenda import Kind
from domain.visitor import Visitor
from pages import visitor
from pages.participant import exchange, feedback, groups, ideas, myself, waiting
from pages.participant import voting as voting_page

_VIEWS = {
    Kind.IDEAS: ideas.show,
    Kind.CLUSTER: ideas.show,
    Kind.BREAK: ideas.show,
    Kind.POLL: voting_page.show,
    Kind.VOTE: voting_page.show,
    Kind.EXCHANGE: exchange.show,
    Kind.GROUPS: groups.show,
    Kind.FEEDBACK: feedback.show,
}
# What the meeting was at when the person turned to their own page; once it moves on, they are taken along.
_MY_PAGE_AT = "my_page_at"


def show(person: Visitor) -> None:
    stream = visitor.stream(person)
    seen = room.room_of(person)
    meeting, activity, round_ = seen.meeting, seen.activity, seen.round
    st.set_page_config(page_title=f"{activity.title} – {say('app.name')}")
    now = page_key(activity, round_, meeting.is_open)
    on_my_page = st.session_state.get(_MY_PAGE_AT) == now
    with narrow_page():
        show_top(
            meeting,
            on_my_page=on_my_page,
            waiting=seen.waiting,
            on_toggle=lambda: _turn("" if on_my_page else now),
        )
        show_now(stream=stream, activity=activity, round_=round_, is_open=meeting.is_open)
        show_note()
        if on_my_page:
            myself.show(person, stream)
        elif not meeting.is_open:
            show_closed()
        else:
            _VIEWS.get(activity.kind, waiting.show)(person, stream, seen)


def _turn(my_page_at: str) -> None:
    st.session_state[_MY_PAGE_AT] = my_page_at
