"""The agenda: next, back, and the time that is advice."""

import datetime as dt

import pytest

from domain.agenda import Activity, Kind, activity_after, activity_before, checked_minutes
from domain.refusal import Refusal
from domain.templates import TEMPLATES, Template

AGENDA = [Activity(id_, place, Kind.TALK, f"Punkt {place}", "", 10) for place, id_ in enumerate((7, 3, 9))]


@pytest.mark.parametrize(("current", "following"), [(None, 7), (7, 3), (3, 9), (9, None), (99, 7)])
def test_what_comes_next(current: int | None, following: int | None) -> None:
    found = activity_after(AGENDA, current)
    assert (found.id if found else None) == following


@pytest.mark.parametrize(("current", "earlier"), [(None, None), (7, None), (3, 7), (9, 3), (99, None)])
def test_what_came_before(current: int | None, earlier: int | None) -> None:
    found = activity_before(AGENDA, current)
    assert (found.id if found else None) == earlier


def test_an_empty_agenda_has_neither_next_nor_before() -> None:
    assert activity_after([], None) is None
    assert activity_before([], 1) is None


def test_the_time_is_up_after_the_minutes_and_the_extra_ones() -> None:
    noon = dt.datetime(2027, 3, 11, 12, tzinfo=dt.UTC)
    begun = Activity(1, 0, Kind.IDEAS, "Ideen", "", 25, extra_minutes=5, started_at=noon)
    assert begun.ends_at == noon + dt.timedelta(minutes=30)
    assert AGENDA[0].ends_at is None


@pytest.mark.parametrize("minutes", [1, 25, 480])
def test_minutes_that_work(minutes: int) -> None:
    assert checked_minutes(minutes) == minutes


@pytest.mark.parametrize("minutes", [-5, 0, 481])
def test_minutes_that_do_not(minutes: int) -> None:
    with pytest.raises(Refusal) as refused:
        checked_minutes(minutes)
    assert refused.value.reason == "minutes_out_of_range"


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=lambda template: template.name)
def test_a_template_can_be_held_as_it_is(template: Template) -> None:
    kinds = [item.kind for item in template.agenda]
    assert [kind for kind in kinds if kind in (Kind.IDEAS, Kind.VOTE, Kind.EXCHANGE, Kind.GROUPS, Kind.FEEDBACK)] == [
        Kind.IDEAS,
        Kind.VOTE,
        Kind.EXCHANGE,
        Kind.GROUPS,
        Kind.FEEDBACK,
    ]
    assert all(checked_minutes(item.minutes) for item in template.agenda)
    assert len(set(template.chips)) == len(template.chips)
    assert len({name for name, _ in template.fields}) == len(template.fields)
