"""The page that counts again: open to everybody, and it asks the server for nothing but this meeting's ballots."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from storage.database import Database
from tests.builders import a_facilitator, a_person, a_workshop, the_workshop
from tests.told import data_of

PageAs = Callable[..., AppTest]


def test_a_guest_may_count_a_file(database: Database, page_as: PageAs) -> None:
    page = page_as(None, "nachzaehlen").run()
    assert not page.exception
    assert data_of(page, "recount") == {"language": "de", "list": ""}
    assert [each.value for each in page.title] == ["Nachzählen"]


def test_who_is_in_a_meeting_may_load_its_ballots(database: Database, page_as: PageAs) -> None:
    workshop_id = a_workshop()
    for who in (a_person(workshop_id), a_facilitator(workshop_id)):
        page = page_as(who, "nachzaehlen", w=the_workshop(workshop_id).code).run()
        assert data_of(page, "recount")["list"] == f"/stimmzettel/{workshop_id}"
