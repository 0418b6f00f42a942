"""Ideas: write one, look after one's own, watch the wall grow."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict

import streamlit as st

from actions import ideas, workshop
from actions.room import Room
from components.ideas import CONTRIBUTE, LOOK, SAVE, WITHDRAW, Answer, Wish, show_ideas
from components.wall import show_wall
from components.words import refusal
from domain.ideas import Idea
from domain.refusal import Refusal, Trouble
from domain.visitor import Visitor
from domain.workshop import Field

# Both are for the next drawing only: of an anonymous idea nothing stays in the session.
_ANSWER = "ideas_answer"
_OPENED = "ideas_opened"
# By how their reasons begin, refusals belong to a field of the form.
_ABOUT = {"idea_title": "title", "idea_text": "text"}


def show(person: Visitor, stream: str, _seen: Room) -> None:
    _write(person, workshop.fields_of(person))
    show_wall(stream=stream)


@st.fragment
def _write(person: Visitor, fields: Sequence[Field]) -> None:
    """What a wish has changed the browser knows: only the first drawing, and who asks for it, costs a look."""
    answer: Answer | None = st.session_state.pop(_ANSWER, None)
    opened: list[Idea] | None = st.session_state.pop(_OPENED, None)
    was_done = answer is not None and not answer.refusal and opened is None
    show_ideas(
        draft=_draft(person),
        fields=fields,
        mine=None if was_done else ideas.my_ideas(person),
        opened=opened,
        answer=answer,
        on_wish=lambda wish: _fulfil(person, wish),
    )


def _fulfil(person: Visitor, wish: Wish) -> None:
    deed = _DEEDS.get(wish.deed)
    if deed is None:
        return
    try:
        answer = Answer(wish.operation, idea=deed(person, wish))
    except Refusal as error:
        about = next((field for reason, field in _ABOUT.items() if error.reason.startswith(reason)), "")
        answer = Answer(wish.operation, refusal=refusal(error), about=about, again=isinstance(error, Trouble))
    st.session_state[_ANSWER] = answer


def _contribute(person: Visitor, wish: Wish) -> int:
    return ideas.contribute_idea(
        person,
        **asdict(wish.form),
        anonymous=wish.anonymous,
        operation=wish.operation,
        edit_key=wish.edit_key,
    )


def _save(person: Visitor, wish: Wish) -> int:
    ideas.edit_idea(person, wish.idea_id, **asdict(wish.form), edit_key=wish.edit_key)
    return wish.idea_id


def _withdraw(person: Visitor, wish: Wish) -> int:
    try:
        ideas.withdraw_idea(person, wish.idea_id, edit_key=wish.edit_key)
    except Refusal as error:
        # Asked for a second time, or in another tab: it is as it was wanted.
        if error.reason != "idea_gone":
            raise
    return wish.idea_id


def _look(person: Visitor, wish: Wish) -> int:
    st.session_state[_OPENED] = ideas.ideas_with_keys(person, wish.edit_keys)
    return 0


_DEEDS: dict[str, Callable[[Visitor, Wish], int]] = {
    CONTRIBUTE: _contribute,
    SAVE: _save,
    WITHDRAW: _withdraw,
    LOOK: _look,
}


def _draft(person: Visitor) -> str:
    """The name of this person's drafts in the browser: their own, and no way back to who they are."""
    return hashlib.sha256(f"{person.workshop_id}:{person.person_id}:ideas".encode()).hexdigest()[:16]
