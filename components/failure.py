"""When something fails that nobody foresaw: a sentence for the person, the trace for the log, never the other way."""

import logging

import streamlit as st

from components.words import plain, refusal, say
from domain.refusal import Refusal, Trouble

_log = logging.getLogger("buendniswerkstatt")


def show_failure(error: Exception) -> bool:
    """Streamlit's handler for what a script or callback raised. True: the error is dealt with."""
    if isinstance(error, Refusal):
        st.warning(plain(refusal(error)), icon=":material/info:")
        if isinstance(error, Trouble):
            # The next drawing is all that is needed.
            st.button(say("trouble.again"), key="trouble_again", type="primary")
    else:
        # Without the message: it may quote what somebody typed.
        _log.error("A page failed: %s", type(error).__name__, exc_info=_without_message(error))
        st.error(say("refusal.unexpected"), icon=":material/info:")
    return True


def _without_message(error: Exception) -> Exception:
    bare = type("Failure", (Exception,), {})(type(error).__name__)
    return bare.with_traceback(error.__traceback__)
