"""„Meine Daten“: what is stored about a person, their consents, the files to take along, and the way to delete."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from components.words import language, plain, say
from domain.privacy import ConsentInWords, Section

_FILES = {"de": "meine-daten.html", "en": "my-data.html"}


def show_head(meeting: str, *, back: str) -> None:
    st.link_button(say("my_data.back"), back, type="tertiary", icon=":material/arrow_back:")
    st.title(say("my_data.title"), anchor=False)
    st.caption(plain(say("my_data.of", meeting=meeting)))
    st.text(say("my_data.how"))


def show_sections(sections: Sequence[Section], *, corrections: Mapping[str, Callable[[], None]]) -> None:
    """`corrections` draws what changes a kind, by the kind's key. What is empty is named in one line."""
    for section in sections:
        if section.lines or section.key in corrections:
            with st.container(border=True, gap="small"):
                _show_section(section)
                if section.key in corrections:
                    corrections[section.key]()
    empty = [section.title for section in sections if not section.lines]
    if empty:
        st.text(say("my_data.nothing_of", kinds=", ".join(empty)))


def _show_section(section: Section) -> None:
    st.subheader(section.title, anchor=False)
    st.text("\n".join(section.lines) or say("my_data.none"))
    if section.note:
        st.caption(plain(section.note))


def ask_email(email: str, *, on_save: Callable[[str], None]) -> None:
    """Another address, or none."""
    with st.expander(say("my_data.email_label"), key="email_part", on_change="ignore"):
        st.text_input(
            say("my_data.email_label"), key="my_email", autocomplete="email", live="0ms", on_change="ignore"
        )
        st.button(say("my_data.email_save"), key="email_save", on_click=lambda: on_save(st.session_state.my_email))
        if email:
            st.caption(say("my_data.email_remove_how"))
            st.button(say("my_data.email_remove"), key="email_remove", on_click=on_save, args=("",))


def show_remove_offers(*, on_remove: Callable[[], None]) -> None:
    st.button(say("my_data.offers_remove"), key="offers_remove", on_click=on_remove, icon=":material/delete:")


def show_consents(consents: Sequence[ConsentInWords], *, on_withdraw: Callable[[int], None]) -> None:
    st.header(say("my_data.consents"), anchor=False)
    if not consents:
        st.text(say("my_data.consents_none"))
    for number, consent in enumerate(consents):
        with st.container(border=True, gap="small"):
            st.subheader(plain(consent.about), anchor=False)
            st.text(f"„{consent.wording}“")
            st.caption(plain(consent.proof))
            if consent.id is not None:
                st.button(
                    say("my_data.consent_withdraw"),
                    key=f"withdraw_{number}_{consent.id}",
                    on_click=on_withdraw,
                    args=(consent.id,),
                )


def show_files(workshop_id: int) -> None:
    st.header(say("my_data.take"), anchor=False)
    st.text(say("my_data.take_how"))
    with st.container(horizontal=True, gap="small"):
        for name, file in (("html", _FILES[language()]), ("json", "meine-daten.json")):
            st.link_button(
                say(f"my_data.take_{name}"), f"/meine-daten/{workshop_id}/{file}", icon=":material/download:"
            )


def ask_to_erase(*, has_ideas: bool, on_erase: Callable[[bool, bool], None]) -> None:
    """`on_erase` is told whether the person is sure, and whether ideas stay."""
    st.header(say("my_data.erase"), anchor=False)
    st.text(say("my_data.erase_what"))
    st.text(say("my_data.erase_dots"))
    if has_ideas:
        st.radio(
            say("my_data.erase_ideas"),
            (True, False),
            key="erase_keep_ideas",
            format_func=lambda keep: say("my_data.erase_keep" if keep else "my_data.erase_withdraw"),
            on_change="ignore",
        )
        st.caption(say("my_data.erase_wording"))
    st.checkbox(say("my_data.erase_sure"), key="erase_sure", on_change="ignore")
    st.button(
        say("my_data.erase_go"),
        key="erase_go",
        type="primary",
        icon=":material/delete_forever:",
        on_click=lambda: on_erase(
            bool(st.session_state.erase_sure), bool(st.session_state.get("erase_keep_ideas", True))
        ),
    )


def show_not_sure() -> None:
    st.warning(say("my_data.erase_not_sure"), icon=":material/info:")


def show_gone(backups: str) -> None:
    st.title(say("my_data.gone"), anchor=False)
    st.text(say("my_data.gone_how", backups=backups))
    st.text(say("my_data.gone_again"))
    st.link_button(say("my_data.home"), "/", type="primary")


def ask_for_code(email: str, *, on_code: Callable[[str], None]) -> None:
    """For a device that nobody has come in on."""
    st.title(say("my_data.title"), anchor=False)
    st.text(say("my_data.guest"))
    with st.form("my_data_code", border=False):
        st.text_input(say("start.return_code"), key="my_data_return_code", max_chars=16, autocomplete="off")
        st.form_submit_button(
            say("my_data.guest_go"), type="primary", on_click=lambda: on_code(st.session_state.my_data_return_code)
        )
    if email:
        st.text(say("my_data.guest_lost", email=email))


def show_way_to_my_data(code: str) -> None:
    """On one's own page."""
    st.link_button(say("my_data.open"), f"/meine-daten?w={code}", icon=":material/shield_person:", width="stretch")
