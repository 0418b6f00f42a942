import csv
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from domain.contacts import Entry, Profile, Side
from domain.matching import Suggestion, suggestions_of, topic_pairs
from domain.matching_fit import ALIKE_FROM, fit
from domain.matching_room import RoomScores
from domain.matching_text import Lines, alike_pairs
from domain.people import InstitutionType, Person
from domain.suggestions import list_for

REPO = Path(__file__).parents[2]
CHIPS = {1: "Wohnraum", 2: "Praktikumsplätze", 3: "Sprachkurse", 4: "Mentoring", 5: "Kinderbetreuung"}
FIELDS = {1: "Ausbildung", 2: "Zuwanderung", 3: "Gesundheit"}
KINDS = list(InstitutionType)


def an_entry(side: Side, words: str) -> Entry:
    """'Wohnraum' is a chip, 'Wohnraum: zwei Zimmer' a chip with a line, everything else a line."""
    chip, _colon, text = words.partition(": ")
    ids = {name: chip_id for chip_id, name in CHIPS.items()}
    return Entry(side, ids[chip], text) if chip in ids else Entry(side, None, words)


def a_profile(
    person_id: str = "anna",
    *,
    offers: Sequence[str] = (),
    seeks: Sequence[str] = (),
    fields: Sequence[int] = (),
    visible: bool = True,
    ideas: Sequence[str] = (),
) -> Profile:
    entries = [an_entry(Side.OFFER, words) for words in offers] + [an_entry(Side.SEEK, words) for words in seeks]
    return Profile(person_id, tuple(entries), frozenset(fields), visible, ideas=frozenset(ideas))


def a_person(
    person_id: str, institution_id: int | None = None, kind: InstitutionType = InstitutionType.KOMMUNE
) -> Person:
    return Person(person_id, f"Frau {person_id.title()}", institution_id, f"Haus {institution_id}", kind)


def suggest(
    me: Profile,
    others: Sequence[Profile],
    people: Mapping[str, Person],
    chips: Mapping[int, str],
    fields: Mapping[int, str],
    excluded: Collection[str],
    most: int = 5,
) -> list[Suggestion]:
    """What the first of a room to look is shown."""
    room = RoomScores({each.person_id: each for each in (*others, me)}, people, chips)
    apart = {frozenset((me.person_id, other)) for other in excluded}
    return suggestions_of(room, fields, me.person_id, list_for(room, apart, {}, me.person_id, most))


def suggested(
    me: Profile,
    *others: Profile,
    people: Mapping[str, Person] | None = None,
    excluded: Sequence[str] = (),
    most: int = 5,
) -> list[Suggestion]:
    """Everybody comes from a house of their own of the same type, unless `people` says otherwise."""
    room = {profile.person_id: a_person(profile.person_id, place) for place, profile in enumerate((me, *others))}
    return suggest(me, others, {**room, **(people or {})}, CHIPS, FIELDS, excluded, most)


def ids(suggestions: Sequence[Suggestion]) -> list[str]:
    return [suggestion.person_id for suggestion in suggestions]


def reasons(suggestion: Suggestion) -> list[tuple[str, dict[str, str]]]:
    return [(reason.kind, reason.values) for reason in suggestion.reasons]


def the_only(suggestions: Sequence[Suggestion]) -> Suggestion:
    (only,) = suggestions
    return only


# The score and the stars


def test_help_in_both_directions_and_the_same_field_give_three_stars():
    me = a_profile(offers=["Wohnraum"], seeks=["Sprachkurse"], fields=[1])
    found = the_only(suggested(me, a_profile("berta", offers=["Sprachkurse"], seeks=["Wohnraum"], fields=[1])))
    assert (found.score, found.stars) == (800, 3)


def test_mutual_help_is_as_good_as_its_weaker_half_allows():
    me = a_profile(offers=["Wohnraum"], seeks=["Sprachkurse"])
    found = suggested(me, a_profile("berta", offers=["Sprachkurse"], seeks=["Wohnraum", "Mentoring"]))
    assert the_only(found).score == round(400 * 2 / 3 + 200)


def test_help_in_one_direction_alone_gives_one_star():
    found = the_only(suggested(a_profile(seeks=["Wohnraum"]), a_profile("berta", offers=["Wohnraum"])))
    assert (found.score, found.stars) == (200, 1)


def test_help_is_worth_as_much_to_the_one_who_gives_it():
    found = the_only(suggested(a_profile(offers=["Wohnraum"]), a_profile("berta", seeks=["Wohnraum"])))
    assert found.score == 200


def test_another_type_of_institution_adds_a_little():
    me, berta = a_profile(), a_profile("berta")
    same = suggested(me, berta)
    other = suggested(me, berta, people={"berta": a_person("berta", 9, InstitutionType.HOCHSCHULE)})
    assert the_only(other).score - the_only(same).score == 50


def test_fields_count_by_the_share_the_two_have_in_common():
    found = the_only(suggested(a_profile(fields=[1, 2]), a_profile("berta", fields=[2, 3])))
    assert found.score == round(200 / 3)


def test_one_of_two_wishes_answered_counts_half():
    me = a_profile(seeks=["Wohnraum", "Mentoring"])
    assert the_only(suggested(me, a_profile("berta", offers=["Wohnraum"]))).score == 100


def test_only_the_two_best_answered_wishes_count():
    me = a_profile(seeks=["Kinderbetreuung", "Wohnraum", "Mentoring"])
    assert the_only(suggested(me, a_profile("berta", offers=["Wohnraum", "Mentoring"]))).score == 200


def test_two_wishes_under_one_chip_are_one_wish():
    me = a_profile(seeks=["Wohnraum: für Azubis", "Wohnraum: für Familien"])
    found = the_only(suggested(me, a_profile("berta", offers=["Wohnraum"])))
    assert found.score == 200
    assert len(found.reasons) == 1


def test_who_fits_better_stands_first():
    me = a_profile(offers=["Wohnraum"], seeks=["Sprachkurse"])
    giver = a_profile("giver", offers=["Sprachkurse"])
    both = a_profile("both", offers=["Sprachkurse"], seeks=["Wohnraum"])
    assert ids(suggested(me, a_profile("stranger"), giver, both)) == ["both", "giver", "stranger"]


def test_a_chip_that_was_taken_off_the_list_no_longer_matches():
    gone = Entry(Side.OFFER, 99, "")
    me = Profile("anna", (Entry(Side.SEEK, 99, ""),), visible=True)
    assert the_only(suggested(me, Profile("berta", (gone,), visible=True))).score == 0


# Reasons


def test_the_reason_says_who_seeks_and_who_offers():
    wish, offer = a_profile(seeks=["Wohnraum"]), a_profile("berta", offers=["Wohnraum"])
    assert reasons(the_only(suggested(wish, offer))) == [("seek_chip", {"chip": "Wohnraum", "name": "Frau Berta"})]
    assert reasons(the_only(suggested(offer, wish))) == [("offer_chip", {"chip": "Wohnraum", "name": "Frau Anna"})]


def test_help_in_both_directions_is_one_reason():
    me = a_profile(offers=["Wohnraum"], seeks=["Sprachkurse"])
    found = the_only(suggested(me, a_profile("berta", offers=["Sprachkurse"], seeks=["Wohnraum"])))
    values = {"seek": "Sprachkurse", "offer": "Wohnraum", "name": "Frau Berta"}
    assert reasons(found) == [("mutual_chip", values)]
    assert found.chip_id == 3


def test_shared_fields_are_named_in_the_facilitators_order_two_at_most():
    found = the_only(suggested(a_profile(fields=[3, 2, 1]), a_profile("berta", fields=[1, 2, 3])))
    assert reasons(found)[0] == ("field", {"field": "Ausbildung, Zuwanderung"})


def test_at_most_three_reasons_the_largest_part_of_the_score_first():
    me = a_profile(offers=["Wohnraum", "Mentoring"], seeks=["Sprachkurse", "Kinderbetreuung"], fields=[1])
    berta = a_profile(
        "berta", offers=["Sprachkurse", "Kinderbetreuung"], seeks=["Wohnraum", "Mentoring"], fields=[1, 2]
    )
    found = the_only(suggested(me, berta))
    weights = [reason.weight for reason in found.reasons]
    assert len(weights) == 3
    assert found.reasons[0].kind == "mutual_chip"
    assert weights == sorted(weights, reverse=True)


def test_a_field_in_common_stands_before_half_a_wish():
    me = a_profile(seeks=["Wohnraum", "Mentoring"], fields=[1])
    found = the_only(suggested(me, a_profile("berta", offers=["Wohnraum"], fields=[1])))
    assert [kind for kind, _values in reasons(found)] == ["field", "seek_chip"]


def test_the_others_lines_that_meet_mine_are_shown_and_no_others():
    me = a_profile(offers=["Wohnraum"], seeks=["Sprachkurse"])
    berta = a_profile(
        "berta", offers=["Sprachkurse: B2 am Abend", "Mentoring"], seeks=["Wohnraum", "Praktikumsplätze"]
    )
    shown = the_only(suggested(me, berta)).entries
    assert shown == (an_entry(Side.OFFER, "Sprachkurse: B2 am Abend"), an_entry(Side.SEEK, "Wohnraum"))


# Wording


def test_alike_wording_is_a_hint_worth_less_than_a_chip():
    wish, offer = "Kinderbetreuung zu Randzeiten", "Tagesstätten mit Kinderbetreuung zu Randzeiten"
    found = the_only(suggested(a_profile(seeks=[wish]), a_profile("berta", offers=[offer])))
    assert reasons(found) == [("wording", {"seek": wish, "offer": offer, "name": "Frau Berta"})]
    assert 0.5 * 0.6 * 200 <= found.score <= 0.6 * 200
    assert found.chip_id is None


@pytest.mark.parametrize(("wish", "offer"), [("Wohnraum gesucht", "Wohnraum"), ("Wohnraum", "Wohnraum in der Stadt")])
def test_a_line_finds_the_chip_it_means(wish, offer):
    found = the_only(suggested(a_profile(seeks=[wish]), a_profile("berta", offers=[offer])))
    assert reasons(found) == [("wording", {"seek": wish, "offer": offer, "name": "Frau Berta"})]


def test_two_different_chips_are_never_alike_by_their_names():
    chips = {1: "Weiterbildungsangebote", 2: "Weiterbildungsangebot"}
    me = Profile("anna", (Entry(Side.SEEK, 1, ""),), visible=True)
    berta = Profile("berta", (Entry(Side.OFFER, 2, ""),), visible=True)
    people = {"anna": a_person("anna", 1), "berta": a_person("berta", 2)}
    assert the_only(suggest(me, [berta], people, chips, {}, ())).score == 0


def test_lines_of_stop_words_signs_or_pictures_alone_are_like_nothing():
    for line in ("Ich suche und biete", "???", "🙂🙂"):
        assert the_only(suggested(a_profile(seeks=[line]), a_profile("berta", offers=[line]))).score == 0


def test_umlauts_and_capitals_make_no_difference():
    one, other = "RÄUME für Gespräche", "raeume fuer gespraeche"
    assert (one, other) in alike_pairs({one}, {other}, 0.99)


def test_what_everybody_writes_counts_less_than_what_two_share():
    me, other = "Wohnraum in Göttingen", "Räume in Göttingen"
    crowd = {f"{thing} in Göttingen" for thing in ("Bäckerei", "Schulung", "Betreuung", "Logistik", "Catering")}
    alone = alike_pairs({me}, {other, *(f"{line.split()[0]} Harz" for line in crowd)}, 0.0)
    assert alike_pairs({me}, {other, *crowd}, 0.0)[me, other] < alone[me, other]


def test_likeness_is_the_same_in_either_order():
    lines = {"Räume für Workshops", "Seminarräume im Gründerzentrum", "Workshop zur Digitalisierung"}
    pairs = alike_pairs(lines, lines, 0.0)
    assert all(pairs[one, other] == pairs[other, one] for one, other in pairs)


def test_everyday_wording_separates_what_belongs_together_from_what_does_not():
    with (REPO / "tests/data/offers_seeks.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    likeness = alike_pairs({row["seek_text"] for row in rows}, {row["offer_text"] for row in rows}, 0.0)
    everyday = [row for row in rows if row["part"] == "everyday"]
    true, false = (
        [likeness.get((row["seek_text"], row["offer_text"]), 0.0) for row in everyday if row["label"] == label]
        for label in "10"
    )
    won = sum((yes > no) + 0.5 * (yes == no) for yes in true for no in false)
    assert won / (len(true) * len(false)) >= 0.98
    assert max(false) < 0.1


# Who is never suggested, and who always is


def test_colleagues_are_never_suggested():
    people = {"anna": a_person("anna", 7), "berta": a_person("berta", 7)}
    assert not suggested(a_profile(seeks=["Wohnraum"]), a_profile("berta", offers=["Wohnraum"]), people=people)


def test_people_without_an_institution_are_not_each_others_colleagues():
    people = {"anna": a_person("anna", None), "berta": a_person("berta", None)}
    assert ids(suggested(a_profile(), a_profile("berta"), people=people)) == ["berta"]


def test_without_consent_nobody_is_suggested():
    assert not suggested(a_profile(seeks=["Wohnraum"]), a_profile("berta", offers=["Wohnraum"], visible=False))


def test_who_does_not_want_to_be_suggested_still_gets_suggestions():
    assert ids(suggested(a_profile(visible=False), a_profile("berta"))) == ["berta"]


def test_an_empty_profile_gets_suggestions_as_a_surprise():
    found = suggested(a_profile(), a_profile("berta", offers=["Wohnraum"]), a_profile("carla", seeks=["Mentoring"]))
    assert sorted(ids(found)) == ["berta", "carla"]
    assert all(reasons(each) == [("surprise", {"name": each.name})] for each in found)


def test_people_with_an_empty_profile_are_suggested_as_a_surprise():
    found = the_only(suggested(a_profile(seeks=["Wohnraum"], fields=[1]), a_profile("berta")))
    assert reasons(found) == [("surprise", {"name": "Frau Berta"})]


def test_without_offers_and_wishes_people_of_the_same_field_come_first():
    me, other = a_profile(fields=[2]), a_profile("other", offers=["Wohnraum"], fields=[1])
    found = suggested(me, other, a_profile("same", offers=["Wohnraum"], fields=[2]))
    assert ids(found) == ["same", "other"]
    assert [reasons(each)[0][0] for each in found] == ["field", "surprise"]


def test_who_shares_nothing_with_me_is_a_surprise():
    found = the_only(suggested(a_profile(seeks=["Wohnraum"]), a_profile("berta", seeks=["Wohnraum"])))
    assert found.stars == 0
    assert [kind for kind, _values in reasons(found)] == ["surprise"]


def test_alone_in_the_room_nobody_is_suggested():
    assert suggested(a_profile()) == []


def test_equal_fits_are_dealt_out_differently_to_everybody_who_asks():
    givers = [a_profile(f"giver{number}", offers=["Wohnraum"]) for number in range(20)]
    lists = [ids(suggested(a_profile(f"seeker{number}", seeks=["Wohnraum"]), *givers)) for number in range(20)]
    assert len({giver for shown in lists for giver in shown}) == 20


# Whatever the room looks like

LINES = ["", "Räume für Workshops", "Seminarräume im Zentrum", "Wohnraum für Azubis", "Praktikum im Betrieb", "🙂"]
ENTRIES = st.builds(
    Entry,
    st.sampled_from(Side),
    st.none() | st.sampled_from([*CHIPS, 99]),
    st.sampled_from(LINES) | st.text(max_size=9),
)


@st.composite
def rooms(draw: st.DrawFn) -> tuple[list[Profile], dict[str, Person]]:
    profiles = [
        Profile(
            f"p{number}",
            tuple(draw(st.lists(ENTRIES, max_size=4))),
            draw(st.frozensets(st.sampled_from([*FIELDS]))),
            draw(st.booleans()),
        )
        for number in range(draw(st.integers(1, 9)))
    ]
    people = {
        profile.person_id: a_person(
            profile.person_id, draw(st.none() | st.integers(1, 3)), draw(st.sampled_from(KINDS))
        )
        for profile in profiles
    }
    return profiles, people


@given(rooms(), st.sets(st.sampled_from([f"p{number}" for number in range(9)])), st.integers(0, 6))
def test_never_myself_a_colleague_an_excluded_or_unwilling_person_and_never_too_many(room, excluded, most):
    profiles, people = room
    me = profiles[0]
    found = suggest(me, profiles, people, CHIPS, FIELDS, excluded, most)
    visible = {profile.person_id for profile in profiles if profile.visible}
    own_house = people[me.person_id].institution_id
    assert len(found) <= most
    assert len(set(ids(found))) == len(found)
    assert set(ids(found)) <= visible - excluded - {me.person_id}
    assert own_house is None or all(people[each].institution_id != own_house for each in ids(found))


@given(rooms())
def test_everybody_who_may_be_suggested_is_if_there_is_room_in_the_list(room):
    profiles, people = room
    me = people[profiles[0].person_id]
    possible = {
        profile.person_id
        for profile in profiles[1:]
        if profile.visible
        and (me.institution_id is None or people[profile.person_id].institution_id != me.institution_id)
    }
    assert set(ids(suggest(profiles[0], profiles, people, CHIPS, FIELDS, (), 9))) == possible


@given(rooms(), st.randoms(use_true_random=False))
def test_the_same_room_gives_the_same_list_in_whatever_order_people_came(room, random):
    profiles, people = room
    shuffled = random.sample(profiles, len(profiles))
    assert suggest(profiles[0], profiles, people, CHIPS, FIELDS, ()) == suggest(
        profiles[0], shuffled, people, CHIPS, FIELDS, ()
    )


@given(rooms(), st.integers(0, 6))
def test_nobody_is_left_out_because_not_everybody_is_looked_at_closely(room, most):
    profiles, people = room
    me, myself = profiles[0], people[profiles[0].person_id]
    everything = {line for profile in profiles for line in profile.lines} | set(CHIPS.values())
    alike = Lines(everything).alike(everything, ALIKE_FROM)
    scores = sorted(
        (
            fit(me, myself, other, people[other.person_id], CHIPS, alike).score
            for other in profiles[1:]
            if other.visible
            and (myself.institution_id is None or people[other.person_id].institution_id != myself.institution_id)
        ),
        reverse=True,
    )
    found = suggest(me, profiles, people, CHIPS, FIELDS, (), most)
    assert [each.score for each in found] == scores[:most]


@given(rooms())
def test_two_people_see_each_other_with_the_same_score(room):
    profiles, people = room
    scores = {
        (me.person_id, found.person_id): found.score
        for me in profiles
        for found in suggest(me, profiles, people, CHIPS, FIELDS, (), 9)
    }
    assert all(scores.get((other, one), score) == score for (one, other), score in scores.items())


@given(rooms())
def test_scores_stars_and_reasons_belong_together(room):
    profiles, people = room
    for found in suggest(profiles[0], profiles, people, CHIPS, FIELDS, (), 9):
        weights = [reason.weight for reason in found.reasons]
        assert 0 <= found.score <= 1000
        assert found.stars == (found.score >= 150) + (found.score >= 350) + (found.score >= 600)
        assert 1 <= len(weights) <= 3
        assert weights == sorted(weights, reverse=True)
        assert sum(weights) <= found.score / 1000 + 0.001


# What the room holds


def the_demo_room() -> tuple[list[Profile], dict[str, Person], dict[int, str], dict[str, object]]:
    demo = yaml.safe_load((REPO / "demo/demo.yaml").read_text(encoding="utf-8"))
    chip_ids = {chip["id"]: number for number, chip in enumerate(demo["stichworte"], start=1)}
    types = {house["id"]: InstitutionType(house["typ"]) for house in demo["institutionen"]}
    houses = {house_id: number for number, house_id in enumerate(types, start=1)}
    profiles, people = [], {}
    for row in demo["teilnehmende"]:
        entries = [
            Entry(side, chip_ids[line["stichwort"]], line["text"])
            for side, lines in ((Side.OFFER, row["biete"]), (Side.SEEK, row["suche"]))
            for line in lines
        ]
        visible = row["einwilligung"]["kontaktweitergabe"]
        profiles.append(Profile(row["id"], tuple(entries), visible=visible))
        house = row["institution"]
        people[row["id"]] = Person(row["id"], row["name"], houses[house], house, types[house])
    return profiles, people, {number: name for name, number in chip_ids.items()}, demo["trefferpruefung"]


def test_the_demo_room_holds_the_pairs_and_gaps_it_says_it_holds():
    profiles, people, chips, expected = the_demo_room()
    found = topic_pairs(profiles, people, chips)
    assert found.pairs == expected["paare_gesamt"] == 103
    assert found.pairs_with_consent == expected["paare_mit_einwilligung_beider"] == 73
    assert sorted(found.sought_not_offered) == expected["luecken_gesucht_ohne_angebot"]
    assert sorted(found.offered_not_sought) == expected["angebote_ohne_nachfrage"]


def test_everybody_in_the_demo_room_gets_five_suggestions():
    profiles, people, chips, _expected = the_demo_room()
    assert all(len(suggest(me, profiles, people, chips, {}, ())) == 5 for me in profiles)


def test_who_seeks_and_offers_the_same_topic_is_no_pair_with_themselves():
    me = a_profile(offers=["Wohnraum"], seeks=["Wohnraum"])
    assert topic_pairs([me], {"anna": a_person("anna", None)}, CHIPS).pairs == 0


def test_two_people_who_can_help_each_other_are_a_pair_in_each_direction():
    pair = [
        a_profile("anna", offers=["Wohnraum"], seeks=["Mentoring"]),
        a_profile("berta", offers=["Mentoring"], seeks=["Wohnraum"], visible=False),
    ]
    found = topic_pairs(pair, {"anna": a_person("anna", 1), "berta": a_person("berta", 2)}, CHIPS)
    assert (found.pairs, found.pairs_with_consent) == (2, 0)


@pytest.mark.parametrize(("house", "pairs"), [(1, 0), (2, 1), (None, 1)])
def test_colleagues_are_no_pair(house, pairs):
    room = [a_profile("anna", offers=["Wohnraum"]), a_profile("berta", seeks=["Wohnraum"])]
    found = topic_pairs(room, {"anna": a_person("anna", 1), "berta": a_person("berta", house)}, CHIPS)
    assert found.pairs == pairs


def test_gaps_are_named_in_the_facilitators_order():
    room = [a_profile(offers=["Mentoring", "Wohnraum"], seeks=["Kinderbetreuung", "Sprachkurse"])]
    found = topic_pairs(room, {"anna": a_person("anna", 1)}, CHIPS)
    assert found.sought_not_offered == ("Sprachkurse", "Kinderbetreuung")
    assert found.offered_not_sought == ("Wohnraum", "Mentoring")
