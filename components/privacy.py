"""For organisers: people who ask for their data, how long something is kept, and what was done in a meeting."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

import texts
from components.tables import show_table
from components.words import language, plain, say
from domain.privacy import Found, Kept, LogLine, Period
from domain.workshop import Workshop
from texts.periods import spoken_from

_FILES = {"de": "meine-daten.html", "en": "my-data.html"}


def show_door(*, on_open: Callable[[], None]) -> None:
    st.button(
        say("my_data_office.title"), key="privacy", on_click=on_open, type="tertiary", icon=":material/shield_person:"
    )


def show_head(*, on_back: Callable[[], None]) -> None:
    st.button(say("office.back"), key="back", on_click=on_back, type="tertiary", icon=":material/arrow_back:")
    st.title(say("my_data_office.title"), anchor=False)
    st.text(say("my_data_office.how"))


def ask_whom() -> str:
    """What was searched for last; empty before."""
    with st.form("find_people", border=False):
        wanted: str = st.text_input(say("my_data_office.search"), key="privacy_wanted", autocomplete="off")
        st.form_submit_button(say("my_data_office.find"), type="primary")
    return wanted


def show_found(found: Sequence[Found], most: int, *, on_erase: Callable[[Found, bool], None]) -> None:
    if not found:
        st.text(say("my_data_office.none"))
    for each in found:
        with st.container(border=True, gap="small"):
            _show_person(each, on_erase)
    if len(found) >= most:
        st.caption(say("my_data_office.many", most=most))


def show_periods(periods: Mapping[Kept, Period], last: str) -> None:
    st.header(say("my_data_office.kept"), anchor=False)
    st.text(say("my_data_office.kept_how"))
    show_table(
        [say("my_data_office.column_kind"), say("my_data_office.column_period")],
        [
            (say(f"my_data_office.kind_{kind.value}"), spoken_from(kind, period.number, period.unit, language()))
            for kind, period in periods.items()
        ],
        alt=say("my_data_office.kept"),
    )
    st.caption(last)


def choose_meeting(meetings: Sequence[Workshop]) -> int | None:
    st.header(say("my_data_office.log"), anchor=False)
    st.text(say("my_data_office.log_how"))
    names = {meeting.id: meeting.title for meeting in meetings}
    chosen: int | None = st.selectbox(
        say("my_data_office.log_of"),
        list(names),
        key="privacy_log_of",
        format_func=lambda each: names.get(each, ""),
        placeholder=say("my_data_office.log_choose"),
    )
    return chosen


def show_log(lines: Sequence[LogLine]) -> None:
    columns = [say(f"my_data_office.column_{name}") for name in ("when", "role", "verb", "subject")]
    rows = [
        (
            _moment(line.at),
            say(f"my_data_office.role_{line.role}"),
            _deed(line.verb),
            line.subject_id,
        )
        for line in lines
    ]
    show_table(columns, rows, alt=say("my_data_office.log_alt"))


def _deed(verb: str) -> str:
    """In words, if this version still knows the deed."""
    return say(f"deed.{verb}") if texts.has(f"deed.{verb}") else verb


def _moment(at: dt.datetime) -> str:
    """Short, for a column."""
    local = at.astimezone()
    return say("my_data_office.moment", day=local.day, month=local.month, year=local.year, time=f"{local:%H:%M}")


def _show_person(found: Found, on_erase: Callable[[Found, bool], None]) -> None:
    st.markdown(f"**{plain(found.name)}**")
    where = say("my_data_office.where", institution=found.institution or say("type.keine"), meeting=found.meeting)
    # Two of one name are told apart by when they came.
    st.caption(plain(f"{where} · {say('my_data_office.came', when=_moment(found.joined_at))}"))
    address = f"/auskunft/{found.workshop_id}/{found.person_id}"
    with st.container(horizontal=True, gap="small"):
        for name, file in (("html", _FILES[language()]), ("json", "meine-daten.json")):
            st.link_button(say(f"my_data_office.{name}"), f"{address}/{file}", icon=":material/download:")
    with st.expander(say("my_data_office.erase"), key=f"erase_{found.person_id}", on_change="ignore"):
        st.text(say("my_data_office.erase_how"))
        ideas_too = f"ideas_too_{found.person_id}"
        st.checkbox(say("my_data_office.erase_ideas_too"), key=ideas_too, on_change="ignore")
        st.button(
            say("my_data_office.erase_go"),
            key=f"erase_go_{found.person_id}",
            type="primary",
            icon=":material/delete_forever:",
            on_click=partial(_erase, found, ideas_too, on_erase),
        )


def _erase(found: Found, ideas_too: str, on_erase: Callable[[Found, bool], None]) -> None:
    on_erase(found, not st.session_state.get(ideas_too))
