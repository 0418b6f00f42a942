"""Ideas: one thought on one card, put under a field of action, gathered in topic groups."""

import datetime as dt
import hashlib
import hmac
from dataclasses import dataclass

from domain.agenda import Kind
from domain.refusal import Refusal
from domain.text_rules import clean_text, required_line, within

TITLE_MOST = 120
TEXT_MOST = 500
HEADING_MOST = 120
# Ideas may come whenever the wall is the matter, and in the break, when latecomers catch up.
OPEN_FOR_IDEAS = {Kind.IDEAS, Kind.CLUSTER, Kind.BREAK}


@dataclass(frozen=True)
class Idea:
    id: int
    title: str
    text: str
    field_id: int | None
    cluster_id: int | None
    author_id: str | None
    is_anonymous: bool
    edit_hash: str | None
    hidden: bool
    withdrawn: bool
    merged_into: int | None
    created_at: dt.datetime | None = None

    @property
    def on_the_wall(self) -> bool:
        """Everybody sees it: neither hidden nor withdrawn nor merged into another."""
        return not (self.hidden or self.withdrawn or self.merged_into)

    def is_opened_by(self, edit_key: str | None) -> bool:
        """The key is the only link between an anonymous idea and whoever wrote it."""
        return bool(edit_key) and hmac.compare_digest(hash_of(edit_key or ""), self.edit_hash or "")

    def must_belong_to(self, person_id: str, edit_key: str | None) -> None:
        """An idea is its author's; an anonymous one is whoever's holds its edit key."""
        owned = self.is_opened_by(edit_key) if self.is_anonymous else self.author_id == person_id
        if not owned:
            raise Refusal("idea_not_yours")
        if self.withdrawn:
            raise Refusal("idea_gone")


@dataclass(frozen=True)
class Place:
    """Where somebody brings in an idea. Person and field are there only if they are of this meeting."""

    is_open: bool
    kind: Kind | None
    person_id: str | None
    field_id: int | None

    def must_take_ideas(self) -> None:
        if not self.is_open:
            raise Refusal("workshop_closed")
        if self.kind not in OPEN_FOR_IDEAS:
            raise Refusal("ideas_closed")
        if self.person_id is None:
            raise Refusal("not_joined")


@dataclass(frozen=True)
class Cluster:
    """A topic group (Themengruppe) with its heading."""

    id: int
    title: str
    position: int


@dataclass(frozen=True)
class Draft:
    """The content of a card, cleaned and within its limits."""

    title: str
    text: str
    field_id: int | None


def drafted(title: str | None, text: str | None, field_id: int | None) -> Draft:
    """The card, or the refusal that names what is missing or too long."""
    body = within(clean_text(text), "idea_text", TEXT_MOST)
    return Draft(required_line(title, "idea_title", TITLE_MOST), body, field_id)


def checked_heading(text: str | None) -> str:
    """The heading of a topic group."""
    return required_line(text, "heading", HEADING_MOST)


def hash_of(key: str) -> str:
    """How an edit key is kept: nobody who reads the database can edit with it."""
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()
