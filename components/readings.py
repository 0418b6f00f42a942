"""Whether a result reads the same however one counts, in words."""

from collections.abc import Sequence

import streamlit as st

from components.words import plain, say
from domain.readings import Reading, Verdict
from domain.voting import Option


def show_verdict(options: Sequence[Option], verdict: Verdict, readings: Sequence[Reading]) -> None:
    """A sentence; and which readings differ. Nothing where too few took part for a second reading."""
    if not readings or not verdict.leading:
        return
    titles = {option.id: option.title for option in options}
    leading = ", ".join(f"„{titles[option_id]}“" for option_id in verdict.leading if option_id in titles)
    if not verdict.differing:
        st.text(say("readings.same", leading=leading))
        return
    st.text(say("readings.depends", leading=leading))
    for reading in verdict.differing:
        st.text(f"– {in_words(reading, titles)}")
    st.caption(plain(say("readings.how")))


def in_words(reading: Reading, titles: dict[int, str]) -> str:
    """Who comes first in this reading."""
    most = max(reading.weights.values(), default=0)
    first = ", ".join(
        f"„{titles[option_id]}“"
        for option_id, weight in reading.weights.items()
        if weight == most and option_id in titles
    )
    if reading.of is None:
        return say("readings.institution", count=reading.voices, first=first)
    return say("readings.type", kind=say(f"type.{reading.of.value}"), count=reading.voices, first=first)
