"""Ballots on paper, as the facilitator prints, hands out and enters them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import streamlit as st

from components.words import plain, refusal, say
from domain.idea_import import RefusedRow
from domain.paper import SHEETS_AT_ONCE, Batch, SheetInHand, spoken_number, written_dots
from domain.people import Person
from domain.voting import Option, Status

_USUAL_COUNT = 12
# In place of a person's id: somebody whose name is not known.
NOBODY = ""
_ROWS_SHOWN = 30


@dataclass(frozen=True)
class Typed:
    """What was typed for a sheet, as it was typed. `person_id`: whose it is said to be."""

    number: str
    dots: str
    person_id: str | None
    replace: bool


def ask_to_print(
    key: str, batches: Sequence[Batch], address: Callable[[Batch], str], *, on_make: Callable[[int], None]
) -> None:
    """Makes sheets, and hands out what was made before as often as wanted."""
    with st.expander(say("paper.print"), key=f"{key}_part", icon=":material/print:", on_change="ignore"):
        st.caption(plain(say("paper.print_how")))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.session_state.setdefault(f"{key}_count", _USUAL_COUNT)
            st.number_input(
                say("paper.count"), 1, SHEETS_AT_ONCE, key=f"{key}_count", step=1, width=200, persist_state="page"
            )
            st.button(
                say("paper.make"),
                key=f"{key}_make",
                on_click=lambda: on_make(int(st.session_state[f"{key}_count"])),
                icon=":material/add:",
            )
        for batch in batches:
            with st.container(horizontal=True, vertical_alignment="center", border=True):
                st.text(say("paper.batch", sheets=batch.sheets, entered=batch.entered), width="stretch")
                st.link_button(say("paper.download"), address(batch), icon=":material/picture_as_pdf:")


def ask_sheet(
    key: str, people: Sequence[Person], *, on_send: Callable[[Typed], None], on_look: Callable[[str], None]
) -> None:
    """The quick way: number, dots, Enter. The form is emptied by whoever has saved it (`emptied`)."""
    with st.form(f"{key}_form"):
        st.caption(plain(say("paper.enter_how")))
        with st.container(horizontal=True):
            st.text_input(
                say("paper.number"), key=f"{key}_number", autocomplete="off", width=220, persist_state="page"
            )
            st.text_input(
                say("paper.dots"), key=f"{key}_dots", autocomplete="off", width="stretch", persist_state="page"
            )
        _ask_whose(key, people)
        with st.container(horizontal=True):
            st.form_submit_button(
                say("paper.save"), key=f"{key}_save", type="primary", on_click=lambda: on_send(_typed(key))
            )
            st.form_submit_button(say("paper.look"), key=f"{key}_look", on_click=lambda: on_look(_typed(key).number))


def emptied(key: str) -> None:
    """In a callback: the form for the next sheet."""
    st.session_state.update({f"{key}_number": "", f"{key}_dots": "", f"{key}_whose": NOBODY})


def forget_typed(key: str, number: str | None) -> None:
    """In a callback: what stands in the form of this sheet."""
    for name in ("dots", "whose", "replace"):
        st.session_state.pop(f"{key}_{number}_{name}", None)


def show_sheet(
    key: str,
    found: SheetInHand,
    people: Sequence[Person],
    *,
    asks: bool,
    on_send: Callable[[Typed], None],
    on_hand_out: Callable[[Typed], None],
    on_close: Callable[[], None] | None = None,
) -> None:
    """One sheet: what was entered, and the form that enters or corrects it. `asks`: whether its person's other
    points may go."""
    number = found.sheet.number
    st.subheader(plain(say("paper.sheet_of", number=spoken_number(number), title=found.title)), anchor=False)
    _show_entered(found)
    if found.round.status is Status.OPEN:
        _ask_dots(key, found, people, asks, on_send, on_hand_out)
    else:
        over = found.round.status is Status.SHOWN
        st.info(say("paper.over" if over else "paper.not_open"), icon=":material/lock:")
    if on_close:
        st.button(say("paper.close"), key=f"{key}_close", on_click=on_close, icon=":material/close:")


def show_numbers(options: Sequence[Option]) -> None:
    """Which number is which topic."""
    with st.expander(say("paper.list"), icon=":material/format_list_numbered:"):
        for number, option in enumerate(options, start=1):
            st.text(f"{number}  {option.title}")


@contextmanager
def many() -> Iterator[None]:
    """Around what takes a whole table."""
    with st.expander(say("paper.import"), key="paper_many", icon=":material/table:", on_change="ignore"):
        st.caption(plain(say("paper.import_how")))
        yield


@contextmanager
def phone() -> Iterator[None]:
    """Around what turns a phone into the facilitator's; nobody should see it by chance."""
    with st.popover(say("paper.scan"), icon=":material/qr_code_scanner:"):
        yield


def show_phone(picture: str) -> None:
    st.caption(plain(say("paper.scan_how")))
    st.image(picture, width=230, alt=say("paper.scan_alt"))


def show_refused(rows: Sequence[RefusedRow]) -> None:
    if not rows:
        return
    with st.container(border=True):
        st.text(say("paper.import_refused"))
        for row in rows[:_ROWS_SHOWN]:
            st.text(say("paper.import_line", line=row.line, reason=refusal(row.refusal)))
        if len(rows) > _ROWS_SHOWN:
            st.text(say("paper.import_more", count=len(rows) - _ROWS_SHOWN))


def show_stranger(code: str) -> None:
    """For whoever scans a sheet and does not lead the meeting."""
    st.title(say("paper.stranger"), anchor=False)
    st.text(say("paper.stranger_how"))
    st.link_button(say("paper.stranger_join"), f"/?w={code}", icon=":material/login:")


def _show_entered(found: SheetInHand) -> None:
    if found.person:
        st.text(say("paper.owner", name=_name(found.person)))
    if not found.sheet.entered:
        st.text(say("paper.fresh"))
    elif found.round.status is not Status.SHOWN:
        counts = found.ballot.counts()
        st.text(say("paper.there" if counts else "paper.there_empty"))
        for number, option in enumerate(found.options, start=1):
            if option.id in counts:
                st.text(say("paper.line", number=number, title=option.title, dots="●" * counts[option.id]))


def _ask_dots(
    key: str,
    found: SheetInHand,
    people: Sequence[Person],
    asks: bool,
    on_send: Callable[[Typed], None],
    on_hand_out: Callable[[Typed], None],
) -> None:
    key = f"{key}_{found.sheet.number}"
    st.session_state.setdefault(f"{key}_dots", written_dots(found.ballot, found.options))
    st.session_state.setdefault(f"{key}_whose", found.person.id if found.person else NOBODY)
    with st.form(f"{key}_form"):
        st.caption(plain(say("paper.dots_how")))
        st.text_input(say("paper.dots"), key=f"{key}_dots", autocomplete="off", persist_state="page")
        _ask_whose(key, people)
        if asks:
            st.checkbox(plain(say("paper.replace")), key=f"{key}_replace")
        send = say("paper.correct" if found.sheet.entered else "paper.save")
        with st.container(horizontal=True):
            st.form_submit_button(
                send, key=f"{key}_save", type="primary", on_click=lambda: on_send(_typed(key, found.sheet.number))
            )
            if not found.sheet.entered:
                st.form_submit_button(
                    say("paper.hand_out"),
                    key=f"{key}_hand",
                    on_click=lambda: on_hand_out(_typed(key, found.sheet.number)),
                )
    show_numbers(found.options)


def _ask_whose(key: str, people: Sequence[Person]) -> None:
    known: Mapping[str, Person] = {person.id: person for person in people}
    if st.session_state.get(f"{key}_whose") not in known:
        st.session_state[f"{key}_whose"] = NOBODY
    st.selectbox(
        say("paper.whose"),
        [NOBODY, *known],
        key=f"{key}_whose",
        format_func=lambda id_: _name(known[id_]) if id_ in known else say("paper.nobody"),
        placeholder=say("paper.nobody"),
        persist_state="page",
    )


def _typed(key: str, number: str = "") -> Typed:
    state = st.session_state
    return Typed(
        number or state.get(f"{key}_number") or "",
        state.get(f"{key}_dots") or "",
        state.get(f"{key}_whose") or None,
        bool(state.get(f"{key}_replace")),
    )


def _name(person: Person) -> str:
    return ", ".join(part for part in (person.name, person.institution) if part)
