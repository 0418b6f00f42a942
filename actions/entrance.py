"""Who is let in as whom: signed cookies, tickets that become cookies, links for facilitator and projector.

Nothing of it is stored: a link is derived from the secret key, and counting up the workshop's key number
makes the old one worthless.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass

from itsdangerous import BadSignature, URLSafeTimedSerializer

from actions.brake import code_guesses
from actions.signing import signer
from domain.refusal import Refusal
from domain.visitor import Role, Visitor
from domain.workshop import CODE_LETTERS, Links, Workshop, typed_code
from storage import accounts as account_store
from storage import people as people_store
from storage import workshop as workshop_store
from storage.configuration import configuration, secret_key
from storage.database import reading

TICKET_SECONDS = 120
COOKIE_SECONDS = 14 * 24 * 3600
STREAM_SECONDS = 12 * 3600
DEVICE_SECONDS = 365 * 24 * 3600
DEVICE_COOKIE = "bw_device"
# Set by the foot of the page (components/foot), never by the server.
LANGUAGE_COOKIE = "bw_language"
RETURN_CODE_LENGTH = 10


def ticket_for(visitor: Visitor) -> str:
    """What the browser hands to the server's /enter route, which answers with the cookie. Valid two minutes."""
    return _signer("ticket").dumps(asdict(visitor))


def visitor_of_ticket(ticket: str) -> Visitor:
    return _visitor("ticket", ticket, TICKET_SECONDS) or _refuse("ticket_expired")


def cookie_for(visitor: Visitor) -> str:
    return _signer("cookie").dumps(asdict(visitor))


def cookie_name(visitor: Visitor) -> str:
    """One cookie a role and workshop, so that one browser can lead one meeting and sit in another."""
    return f"bw_{visitor.role.value}" + (f"_{visitor.workshop_id}" if visitor.workshop_id else "")


def device_cookie_for(visitor: Visitor) -> str | None:
    """Says for a year that somebody has signed in here with this account, and nothing more: no right, no address."""
    with reading() as tx:
        account = account_store.by_id(tx, visitor.account_id or 0)
    return _signer("device").dumps([_mark_of_device(account.email), secrets.token_hex(6)]) if account else None


def known_device(cookie: str | None, email: str) -> str | None:
    """This device's own name, if the account with this address has signed in on it before."""
    try:
        mark, name = _signer("device").loads(cookie or "", max_age=DEVICE_SECONDS)
    except (BadSignature, TypeError, ValueError):
        return None
    return str(name) if _same(_mark_of_device(email), str(mark)) else None


def visitor_of_cookie(cookie: str | None) -> Visitor | None:
    """Who carries this cookie, if they (and their workshop's key) still exist."""
    visitor = _visitor("cookie", cookie or "", COOKIE_SECONDS)
    return visitor if visitor and still_exists(visitor) else None


@dataclass(frozen=True)
class Listening:
    """The right to a live stream: which audience's, by which key of the links, and by whose mark."""

    workshop_id: int
    audience: Role
    key: int
    # The same for all streams of one person, and nobody can tell whose; empty for facilitator and projector.
    mark: str


def stream_token(visitor: Visitor) -> str:
    """What a page's live stream is asked for with; names workshop and audience, no person."""
    mark = _mark_of(visitor.person_id) if visitor.role is Role.PARTICIPANT and visitor.person_id else ""
    return _signer("stream").dumps([visitor.workshop_id, visitor.role.value, visitor.key, mark])


def listening_of(token: str) -> Listening:
    """What the token gives a right to, if it still does."""
    try:
        workshop_id, role, key, mark = _signer("stream").loads(token, max_age=STREAM_SECONDS)
        listening = Listening(workshop_id, Role(role), key, mark)
    except (BadSignature, TypeError, ValueError):
        raise Refusal("stream_expired") from None
    with reading() as tx:
        if key != _key_number(workshop_store.by_id(tx, workshop_id), listening.audience):
            raise Refusal("stream_expired")
    return listening


def audience_of_stream(token: str) -> tuple[int, Role]:
    listening = listening_of(token)
    return listening.workshop_id, listening.audience


def who_may_listen(workshop_id: int, audience: Role) -> Callable[[Listening], bool]:
    """Tells of any number of listeners, by one look, whether they still have the right that they came with."""
    with reading() as tx:
        key = _key_number(workshop_store.by_id(tx, workshop_id), audience)
        people = people_store.of_workshop(tx, workshop_id) if audience is Role.PARTICIPANT else []
    marks = {_mark_of(person.id) for person in people} or {""}
    return lambda listening: listening.key == key and listening.mark in marks


def links_of(workshop: Workshop) -> Links:
    base = configuration().public_url
    participant = f"{base}/?w={workshop.code}"
    return Links(
        participant=participant,
        scan=f"{participant}&s={_scan_key(workshop.code)}",
        facilitator=f"{base}/leitung/{workshop.code}/{_link_secret(workshop, Role.FACILITATOR)}",
        screen=f"{base}/beamer/{workshop.code}/{_link_secret(workshop, Role.SCREEN)}",
    )


def is_scanned(code: str, key: str | None) -> bool:
    """Whether the key is the one that only our QR codes carry with this code."""
    return bool(key) and _same(_scan_key(code), key or "")


def visitor_of_link(role: Role, code: str, secret: str) -> Visitor:
    """The facilitator or projector behind a link, or the refusal that it is not valid (any more)."""
    with reading() as tx:
        workshop = workshop_store.by_code(tx, typed_code(code))
    if workshop is None or not _same(_link_secret(workshop, role), secret):
        raise Refusal("link_invalid")
    return Visitor(role, workshop_id=workshop.id, key=_key_number(workshop, role))


def return_code(person_id: str) -> str:
    """The personal code for another device. Derived, so that the database holds only its hash."""
    digest = _mac("return", person_id)
    return "".join(CODE_LETTERS[byte % len(CODE_LETTERS)] for byte in digest[:RETURN_CODE_LENGTH])


def return_link(person_id: str) -> str:
    """The same as an address, e.g. for a QR code."""
    return f"{configuration().public_url}/zurueck/{return_code(person_id)}"


def hash_of_return_code(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def come_back(code: str | None) -> Visitor:
    """The person who holds this return code, on whatever device."""
    code_guesses.must_have_room()
    with reading() as tx:
        found = people_store.by_return_code(tx, hash_of_return_code(typed_code(code)))
    if found is None:
        code_guesses.failed()
        raise Refusal("return_code_unknown")
    return Visitor(Role.PARTICIPANT, workshop_id=found[0], person_id=found[1])


def still_exists(visitor: Visitor) -> bool:
    """Not deleted meanwhile, and with a link that still holds."""
    with reading() as tx:
        try:
            if visitor.role is Role.ORGANISER:
                return account_store.by_id(tx, visitor.account_id or 0) is not None
            if visitor.role is Role.PARTICIPANT:
                people_store.by_id(tx, visitor.workshop_id or 0, visitor.person_id or "")
                return True
            workshop = workshop_store.by_id(tx, visitor.workshop_id or 0)
        except Refusal:
            return False
    return visitor.key == _key_number(workshop, visitor.role)


def _visitor(salt: str, signed: str, seconds: int) -> Visitor | None:
    try:
        content = _signer(salt).loads(signed, max_age=seconds)
        return Visitor(**{**content, "role": Role(content["role"])})
    except (BadSignature, TypeError, ValueError, KeyError):
        # Not ours, too old, or from another version of this application.
        return None


def _scan_key(code: str) -> str:
    """Eight letters, so that the picture stays coarse: together with the code 16 to guess."""
    return "".join(CODE_LETTERS[byte % len(CODE_LETTERS)] for byte in _mac("scan", code)[:8])


def _same(expected: str, given: str) -> bool:
    """Takes the same time whether they differ early or late. As bytes: what came in may be no ASCII."""
    return hmac.compare_digest(expected.encode(), given.encode(errors="replace"))


def _refuse(reason: str) -> Visitor:
    raise Refusal(reason)


def _key_number(workshop: Workshop, role: Role) -> int:
    return {Role.FACILITATOR: workshop.facilitator_key, Role.SCREEN: workshop.screen_key}.get(role, 0)


def _link_secret(workshop: Workshop, role: Role) -> str:
    digest = _mac("link", workshop.id, role.value, _key_number(workshop, role))
    return base64.urlsafe_b64encode(digest[:16]).decode().rstrip("=")


def _mark_of(person_id: str) -> str:
    return base64.urlsafe_b64encode(_mac("listening", person_id)[:9]).decode()


def _mark_of_device(email: str) -> str:
    return base64.urlsafe_b64encode(_mac("device", email.strip().lower())[:12]).decode()


def _mac(*parts: object) -> bytes:
    message = "\x1f".join(str(part) for part in parts).encode()
    return hmac.new(secret_key(), message, hashlib.sha256).digest()


def _signer(salt: str) -> URLSafeTimedSerializer:
    return signer(salt)
