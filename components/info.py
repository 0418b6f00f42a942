"""The long pages: help, privacy, imprint, accessibility. Written by us, with the operator's details in them."""

import re
from collections.abc import Mapping
from urllib.parse import quote

import streamlit as st

import texts
from components.words import language, plain, say
from domain.privacy import Period, Purpose
from texts.consents import newest
from texts.periods import spoken_from

TOPICS = ("hilfe", "datenschutz", "impressum", "barrierefreiheit")
_CONSENTS = {
    "suggested": (Purpose.SUGGESTED, "profile"),
    "request": (Purpose.PAIR, "request"),
    "answer": (Purpose.PAIR, "answer"),
}
_ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
_MARK = "\u2060"
_PLACE = re.compile(r"\{([a-z_.]+)\}")


def show_way_back() -> None:
    st.link_button(say("public.back"), "/", type="tertiary", icon=":material/arrow_back:")


def details_in_words(details: Mapping[str, str], periods: Mapping[str, Period]) -> dict[str, str]:
    """Periods as sentences say them, and the wordings of consents as they are shown now."""
    spoken = {
        f"periods.{name}": spoken_from(name, period.number, period.unit, language())
        for name, period in periods.items()
    }
    wordings = {
        f"consents.{name}": newest(*key).of(language()).replace("{name}", "(Name)") for name, key in _CONSENTS.items()
    }
    return {**details, **spoken, **wordings}


def show_page(topic: str, details: Mapping[str, str]) -> None:
    st.markdown(filled(texts.page(topic, language()), details))


def filled(page: str, details: Mapping[str, str]) -> str:
    """Every `{controller.name}` replaced; a gap is plainly a gap."""
    return _PLACE.sub(lambda place: _detail(place[1], details), page)


def _detail(name: str, details: Mapping[str, str]) -> str:
    known = details.get(name, "")
    if _ADDRESS.fullmatch(known):
        # Without the invisible mark that keeps addresses in typed text from becoming links.
        return f"[{plain(known).replace(_MARK, '')}](mailto:{quote(known, safe='@')})"
    if known:
        return plain(known)
    return f"**\\[{say('public.gap', what=say(f'gap.{name}'))}\\]**"
