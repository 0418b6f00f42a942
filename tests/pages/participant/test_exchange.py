"""The exchange: a form, then fitting people, then requests that only a double yes turns into addresses."""

from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from actions import contact_cards, contacts
from actions.clock import now
from actions.room import room_of
from actions.workshop import edit_chips, fields_and_chips
from domain.agenda import Kind
from domain.contacts import OPEN_FOR, Entry, RequestState, Side
from domain.visitor import Visitor
from storage.database import Database
from tests.builders import a_person, a_workshop, organiser_of
from tests.told import data_of, tell

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


def seen(page: AppTest) -> dict[str, Any]:
    """What the page gave the form and the suggestions."""
    return data_of(page, "exchange")


def reasons(page: AppTest) -> str:
    return "\n".join(reason for card in seen(page)["suggestions"] for reason in card["reasons"])


_operations = count(1)


def sends(page: AppTest, event: str, **message: object) -> dict[str, Any]:
    """The script's message; the answer to it."""
    operation = next(_operations)
    tell(page, "exchange", event, {"operation": operation, **message})
    assert not page.exception
    answer: dict[str, Any] = seen(page)["answer"]
    assert answer["operation"] == operation
    return answer


def saves(page: AppTest, **changed: object) -> dict[str, Any]:
    """The form with these changes is sent."""
    return sends(page, "save", **seen(page)["profile"] | changed)


def buttons(page: AppTest, start: str) -> list[str]:
    return [button.key or "" for button in page.button if (button.key or "").startswith(start)]


def test_topics_and_a_line_are_kept_and_fitting_people_follow(page_as: PageAs, ada: Visitor, bob: Visitor) -> None:
    tells(bob, Side.OFFER, "Praktikumsplätze")
    page = opened(page_as, ada)
    assert seen(page)["empty"] is True
    chips = chips_of(ada)
    saves(page, seek=[chips["Praktikumsplätze"], chips["Mobilität"]], seek_line="im Sommer")
    entries = contacts.my_profile(ada).entries
    assert [(entry.chip_id, entry.text) for entry in entries] == [
        (chips["Praktikumsplätze"], ""),
        (chips["Mobilität"], ""),
        (None, "im Sommer"),
    ]
    assert f"Sie suchen Praktikumsplätze. {BOB} bietet das." in reasons(page)
    assert (seen(page)["empty"], seen(page)["profile"]["seek_line"]) == (False, "im Sommer")


def test_consent_is_not_given_unless_somebody_ticks_it(page_as: PageAs, ada: Visitor) -> None:
    page = opened(page_as, ada)
    assert seen(page)["profile"]["visible"] is False
    saves(page, offer_line="Räume")
    assert contacts.my_profile(ada).visible is False
    saves(page, visible="yes")
    assert contacts.my_profile(ada).visible is False
    saves(page, visible=True)
    assert contacts.my_profile(ada).visible is True


def test_who_does_not_agree_is_suggested_to_nobody(page_as: PageAs, ada: Visitor, bob: Visitor) -> None:
    tells(bob, Side.OFFER, "Praktikumsplätze", visible=False)
    tells(ada, Side.SEEK, "Praktikumsplätze")
    page = opened(page_as, ada)
    assert seen(page)["suggestions"] == []
    tells(bob, Side.OFFER, "Praktikumsplätze")
    tell(page, "exchange", "look", 1)
    assert [card["name"] for card in seen(page)["suggestions"]] == [BOB]


def test_what_takes_long_is_said_to_be_coming_and_then_comes(
    page_as: PageAs, ada: Visitor, bob: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    tells(bob, Side.OFFER, "Praktikumsplätze")
    tells(ada, Side.SEEK, "Praktikumsplätze")
    page = page_as(ada)
    with monkeypatch.context() as impatient:
        impatient.setattr(contacts, "suggestions", lambda *_: None)
        page.run()
        assert (seen(page)["coming"], seen(page)["suggestions"]) == (True, [])
    tell(page, "exchange", "look", 1)
    assert (seen(page)["coming"], [card["name"] for card in seen(page)["suggestions"]]) == (False, [BOB])


def test_an_empty_form_is_refused_at_its_button(page_as: PageAs, ada: Visitor) -> None:
    page = opened(page_as, ada)
    answer = saves(page)
    assert answer["refusal"] == "Bitte wählen Sie ein Stichwort oder schreiben Sie ein paar Worte."
    assert contacts.my_profile(ada).is_empty


def test_a_wrong_address_is_refused_and_the_next_one_taken(page_as: PageAs, ada: Visitor) -> None:
    page = opened(page_as, ada)
    form = {"offer": [chips_of(ada)["Wohnraum"]], "seek_line": "Räume"}
    answer = saves(page, **form, email="ada at home")
    assert "Diese E-Mail-Adresse scheint nicht zu stimmen" in answer["refusal"]
    assert answer["about"] == "email"
    assert contacts.my_profile(ada).is_empty
    assert saves(page, **form, email="ada@example.org")["refusal"] == ""
    assert contacts.my_profile(ada).email == "ada@example.org"
    assert seen(page)["profile"]["email"] == "ada@example.org"


def test_what_goes_to_this_person_is_chosen_on_their_card(page_as: PageAs, ada: Visitor, bob: Visitor) -> None:
    tells(bob, Side.OFFER, "Praktikumsplätze", email="bob@example.org")
    tells(ada, Side.SEEK, "Praktikumsplätze")
    page = opened(page_as, ada)
    chip = seen(page)["suggestions"][0]["chip"]
    asks = partial(sends, page, "ask", person=bob.person_id, chip=chip)
    assert "Bitte geben Sie mindestens eine Angabe frei" in asks()["refusal"]
    assert "brauchen wir Ihre E-Mail-Adresse" in asks(shows_email=True)["refusal"]
    assert asks(shows_email=True, email="nicht richtig")["about"] == "email"
    assert asks(phone="ruf mich an")["about"] == "phone"
    assert contacts.my_contacts(ada) == []
    assert asks(shows_email=True, email="ada@example.org", phone="0551 123456")["refusal"] == ""
    assert contacts.my_profile(ada).email == "ada@example.org"
    assert room_of(bob).waiting == 1
    assert seen(page)["suggestions"] == []
    page.run()
    assert "Gesendet, warten auf Zustimmung: 1" in [each.label for each in page.expander]


def test_what_comes_twice_counts_once(page_as: PageAs, ada: Visitor, bob: Visitor) -> None:
    tells(bob, Side.OFFER, "Praktikumsplätze", email="bob@example.org")
    page = opened(page_as, ada)
    for _ in range(2):
        saves(page, seek=[chips_of(ada)["Praktikumsplätze"]], fields=[], email="ada@example.org")
    assert len(contacts.my_profile(ada).entries) == 1
    for _ in range(2):
        assert sends(page, "ask", person=bob.person_id, chip=None, shows_email=True)["refusal"] == ""
    assert len(contacts.my_contacts(ada)) == 1


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"offer": [99_999_999_999_999_999_999]}, "Dieses Stichwort gibt es nicht mehr"),
        ({"offer": [-1]}, "Dieses Stichwort gibt es nicht mehr"),
        ({"offer": "Wohnraum", "seek": {"a": 1}, "fields": None}, "Bitte wählen Sie ein Stichwort"),
        ({"offer": [[1], None, True, 1.5, "1"]}, "Bitte wählen Sie ein Stichwort"),
        ({"fields": [10**30]}, ""),
        ({"offer_line": 7, "seek_line": ["x"], "email": {}}, "Bitte wählen Sie ein Stichwort"),
        ({"offer_line": "\ud800\x00Räume"}, ""),
        ({"offer_line": "x" * 161}, "Die Zeile ist etwas zu lang"),
    ],
)
def test_a_forged_form_is_refused_in_words(
    page_as: PageAs, ada: Visitor, changed: dict[str, object], refusal: str
) -> None:
    answer = saves(opened(page_as, ada), **changed)
    assert answer["refusal"].startswith(refusal) if refusal else answer["refusal"] == ""


@pytest.mark.parametrize("person", ["nobody", "", "\x00", None, 7, ["x"], "\ud800", "x" * 5000])
def test_a_forged_request_is_refused_in_words(page_as: PageAs, ada: Visitor, person: object) -> None:
    tells(ada, Side.SEEK, "Praktikumsplätze", email="ada@example.org")
    page = opened(page_as, ada)
    answer = sends(page, "ask", person=person, chip="x", shows_email=True)
    assert answer["refusal"] == "Diese Person steht gerade nicht zur Verfügung."


@pytest.mark.parametrize(
    "forged", [{"shows_email": "yes"}, {"shows_email": 1}, {"phone": 551123456}, {"phone": ["0551 123456"]}, {}]
)
def test_a_forged_release_releases_nothing(
    page_as: PageAs, ada: Visitor, bob: Visitor, forged: dict[str, object]
) -> None:
    tells(bob, Side.OFFER, "Praktikumsplätze", email="bob@example.org")
    tells(ada, Side.SEEK, "Praktikumsplätze", email="ada@example.org")
    answer = sends(opened(page_as, ada), "ask", person=bob.person_id, chip=None, **forged)
    assert "mindestens eine Angabe" in answer["refusal"]
    assert contacts.my_contacts(ada) == []


@pytest.mark.parametrize("message", [None, 7, "save", [], {}, {"operation": "x"}])
def test_a_forged_message_breaks_nothing(page_as: PageAs, ada: Visitor, message: object) -> None:
    page = opened(page_as, ada)
    for event in ("save", "ask", "look"):
        tell(page, "exchange", event, message)
        assert not page.exception
    assert contacts.my_profile(ada).is_empty


def test_addresses_appear_for_both_when_both_agreed_and_vanish_when_one_takes_it_back(
    page_as: PageAs, ada: Visitor, bob: Visitor
) -> None:
    tells(bob, Side.OFFER, "Praktikumsplätze", email="bob@example.org")
    tells(ada, Side.SEEK, "Praktikumsplätze", email="ada@example.org")
    contacts.send_request(ada, bob.person_id or "")
    bobs = opened(page_as, bob)
    assert "Ada möchte Kontaktdaten mit Ihnen austauschen" in shown(bobs)
    assert "ada@example.org" not in shown(bobs)
    accept = buttons(bobs, "accept_")[0]
    # Nothing is ticked beforehand, and a yes that shows nothing is none.
    assert bobs.checkbox(key=f"{accept}_shows_email").value is False
    bobs.button(key=accept).click().run()
    assert "Bitte geben Sie mindestens eine Angabe frei" in shown(bobs)
    bobs.checkbox(key=f"{accept}_shows_email").check()
    bobs.text_input(key=f"{accept}_phone").input("0551 123456")
    bobs.button(key=accept).click().run()
    assert "ada@example.org" in shown(bobs)
    adas = opened(page_as, ada)
    assert "bob@example.org" in shown(adas)
    assert "0551 123456" in shown(adas)
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
    bobs.checkbox(key=f"accept_{request}_shows_email").check()
    bobs.button(key=f"accept_{request}").click().run()
    assert "Dieser Kontaktwunsch ist schon beantwortet." in shown(bobs)
    assert "ada@example.org" not in shown(bobs)


def test_who_has_no_address_yet_gives_one_with_the_answer(page_as: PageAs, ada: Visitor, bob: Visitor) -> None:
    tells(bob, Side.OFFER, "Praktikumsplätze")
    tells(ada, Side.SEEK, "Praktikumsplätze", email="ada@example.org")
    request = contacts.send_request(ada, bob.person_id or "")
    bobs = opened(page_as, bob)
    bobs.text_input(key=f"accept_{request}_email").input("bob at home")
    bobs.button(key=f"accept_{request}").click().run()
    assert "scheint nicht zu stimmen" in shown(bobs)
    bobs.text_input(key=f"accept_{request}_email").input("bob@example.org")
    bobs.button(key=f"accept_{request}").click().run()
    assert contacts.my_contacts(ada)[0].card is not None
    assert contacts.my_profile(bob).email == "bob@example.org"


def agreed(ada: Visitor, bob: Visitor) -> int:
    tells(bob, Side.OFFER, "Praktikumsplätze", email="bob@example.org")
    tells(ada, Side.SEEK, "Praktikumsplätze", email="ada@example.org")
    request = contacts.send_request(ada, bob.person_id or "", chips_of(ada)["Praktikumsplätze"])
    contacts.answer_request(bob, request, accept=True)
    return request


def test_a_card_has_a_draft_with_the_next_step_and_without_the_note(
    page_as: PageAs, ada: Visitor, bob: Visitor
) -> None:
    request = agreed(ada, bob)
    contact_cards.write_note(ada, request, "Nur für mich")
    contact_cards.agree_on(bob, request, next_step="Anrufen & treffen", due="Ende März")
    page = opened(page_as, ada)
    assert "Nächster Schritt: Anrufen & treffen (bis Ende März)" in shown(page)
    assert "Ihre Notiz: Nur für mich" in shown(page)
    mail, file = (urlsplit(link.proto.url) for link in page.get("link_button"))
    said = parse_qs(mail.query)["body"][0]
    assert unquote(mail.path) == "bob@example.org"
    assert "Unser nächster Schritt bis Ende März: Anrufen & treffen" in said
    assert said.endswith("Freundliche Grüße\r\nAda")
    assert "Nur für mich" not in said
    assert file.path == f"/kontakt/{ada.workshop_id}/{request}/kontakt.vcf"


def test_what_two_write_at_once_is_not_undone(page_as: PageAs, ada: Visitor, bob: Visitor) -> None:
    request = agreed(ada, bob)
    adas, bobs = opened(page_as, ada), opened(page_as, bob)
    for page in (adas, bobs):
        page.session_state[f"words_{request}"] = True
        page.run()
    adas.text_input(key=f"pair_{request}_next_step").input("Anrufen")
    bobs.text_input(key=f"pair_{request}_due").input("April")
    bobs.text_area(key=f"pair_{request}_note").input("Notiz")
    for page in (adas, bobs):
        page.button(key=f"save_pair_{request}").click().run()
        assert not page.exception
    card = contacts.my_contacts(bob)[0].card
    assert card
    assert (card.next_step, card.due, card.note) == ("Anrufen", "April", "Notiz")


def test_a_request_without_an_answer_ends_kindly(
    page_as: PageAs, ada: Visitor, bob: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    tells(bob, Side.OFFER, "Praktikumsplätze", email="bob@example.org")
    tells(ada, Side.SEEK, "Praktikumsplätze", email="ada@example.org")
    request = contacts.send_request(ada, bob.person_id or "")
    monkeypatch.setattr(contacts, "now", lambda: now() + OPEN_FOR)
    adas, bobs = opened(page_as, ada), opened(page_as, bob)
    assert "Das sagt nichts über Sie." in shown(adas)
    assert not buttons(bobs, "accept_")
    adas.button(key=f"forget_{request}").click().run()
    assert "Ohne Antwort" not in shown(adas)


def test_what_people_call_themselves_is_never_read_as_markdown(page_as: PageAs, ada: Visitor, bob: Visitor) -> None:
    tells(bob, Side.OFFER, "Praktikumsplätze", email="bob@example.org")
    tells(ada, Side.SEEK, "Praktikumsplätze", email="ada@example.org")
    contacts.send_request(bob, ada.person_id or "")
    page = opened(page_as, ada)
    name = next(each.value for each in page.markdown if "Bob" in each.value)
    assert name.startswith("**Bob \\*fett\\* \\[x\\]")


def test_a_topic_that_organisers_took_away_is_no_longer_offered(page_as: PageAs, workshop: int, ada: Visitor) -> None:
    page = opened(page_as, ada)
    chips = chips_of(ada)
    edit_chips(organiser_of(workshop), workshop, ["Wohnraum", "Neues"])
    page.run()
    assert [name for _, name in seen(page)["chips"]] == ["Wohnraum", "Neues"]
    assert "Dieses Stichwort gibt es nicht mehr" in saves(page, offer=[chips["Mobilität"]])["refusal"]


def test_addresses_of_others_are_not_among_the_suggestions(page_as: PageAs, ada: Visitor, bob: Visitor) -> None:
    tells(bob, Side.OFFER, "Praktikumsplätze", email="bob@example.org")
    tells(ada, Side.SEEK, "Praktikumsplätze", email="ada@example.org")
    page = opened(page_as, ada)
    assert seen(page)["suggestions"]
    assert "bob@example.org" not in str(seen(page))
