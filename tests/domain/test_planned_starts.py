"""When each activity begins if all keep to their minutes."""

import datetime as dt

from domain.agenda import Activity, Kind, planned_starts

BEGINS = dt.datetime(2027, 3, 11, 12, 0, tzinfo=dt.UTC)
ACTIVITIES = [
    Activity(7, 0, Kind.WELCOME, "Ankommen", "", 30, extra_minutes=15),
    Activity(3, 1, Kind.TALK, "Impuls", "", 10),
    Activity(9, 2, Kind.IDEAS, "Ideen", "", 25),
]


def test_each_begins_when_the_one_before_ends_by_plan() -> None:
    minutes = {each: (at - BEGINS).total_seconds() / 60 for each, at in planned_starts(ACTIVITIES, BEGINS).items()}
    assert minutes == {7: 0, 3: 30, 9: 40}


def test_without_a_beginning_there_are_no_times() -> None:
    assert planned_starts(ACTIVITIES, None) == {}
