"""The organiser's list of meetings: open one, make one, leave; and the demo that goes with one click."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from actions import demo, workshop
from domain.refusal import Refusal
from domain.visitor import Visitor
from storage.database import Database
from tests.builders import a_facilitator, a_person, a_screen, a_workshop, an_organiser

PageAs = Callable[..., AppTest]


@pytest.fixture
def host(database: Database) -> Visitor:
    return an_organiser("Bündnis Nord")


def titles(page: AppTest) -> list[str]:
    return [title.value for title in page.title]


def notes(page: AppTest) -> list[str]:
    return [note.value.replace("\\", "") for note in (*page.success, *page.warning)]


def words(page: AppTest) -> str:
    return "\n".join(str(element.value) for element in (*page.markdown, *page.text, *page.caption)).replace("\\", "")


def test_the_meetings_of_the_alliance_are_listed_and_no_others(host: Visitor, page_as: PageAs) -> None:
    a_workshop("Herbsttreffen", organiser=host)
    a_workshop("Fremdes Treffen", organiser=an_organiser("Bündnis Süd"))
    page = page_as(host, "organisation").run()
    assert not page.exception
    assert titles(page) == ["Bündnis Nord"]
    assert "Herbsttreffen" in words(page)
    assert "Fremdes Treffen" not in words(page)


def test_a_typed_title_is_not_read_as_markdown(host: Visitor, page_as: PageAs) -> None:
    a_workshop("![x](http://evil.example/x.png) **fett**", organiser=host)
    page = page_as(host, "organisation").run()
    assert not any("![x](" in str(element.value) for element in page.markdown)


def test_open_leads_to_the_meetings_page_and_back(host: Visitor, page_as: PageAs) -> None:
    workshop_id = a_workshop("Herbsttreffen", organiser=host)
    page = page_as(host, "organisation").run()
    page.button(key=f"open_{workshop_id}").click().run()
    assert titles(page) == ["Herbsttreffen"]
    assert page.query_params["treffen"] in (str(workshop_id), [str(workshop_id)])
    page.button(key="back").click().run()
    assert titles(page) == ["Bündnis Nord"]
    assert "treffen" not in page.query_params


@pytest.mark.parametrize("named", ["999999", "0", "-1", "abc", "1 OR 1=1", "²", "9" * 40])
def test_a_meeting_that_is_not_ours_does_not_exist(named: str, host: Visitor, page_as: PageAs) -> None:
    page = page_as(host, "organisation", treffen=named).run()
    assert not page.exception
    assert notes(page) == ["Dieses Treffen gibt es nicht."]
    assert titles(page) == ["Bündnis Nord"]


def test_another_alliances_meeting_does_not_exist(host: Visitor, page_as: PageAs) -> None:
    foreign = a_workshop("Fremdes Treffen", organiser=an_organiser("Bündnis Süd"))
    page = page_as(host, "organisation", treffen=foreign).run()
    assert notes(page) == ["Dieses Treffen gibt es nicht."]
    assert "Fremdes Treffen" not in words(page) + "".join(titles(page))


def test_a_new_meeting_is_made_from_the_chosen_template(host: Visitor, page_as: PageAs) -> None:
    page = page_as(host, "organisation").run()
    page.radio(key="new_template").set_value("short_meeting")
    page.text_input(key="new_title").input("Kurz und gut")
    page.text_input(key="new_place").input("Rathaus")
    press(page, "Treffen anlegen")
    (made,) = workshop.my_workshops(host)
    assert (made.title, made.place) == ("Kurz und gut", "Rathaus")
    assert len(workshop.plan_of(host, made.id).activities) == 10
    assert titles(page) == ["Kurz und gut"]
    assert notes(page) == ["Das Treffen ist angelegt. Prüfen Sie nun die Angaben."]


def test_a_refusal_leaves_the_form_as_it_was_typed(host: Visitor, page_as: PageAs) -> None:
    page = page_as(host, "organisation").run()
    page.text_input(key="new_place").input("Rathaus")
    press(page, "Treffen anlegen")
    assert notes(page) == ["Bitte geben Sie einen Titel ein."]
    assert page.text_input(key="new_place").value == "Rathaus"
    assert workshop.my_workshops(host) == []


def test_signing_out_takes_the_cookie_away(host: Visitor, page_as: PageAs) -> None:
    page = page_as(host, "organisation").run()
    page.button(key="sign_out").click().run()
    assert not page.exception
    assert '"drop":true' in entrance(page)
    assert titles(page) == []


def test_without_the_cookie_one_is_asked_to_sign_in(database: Database, page_as: PageAs) -> None:
    workshop_id = a_workshop()
    for visitor in (None, a_person(workshop_id), a_facilitator(workshop_id), a_screen(workshop_id)):
        page = page_as(visitor, "organisation", treffen=workshop_id).run()
        assert titles(page) == ["Anmelden für die Organisation"]


def test_an_organiser_whose_account_is_gone_is_asked_to_sign_in(demo_meeting: int, page_as: PageAs) -> None:
    host = demo.demo_organiser()
    demo.remove_demo(host)
    assert titles(page_as(host, "organisation").run()) == ["Anmelden für die Organisation"]


def test_the_demo_goes_with_one_click_and_its_organiser_with_it(demo_meeting: int, page_as: PageAs) -> None:
    page = page_as(demo.demo_organiser(), "organisation").run()
    page.button(key="demo_remove").click().run()
    assert not page.exception
    assert demo.doors() == []
    assert '"drop":true' in entrance(page)


def test_an_organiser_of_ones_own_removes_the_demo_and_stays(demo_meeting: int, page_as: PageAs) -> None:
    host = an_organiser("Bündnis Nord")
    page = page_as(host, "organisation").run()
    page.button(key="demo_remove").click().run()
    assert demo.doors() == []
    assert titles(page) == ["Bündnis Nord"]
    assert notes(page) == ["Die Demo ist entfernt."]


def test_beside_an_alliance_of_ones_own_the_demos_door_cannot_remove_it(demo_meeting: int, page_as: PageAs) -> None:
    an_organiser("Bündnis Nord")
    page = page_as(demo.demo_organiser(), "organisation").run()
    assert "demo_remove" not in [button.key for button in page.button]
    with pytest.raises(Refusal):
        demo.remove_demo(demo.demo_organiser())


def press(page: AppTest, label: str) -> None:
    next(button for button in page.button if button.label == label).click().run()


def entrance(page: AppTest) -> str:
    """What the invisible piece that sets and takes cookies was told."""
    protos = [element.proto for element in page.main if element.type == "bidi_component"]
    return "".join(proto.json for proto in protos if proto.component_name == "bw_entrance").replace(" ", "")
