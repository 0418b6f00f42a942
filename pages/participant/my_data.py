"""One's own data: all that is stored, to correct, take along, withdraw and delete. Open after the meeting too."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from actions import entrance, organisation, people, privacy, workshop
from components import my_data as view
from components.entrance import forget_me
from components.frame import done, show_note, tell
from components.join import ask_who
from components.words import language, say
from domain.visitor import Visitor
from pages import visitor
from texts.periods import spoken_period

# The workshop that this browser's person was just deleted from.
_GONE = "my_data_gone"
_NOT_SURE = "my_data_not_sure"


def show(person: Visitor | None) -> None:
    if _GONE in st.session_state:
        _show_gone(st.session_state[_GONE])
    elif person is None:
        show_note()
        view.ask_for_code(organisation.legal_details()["controller.email"], on_code=_come_back)
    else:
        _show_mine(person)


def _show_mine(person: Visitor) -> None:
    mine, meeting = privacy.my_data(person), workshop.workshop_of(person)
    view.show_head(mine.meeting, back=f"/?w={meeting.code}")
    show_note()
    corrections = {
        "person": partial(_ask_name, person),
        "email": partial(view.ask_email, mine.email, on_save=partial(_save_email, person)),
    }
    if mine.offers or mine.seeks or mine.fields:
        corrections["exchange"] = partial(view.show_remove_offers, on_remove=partial(_remove_offers, person))
    view.show_sections(privacy.in_words(mine, language()), corrections=corrections)
    view.show_consents(privacy.consents_in_words(mine, language()), on_withdraw=partial(_withdraw, person))
    view.show_files(meeting.id)
    if st.session_state.pop(_NOT_SURE, False):
        view.show_not_sure()
    view.ask_to_erase(has_ideas=bool(mine.ideas), on_erase=partial(_erase, person))


def _ask_name(person: Visitor) -> None:
    me = people.me(person)
    with st.expander(say("my_data.correct"), key="my_data_name", on_change="rerun") as changing:
        if changing.open:
            ask_who(
                key="my_data_me",
                institutions=people.known_institutions(workshop.workshop_of(person)),
                on_join=partial(_save_name, person),
                values={"name": me.name, "institution": me.institution, "type": me.institution_type.value},
            )


def _show_gone(workshop_id: int) -> None:
    forget_me(workshop_id=workshop_id)
    backups = organisation.periods().get("backups")
    view.show_gone(spoken_period(backups.number, backups.unit, language()) if backups else say("my_data.some_time"))


def _come_back(typed: str) -> None:
    done(lambda: visitor.let_in(entrance.come_back(typed)))


def _save_name(person: Visitor, form: Mapping[str, str]) -> None:
    people.edit_me(person, **form)
    tell("myself.saved")
    st.session_state["my_data_name"] = False


def _save_email(person: Visitor, email: str) -> None:
    done(lambda: privacy.correct_email(person, email), "my_data.email_saved" if email else "my_data.email_removed")


def _remove_offers(person: Visitor) -> None:
    done(lambda: privacy.remove_offers(person), "my_data.offers_removed")


def _withdraw(person: Visitor, consent_id: int) -> None:
    done(lambda: privacy.withdraw_consent(person, consent_id), "my_data.consent_withdrawn_now")


def _erase(person: Visitor, sure: bool, keep_ideas: bool) -> None:
    if not sure:
        st.session_state[_NOT_SURE] = True
    elif done(lambda: privacy.erase_me(person, keep_ideas=keep_ideas)):
        visitor.forget()
        st.session_state[_GONE] = person.workshop_id
