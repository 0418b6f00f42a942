"""Live state: the difference between two states, sent to a browser, makes the same state there."""

from hypothesis import given
from hypothesis import strategies as st

from domain.live import State, applied, difference

VALUES = st.integers() | st.text(max_size=3) | st.booleans() | st.lists(st.integers(), max_size=2)
SECTIONS = st.dictionaries(st.sampled_from("abcdef"), VALUES, max_size=6)
STATES = st.dictionaries(st.sampled_from(["now", "ideas", "options"]), SECTIONS, max_size=3)
WITH_NONE = st.dictionaries(
    st.sampled_from(["now", "ideas"]), st.dictionaries(st.sampled_from("abc"), VALUES | st.none())
)


def present(state: State) -> State:
    """What a browser can tell apart: an empty section is none, and a value of None is none."""
    sections = {
        name: {key: value for key, value in section.items() if value is not None} for name, section in state.items()
    }
    return {name: section for name, section in sections.items() if section}


@given(STATES, STATES)
def test_a_difference_makes_the_old_state_the_new_one(old: State, new: State) -> None:
    assert applied(old, difference(old, new)) == present(new)


@given(WITH_NONE, WITH_NONE)
def test_a_value_that_is_gone_and_one_that_is_none_are_the_same(old: State, new: State) -> None:
    assert present(applied(old, difference(old, new))) == present(new)


@given(STATES)
def test_between_equal_states_there_is_no_difference(state: State) -> None:
    assert difference(state, state) == {}


@given(STATES, STATES)
def test_a_difference_that_arrives_twice_changes_nothing_more(old: State, new: State) -> None:
    change = difference(old, new)
    assert applied(applied(old, change), change) == applied(old, change)


@given(STATES, STATES)
def test_a_difference_names_only_what_changed(old: State, new: State) -> None:
    for name, section in difference(old, new).items():
        assert section
        for key, value in section.items():
            assert old.get(name, {}).get(key) != value or key not in old.get(name, {})


def test_applying_leaves_the_old_state_as_it_was() -> None:
    old = {"now": {"title": "a"}}
    applied(old, {"now": {"title": "b"}, "ideas": {"1": "x"}})
    assert old == {"now": {"title": "a"}}
