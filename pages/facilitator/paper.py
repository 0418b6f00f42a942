"""Ballots on paper: print, hand out, enter by number or by scanning, or many from a table."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from actions import documents, paper, voting, workshop
from components import paper as view
from components.facilitator import forget_undo
from components.frame import done, narrow_page, show_note, tell, tell_refusal
from components.paper import Typed
from components.paper_file import ask_file
from components.words import say
from domain.idea_import import RefusedRow
from domain.paper import SheetInHand, spoken_number, typed_dots
from domain.refusal import Refusal
from domain.visitor import Visitor
from domain.voting import Round, Status
from domain.workshop import CODE_LENGTH, typed_code
from pages.facilitator.moment import Moment

_KEY = "paper"
# The sheet that is open at the desk; the one whose person has other points, which may go or not; a table's bad rows.
_OPEN, _ASKS, _REFUSED = "paper_open", "paper_asks", "paper_refused"


def show_printing(leader: Visitor, round_: Round) -> None:
    view.ask_to_print(
        f"print_{round_.id}",
        paper.batches_of(leader, round_.id),
        lambda batch: f"/boegen/{leader.workshop_id}/{round_.id}/{batch.batch}",
        on_make=partial(_print, leader, round_),
    )


def show_desk(moment: Moment) -> None:
    """One sheet after the other."""
    leader, round_ = moment.leader, moment.round
    st.subheader(say("paper.title"), anchor=False)
    found = _open_sheet(leader)
    if found:
        with st.container(border=True):
            _show_sheet(leader, found, on_close=_close)
    elif round_ is None or round_.status is not Status.OPEN:
        st.text(say("paper.none_yet" if round_ is None else "paper.not_open"))
    else:
        people = paper.people_to_choose(leader)
        view.ask_sheet(_KEY, people, on_send=partial(_enter_quickly, leader), on_look=partial(_look, leader))
        view.show_numbers(voting.options_of(leader, round_.id))
        with view.many():
            ask_file("paper_file", on_file=partial(_import, leader, round_))
            refused: list[RefusedRow] = st.session_state.get(_REFUSED, [])
            view.show_refused(refused)
        with view.phone():
            view.show_phone(documents.qr_picture(workshop.links_for(leader).facilitator))


def show_scanned(leader: Visitor | None) -> None:
    """The address on a sheet. Whoever leads enters just this sheet; everybody else is told what to do with it."""
    with narrow_page():
        show_note()
        if leader is None:
            view.show_stranger(typed_code(st.query_params.get("w"))[:CODE_LENGTH])
            return
        try:
            found = paper.sheet_in_hand(leader, st.query_params.get("nr"))
        except Refusal as error:
            tell_refusal(error)
            show_note()
            return
        _show_sheet(leader, found)


def _show_sheet(leader: Visitor, found: SheetInHand, on_close: Callable[[], None] | None = None) -> None:
    view.show_sheet(
        _KEY,
        found,
        paper.people_to_choose(leader),
        asks=st.session_state.get(_ASKS) == found.sheet.number,
        on_send=partial(_enter, leader, found),
        on_hand_out=partial(_hand_out, leader),
        on_close=on_close,
    )


def _print(leader: Visitor, round_: Round, count: int) -> None:
    forget_undo()
    done(lambda: paper.print_sheets(leader, round_.id, count), "paper.made", count=count)


def _enter_quickly(leader: Visitor, typed: Typed) -> None:
    """A sheet that says something already is opened instead, so that it is seen before it is changed."""
    forget_undo()
    try:
        found = paper.sheet_in_hand(leader, typed.number)
        owner = typed.person_id or (found.person.id if found.person else None)
        wanted = typed_dots(typed.dots, found.options)
        paper.enter_sheet(leader, found.sheet.number, wanted, person_id=owner)
    except Refusal as error:
        tell_refusal(error)
        if error.reason in ("paper_used", "paper_person_voted"):
            _take_along(found, typed, asks=error.reason == "paper_person_voted")
        return
    _tell_entered(found, sum(wanted.values()))
    view.emptied(_KEY)


def _take_along(found: SheetInHand, typed: Typed, *, asks: bool) -> None:
    """Opens the sheet; what was typed for one that is new stands in its form."""
    number = found.sheet.number
    st.session_state[_OPEN] = number
    if asks:
        st.session_state.update({_ASKS: number, f"{_KEY}_{number}_dots": typed.dots})
        st.session_state[f"{_KEY}_{number}_whose"] = typed.person_id or view.NOBODY
    view.emptied(_KEY)


def _enter(leader: Visitor, found: SheetInHand, typed: Typed) -> None:
    """What was on the sheet has been seen."""
    forget_undo()
    try:
        wanted = typed_dots(typed.dots, found.options)
        paper.enter_sheet(
            leader,
            typed.number,
            wanted,
            person_id=typed.person_id,
            replace=typed.replace,
            correct=found.sheet.entered,
        )
    except Refusal as error:
        _refused(typed, error)
        return
    _close()
    view.forget_typed(_KEY, typed.number)
    if found.sheet.entered:
        tell("paper.changed", number=spoken_number(typed.number))
    else:
        _tell_entered(found, sum(wanted.values()))


def _hand_out(leader: Visitor, typed: Typed) -> None:
    forget_undo()
    try:
        paper.hand_out(leader, typed.number, person_id=typed.person_id, replace=typed.replace)
    except Refusal as error:
        _refused(typed, error)
        return
    _close()
    view.forget_typed(_KEY, typed.number)
    tell("paper.handed_out" if typed.person_id else "paper.taken_back", number=spoken_number(typed.number))


def _refused(typed: Typed, error: Refusal) -> None:
    tell_refusal(error)
    if error.reason == "paper_person_voted":
        st.session_state[_ASKS] = typed.number


def _tell_entered(found: SheetInHand, dots: int) -> None:
    key = "paper.entered" if dots else "paper.entered_empty"
    tell(key, number=spoken_number(found.sheet.number), dots=dots)


def _look(leader: Visitor, number: str) -> None:
    def look() -> None:
        st.session_state[_OPEN] = paper.sheet_in_hand(leader, number).sheet.number

    if done(look):
        view.emptied(_KEY)


def _open_sheet(leader: Visitor) -> SheetInHand | None:
    number = st.session_state.get(_OPEN)
    return paper.sheet_in_hand(leader, number) if number else None


def _close() -> None:
    """The next look at the sheet begins with what is kept then."""
    view.forget_typed(_KEY, st.session_state.pop(_OPEN, None))
    st.session_state.pop(_ASKS, None)


def _import(leader: Visitor, round_: Round, content: bytes) -> None:
    forget_undo()
    st.session_state.pop(_REFUSED, None)
    try:
        result = paper.import_sheets(leader, round_.id, content)
    except Refusal as error:
        tell_refusal(error)
        return
    st.session_state[_REFUSED] = result.refused
    if not result.refused:
        tell("paper.imported", added=result.added, there=result.there)
