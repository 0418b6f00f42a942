"""Setting up once with the key from the terminal, signing in, and the brake against guessing."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from actions import accounts, demo, workshop
from actions.brake import FREE_FAILURES, LONGEST_WAIT, MOST_REMEMBERED, Brake
from domain.refusal import Refusal
from domain.visitor import Role, Visitor
from storage import accounts as account_store
from storage.database import Database
from tests.builders import PASSWORD, a_person, a_workshop, an_organiser
from tests.refusals import refused

START = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
FORM = {
    "alliance": "Bündnis Nord",
    "name": "Olga",
    "email": "Olga@Example.org",
    "password": PASSWORD,
    "title": "Erstes Treffen",
}


def set_up(**values: Any) -> Visitor:
    return accounts.set_up(**{"key": accounts.setup_key(), **FORM, **values})


@pytest.fixture(autouse=True)
def fresh_and_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """No failures of other tests; hashes that cost next to nothing, because many are made here."""
    monkeypatch.setattr(accounts, "_brake", Brake())
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(account_store, "_hasher", cheap)
    monkeypatch.setattr(account_store, "_NOBODY", cheap.hash("nobody's password"))


def test_setting_up_makes_alliance_organiser_and_first_meeting(database: Database) -> None:
    host = set_up(starts_at=START)
    assert workshop.my_alliance(host).name == "Bündnis Nord"
    assert [(meeting.title, meeting.starts_at) for meeting in workshop.my_workshops(host)] == [
        ("Erstes Treffen", START)
    ]
    assert accounts.my_account(host).email == "olga@example.org"
    assert accounts.is_set_up()


def test_the_key_works_once(database: Database, data_dir: Path) -> None:
    key = accounts.setup_key()
    assert key
    set_up()
    assert accounts.setup_key() is None
    assert not (data_dir / "setup.key").exists()
    assert refused(lambda: accounts.set_up(key=key, **{**FORM, "email": "b@example.org"})) == "already_set_up"


@pytest.mark.parametrize("key", ["", None, "falsch", "0123456789"])
def test_a_wrong_key_changes_nothing(key: str | None, database: Database) -> None:
    assert refused(lambda: set_up(key=key)) == "setup_key_wrong"
    assert not accounts.is_set_up()


def test_the_key_may_be_typed_with_spaces_and_capitals(database: Database) -> None:
    assert set_up(key=f" {(accounts.setup_key() or '').upper()} ").role is Role.ORGANISER


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"alliance": " "}, "alliance_missing"),
        ({"name": ""}, "name_missing"),
        ({"email": "olga"}, "email_invalid"),
        ({"password": "kurz"}, "password_length"),
        ({"title": None}, "title_missing"),
        ({"title": "x" * 201}, "title_too_long"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_made(
    values: dict[str, Any], reason: str, database: Database
) -> None:
    assert refused(lambda: set_up(**values)) == reason
    assert not accounts.is_set_up()
    assert accounts.setup_key()


def test_the_demo_does_not_count_as_set_up(demo_meeting: int) -> None:
    assert not accounts.is_set_up()
    assert set_up().alliance_id != demo.demo_organiser().alliance_id


def test_whoever_has_the_password_gets_in(database: Database) -> None:
    set_up()
    assert accounts.sign_in(" OLGA@example.org ", PASSWORD).role is Role.ORGANISER


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("olga@example.org", "falsch"),
        ("niemand@example.org", PASSWORD),
        ("", ""),
        (None, None),
        ("olga@example.org", ""),
    ],
)
def test_everything_else_is_refused_in_the_same_words(
    email: str | None, password: str | None, database: Database
) -> None:
    set_up()
    assert refused(lambda: accounts.sign_in(email, password)) == "sign_in_wrong"


def test_after_five_failures_even_the_right_password_has_to_wait(database: Database) -> None:
    set_up()
    for _ in range(FREE_FAILURES):
        assert refused(lambda: accounts.sign_in("olga@example.org", "falsch")) == "sign_in_wrong"
    assert refused(lambda: accounts.sign_in("olga@example.org", PASSWORD)) == "sign_in_wait"
    assert refused(lambda: accounts.sign_in("Olga@Example.org ", PASSWORD)) == "sign_in_wait"


def test_others_need_not_wait(database: Database) -> None:
    set_up()
    an_organiser(email="paul@example.org")
    for _ in range(FREE_FAILURES):
        refused(lambda: accounts.sign_in("olga@example.org", "falsch"))
    assert accounts.sign_in("paul@example.org", PASSWORD)


def test_a_success_releases_the_brake(database: Database) -> None:
    set_up()
    for _ in range(3):
        for _ in range(FREE_FAILURES - 1):
            assert refused(lambda: accounts.sign_in("olga@example.org", "falsch")) == "sign_in_wrong"
        assert accounts.sign_in("olga@example.org", PASSWORD)


class TestBrake:
    def fail(self, brake: Brake, times: int, at: dt.datetime = START, key: str = "a") -> None:
        for _ in range(times):
            brake.start_attempt(key, at)

    def wait(self, brake: Brake, at: dt.datetime) -> int | None:
        try:
            brake.start_attempt("a", at)
        except Refusal as error:
            return int(str(error.values["minutes"]))
        return None

    def test_the_wait_ends_and_doubles_with_the_next_failure(self) -> None:
        brake = Brake()
        self.fail(brake, FREE_FAILURES)
        assert self.wait(brake, START + dt.timedelta(seconds=30)) == 1
        after = START + dt.timedelta(seconds=61)
        assert self.wait(brake, after) is None
        assert self.wait(brake, after) == 2

    def test_the_wait_never_grows_beyond_a_quarter_of_an_hour(self) -> None:
        brake, at = Brake(), START
        for _ in range(40):
            self.fail(brake, 1, at)
            at += LONGEST_WAIT
        assert self.wait(brake, at - LONGEST_WAIT) == 15

    def test_waiting_is_not_made_longer_by_trying(self) -> None:
        brake = Brake()
        self.fail(brake, FREE_FAILURES)
        for second in range(59):
            assert self.wait(brake, START + dt.timedelta(seconds=second)) == 1
        assert self.wait(brake, START + dt.timedelta(seconds=60)) is None

    def test_a_long_pause_makes_up_for_old_failures(self) -> None:
        brake = Brake()
        self.fail(brake, FREE_FAILURES)
        self.fail(brake, FREE_FAILURES, START + dt.timedelta(hours=2))
        assert self.wait(brake, START + dt.timedelta(hours=2)) == 1

    def test_a_flood_of_addresses_does_not_fill_the_memory(self) -> None:
        brake = Brake()
        for number in range(MOST_REMEMBERED + 50):
            self.fail(brake, 1, key=str(number))
        assert len(brake._failures) == MOST_REMEMBERED


def test_an_account_that_is_gone_opens_nothing(database: Database) -> None:
    host = an_organiser()
    gone = Visitor(Role.ORGANISER, account_id=(host.account_id or 0) + 1, alliance_id=host.alliance_id)
    assert refused(lambda: accounts.my_account(gone)) == "not_organiser"


def test_participants_have_no_account(database: Database) -> None:
    assert refused(lambda: accounts.my_account(a_person(a_workshop()))) == "not_organiser"


def test_an_address_has_one_account(database: Database) -> None:
    set_up()
    deed = lambda: accounts.create_organiser("Bündnis Süd", "Paul", "OLGA@example.org", PASSWORD)  # noqa: E731
    assert refused(deed) == "email_known"
