"""The long pages: help, privacy, imprint, accessibility. Written by us, with the operator's details in them."""

import re
from collections.abc import Mapping

import streamlit as st

import texts
from components.words import language, plain, say

TOPICS = ("hilfe", "datenschutz", "impressum", "barrierefreiheit")
_PLACE = re.compile(r"\{([a-z_.]+)\}")


def show_way_back() -> None:
    st.link_button(say("public.back"), "/", type="tertiary", icon=":material/arrow_back:")


def show_page(topic: str, details: Mapping[str, str]) -> None:
    st.markdown(filled(texts.page(topic, language()), details))


def filled(page: str, details: Mapping[str, str]) -> str:
    """Every `{controller.name}` replaced; a gap is plainly a gap."""
    return _PLACE.sub(lambda place: _detail(place[1], details), page)


def _detail(name: str, details: Mapping[str, str]) -> str:
    known = details.get(name, "")
    if known:
        return plain(known)
    return f"**\\[{say('public.gap', what=say(f'gap.{name}'))}\\]**"
