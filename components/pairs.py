"""The exchange seen from the front: how many fit together, and what is missing. Without names."""

from collections.abc import Sequence

import streamlit as st

from components.words import say
from domain.matching import TopicPairs


def show_pairs(pairs: TopicPairs) -> None:
    if not pairs.pairs and not pairs.sought_not_offered and not pairs.offered_not_sought:
        st.text(say("pairs.none"))
        return
    st.text(say("pairs.count", pairs=pairs.pairs, with_consent=pairs.pairs_with_consent))
    left, right = st.columns(2, gap="medium")
    with left:
        _show_topics("sought", pairs.sought_not_offered)
    with right:
        _show_topics("offered", pairs.offered_not_sought)


def _show_topics(side: str, topics: Sequence[str]) -> None:
    st.subheader(say(f"pairs.{side}"), anchor=False)
    st.caption(say(f"pairs.{side}_how"))
    if not topics:
        st.text(say(f"pairs.{side}_none"))
    for topic in topics:
        st.text(f"– {topic}")
