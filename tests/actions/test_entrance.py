"""Who is let in as whom: tickets, cookies, links, return codes; and how each of them ends."""

import datetime as dt

import pytest

from actions import accounts, clock, entrance
from actions.workshop import renew_links
from domain.visitor import Role, Visitor
from domain.workshop import CODE_LETTERS
from storage import configuration
from storage.database import Database, writing
from storage.schema import PersonRow
from tests.builders import (
    PASSWORD,
    a_facilitator,
    a_person,
    a_screen,
    a_workshop,
    an_organiser,
    organiser_of,
    the_workshop,
)
from tests.conftest import PUBLIC_URL
from tests.refusals import refused


@pytest.fixture
def workshop_id(database: Database) -> int:
    return a_workshop()


def test_a_ticket_and_a_cookie_name_the_same_person(workshop_id: int) -> None:
    ada = a_person(workshop_id)
    assert entrance.visitor_of_ticket(entrance.ticket_for(ada)) == ada
    assert entrance.visitor_of_cookie(entrance.cookie_for(ada)) == ada


def test_a_ticket_is_no_cookie_and_a_cookie_no_ticket(workshop_id: int) -> None:
    ada = a_person(workshop_id)
    assert entrance.visitor_of_cookie(entrance.ticket_for(ada)) is None
    assert refused(lambda: entrance.visitor_of_ticket(entrance.cookie_for(ada))) == "ticket_expired"


def test_a_ticket_is_valid_for_two_minutes(workshop_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = entrance.ticket_for(a_person(workshop_id))
    later = clock.now() + dt.timedelta(seconds=121)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert refused(lambda: entrance.visitor_of_ticket(ticket)) == "ticket_expired"


@pytest.mark.parametrize("cookie", [None, "", "x", "x.y.z", "ü.ü.ü", "\ud800", "a" * 5000])
def test_a_cookie_that_is_none_lets_nobody_in(workshop_id: int, cookie: str | None) -> None:
    assert entrance.visitor_of_cookie(cookie) is None


def test_a_changed_cookie_lets_nobody_in(workshop_id: int) -> None:
    cookie = entrance.cookie_for(a_person(workshop_id))
    content, _, signature = cookie.partition(".")
    assert entrance.visitor_of_cookie(f"{content[:-1]}A.{signature}") is None


def test_a_cookie_of_another_installation_lets_nobody_in(workshop_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
    cookie = entrance.cookie_for(a_facilitator(workshop_id))
    monkeypatch.setenv("SECRET_KEY", "ein anderer Schlüssel")
    configuration.secret_key.cache_clear()
    assert entrance.visitor_of_cookie(cookie) is None


def test_a_cookie_of_another_version_lets_nobody_in(workshop_id: int) -> None:
    strange = entrance._signer("cookie").dumps({"role": "participant", "shoe_size": 42})
    assert entrance.visitor_of_cookie(strange) is None
    assert entrance.visitor_of_cookie(entrance._signer("cookie").dumps({"role": "king"})) is None
    assert entrance.visitor_of_cookie(entrance._signer("cookie").dumps(["participant"])) is None


def test_the_cookie_of_somebody_who_was_deleted_lets_nobody_in(workshop_id: int) -> None:
    ada = a_person(workshop_id)
    with writing() as tx:
        tx.execute(PersonRow.__table__.delete())
    assert entrance.visitor_of_cookie(entrance.cookie_for(ada)) is None


def test_a_browser_keeps_one_cookie_for_each_role_and_workshop(workshop_id: int) -> None:
    elsewhere = a_workshop("Woanders")
    visitors = [a_person(workshop_id), a_person(elsewhere), a_facilitator(workshop_id), a_screen(workshop_id)]
    names = {entrance.cookie_name(visitor) for visitor in [*visitors, organiser_of(workshop_id)]}
    assert len(names) == 5


def test_the_return_code_is_the_same_person_on_another_device(workshop_id: int) -> None:
    ada = a_person(workshop_id)
    code = entrance.return_code(ada.person_id or "")
    assert entrance.come_back(code) == ada
    assert entrance.come_back(f" {code[:5].lower()}-{code[5:]}\n") == ada
    assert set(code) <= set(CODE_LETTERS)


@pytest.mark.parametrize("code", [None, "", "AAAAAAAAAA", "%", "' OR 1=1 --"])
def test_a_return_code_that_nobody_has_is_refused(workshop_id: int, code: str | None) -> None:
    a_person(workshop_id)
    assert refused(lambda: entrance.come_back(code)) == "return_code_unknown"


def test_the_database_does_not_hold_return_codes(workshop_id: int) -> None:
    ada = a_person(workshop_id)
    code = entrance.return_code(ada.person_id or "")
    with writing() as tx:
        rows = tx.execute(PersonRow.__table__.select()).all()
    assert code not in repr(rows)


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.SCREEN])
def test_a_link_lets_its_role_in(workshop_id: int, role: Role) -> None:
    workshop = the_workshop(workshop_id)
    links = entrance.links_of(workshop)
    link = links.facilitator if role is Role.FACILITATOR else links.screen
    visitor = entrance.visitor_of_link(role, workshop.code, link.rpartition("/")[2])
    assert (visitor.role, visitor.workshop_id) == (role, workshop_id)
    assert entrance.visitor_of_cookie(entrance.cookie_for(visitor)) == visitor


def test_links_carry_the_public_address(workshop_id: int) -> None:
    workshop = the_workshop(workshop_id)
    links = entrance.links_of(workshop)
    assert links.participant == f"{PUBLIC_URL}/?w={workshop.code}"
    assert links.facilitator.startswith(f"{PUBLIC_URL}/")
    assert links.screen.startswith(f"{PUBLIC_URL}/")


def test_the_projectors_link_does_not_lead(workshop_id: int) -> None:
    workshop = the_workshop(workshop_id)
    secret = entrance.links_of(workshop).screen.rpartition("/")[2]
    assert refused(lambda: entrance.visitor_of_link(Role.FACILITATOR, workshop.code, secret)) == "link_invalid"


def test_the_link_of_one_workshop_does_not_open_another(workshop_id: int) -> None:
    secret = entrance.links_of(the_workshop(workshop_id)).facilitator.rpartition("/")[2]
    other = the_workshop(a_workshop("Woanders"))
    assert refused(lambda: entrance.visitor_of_link(Role.FACILITATOR, other.code, secret)) == "link_invalid"


@pytest.mark.parametrize("secret", ["", "falsch", "ü", "\ud800", "x" * 1000])
def test_a_guessed_link_is_refused(workshop_id: int, secret: str) -> None:
    code = the_workshop(workshop_id).code
    assert refused(lambda: entrance.visitor_of_link(Role.FACILITATOR, code, secret)) == "link_invalid"
    assert refused(lambda: entrance.visitor_of_link(Role.FACILITATOR, "ZZZZZZ", secret)) == "link_invalid"


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.SCREEN])
def test_new_links_end_the_old_ones_and_their_cookies_and_streams(workshop_id: int, role: Role) -> None:
    before = the_workshop(workshop_id)
    links = entrance.links_of(before)
    secret = (links.facilitator if role is Role.FACILITATOR else links.screen).rpartition("/")[2]
    visitor = entrance.visitor_of_link(role, before.code, secret)
    cookie, stream = entrance.cookie_for(visitor), entrance.stream_token(visitor)
    assert entrance.audience_of_stream(stream) == (workshop_id, role)
    renew_links(organiser_of(workshop_id), workshop_id)
    assert refused(lambda: entrance.visitor_of_link(role, before.code, secret)) == "link_invalid"
    assert entrance.visitor_of_cookie(cookie) is None
    assert refused(lambda: entrance.audience_of_stream(stream)) == "stream_expired"


def test_new_links_let_participants_stay(workshop_id: int) -> None:
    ada = a_person(workshop_id)
    cookie, stream = entrance.cookie_for(ada), entrance.stream_token(ada)
    renew_links(organiser_of(workshop_id), workshop_id)
    assert entrance.visitor_of_cookie(cookie) == ada
    assert entrance.audience_of_stream(stream) == (workshop_id, Role.PARTICIPANT)


@pytest.mark.parametrize("token", ["", "x", "x.y.z", "ü"])
def test_a_stream_opens_only_with_its_token(workshop_id: int, token: str) -> None:
    assert refused(lambda: entrance.audience_of_stream(token)) == "stream_expired"


def test_a_cookie_opens_no_stream(workshop_id: int) -> None:
    cookie = entrance.cookie_for(a_facilitator(workshop_id))
    assert refused(lambda: entrance.audience_of_stream(cookie)) == "stream_expired"


def test_a_streams_token_names_no_person(workshop_id: int) -> None:
    ada, bob = a_person(workshop_id, "Ada"), a_person(workshop_id, "Bob")
    (*first, mark), (*second, other) = (
        entrance._signer("stream").loads(entrance.stream_token(who)) for who in (ada, bob)
    )
    assert first == second
    assert mark != other
    assert not {mark, other} & {ada.person_id, bob.person_id}
    assert entrance.stream_token(ada).split(".")[0] == entrance.stream_token(ada).split(".")[0]


def test_an_organiser_signs_in_and_stays_in(database: Database) -> None:
    host = an_organiser(email="olga@example.org")
    assert accounts.sign_in(" Olga@Example.org ", PASSWORD) == host
    assert entrance.visitor_of_cookie(entrance.cookie_for(host)) == host


@pytest.mark.parametrize(
    ("email", "password"), [("olga@example.org", "falsch"), ("wer@example.org", PASSWORD), (None, None), ("", "")]
)
def test_a_wrong_password_and_an_unknown_address_are_answered_alike(
    database: Database, email: str | None, password: str | None
) -> None:
    an_organiser(email="olga@example.org")
    assert refused(lambda: accounts.sign_in(email, password)) == "sign_in_wrong"


def test_setting_up_needs_the_key_of_the_terminal_and_works_once(database: Database) -> None:
    form = {
        "alliance": "Bündnis",
        "name": "Olga",
        "email": "olga@example.org",
        "password": PASSWORD,
        "title": "Erstes Treffen",
    }
    key = accounts.setup_key()
    for wrong in (None, "", "falsch", "schlüssel", "\ud800"):
        assert refused(lambda wrong=wrong: accounts.set_up(key=wrong, **form)) == "setup_key_wrong"
    host = accounts.set_up(key=f" {(key or '').upper()} ", **form)
    assert entrance.visitor_of_cookie(entrance.cookie_for(host)) == host
    assert accounts.setup_key() is None
    assert refused(lambda: accounts.set_up(key=key, **form)) == "already_set_up"


def test_a_secret_that_no_role_holds_is_never_derived_twice(workshop_id: int) -> None:
    """Links, return codes and cookies come from one key but never from one message."""
    links = entrance.links_of(the_workshop(workshop_id))
    assert len({links.facilitator.rpartition("/")[2], links.screen.rpartition("/")[2]}) == 2
    assert isinstance(a_person(workshop_id), Visitor)
