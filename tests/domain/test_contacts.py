"""Offers, wishes, addresses, and who may answer a contact request."""

import datetime as dt
from dataclasses import replace

import pytest

from domain.contacts import (
    OPEN_FOR,
    OPEN_REQUESTS_MOST,
    ContactRequest,
    RequestState,
    Side,
    checked_email,
    checked_entry,
    may_ask_one_more,
    unanswered,
)
from domain.refusal import Refusal
from tests.refusals import refused

NOON = dt.datetime(2027, 3, 11, 12, tzinfo=dt.UTC)
A_REQUEST = ContactRequest(1, "ada", "bob", RequestState.OPEN, created_at=NOON)
A_NO = replace(A_REQUEST, state=RequestState.DECLINED)
JUST_IN_TIME, TOO_LATE = NOON + OPEN_FOR - dt.timedelta(seconds=1), NOON + OPEN_FOR


@pytest.mark.parametrize("address", ["ada@example.org", "a.b+c@sub.example.co", " ada@example.org ", "ü@example.org"])
def test_an_address_that_can_work(address: str) -> None:
    assert checked_email(address) == address.strip()


@pytest.mark.parametrize(
    "address",
    [
        *(None, "", "ada", "@example.org", "ada@", "ada@example", "ada@.", "a da@example.org", "x" * 250 + "@a.de"),
        *("ada@example.org?bcc=x@evil.example", "a@example.org,b@example.org", "a@example.org&body=PIN"),
        *(
            "<ada@example.org>",
            '"Ada"@example.org',
            "ada@exam<b>ple.org",
            "[x](javascript:a)@example.org",
            "ada@b@c.de",
        ),
    ],
)
def test_an_address_that_cannot(address: str | None) -> None:
    with pytest.raises(Refusal) as told:
        checked_email(address)
    assert told.value.reason == "email_invalid"


def test_an_entry_says_something_by_chip_or_by_words() -> None:
    assert checked_entry(Side.OFFER, 3, None).chip_id == 3
    assert checked_entry(Side.SEEK, None, "  Wohnraum \n").text == "Wohnraum"
    for chip, text, reason in ((None, " ", "entry_missing"), (3, "x" * 161, "entry_too_long")):
        with pytest.raises(Refusal) as told:
            checked_entry(Side.OFFER, chip, text)
        assert told.value.reason == reason


def test_only_the_person_asked_may_answer_only_once_and_within_a_day() -> None:
    A_REQUEST.must_be_open_for("bob", JUST_IN_TIME)
    assert refused(lambda: A_REQUEST.must_be_open_for("ada", NOON)) == "request_not_yours"
    accepted = replace(A_REQUEST, state=RequestState.ACCEPTED)
    assert refused(lambda: accepted.must_be_open_for("bob", NOON)) == "request_not_open"
    assert refused(lambda: A_REQUEST.must_be_open_for("bob", TOO_LATE)) == "request_expired"


@pytest.mark.parametrize("at", [NOON, JUST_IN_TIME, TOO_LATE, NOON + 9 * OPEN_FOR])
def test_a_no_looks_like_no_answer_to_whoever_asked_at_any_time(at: dt.datetime) -> None:
    assert A_NO.seen_by("ada", at) == A_REQUEST.seen_by("ada", at)
    assert A_NO.seen_by("bob", at) == A_NO
    assert A_NO.waits(at) == A_REQUEST.waits(at)


def test_after_a_day_a_request_is_over() -> None:
    assert A_REQUEST.seen_by("ada", JUST_IN_TIME).state is RequestState.OPEN
    assert A_REQUEST.seen_by("ada", TOO_LATE).state is RequestState.EXPIRED
    accepted = replace(A_REQUEST, state=RequestState.ACCEPTED)
    assert accepted.seen_by("ada", NOON + 99 * OPEN_FOR) == accepted
    assert (unanswered("bob", [A_REQUEST], JUST_IN_TIME), unanswered("bob", [A_REQUEST], TOO_LATE)) == (1, 0)


@pytest.mark.parametrize("states", [[RequestState.OPEN], [RequestState.DECLINED], [*RequestState][:3]])
def test_the_eight_are_those_that_wait_and_a_no_frees_no_place(states: list[RequestState]) -> None:
    waiting = [state for state in states if state is not RequestState.ACCEPTED]
    eight = [replace(A_REQUEST, state=waiting[number % len(waiting)]) for number in range(OPEN_REQUESTS_MOST)]
    may_ask_one_more("ada", eight[1:], NOON)
    assert refused(lambda: may_ask_one_more("ada", eight, NOON)) == "too_many_requests"
    may_ask_one_more("bob", eight, NOON)
    may_ask_one_more("ada", eight, TOO_LATE)
    done = [replace(A_REQUEST, state=state) for state in (RequestState.ACCEPTED, RequestState.WITHDRAWN)]
    may_ask_one_more("ada", [*eight[1:], *done], NOON)


def test_a_request_involves_two_people_and_nobody_else() -> None:
    A_REQUEST.must_involve("ada")
    A_REQUEST.must_involve("bob")
    with pytest.raises(Refusal):
        A_REQUEST.must_involve("eve")
    assert A_REQUEST.other("ada") == "bob"
    assert A_REQUEST.other("bob") == "ada"
