"""Rows 9, 10 and 11: how long guessing takes (F8, F9), and that nobody is locked out by who guesses."""

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from actions import accounts, entrance, workshop
from actions.brake import FREE_FAILURES, LONGEST_WAIT, Brake, Bucket
from actions.entrance import links_of
from domain.refusal import Refusal
from domain.workshop import CODE_LENGTH, CODE_LETTERS
from storage.database import Database
from tests.builders import PASSWORD, a_person, a_workshop, an_organiser, the_workshop
from tests.refusals import refused

YEAR = 365.25 * 24 * 3600
LIVE_CODES = 20
WRONG = "ZZZZZZZZ"


class Clock:
    """Time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def seconds(deed: Callable[[], object]) -> float:
    began = time.monotonic()
    deed()
    return time.monotonic() - began


def failures_let_through(bucket: Bucket, time_: Clock, seconds: float, a_second: int) -> int:
    """How many of so many attempts a second were looked at."""
    looked = 0
    for _ in range(int(seconds * a_second)):
        time_.now += 1 / a_second
        try:
            bucket.must_have_room()
        except Refusal:
            continue
        looked += 1
        bucket.failed()
    return looked


def test_row_9_a_guesser_has_five_tries_a_second_whatever_he_sends() -> None:
    time_ = Clock()
    bucket = Bucket(a_second=5, at_once=60, clock=time_)
    assert failures_let_through(bucket, time_, 600, a_second=200) <= 5 * 600 + 60


def test_row_9_who_looks_many_times_at_once_pays_it_back() -> None:
    time_ = Clock()
    bucket = Bucket(a_second=5, at_once=60, clock=time_)
    for _ in range(100):
        bucket.must_have_room()
    for _ in range(100):
        bucket.failed()
    time_.now = 8.0
    with pytest.raises(Refusal):
        bucket.must_have_room()
    time_.now = 9.0
    bucket.must_have_room()


def test_row_9_f8_it_takes_two_centuries_to_guess_one_of_twenty_codes() -> None:
    """(N + 1) / (K + 1) tries on average, at the rate of the bucket."""
    years = (len(CODE_LETTERS) ** CODE_LENGTH + 1) / (LIVE_CODES + 1) / 5 / YEAR
    assert years > 250


def test_row_9_while_somebody_guesses_a_right_code_says_nothing_either(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = the_workshop(a_workshop()).code
    time_ = Clock()
    monkeypatch.setattr(workshop, "code_guesses", Bucket(a_second=5, at_once=3, clock=time_))
    for _ in range(3):
        assert refused(lambda: workshop.find_workshop(WRONG)) == "code_unknown"
    assert refused(lambda: workshop.find_workshop(WRONG)) == "many_guesses"
    assert refused(lambda: workshop.find_workshop(code)) == "many_guesses"
    time_.now = 1.0
    assert workshop.find_workshop(code).code == code


def test_row_9_a_room_that_comes_in_at_once_does_not_wait_for_itself(database: Database) -> None:
    code = the_workshop(a_workshop()).code
    for _ in range(500):
        assert workshop.find_workshop(code)


def test_row_9_who_has_scanned_our_code_waits_for_no_guesser(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting, other = the_workshop(a_workshop()), the_workshop(a_workshop())
    monkeypatch.setattr(workshop, "code_guesses", Bucket(a_second=5, at_once=1, clock=Clock()))
    refused(lambda: workshop.find_workshop(WRONG))
    key, others = (links_of(each).scan.partition("&s=")[2] for each in (meeting, other))
    assert workshop.find_workshop(meeting.code, key).id == meeting.id
    for guess in ("", "A" * 8, "ä", others, None):
        assert refused(lambda guess=guess: workshop.find_workshop(meeting.code, guess)) == "many_guesses"


def test_row_10_a_return_code_is_guessed_as_slowly_and_is_longer(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entrance, "code_guesses", Bucket(a_second=5, at_once=2, clock=Clock()))
    ada = a_person(a_workshop())
    for _ in range(2):
        assert refused(lambda: entrance.come_back("AAAAAAAAAA")) == "return_code_unknown"
    assert refused(lambda: entrance.come_back(entrance.return_code(ada.person_id or ""))) == "many_guesses"
    people = 20 * 500
    years = len(CODE_LETTERS) ** entrance.RETURN_CODE_LENGTH / (people + 1) / 5 / YEAR
    assert years > 500


def test_row_9_the_key_for_setting_up_is_guessed_as_slowly(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "code_guesses", Bucket(a_second=5, at_once=1, clock=Clock()))
    values = dict.fromkeys(("alliance", "name", "email", "password", "title"), "x")
    assert refused(lambda: accounts.set_up(key="falsch", **values)) == "setup_key_wrong"
    assert refused(lambda: accounts.set_up(key=accounts.setup_key(), **values)) == "many_guesses"


def test_row_11_f9_the_facilitators_link_cannot_be_guessed_at_any_rate(database: Database) -> None:
    """128 bits: at a million tries a second still 10^24 years; so no brake, and nobody to lock out."""
    secret = entrance.links_of(the_workshop(a_workshop())).facilitator.rpartition("/")[2]
    assert len(secret) == 22
    assert 2**128 / 2 / 1e6 / YEAR > 1e6


def test_row_11_f9_a_password_of_ten_letters_takes_millions_of_years() -> None:
    """The brake's own pace, counted over a day of ceaseless trying; letters and digits by chance."""
    guard, at, tries = Brake(), dt.datetime(2027, 3, 11, tzinfo=dt.UTC), 0
    end = at + dt.timedelta(days=1)
    while at < end:
        try:
            guard.start_attempt("olga@example.org", at)
            tries += 1
        except Refusal:
            pass
        at += dt.timedelta(seconds=10)
    assert tries <= 24 * 3600 / LONGEST_WAIT.total_seconds() + 2 * FREE_FAILURES
    assert 31**10 / 2 / tries * 24 * 3600 / YEAR > 1e6


def test_row_11_ten_thousand_wrong_tries_are_held_back_and_the_owners_device_gets_in_at_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "_brake", Brake())
    olga = an_organiser(email="olga@example.org")
    device = entrance.device_cookie_for(olga)
    reasons = [refused(lambda: accounts.sign_in("olga@example.org", "falsch")) for _ in range(10_000)]
    assert reasons.count("sign_in_wrong") <= FREE_FAILURES
    assert refused(lambda: accounts.sign_in("olga@example.org", PASSWORD)) == "sign_in_wait"
    an_organiser(email="paul@example.org")
    without_brake = seconds(lambda: accounts.sign_in("paul@example.org", PASSWORD))
    # Both take what the hash takes, 0.1 s on a calm machine; the margin is for one that is not.
    assert seconds(lambda: accounts.sign_in("olga@example.org", PASSWORD, device=device)) < 1 + 5 * without_brake


def test_row_11_many_addresses_tried_from_outside_do_not_lock_out_a_known_device(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "password_guesses", Bucket(a_second=1, at_once=2, clock=Clock()))
    olga = an_organiser(email="olga@example.org")
    device = entrance.device_cookie_for(olga)
    for number in range(2):
        refused(lambda number=number: accounts.sign_in(f"wer{number}@example.org", "falsch"))
    assert refused(lambda: accounts.sign_in("olga@example.org", PASSWORD)) == "many_guesses"
    assert accounts.sign_in("olga@example.org", PASSWORD, device=device)


def test_row_11_a_stolen_device_cookie_gives_five_tries_and_no_more(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "_brake", Brake())
    olga = an_organiser(email="olga@example.org")
    stolen = entrance.device_cookie_for(olga)
    for _ in range(FREE_FAILURES):
        assert refused(lambda: accounts.sign_in("olga@example.org", "falsch", device=stolen)) == "sign_in_wrong"
    assert refused(lambda: accounts.sign_in("olga@example.org", PASSWORD, device=stolen)) == "sign_in_wait"
    assert accounts.sign_in("olga@example.org", PASSWORD, device=entrance.device_cookie_for(olga))


@pytest.mark.parametrize("cookie", [None, "", "x", "x.y.z", "ü"])
def test_row_11_what_is_no_device_cookie_is_no_known_device(database: Database, cookie: str | None) -> None:
    olga = an_organiser(email="olga@example.org")
    assert entrance.known_device(cookie, "olga@example.org") is None
    assert entrance.known_device(entrance.cookie_for(olga), "olga@example.org") is None


def test_row_10_nothing_that_lets_anybody_in_lies_in_the_database(database: Database, data_dir: Path) -> None:
    host = an_organiser(email="olga@example.org")
    workshop_id = a_workshop(organiser=host)
    ada = a_person(workshop_id)
    links = entrance.links_of(the_workshop(workshop_id))
    secrets = [
        entrance.return_code(ada.person_id or ""),
        links.facilitator.rpartition("/")[2],
        links.screen.rpartition("/")[2],
        PASSWORD,
        entrance.cookie_for(ada),
        entrance.stream_token(ada),
        entrance.device_cookie_for(host) or "-",
        (data_dir / "secret.key").read_text().strip(),
    ]
    database.close()
    files = [path.read_bytes() for path in data_dir.glob("buendniswerkstatt.db*")]
    assert files
    assert [secret for secret in secrets for content in files if secret.encode() in content] == []
