"""A look at what has changed shows the same as a look at everything."""

from collections.abc import Callable, Iterator

import pytest

from actions import feedback, ideas, voting
from actions.live import state_of
from domain.live import State, part, sections_and_parts
from domain.visitor import Role, Visitor
from storage import news
from tests.builders import a_facilitator, a_person, a_workshop, an_open_round, option_ids, some_ideas

_AUDIENCES = (Role.PARTICIPANT, Role.FACILITATOR, Role.SCREEN)


class Screens:
    """What each audience knows, kept up to date by the news alone."""

    def __init__(self, workshop_id: int) -> None:
        self.workshop_id = workshop_id
        self.told: set[str] = set()
        self.known: dict[Role, State] = {audience: state_of(workshop_id, audience) for audience in _AUDIENCES}

    def hear(self, workshop_id: int, names: set[str]) -> None:
        assert workshop_id == self.workshop_id
        self.told |= names

    def look(self) -> None:
        for audience, known in self.known.items():
            known.update(state_of(self.workshop_id, audience, self.told, known))
        self.told = set()

    def show_everything(self) -> None:
        for audience, known in self.known.items():
            assert known == state_of(self.workshop_id, audience)


@pytest.fixture
def screens(database: object) -> Iterator[Screens]:
    screens = Screens(a_workshop())
    stop = news.listen(screens.hear)
    yield screens
    stop()


def _deeds(leader: Visitor, ada: Visitor) -> dict[str, Callable[[list[int]], object]]:
    return {
        "contribute": lambda _: ideas.contribute_idea(ada, title="Neu"),
        "enter": lambda _: ideas.enter_idea_for(leader, None, title="Vom Papier", text="", field_id=None),
        "edit": lambda ids: ideas.edit_idea(ada, ids[0], title="Anders", text="Mehr", field_id=None),
        "hide": lambda ids: ideas.hide_idea(leader, ids[1]),
        "show": lambda ids: ideas.hide_idea(leader, ids[1], hidden=False),
        "move": lambda ids: ideas.move_idea(leader, ids[1], ideas.create_cluster(leader, "Gruppe")),
        "merge": lambda ids: ideas.merge_ideas(leader, ids[1], ids[0]),
        "hide the merged": lambda ids: ideas.hide_idea(leader, ids[0]),
        "part": lambda ids: ideas.part_idea(leader, ids[1]),
        "show the other": lambda ids: ideas.hide_idea(leader, ids[0], hidden=False),
        "merge again": lambda ids: ideas.merge_ideas(leader, ids[1], ids[0]),
        "edit what was merged": lambda ids: ideas.edit_idea(ada, ids[1], title="Noch da", text="", field_id=None),
        "withdraw": lambda ids: ideas.withdraw_idea(ada, ids[0]),
    }


def test_after_every_step_with_an_idea_all_screens_know_everything(screens: Screens) -> None:
    leader, ada = a_facilitator(screens.workshop_id), a_person(screens.workshop_id)
    ids = some_ideas(ada, 3)
    screens.look()
    for deed in _deeds(leader, ada).values():
        deed(ids)
        screens.look()
        screens.show_everything()


def test_a_new_idea_is_looked_at_alone(screens: Screens, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = a_person(screens.workshop_id)
    some_ideas(ada, 3)
    screens.look()
    ideas.contribute_idea(ada, title="Neu")
    monkeypatch.delattr("storage.ideas.of_workshop")
    screens.look()
    monkeypatch.undo()
    screens.show_everything()


def test_who_knows_nothing_of_a_section_looks_at_all_of_it(screens: Screens) -> None:
    ada = a_person(screens.workshop_id)
    first, second = some_ideas(ada, 2)
    found = state_of(screens.workshop_id, Role.PARTICIPANT, {part("ideas", second)}, {})
    assert set(found["ideas"]) == {str(first), str(second)}


def test_a_section_named_as_a_whole_is_not_looked_at_in_parts() -> None:
    assert sections_and_parts({"ideas", "ideas/1", "desk/2", "desk/3"}) == ({"ideas"}, {"desk": {"2", "3"}})


def test_who_has_come_voted_and_answered_is_counted_one_by_one(screens: Screens) -> None:
    workshop = screens.workshop_id
    round_id = an_open_round(workshop)
    option = option_ids(workshop, round_id)[0]
    ada = a_person(workshop, "Ada")
    screens.look()
    for deed in (
        lambda: voting.fill_ballot(ada, round_id, {option: 1}),
        lambda: voting.fill_ballot(ada, round_id, {option: 0}),
        lambda: a_person(workshop, "Bob"),
        lambda: feedback.give_feedback(ada, rating=5, takeaway="", missing=""),
    ):
        deed()
        assert "progress" not in screens.told
        screens.look()
        screens.show_everything()
