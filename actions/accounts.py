"""Organisers' accounts: setting up with the one-time key, signing in."""

import datetime as dt
import hmac

from actions.brake import Brake, code_guesses, password_guesses
from actions.clock import now
from actions.entrance import known_device
from actions.workshop import add_workshop
from domain.accounts import Account, checked_password
from domain.contacts import checked_email
from domain.refusal import Refusal
from domain.templates import NETWORK_MEETING
from domain.text_rules import clean_line, required_line
from domain.visitor import Role, Visitor
from storage import accounts as store
from storage import workshop as workshop_store
from storage.configuration import configuration, derived, kept_secret, key_is_given
from storage.database import reading, writing

_KEY_FILE = "setup.key"
_brake = Brake()


def is_set_up() -> bool:
    """True once there is an alliance that is not the demo."""
    with reading() as tx:
        return any(not alliance.is_demo for alliance in workshop_store.alliances(tx))


def setup_key() -> str | None:
    """The one-time key that the terminal prints; None once everything is set up.

    Processes that were given the same secret key print the same one.
    """
    if is_set_up():
        return None
    return derived("setting up", 5) if key_is_given() else kept_secret(configuration().data_dir / _KEY_FILE, 5)


def set_up(
    *,
    key: str | None,
    alliance: str | None,
    name: str | None,
    email: str | None,
    password: str | None,
    title: str | None,
    starts_at: dt.datetime | None = None,
) -> Visitor:
    """The alliance, its first organiser and its first meeting in one step. Works once."""
    expected = setup_key()
    if expected is None:
        raise Refusal("already_set_up")
    code_guesses.must_have_room()
    if not hmac.compare_digest(expected.encode(), clean_line(key).lower().encode()):
        code_guesses.failed()
        raise Refusal("setup_key_wrong")
    values = {
        "title": required_line(title, "title", 200),
        "starts_at": starts_at,
    }
    alliance_name = required_line(alliance, "alliance", 200)
    organiser = required_line(name, "name", 80)
    address, secret = checked_email(email), checked_password(password)
    with writing() as tx:
        alliance_id = workshop_store.add_alliance(tx, alliance_name)
        if store.is_known(tx, address):
            raise Refusal("email_known")
        account_id = store.add(tx, alliance_id, address, organiser, secret)
        add_workshop(tx, alliance_id, NETWORK_MEETING, is_demo=False, **values)
    if not key_is_given():
        (configuration().data_dir / _KEY_FILE).unlink(missing_ok=True)
    return Visitor(Role.ORGANISER, account_id=account_id, alliance_id=alliance_id)


def sign_in(email: str | None, password: str | None, *, device: str | None = None) -> Visitor:
    """`device` is the cookie that says that somebody has signed in there before. Such a device has a brake of its
    own, so that nobody can lock out its owner by guessing elsewhere."""
    address = clean_line(email).lower()
    known = known_device(device, address)
    key = f"{address} {known}" if known else address
    if not known:
        password_guesses.must_have_room()
    _brake.start_attempt(key, now())
    with reading() as tx:
        account = store.with_password(tx, address, password or "")
    if account is None:
        if not known:
            password_guesses.failed()
        raise Refusal("sign_in_wrong")
    _brake.release(key)
    return Visitor(Role.ORGANISER, account_id=account.id, alliance_id=account.alliance_id)


def my_account(visitor: Visitor) -> Account:
    visitor.as_organiser()
    with reading() as tx:
        account = store.by_id(tx, visitor.account_id or 0)
    if account is None:
        raise Refusal("not_organiser")
    return account


def create_organiser(alliance_name: str, name: str, email: str, password: str) -> int:
    """For administrators on the command line: an account, in a new alliance if the name is not known yet."""
    address, secret = checked_email(email), checked_password(password)
    with writing() as tx:
        if store.is_known(tx, address):
            raise Refusal("email_known")
        wanted = required_line(alliance_name, "alliance", 200)
        known = {alliance.name: alliance.id for alliance in workshop_store.alliances(tx)}
        alliance_id = known.get(wanted) or workshop_store.add_alliance(tx, wanted)
        return store.add(tx, alliance_id, address, required_line(name, "name", 80), secret)
