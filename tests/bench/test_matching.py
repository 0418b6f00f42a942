"""What is promised of the matching holds in drawn rooms of 30, 100 and 300 people; the page: docs/matching.md."""

import pytest

from bench import matching, matching_groups, matching_lists, matching_rounds
from bench.matching import Line
from bench.matching_bounds import most_welfare
from bench.matching_rooms import a_room, demo_room


@pytest.mark.parametrize("people", matching.SIZES)
def test_pairs_come_close_to_the_best_possible_and_break_no_rule(people: int) -> None:
    room = a_room(people, 0)
    played = matching_rounds.played(room, 2)
    best = most_welfare(room.scores.matrix, room.strangers, matching_rounds.ROUNDS)
    assert 0.985 * best <= played.welfare <= best
    assert (played.repeats, played.colleagues, played.fallbacks, sum(played.byes.values())) == (0, 0, 0, 0)
    assert matching_rounds.share_with_a_good_match(room, played.met) >= 0.98


@pytest.mark.parametrize("people", [31, 101])
def test_in_an_odd_room_nobody_has_two_byes(people: int) -> None:
    played = matching_rounds.played(a_room(people, 0), 2)
    assert set(played.byes.values()) == {1}
    assert sum(played.byes.values()) == matching_rounds.ROUNDS


@pytest.mark.parametrize("people", [30, 60, 120])
@pytest.mark.parametrize("seed", range(3))
def test_whoever_is_missing_late_or_leaves_makes_nobody_idle(people: int, seed: int) -> None:
    found = matching_rounds.live(a_room(people, seed), seed)
    assert found.beyond == 0
    assert max(found.idle_of.values(), default=0) <= 1


@pytest.mark.parametrize("people", [100, 300])
def test_tables_repeat_nothing_where_arithmetic_allows(people: int) -> None:
    room = a_room(people, 0)
    assert matching_rounds.feasible(room, 4).level == "safe"
    played = matching_rounds.played(room, 4, rounds=4, seconds=0.3)
    assert (played.repeats, played.colleagues) == (0, 0)


def test_tables_are_nearly_as_good_as_with_three_times_the_time() -> None:
    room = a_room(100, 1)
    assert matching_rounds.tables_welfare(room, 4, 0.6) >= 0.97 * matching_rounds.tables_welfare(room, 4, 1.8)


@pytest.mark.parametrize("people", matching.SIZES)
def test_suggestions_are_mutual_spread_and_leave_nobody_out(people: int) -> None:
    for seed in range(2):
        shown = matching_lists.shown(a_room(people, seed))
        assert shown.mutual >= 0.6
        assert shown.most <= 10
        assert shown.never == shown.never_empty == 0


def test_the_next_round_of_three_hundred_takes_no_time_to_speak_of() -> None:
    room = a_room(300, 0)
    assert max(matching_rounds.played(room, 2, rounds=4).seconds) <= 0.35
    assert max(matching_rounds.played(room, 4, rounds=1).seconds) <= 1


@pytest.mark.parametrize("people", [30, 100])
def test_groups_come_close_to_the_best_possible(people: int) -> None:
    sizes = next(room for room in matching_groups.ROOMS if room[0] == people)
    assert matching_groups.measured(*sizes, seed=1).ratio >= 0.99


def test_all_topic_pairs_of_the_demo_are_found_and_none_within_an_institution() -> None:
    demo = matching_lists.demo_pairs()
    assert (demo.expected, demo.found, demo.valued, demo.within) == (103, 103, 103, 0)


def test_wording_finds_what_is_said_in_everyday_words_and_topics_find_more() -> None:
    alone, topics, _ = matching_lists.wordings(demo_room()[2]).values()
    assert (alone.pairs, alone.true) == (72, 36)
    assert alone.everyday >= 0.95
    assert alone.hit >= 0.55
    assert topics.whole > alone.whole


def test_a_line_is_kept_only_if_every_room_keeps_it() -> None:
    assert Line("", "", {30: 1.0, 100: 0.9}, 0.9, at_least=True).kept
    assert not Line("", "", {30: 0.5, 100: 0.9}, 0.9, at_least=True).kept
    assert not Line("", "", {30: 0, 100: 2}, 1).kept


def test_the_page_has_a_line_for_every_promise_of_the_issue() -> None:
    page = matching.PAGE.read_text(encoding="utf-8")
    for line in ("of the best possible", "idle beyond", "mutual", "never shown", "next round of pairs", "groups:"):
        assert line in page
    assert "not measured" not in page
