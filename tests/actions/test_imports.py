"""The import: ideas from a file hang on the wall, once, and belong to nobody."""

import pytest

from actions import ideas, voting
from actions.documents import document
from actions.imports import import_ideas
from actions.live import state_of
from actions.workshop import fields_and_chips
from domain.agenda import Kind
from domain.visitor import Role, Visitor
from domain.voting import Subject
from storage.database import Database
from tests.builders import a_facilitator, a_workshop, an_alliance, organiser_of, start
from tests.domain.test_idea_import import REAL
from tests.refusals import refused


@pytest.fixture
def workshop_id(database: Database) -> int:
    return a_workshop()


def test_ideas_of_a_file_hang_on_the_wall_without_authors(workshop_id: int) -> None:
    leader = a_facilitator(workshop_id)
    field = fields_and_chips(leader)[0][1]
    content = f"titel;text;handlungsfeld\nEins;Mehr dazu;{field.name}\nZwei;;\n".encode("cp1252")
    result = import_ideas(organiser_of(workshop_id), workshop_id, content)
    assert (result.added, result.there, result.refused) == (2, [], [])
    wall = ideas.wall(leader)
    assert [(idea.title, idea.text, idea.field_id) for idea in wall] == [
        ("Eins", "Mehr dazu", field.id),
        ("Zwei", "", None),
    ]
    assert all(idea.author_id is None and idea.is_anonymous for idea in wall)


def test_the_same_file_twice_adds_nothing_the_second_time(workshop_id: int) -> None:
    content = b"titel;text\nEins;\nZwei;\nEins;\n"
    first = import_ideas(organiser_of(workshop_id), workshop_id, content)
    second = import_ideas(organiser_of(workshop_id), workshop_id, content)
    assert (first.added, first.there) == (2, [4])
    assert (second.added, second.there) == (0, [2, 3, 4])
    assert len(ideas.wall(a_facilitator(workshop_id))) == 2


def test_bad_rows_do_not_keep_the_good_ones_out(workshop_id: int) -> None:
    result = import_ideas(organiser_of(workshop_id), workshop_id, b'titel\nEins\n"Zwei"x\nDrei\n')
    assert (result.added, [row.line for row in result.refused]) == (2, [3])


def test_all_522_real_ideas_reach_wall_projector_and_ballot(workshop_id: int) -> None:
    result = import_ideas(organiser_of(workshop_id), workshop_id, REAL.read_bytes())
    assert (result.added, result.refused) == (522, [])
    for audience in (Role.PARTICIPANT, Role.SCREEN):
        assert len(state_of(workshop_id, audience, {"ideas"})["ideas"]) == 522
    start(workshop_id, Kind.VOTE)
    leader = a_facilitator(workshop_id)
    round_id = voting.open_round(leader, subject=Subject.IDEAS, budget=8, maximum=2)
    assert len(voting.options_of(leader, round_id)) == 522


def test_what_we_export_can_be_imported_elsewhere(workshop_id: int) -> None:
    source = b'titel;text\n=1+1;@SUM(A1)\n-5 Grad;\n\'quoted\';\n"A;B";"Zeile 1\nZeile 2"\n'
    import_ideas(organiser_of(workshop_id), workshop_id, source)
    exported = document(organiser_of(workshop_id), workshop_id, "ideas.csv").content
    elsewhere = a_workshop("Woanders")
    result = import_ideas(organiser_of(elsewhere), elsewhere, exported)
    assert result.refused == []
    words = [
        {(idea.title, idea.text) for idea in ideas.wall(a_facilitator(each))} for each in (workshop_id, elsewhere)
    ]
    assert words[0] == words[1]
    assert ("=1+1", "@SUM(A1)") in words[1]


def test_another_alliances_workshop_is_not_found(workshop_id: int) -> None:
    stranger = Visitor(Role.ORGANISER, alliance_id=an_alliance("Anderes Bündnis"))
    assert refused(lambda: import_ideas(stranger, workshop_id, b"titel\nEins\n")) == "workshop_unknown"
