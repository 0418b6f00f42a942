"""The network made visible: nothing of it tells anything about fewer than five people."""

from collections import Counter
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from domain.network import (
    OTHERS,
    STEP,
    Couple,
    Figures,
    Guest,
    Matrix,
    Network,
    as_kept,
    between_houses,
    from_kept,
    institution_pairs,
    matrix,
    new_institutions,
)
from domain.people import InstitutionType

Room = tuple[dict[str, Guest], list[Couple]]
KINDS = [InstitutionType.KOMMUNE, InstitutionType.KAMMER, InstitutionType.SCHULE, InstitutionType.KEINE]


@st.composite
def rooms(draw: st.DrawFn) -> Room:
    people = [f"p{number}" for number in range(draw(st.integers(0, 24)))]
    guests = {}
    for person in people:
        kind = draw(st.sampled_from(KINDS))
        house = None if kind is InstitutionType.KEINE else KINDS.index(kind) * 10 + draw(st.integers(1, 4))
        guests[person] = Guest(house, kind)
    anybody = st.sampled_from([*people, "gone"])
    return guests, draw(st.lists(st.tuples(anybody, anybody), max_size=30))


def group_of(found: Matrix, guest: Guest) -> str:
    return guest.type.value if guest.type.value in found.groups else OTHERS


def behind(found: Matrix, guests: Mapping[str, Guest], couples: list[Couple]) -> dict[frozenset[str], set[str]]:
    """Counted anew, in another way: the people of each cell."""
    cells: dict[frozenset[str], set[str]] = {}
    for one, other in couples:
        if {one, other} <= set(guests) and one != other:
            houses = {guests[one].institution_id, guests[other].institution_id}
            if len(houses) == 2 or houses == {None}:
                cell = frozenset(group_of(found, guests[person]) for person in (one, other))
                cells.setdefault(cell, set()).update((one, other))
    return cells


@given(rooms())
def test_no_group_is_smaller_than_five_people(room: Room) -> None:
    guests, couples = room
    found = matrix(guests, couples)
    sizes = Counter(group_of(found, guest) for guest in guests.values())
    if len(guests) < STEP:
        assert found == Matrix()
    else:
        assert set(found.groups) == set(sizes)
        assert min(sizes.values()) >= STEP


@given(rooms())
def test_a_cell_tells_steps_of_five_and_nothing_below(room: Room) -> None:
    guests, couples = room
    found = matrix(guests, couples)
    people = behind(found, guests, couples)
    for one in found.groups:
        for other in found.groups:
            there = len(people.get(frozenset((one, other)), ()))
            assert found.between(one, other) == there // STEP * STEP


@given(rooms())
def test_what_is_not_told_leaves_no_trace(room: Room) -> None:
    """Had what fewer than five people did never been, the whole matrix would be the same: no difference, no sum and
    no other cell can bring them back."""
    guests, couples = room
    found = matrix(guests, couples)
    people = behind(found, guests, couples)
    hidden = {cell for cell, here in people.items() if len(here) < STEP}
    without = [
        (one, other)
        for one, other in couples
        if not {one, other} <= set(guests)
        or frozenset(group_of(found, guests[person]) for person in (one, other)) not in hidden
    ]
    assert matrix(guests, without) == found


@given(rooms(), st.data())
def test_one_person_more_or_less_changes_a_told_cell_by_a_whole_step_or_not(room: Room, data: st.DataObject) -> None:
    guests, couples = room
    if len(guests) < 12:
        return
    person = data.draw(st.sampled_from(sorted(guests)))
    without = [couple for couple in couples if person not in couple]
    one, other = matrix(guests, couples), matrix(guests, without)
    assert one.groups == other.groups
    assert {step % STEP for step in [*one.cells.values(), *other.cells.values()]} <= {0}


@given(rooms())
def test_it_does_not_matter_who_asked_whom_or_how_often(room: Room) -> None:
    guests, couples = room
    turned = [(other, one) for one, other in couples] * 2
    assert matrix(guests, turned) == matrix(guests, couples)
    assert between_houses(guests, turned) == between_houses(guests, couples)


@given(rooms())
def test_pairs_of_institutions_are_counted_once_and_only_among_five_people(room: Room) -> None:
    guests, couples = room
    pairs = institution_pairs(guests, couples)
    met = [each for each in between_houses(guests, couples) if all(guests[one].institution_id for one in each)]
    people = {person for couple in met for person in couple}
    if len(people) < STEP:
        assert pairs is None
    else:
        assert pairs == len({frozenset(guests[person].institution_id for person in couple) for couple in met})


@given(rooms())
def test_what_is_kept_comes_back_and_names_nobody(room: Room) -> None:
    guests, couples = room
    figures = Figures(len(guests), 3, 2, False, institution_pairs(guests, couples), 1)
    network = Network(matrix(guests, couples), matrix(guests, couples[:3]), figures)
    kept = as_kept(network)
    assert from_kept(kept) == network
    assert not any(person in str(kept) for person in guests if len(person) > 2)


def test_new_are_those_that_no_earlier_meeting_knows() -> None:
    assert new_institutions(["ihk", "amt"], ["amt", "schule"]) == 1
    assert new_institutions([], ["amt"]) == 0
