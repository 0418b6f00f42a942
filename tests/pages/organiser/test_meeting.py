"""One meeting: prepared, handed out, looked at."""

import datetime as dt
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from actions import documents, ideas, workshop
from actions.demo import demo_organiser
from actions.outcome import outcome_of
from components.fields_editor import edited
from domain.agenda import Kind
from domain.visitor import Visitor
from domain.workshop import Field
from storage.database import Database
from tests.builders import a_person, a_workshop, an_organiser, some_ideas
from tests.pages.organiser.test_office import notes, press, words

PageAs = Callable[..., AppTest]
STARTS = dt.datetime(2027, 3, 11, 13, 0).astimezone()


@pytest.fixture
def host(database: Database) -> Visitor:
    return an_organiser()


@pytest.fixture
def workshop_id(host: Visitor) -> int:
    return a_workshop("Herbsttreffen", organiser=host, starts_at=STARTS)


@pytest.fixture
def page(host: Visitor, workshop_id: int, page_as: PageAs) -> AppTest:
    return page_as(host, "organisation", treffen=workshop_id).run()


def section(page: AppTest, workshop_id: int, name: str) -> AppTest:
    page.segmented_control(key=f"section_{workshop_id}").set_value(name).run()
    assert not page.exception
    return page


class TestPreparing:
    def test_the_form_shows_what_is_known(self, page: AppTest, workshop_id: int) -> None:
        assert page.text_input(key=f"meeting_{workshop_id}_title").value == "Herbsttreffen"
        assert page.date_input(key=f"meeting_{workshop_id}_day").value == dt.date(2027, 3, 11)
        assert page.time_input(key=f"meeting_{workshop_id}_time").value == dt.time(13, 0)

    def test_changes_are_saved(self, page: AppTest, host: Visitor, workshop_id: int) -> None:
        page.text_input(key=f"meeting_{workshop_id}_title").input("Wintertreffen")
        page.date_input(key=f"meeting_{workshop_id}_day").set_value(dt.date(2027, 12, 1))
        page.time_input(key=f"meeting_{workshop_id}_time").set_value(dt.time(9, 30))
        press(page, "Speichern")
        assert notes(page) == ["Gespeichert."]
        meeting = workshop.plan_of(host, workshop_id).workshop
        assert meeting.title == "Wintertreffen"
        assert meeting.starts_at == dt.datetime(2027, 12, 1, 9, 30).astimezone()

    def test_a_refusal_keeps_what_was_typed(self, page: AppTest, host: Visitor, workshop_id: int) -> None:
        page.text_input(key=f"meeting_{workshop_id}_title").input("")
        page.text_input(key=f"meeting_{workshop_id}_place").input("Rathaus")
        press(page, "Speichern")
        assert notes(page) == ["Bitte geben Sie einen Titel ein."]
        assert page.text_input(key=f"meeting_{workshop_id}_place").value == "Rathaus"
        assert workshop.plan_of(host, workshop_id).workshop.place == "Forum"

    def test_topic_words_are_saved_line_by_line(self, page: AppTest, host: Visitor, workshop_id: int) -> None:
        page.text_area(key=f"chips_{workshop_id}").input("Sprachkurse\n\n  Wohnraum ")
        press(page, "Stichworte speichern")
        assert [chip.name for chip in workshop.plan_of(host, workshop_id).chips] == ["Sprachkurse", "Wohnraum"]

    def test_the_rule_for_dots_is_a_preset_of_the_activity(
        self, page: AppTest, host: Visitor, workshop_id: int
    ) -> None:
        vote = next(each for each in workshop.plan_of(host, workshop_id).activities if each.kind is Kind.VOTE)
        page.selectbox(key=f"vote_{vote.id}_subject").set_value("ideas")
        page.number_input(key=f"vote_{vote.id}_budget").set_value(7)
        page.number_input(key=f"vote_{vote.id}_maximum").set_value(3)
        page.button(key=f"vote_{vote.id}_save").click().run()
        assert notes(page) == ["Gespeichert."]
        vote = next(each for each in workshop.plan_of(host, workshop_id).activities if each.kind is Kind.VOTE)
        assert vote.settings == {"subject": "ideas", "budget": 7, "maximum": 3}

    def test_more_dots_on_one_topic_than_there_are_is_refused(
        self, page: AppTest, host: Visitor, workshop_id: int
    ) -> None:
        vote = next(each for each in workshop.plan_of(host, workshop_id).activities if each.kind is Kind.VOTE)
        page.number_input(key=f"vote_{vote.id}_maximum").set_value(9)
        page.button(key=f"vote_{vote.id}_save").click().run()
        assert notes(page) == ["Je Thema sind 1 bis 5 Punkte möglich."]
        assert page.number_input(key=f"vote_{vote.id}_maximum").value == 9

    def test_the_agenda_begins_when_people_arrive(self, page: AppTest) -> None:
        agenda = page.table[0].value
        assert list(agenda.iloc[:3, 1]) == ["12\\:30", "13\\:00", "13\\:10"]

    def test_closing_and_opening_again(self, page: AppTest, host: Visitor, workshop_id: int) -> None:
        page.button(key=f"end_{workshop_id}").click().run()
        assert notes(page) == ["Das Treffen ist beendet."]
        assert not workshop.plan_of(host, workshop_id).workshop.is_open
        page.button(key=f"end_{workshop_id}").click().run()
        assert workshop.plan_of(host, workshop_id).workshop.is_open


class TestFieldsOfAction:
    """The table cannot be typed into by the test; what it reports is turned into a list by `edited`."""

    BASE = (Field(11, "Ausbildung", "a"), Field(12, "Pflege", "b"), Field(13, "Digitales", "c"))

    def test_nothing_typed_is_the_list_itself(self) -> None:
        assert edited(self.BASE, {}) == ([("Ausbildung", "a"), ("Pflege", "b"), ("Digitales", "c")], [11, 12, 13])

    def test_renamed_removed_and_added(self) -> None:
        change = {
            "edited_rows": {0: {"name": "Ausbildung neu"}, 2: {"short": None}},
            "deleted_rows": [1],
            "added_rows": [{"name": "Wohnen"}, {}],
        }
        assert edited(self.BASE, change) == (
            [("Ausbildung neu", "a"), ("Digitales", ""), ("Wohnen", ""), ("", "")],
            [11, 13, None, None],
        )

    def test_places_that_do_not_exist_change_nothing(self) -> None:
        change = {"edited_rows": {99: {"name": "x"}}, "deleted_rows": [77], "added_rows": []}
        assert edited(self.BASE, change) == edited(self.BASE, {})

    def test_the_table_shows_names_and_explanations_but_no_ids(self, page: AppTest, host: Visitor) -> None:
        assert list(page.dataframe[0].value.columns) == ["name", "short"]
        assert len(page.dataframe[0].value) == 10


class TestLinks:
    def test_all_three_links_are_there_to_copy(self, page: AppTest, host: Visitor, workshop_id: int) -> None:
        links = workshop.plan_of(host, workshop_id).links
        codes = [code.value for code in section(page, workshop_id, "links").code]
        assert codes == [links.participant, links.facilitator, links.screen]

    def test_the_poster_is_one_click_away(self, page: AppTest, workshop_id: int) -> None:
        buttons = [
            element.proto for element in section(page, workshop_id, "links").main if element.type == "link_button"
        ]
        assert f"/download/{workshop_id}/poster.pdf" in [button.url for button in buttons]

    def test_new_links_end_the_old_ones(self, page: AppTest, host: Visitor, workshop_id: int) -> None:
        before = workshop.plan_of(host, workshop_id).links
        section(page, workshop_id, "links").button(key="renew_links").click().run()
        after = workshop.plan_of(host, workshop_id).links
        assert before.participant == after.participant
        assert before.facilitator != after.facilitator
        assert before.screen != after.screen
        assert [code.value for code in page.code] == [after.participant, after.facilitator, after.screen]


class TestResults:
    def test_before_anybody_came_there_is_nothing_to_see(self, page: AppTest, workshop_id: int) -> None:
        assert "Noch gibt es keine Ergebnisse" in section(page, workshop_id, "results").info[0].value

    def test_the_page_says_what_the_files_say(self, demo_meeting: int, page_as: PageAs) -> None:
        host = demo_organiser()
        page = page_as(host, "organisation", treffen=demo_meeting).run()
        section(page, demo_meeting, "results")
        shown = {metric.label: metric.value for metric in page.metric}
        assert shown == {
            "Teilnehmende": "60",
            "Institutionen": "40",
            "Ideen": "45",
            "Themengruppen": "13",
            "Punkte": "264",
            "Kontaktvereinbarungen": "8",
            "Projektgruppen": "3",
            "Rückmeldungen": "8",
        }
        ranking = page.table[0].value
        (result,) = outcome_of(host, demo_meeting).shown_rounds
        assert [int(dots) for dots in ranking["Punkte"]] == [option.total for option in result.options]
        assert list(ranking["Rang"]).count("7 \\(geteilt\\)") == 2
        assert "54 von 60" in words(page)

    def test_every_file_that_is_offered_exists(self, demo_meeting: int, page_as: PageAs) -> None:
        host = demo_organiser()
        page = section(page_as(host, "organisation", treffen=demo_meeting).run(), demo_meeting, "results")
        urls = [element.proto.url for element in page.main if element.type == "link_button"]
        offered = [url for url in urls if url.startswith("/download/")]
        assert len(offered) == 6
        for url in offered:
            assert documents.document(host, demo_meeting, url.rpartition("/")[2]).content

    def test_a_chart_never_stands_without_its_table(self, demo_meeting: int, page_as: PageAs) -> None:
        host = demo_organiser()
        page = section(page_as(host, "organisation", treffen=demo_meeting).run(), demo_meeting, "results")
        charts = [element for element in page.main if element.type == "vega_lite_chart"]
        tables = [element.value for element in page.table]
        assert len(charts) == 3
        assert [len(table) for table in tables if len(table.columns) == 3 and "Rang" in table.columns] == [13]

    def test_what_people_typed_is_not_read_as_markdown(
        self, host: Visitor, workshop_id: int, page_as: PageAs
    ) -> None:
        author = a_person(workshop_id, "![x](http://evil.example/a.png)")
        some_ideas(author, 1)
        ideas.contribute_idea(author, title="![x](http://evil.example/b.png)", text="<img src=x onerror=alert(1)>")
        page = section(page_as(host, "organisation", treffen=workshop_id).run(), workshop_id, "results")
        for table in page.table:
            for cell in table.value.to_numpy().ravel():
                assert "![x](" not in str(cell)
                assert "<img" not in str(cell).replace("\\<img", "")
