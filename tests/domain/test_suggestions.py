"""Lists for a whole room. Rooms are drawn, so that what must hold is asked of many; figures: bench/matching."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.contacts import Entry, Profile, Side
from domain.matching import suggestions_of
from domain.matching_fit import ALIKE_FROM, fit
from domain.matching_room import RoomScores
from domain.people import InstitutionType, Person
from domain.suggestions import list_for, lists_for_all, still_good

CHIPS = {1: "Wohnraum", 2: "Praktikumsplätze", 3: "Sprachkurse", 4: "Mentoring"}
LINES = ["", "Räume für Workshops", "Seminarräume im Zentrum", "Wohnraum für Azubis", "Praktikum im Betrieb", "🙂"]
KINDS = list(InstitutionType)[:3]
# A whole room is much to draw.
FEW = settings(max_examples=40)


def a_person(place: int, house: int | None) -> Person:
    return Person(f"p{place}", f"P{place}", house, f"Haus {house}", KINDS[place % len(KINDS)])


def a_room(*profiles: Profile, houses: dict[str, int] | None = None) -> RoomScores:
    people = {
        each.person_id: a_person(place, (houses or {}).get(each.person_id)) for place, each in enumerate(profiles)
    }
    people = {person_id: replace(person, id=person_id) for person_id, person in people.items()}
    return RoomScores({each.person_id: each for each in profiles}, people, CHIPS)


def says(person_id: str, *, offers: int | None = None, seeks: int | None = None, visible: bool = True) -> Profile:
    entries = [Entry(Side.OFFER, offers, "")] if offers else []
    return Profile(person_id, (*entries, *([Entry(Side.SEEK, seeks, "")] if seeks else [])), visible=visible)


ENTRIES = st.builds(
    Entry,
    st.sampled_from(Side),
    st.none() | st.sampled_from([*CHIPS, 99]),
    st.sampled_from(LINES) | st.text(max_size=9),
)


@st.composite
def profiles(draw: st.DrawFn, person_id: str) -> Profile:
    return Profile(
        person_id,
        tuple(draw(st.lists(ENTRIES, max_size=5))),
        draw(st.frozensets(st.integers(1, 4))),
        draw(st.integers(0, 4)) > 0,
        ideas=draw(st.frozensets(st.sampled_from(["Azubibus", "Werkstatt"]))),
    )


@st.composite
def rooms(draw: st.DrawFn, most: int = 11) -> RoomScores:
    ids = [f"p{place}" for place in range(draw(st.integers(1, most)))]
    people = {each: a_person(place, draw(st.none() | st.integers(1, 5))) for place, each in enumerate(ids)}
    return RoomScores({each: draw(profiles(each)) for each in ids}, people, CHIPS)


APART = st.frozensets(
    st.sets(st.integers(0, 13).map(lambda place: f"p{place}"), min_size=2, max_size=2).map(frozenset), max_size=8
)


def one_by_one(room: RoomScores) -> list[list[int]]:
    """The same scores, each pair looked at closely."""
    everything = set(CHIPS.values()).union(*(profile.lines for profile in room.profiles.values()))
    alike = room.lines.alike(everything, ALIKE_FROM)
    return [
        [
            0
            if one == other
            else fit(
                room.profiles[one], room.people[one], room.profiles[other], room.people[other], CHIPS, alike
            ).score
            for other in room.ids
        ]
        for one in room.ids
    ]


# The scores of a room


@FEW
@given(rooms(8))
def test_a_room_is_scored_like_each_of_its_pairs(room):
    assert room.matrix.tolist() == one_by_one(room)


@FEW
@given(rooms(8), st.data())
def test_after_changes_the_scores_are_those_of_the_changed_room(room, data):
    before = room.matrix.copy()
    changed = {each: data.draw(profiles(each)) for each in data.draw(st.sets(st.sampled_from(room.ids)))}
    renewed = room.renewed({**room.profiles, **changed})
    assert renewed.matrix.tolist() == one_by_one(renewed)
    assert (room.matrix == before).all()


def test_a_room_in_which_nothing_changed_is_the_same():
    room = a_room(says("anna", offers=1), says("berta", seeks=1))
    assert room.renewed({"anna": says("anna", offers=1)}) is room


def test_when_many_lines_came_later_all_are_measured_anew():
    room = a_room(*(says(f"p{place}", offers=1) for place in range(40)))
    first = room.lines
    for place in range(40):
        line = Entry(Side.SEEK, None, f"Werkstatt Nummer {place} am Bahnhof")
        room = room.renewed({f"p{place}": Profile(f"p{place}", (line,), visible=True)})
    assert first.and_more(["Räume"]) is not first
    assert not room.lines.grown_old
    assert room.matrix.tolist() == one_by_one(room)


def test_both_in_one_project_group_is_a_reason():
    anna, berta = (Profile(each, visible=True, ideas=frozenset({"Azubibus", each})) for each in ("anna", "berta"))
    found = suggestions_of(a_room(anna, berta), {}, "anna", ["berta"])[0]
    assert found.score == 150 + 50  # and another type of institution
    assert [(reason.kind, reason.values) for reason in found.reasons] == [("idea", {"idea": "Azubibus"})]


# Lists for everybody


@FEW
@given(rooms(), APART, st.integers(1, 6))
def test_nobody_is_shown_whom_they_may_not_see(room, apart, most):
    lists = lists_for_all(room, apart, most=most)
    for one, shown in lists.items():
        assert len(shown) == len(set(shown)) <= most
        assert one not in shown
        assert still_good(room, apart, one, shown) == shown
        house = room.people[one].institution_id
        assert all(house is None or room.people[other].institution_id != house for other in shown)
        assert all(room.profiles[other].visible and frozenset((one, other)) not in apart for other in shown)
    assert lists.keys() == {each for each in room.ids if not room.profiles[each].is_empty}


@FEW
@given(rooms(), APART)
def test_everybody_who_agreed_is_shown_to_somebody_if_there_is_a_place(room, apart):
    lists = lists_for_all(room, apart)
    seen = Counter(other for shown in lists.values() for other in shown)
    for each in room.ids:
        if room.profiles[each].visible and not seen[each]:
            hosts = [one for one in lists if still_good(room, apart, one, [each]) and one != each]
            # All places of those who could see this person belong to people whom only they see.
            assert all(len(lists[host]) == 5 and all(seen[other] == 1 for other in lists[host]) for host in hosts)


@FEW
@given(rooms(), APART)
def test_lists_are_full_as_long_as_there_is_somebody(room, apart):
    for one, shown in lists_for_all(room, apart).items():
        possible = still_good(room, apart, one, [each for each in room.ids if each != one])
        assert len(shown) >= min(2, len(possible))


@FEW
@given(rooms(), APART)
def test_the_same_room_has_the_same_lists_and_keeps_them(room, apart):
    lists = lists_for_all(room, apart)
    assert lists_for_all(room, apart) == lists
    assert {one: set(shown) for one, shown in lists_for_all(room, apart, lists).items()} == {
        one: set(shown) for one, shown in lists.items()
    }


def test_nobody_is_on_more_than_eight_lists_of_five_though_all_want_the_same_one():
    star = says("star", offers=1, seeks=2)
    room = a_room(star, *(says(f"p{place}", offers=2, seeks=1) for place in range(60)))
    seen = Counter(other for shown in lists_for_all(room, ()).values() for other in shown)
    assert max(seen.values()) <= 8
    assert seen.keys() == set(room.ids)


def test_who_fits_nobody_is_shown_all_the_same():
    room = a_room(Profile("empty", visible=True), *(says(f"p{place}", offers=1, seeks=1) for place in range(12)))
    lists = lists_for_all(room, ())
    host = next(one for one, shown in lists.items() if "empty" in shown)
    assert suggestions_of(room, {}, host, ["empty"])[0].reasons[0].kind == "surprise"


def test_two_whom_nobody_would_be_shown_stand_once_on_each_others_lists():
    room = a_room(says("p0", offers=1), says("p1", offers=1), Profile("p2", visible=True))
    lists = lists_for_all(room, (), most=2)
    assert {one: sorted(shown) for one, shown in lists.items()} == {"p0": ["p1", "p2"], "p1": ["p0", "p2"]}


def test_somebody_new_pushes_nobody_out_who_fits_as_well():
    everybody = [says(f"p{place}", offers=1, seeks=1) for place in range(30)]
    before = lists_for_all(a_room(*everybody[:28]), ())
    after = lists_for_all(a_room(*everybody), (), before)
    assert {other for shown in after.values() for other in shown} == {f"p{place}" for place in range(30)}
    changed = [each for each in before if set(before[each]) != set(after[each])]
    assert len(changed) <= 4  # two newcomers, each on one list or two


def test_somebody_who_fits_clearly_better_does_push_out():
    others = [says(f"p{place}", seeks=3, visible=True) for place in range(6)]
    room = a_room(says("anna", offers=1, seeks=2), *others, says("late", visible=False))
    before = lists_for_all(room, ())
    now = room.renewed({"late": says("late", offers=2, seeks=1)})
    assert "late" in lists_for_all(now, (), before)["anna"]


# One person's list


@FEW
@given(rooms(), APART, st.data())
def test_a_list_made_anew_leaves_the_others_and_takes_nobody_forbidden(room, apart, data):
    lists = lists_for_all(room, apart)
    person_id = data.draw(st.sampled_from(room.ids))
    shown = list_for(room, apart, lists, person_id)
    assert still_good(room, apart, person_id, shown) == shown
    assert len(shown) == len(set(shown)) <= 5
    assert person_id not in shown


def test_who_left_the_list_is_replaced_and_the_rest_stays():
    room = a_room(*(says(f"p{place}", offers=1 + place % 2, seeks=2 - place % 2) for place in range(20)))
    lists = lists_for_all(room, ())
    gone = lists["p0"][1]
    apart = {frozenset(("p0", gone))}
    shown = list_for(room, apart, {**lists, "p0": still_good(room, apart, "p0", lists["p0"])}, "p0")
    assert set(lists["p0"]) - {gone} < set(shown)
    assert (len(shown), gone in shown) == (5, False)


@pytest.mark.parametrize("visible", [True, False])
def test_colleagues_only_is_an_empty_list(visible):
    room = a_room(says("anna", offers=1), says("berta", seeks=1, visible=visible), houses={"anna": 1, "berta": 1})
    assert lists_for_all(room, ()) == {"anna": (), "berta": ()}
