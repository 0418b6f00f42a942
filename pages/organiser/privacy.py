"""For organisers: somebody asks by mail what is stored about them, or wants it deleted. And what was done by whom."""

from functools import partial

import streamlit as st

from actions import organisation, privacy, retention, workshop
from components import privacy as view
from components.frame import done, narrow_page, refusals_told, show_note
from components.words import language, say
from domain.privacy import Found
from domain.visitor import Visitor
from texts.days import spoken

_PART = "bereich"
_NAME = "datenschutz"


def is_asked_for() -> bool:
    return st.query_params.get(_PART) == _NAME


def open_part() -> None:
    st.query_params[_PART] = _NAME


def show(host: Visitor) -> None:
    with narrow_page():
        view.show_head(on_back=_go_back)
        show_note()
        wanted = view.ask_whom()
        if wanted:
            _show_found(host, wanted)
        view.show_periods(organisation.kept_for(), _last())
        chosen = view.choose_meeting(workshop.my_workshops(host))
        if chosen is not None:
            view.show_log(privacy.log_of(host, chosen))


def _show_found(host: Visitor, wanted: str) -> None:
    with refusals_told():
        view.show_found(privacy.find_people(host, wanted), privacy.FOUND_MOST, on_erase=partial(_erase, host))
    # A search that is refused says so here, at once.
    show_note()


def _erase(host: Visitor, found: Found, keep_ideas: bool) -> None:
    done(
        lambda: privacy.erase_person(host, found.workshop_id, found.person_id, keep_ideas=keep_ideas),
        "my_data_office.erased",
        name=found.name,
    )


def _last() -> str:
    last = retention.last_run()
    when = spoken(last, language())
    return say("my_data_office.kept_last", when=when) if last else say("my_data_office.kept_never")


def _go_back() -> None:
    st.query_params.pop(_PART, None)
