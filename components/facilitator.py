"""The head of the facilitator's page: the one big button, the way back, more time, the doors for the room."""

from collections.abc import Callable
from functools import lru_cache

import qrcode
import streamlit as st
from qrcode.image.svg import SvgPathFillImage

from components.frame import done
from components.words import plain, say
from domain.agenda import Activity
from domain.workshop import Links, Workshop

Action = Callable[[], object]
SECTIONS = ("now", "agenda", "ideas", "desk")
SECTION = "bereich"
_UNDO = "last_step"


def show_steps(
    *,
    before: Activity | None,
    after: Activity | None,
    pressing: bool,
    on_next: Callable[[], None],
    on_back: Callable[[], None],
    on_more_time: Callable[[], None],
) -> None:
    """`pressing`: something in the current activity comes first, so the big button steps back a little."""
    st.button(
        f"**{say('facilitator.next')}** {plain(after.title)}" if after else say("facilitator.at_end"),
        key="next",
        on_click=on_next,
        type="secondary" if pressing else "primary",
        icon=":material/arrow_forward:" if after else None,
        disabled=after is None,
        width="stretch",
        wrap=True,
    )
    if after is None:
        st.caption(say("facilitator.at_end_how"))
    with st.container(horizontal=True, gap="small"):
        st.button(
            say("facilitator.back"),
            key="back",
            on_click=on_back,
            help=plain(before.title) if before else None,
            disabled=before is None,
            icon=":material/arrow_back:",
            width="stretch",
        )
        st.button(
            say("facilitator.more_time"),
            key="more_time",
            on_click=on_more_time,
            icon=":material/more_time:",
            width="stretch",
        )


def show_doors(meeting: Workshop, links: Links) -> None:
    """What the room needs to get in, and the view for the projector."""
    with st.container(horizontal=True, gap="small"):
        with st.popover(say("facilitator.invite"), icon=":material/qr_code_2:", width="stretch"):
            show_way_in(meeting, links)
        st.link_button(
            say("facilitator.open_screen"), links.screen, icon=":material/desktop_windows:", width="stretch"
        )


def show_way_in(meeting: Workshop, links: Links) -> None:
    """The QR code, the code to type, and the link to copy."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.image(_qr_code(links.scan), width=230, alt=say("facilitator.qr_alt", code=meeting.code))
        with st.container(width=360):
            st.subheader(say("facilitator.code", code=meeting.code), anchor=False)
            st.code(links.participant, language=None, wrap_lines=True)


def choose_section() -> str:
    """Which part of the page is open; kept in the address, so that a reload stays there."""
    if SECTION not in st.query_params:
        st.session_state.setdefault(SECTION, SECTIONS[0])
    chosen = st.segmented_control(
        say("facilitator.sections"),
        SECTIONS,
        required=True,
        format_func=lambda section: say(f"facilitator.section_{section}"),
        key=SECTION,
        label_visibility="collapsed",
        width="stretch",
        bind="query-params",
    )
    return chosen or SECTIONS[0]


def open_section(section: str) -> None:
    """In a callback: this part is drawn next."""
    st.session_state[SECTION] = section


def undoable(action: Callable[[], object], text: str, take_back: Callable[[], object]) -> bool:
    """In a callback: does it, and the next pages offer to take it back. True if it was done."""
    forget_undo()
    if not done(action):
        return False
    st.session_state[_UNDO] = (text, take_back)
    return True


def forget_undo() -> None:
    """In a callback of another action: what was before it is no longer the last step."""
    st.session_state.pop(_UNDO, None)


def show_undo() -> None:
    """What was done last, with a button that takes it back."""
    text, take_back = st.session_state.get(_UNDO, ("", None))
    if take_back is None:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.text(text, width="stretch")
        st.button(say("facilitator.undo"), key="undo", on_click=_undo, args=(take_back,), icon=":material/undo:")


def show_closed() -> None:
    st.info(say("facilitator.closed"), icon=":material/lock:")


def _undo(take_back: Callable[[], object]) -> None:
    forget_undo()
    done(take_back, "facilitator.undone")


@lru_cache(maxsize=20)
def _qr_code(address: str) -> str:
    """As SVG on white, so that cameras read it in the dark theme too."""
    code = qrcode.QRCode(border=4, image_factory=SvgPathFillImage)
    code.add_data(address)
    return code.make_image().to_string(encoding="unicode")
