"""For people without a device the facilitator enters who they are, their ideas and their dots."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from actions import contacts, contacts_at_desk, ideas, people, second_question, voting
from actions.workshop import fields_and_chips
from domain.agenda import Kind
from domain.contacts import Entry, Side
from domain.second_question import Contribution
from domain.visitor import Visitor
from storage.database import Database
from tests.builders import (
    a_facilitator,
    a_person,
    a_person_at_desk,
    a_shown_round,
    a_workshop,
    an_open_round,
    option_ids,
    start,
    the_workshop,
)
from tests.told import data_of

PageAs = Callable[..., AppTest]


@pytest.fixture
def workshop(database: Database) -> int:
    return a_workshop()


@pytest.fixture
def leader(workshop: int) -> Visitor:
    return a_facilitator(workshop)


def the_desk(leader: Visitor, page_as: PageAs) -> AppTest:
    page = page_as(leader, "leitung", w=the_workshop(leader.as_facilitator()).code)
    page.session_state["bereich"] = "desk"
    page.run()
    assert not page.exception
    return page


def toasts(page: AppTest) -> str:
    return " ".join(toast.value for toast in page.toast).replace("\\", "")


def enter(leader: "Visitor", form: dict[str, str]) -> None:
    """Runs inside AppTest: what the browser's form calls."""
    import streamlit as st

    from pages.facilitator.at_desk import _enter_person

    _enter_person(leader, form)
    st.text(st.session_state["desk_person"])


def test_a_person_without_a_device_is_entered_and_chosen(leader: Visitor) -> None:
    form = {"name": "Paula Papier", "institution": "Tischlerei Span", "institution_type": "unternehmen_kmu"}
    page = AppTest.from_function(enter, args=(leader, form)).run()
    assert not page.exception
    (paula,) = people.people_at_desk(leader)
    assert (paula.name, paula.institution) == ("Paula Papier", "Tischlerei Span")
    assert page.text[0].value == paula.id


def test_only_people_without_a_device_can_be_chosen(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    a_person(workshop, "Ada Löwe")
    a_person_at_desk(workshop, "Paula Papier")
    page = the_desk(leader, page_as)
    assert [option.replace("\\", "") for option in page.selectbox(key="desk_person").options] == [
        "Karte ohne Namen",
        "Paula Papier",
    ]


def test_a_card_without_a_name_is_anonymous(leader: Visitor, page_as: PageAs) -> None:
    page = the_desk(leader, page_as)
    page.text_input(key="desk_idea_title").set_value("Jobspaziergang")
    page.text_area(key="desk_idea_text").set_value("Einmal im Monat")
    page.button(key="desk_idea_send").click().run()
    (idea,) = ideas.all_ideas(leader)
    assert (idea.title, idea.text, idea.is_anonymous, idea.author_id) == (
        "Jobspaziergang",
        "Einmal im Monat",
        True,
        None,
    )
    assert page.text_input(key="desk_idea_title").value == ""


def test_a_card_of_a_person_is_theirs(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    paula = a_person_at_desk(workshop)
    page = the_desk(leader, page_as)
    page.selectbox(key="desk_person").set_value(paula).run()
    page.text_input(key="desk_idea_title").set_value("Jobspaziergang")
    page.button(key="desk_idea_send").click().run()
    assert [idea.author_id for idea in ideas.all_ideas(leader)] == [paula]


def test_a_refused_card_stays_as_it_was_typed(leader: Visitor, page_as: PageAs) -> None:
    page = the_desk(leader, page_as)
    page.text_input(key="desk_idea_title").set_value("x" * 121)
    page.button(key="desk_idea_send").click().run()
    assert ideas.all_ideas(leader) == []
    assert "121 Zeichen" in toasts(page)
    assert page.text_input(key="desk_idea_title").value == "x" * 121


def test_a_double_click_makes_one_card(leader: Visitor, page_as: PageAs) -> None:
    page = the_desk(leader, page_as)
    for _ in range(2):
        page.text_input(key="desk_idea_title").set_value("Jobspaziergang")
        page.button(key="desk_idea_send").click().run()
    assert len(ideas.all_ideas(leader)) == 1


def test_dots_from_paper_are_entered_and_can_be_corrected(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    paula = a_person_at_desk(workshop)
    round_id = an_open_round(workshop)
    first, second, _third = option_ids(workshop, round_id)
    page = the_desk(leader, page_as)
    page.selectbox(key="desk_person").set_value(paula).run()
    key = f"dots_{round_id}_{paula}"
    page.number_input(key=f"{key}_{first}").set_value(2)
    page.number_input(key=f"{key}_{second}").set_value(1)
    page.button(key=f"{key}_send").click().run()
    assert voting.ballot_at_desk(leader, round_id, paula).counts() == {first: 2, second: 1}

    anew = the_desk(leader, page_as)
    anew.selectbox(key="desk_person").set_value(paula).run()
    assert anew.number_input(key=f"{key}_{first}").value == 2
    anew.number_input(key=f"{key}_{first}").set_value(0)
    anew.button(key=f"{key}_send").click().run()
    assert voting.ballot_at_desk(leader, round_id, paula).counts() == {second: 1}


def test_too_many_dots_are_refused_and_the_paper_stays_as_typed(
    leader: Visitor, workshop: int, page_as: PageAs
) -> None:
    paula = a_person_at_desk(workshop)
    round_id = an_open_round(workshop, options=4, budget=3, maximum=2)
    page = the_desk(leader, page_as)
    page.selectbox(key="desk_person").set_value(paula).run()
    for option in option_ids(workshop, round_id)[:2]:
        page.number_input(key=f"dots_{round_id}_{paula}_{option}").set_value(2)
    page.button(key=f"dots_{round_id}_{paula}_send").click().run()
    assert voting.ballot_at_desk(leader, round_id, paula).dots == ()
    assert "Mehr als 3 Punkte sind nicht möglich" in toasts(page)
    assert [number.value for number in page.number_input] == [2, 2, 0, 0]


def test_dots_after_closing_are_refused_with_a_sentence(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    paula = a_person_at_desk(workshop)
    round_id = an_open_round(workshop)
    page = the_desk(leader, page_as)
    page.selectbox(key="desk_person").set_value(paula).run()
    voting.close_round(leader, round_id)
    page.button(key=f"dots_{round_id}_{paula}_send").click().run()
    assert not page.exception
    assert "Die Runde ist geschlossen" in toasts(page)


def test_with_many_options_each_dot_is_one_choice(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    paula = a_person_at_desk(workshop)
    round_id = an_open_round(workshop, options=30)
    options = option_ids(workshop, round_id)
    page = the_desk(leader, page_as)
    page.selectbox(key="desk_person").set_value(paula).run()
    key = f"dots_{round_id}_{paula}"
    for dot, place in enumerate((29, 29, 4)):
        box = page.selectbox(key=f"{key}_dot_{dot}")
        box.set_value(options[place])
    page.button(key=f"{key}_send").click().run()
    assert voting.ballot_at_desk(leader, round_id, paula).counts() == {options[29]: 2, options[4]: 1}


def test_without_an_open_round_there_are_no_dots_to_enter(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    a_person_at_desk(workshop)
    start(workshop, Kind.VOTE)
    assert not the_desk(leader, page_as).number_input


def test_answers_to_the_second_question_are_entered_and_stand_there_again(
    leader: Visitor, workshop: int, page_as: PageAs
) -> None:
    paula = a_person_at_desk(workshop)
    round_id = a_shown_round(workshop)
    question_id = second_question.ask(leader, round_id, option_ids(workshop, round_id)[:2])
    question = second_question.question_of(leader, round_id)
    assert question
    first, second = (each.id for each in question.asked)
    page = the_desk(leader, page_as)
    assert "Wählen Sie oben die Person, deren Antworten Sie eintragen." in [text.value for text in page.text]
    page.selectbox(key="desk_person").set_value(paula).run()
    key = f"answers_{question_id}_{paula}"
    page.selectbox(key=f"{key}_{first}_step").set_value(4)
    page.multiselect(key=f"{key}_{second}_offers").set_value([Contribution.PLACE])
    page.checkbox(key=f"{key}_named").check()
    page.button(key=f"{key}_save").click().run()
    assert "Die Antworten sind gespeichert." in toasts(page)

    anew = the_desk(leader, page_as)
    anew.selectbox(key="desk_person").set_value(paula).run()
    assert anew.selectbox(key=f"{key}_{first}_step").value == 4
    assert anew.multiselect(key=f"{key}_{second}_offers").value == [Contribution.PLACE]
    assert anew.checkbox(key=f"{key}_named").value
    second_question.close_question(leader, question_id)
    anew.button(key=f"{key}_save").click().run()
    assert "Diese Frage ist geschlossen." in toasts(anew)
    assert f"{key}_named" not in [box.key for box in anew.checkbox]


def test_what_a_person_says_at_the_desk_makes_them_findable(leader: Visitor, workshop: int, page_as: PageAs) -> None:
    paula = a_person_at_desk(workshop)
    bob = a_person(workshop, "Bob", institution="Uni")
    chip = fields_and_chips(bob)[1][0]
    contacts.save_profile(bob, entries=[Entry(Side.SEEK, chip.id, "")], visible=True, email="bob@example.org")
    page = the_desk(leader, page_as)
    page.selectbox(key="desk_person").set_value(paula).run()
    key = f"offers_{paula}"
    page.multiselect(key=f"{key}_offer").set_value([chip.id])
    page.text_input(key=f"{key}_offer_line").set_value("Werkhalle")
    page.button(key=f"{key}_save").click().run()
    assert "Bob" not in " ".join(text.value for text in page.text)
    page.checkbox(key=f"{key}_visible").check()
    page.button(key=f"{key}_save").click().run()
    assert any(text.value.startswith("Bob") for text in page.text)
    assert [each.name for each in contacts.suggestions(bob)] == ["Paula Papier"]
    # Nobody waits for an answer that Paula cannot give.
    start(workshop, Kind.EXCHANGE)
    (card,) = data_of(page_as(bob).run(), "exchange")["suggestions"]
    assert (card["name"], card["at_desk"]) == ("Paula Papier", True)
    assert "bob@example.org" not in str(page.main)


def test_suggestions_that_take_long_are_said_to_be_coming(
    leader: Visitor, workshop: int, page_as: PageAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    paula, bob = a_person_at_desk(workshop), a_person(workshop, "Bob", institution="Uni")
    chip = fields_and_chips(bob)[1][0]
    contacts.save_profile(bob, entries=[Entry(Side.SEEK, chip.id, "")], visible=True)
    contacts_at_desk.enter_profile_for(leader, paula, entries=[Entry(Side.OFFER, chip.id, "")], visible=True)
    page = the_desk(leader, page_as)
    with monkeypatch.context() as impatient:
        impatient.setattr(contacts, "suggestions", lambda *_: None)
        page.selectbox(key="desk_person").set_value(paula).run()
        assert "Passende Personen werden gerade gesucht. Einen Moment bitte." in [text.value for text in page.text]
    page.run()
    assert any(text.value.startswith("Bob") for text in page.text)
