"""The exchange: a form, then fitting people, then requests that only a double yes turns into addresses."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from actions import contacts
from actions.room import room_of
from actions.workshop import edit_chips, fields_and_chips
from domain.agenda import Kind
from domain.contacts import Entry, RequestState, Side
from domain.visitor import Visitor
from storage.database import Database
from tests.builders import a_person, a_workshop, organiser_of

PageAs = Callable[..., AppTest]
BOB = "Bob *fett* [x](http://x.example)"


@pytest.fixture
def workshop(database: Database) -> int:
    return a_workshop(now=Kind.EXCHANGE)


@pytest.fixture
def ada(workshop: int) -> Visitor:
    return a_person(workshop, "Ada", institution="Universität", institution_type="hochschule")


@pytest.fixture
def bob(workshop: int) -> Visitor:
    return a_person(workshop, BOB, institution="IHK", institution_type="kammer")


def chips_of(visitor: Visitor) -> dict[str, int]:
    return {chip.name: chip.id for chip in fields_and_chips(visitor)[1]}


def tells(who: Visitor, side: Side, chip: str, *, visible: bool = True, email: str = "") -> None:
    contacts.save_profile(who, entries=[Entry(side, chips_of(who)[chip], "")], visible=visible, email=email)


def opened(page_as: PageAs, who: Visitor) -> AppTest:
    page = page_as(who).run()
    assert not page.exception
    return page


def shown(page: AppTest) -> str:
    """All that stands on the page in words."""
    elements = [*page.text, *page.markdown, *page.caption, *page.subheader, *page.warning, *page.toast, *page.title]
    return "\n".join(element.value for element in elements).replace("\\", "")


def buttons(page: AppTest, start: str) -> list[str]:
    return [button.key for button in page.button if (button.key or "").startswith(start)]


def test_topics_and_a_line_are_kept_and_fitting_people_follow(page_as: PageAs, ada: Visitor, bob: Visitor) -> None:
    tells(bob, Side.OFFER, "Praktikumsplätze")
    page = opened(page_as, ada)
    chips = chips_of(ada)
    page.multiselect(key="profile_seek").set_value([chips["Praktikumsplätze"], chips["Mobilität"]])
    page.text_input(key="profile_seek_line").set_value("im Sommer")
    page.button(key="profile_save").click().run()
    assert not page.exception
    entries = contacts.my_profile(ada).entries
    assert [(entry.chip_id, entry.text) for entry in entries] == [
        (chips["Praktikumsplätze"], ""),
        (chips["Mobilität"], ""),
        (None, "im Sommer"),
    ]
    assert f"Sie suchen Praktikumsplätze. {BOB} bietet das." in shown(page)


def test_consent_is_not_given_unless_somebody_ticks_it(page_as: PageAs, ada: Visitor) -> None:
    page = opened(page_as, ada)
    assert page.checkbox(key="profile_visible").value is False
    page.text_input(key="profile_offer_line").set_value("Räume")
    page.button(key="profile_save").click().run()
    assert contacts.my_profile(ada).visible is False
    assert "Andere bekommen Sie nicht vorgeschlagen" in shown(page)


def test_who_does_not_agree_is_suggested_to_nobody(page_as: PageAs, ada: Visitor, bob: Visitor) -> None:
    tells(bob, Side.OFFER, "Praktikumsplätze", visible=False)
    tells(ada, Side.SEEK, "Praktikumsplätze")
    page = opened(page_as, ada)
    assert "Bob" not in shown(page)
    assert "Noch passt niemand" in shown(page)


def test_an_empty_form_is_refused_at_its_button(page_as: PageAs, ada: Visitor) -> None:
    page = opened(page_as, ada)
    page.button(key="profile_save").click().run()
    assert "Bitte wählen Sie ein Stichwort oder schreiben Sie ein paar Worte." in shown(page)
    assert contacts.my_profile(ada).is_empty


def test_a_wrong_address_is_refused_and_nothing_typed_is_lost(page_as: PageAs, ada: Visitor) -> None:
    page = opened(page_as, ada)
    page.multiselect(key="profile_offer").set_value([chips_of(ada)["Wohnraum"]])
    page.text_input(key="profile_seek_line").set_value("Räume")
    page.text_input(key="profile_email").set_value("ada at home")
    page.button(key="profile_save").click().run()
    assert "Diese E-Mail-Adresse scheint nicht zu stimmen" in shown(page)
    assert page.multiselect(key="profile_offer").value == [chips_of(ada)["Wohnraum"]]
    assert page.text_input(key="profile_seek_line").value == "Räume"
    page.text_input(key="profile_email").set_value("ada@example.org")
    page.button(key="profile_save").click().run()
    assert contacts.my_profile(ada).email == "ada@example.org"


def test_an_address_that_a_request_needs_is_asked_for_on_its_card(
    page_as: PageAs, ada: Visitor, bob: Visitor
) -> None:
    tells(bob, Side.OFFER, "Praktikumsplätze", email="bob@example.org")
    tells(ada, Side.SEEK, "Praktikumsplätze")
    page = opened(page_as, ada)
    send = f"send_{bob.person_id}"
    page.button(key=send).click().run()
    assert "Für einen Kontaktwunsch brauchen wir Ihre E-Mail-Adresse" in shown(page)
    page.text_input(key=f"{send}_email").set_value("nicht richtig")
    page.button(key=send).click().run()
    assert page.text_input(key=f"{send}_email").value == "nicht richtig"
    page.text_input(key=f"{send}_email").set_value("ada@example.org")
    page.button(key=send).click().run()
    assert room_of(bob).waiting == 1
    assert send not in buttons(page, "send_")
    assert "Gesendet, warten auf Zustimmung: 1" in [each.label for each in page.expander]


def test_addresses_appear_for_both_when_both_agreed_and_vanish_when_one_takes_it_back(
    page_as: PageAs, ada: Visitor, bob: Visitor
) -> None:
    tells(bob, Side.OFFER, "Praktikumsplätze", email="bob@example.org")
    tells(ada, Side.SEEK, "Praktikumsplätze", email="ada@example.org")
    contacts.send_request(ada, bob.person_id or "")
    bobs = opened(page_as, bob)
    assert "Ada möchte Kontaktdaten mit Ihnen austauschen" in shown(bobs)
    assert "ada@example.org" not in shown(bobs)
    bobs.button(key=buttons(bobs, "accept_")[0]).click().run()
    assert "ada@example.org" in shown(bobs)
    adas = opened(page_as, ada)
    assert "bob@example.org" in shown(adas)
    adas.button(key=buttons(adas, "card_")[0]).click().run()
    assert "bob@example.org" not in shown(adas)
    assert "ada@example.org" not in shown(bobs.run())


def test_a_no_looks_like_waiting_to_whoever_asked(page_as: PageAs, ada: Visitor, bob: Visitor) -> None:
    tells(bob, Side.OFFER, "Praktikumsplätze", email="bob@example.org")
    tells(ada, Side.SEEK, "Praktikumsplätze", email="ada@example.org")
    contacts.send_request(ada, bob.person_id or "")
    bobs = opened(page_as, bob)
    bobs.button(key=buttons(bobs, "decline_")[0]).click().run()
    assert not buttons(bobs, "accept_")
    adas = opened(page_as, ada)
    assert [contact.request.state for contact in contacts.my_contacts(ada)] == [RequestState.OPEN]
    assert buttons(adas, "withdraw_")


def test_a_request_taken_back_is_refused_in_words_when_it_is_answered(
    page_as: PageAs, ada: Visitor, bob: Visitor
) -> None:
    tells(bob, Side.OFFER, "Praktikumsplätze", email="bob@example.org")
    tells(ada, Side.SEEK, "Praktikumsplätze", email="ada@example.org")
    request = contacts.send_request(ada, bob.person_id or "")
    bobs = opened(page_as, bob)
    contacts.withdraw_request(ada, request)
    bobs.button(key=f"accept_{request}").click().run()
    assert "Dieser Kontaktwunsch ist schon beantwortet." in shown(bobs)
    assert "ada@example.org" not in shown(bobs)


def test_what_people_call_themselves_is_never_read_as_markdown(page_as: PageAs, ada: Visitor, bob: Visitor) -> None:
    tells(bob, Side.OFFER, "Praktikumsplätze", email="bob@example.org")
    tells(ada, Side.SEEK, "Praktikumsplätze", email="ada@example.org")
    page = opened(page_as, ada)
    name = next(each.value for each in page.markdown if "Bob" in each.value)
    assert name.startswith("**Bob \\*fett\\* \\[x\\]")


def test_the_open_form_keeps_what_is_typed_while_others_ask(page_as: PageAs, ada: Visitor, bob: Visitor) -> None:
    tells(bob, Side.OFFER, "Praktikumsplätze", email="bob@example.org")
    tells(ada, Side.SEEK, "Praktikumsplätze", email="ada@example.org")
    page = opened(page_as, ada)
    page.session_state["profile_changing"] = True
    page.run()
    page.text_input(key="profile_offer_line").set_value("halb getippt").run()
    contacts.send_request(bob, ada.person_id or "")
    page.run()
    assert buttons(page, "accept_")
    assert page.text_input(key="profile_offer_line").value == "halb getippt"


def test_a_topic_that_organisers_took_away_does_not_break_the_form(
    page_as: PageAs, workshop: int, ada: Visitor
) -> None:
    page = opened(page_as, ada)
    page.multiselect(key="profile_offer").set_value([chips_of(ada)["Wohnraum"], chips_of(ada)["Mobilität"]]).run()
    edit_chips(organiser_of(workshop), workshop, ["Wohnraum", "Neues"])
    page.run()
    assert not page.exception
    assert page.multiselect(key="profile_offer").value == [chips_of(ada)["Wohnraum"]]
