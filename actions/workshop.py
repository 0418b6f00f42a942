"""What organisers do with workshops: create from a template, edit, hand out links, open and close."""

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from actions.brake import code_guesses
from actions.entrance import is_scanned, links_of
from actions.network import keep_network
from domain import templates
from domain.agenda import Activity
from domain.refusal import Refusal
from domain.text_rules import clean_line, clean_text, required_line, within
from domain.visitor import Visitor
from domain.workshop import CODE_LETTERS, Alliance, Chip, Field, Links, Workshop, draw_code, typed_code
from storage import agenda as agenda_store
from storage import log
from storage import workshop as store
from storage.database import Transaction, reading, writing

TITLE_MOST = 200


@dataclass(frozen=True)
class Plan:
    """Everything an organiser prepares."""

    workshop: Workshop
    alliance: Alliance
    fields: list[Field]
    chips: list[Chip]
    activities: list[Activity]
    links: Links


def find_workshop(code: str | None, scan_key: str | None = None) -> Workshop:
    """The workshop behind a code. `scan_key` is in our QR codes: who has it does not guess, and waits for nobody."""
    wanted = typed_code(code)
    if not wanted:
        raise Refusal("code_missing")
    if not is_scanned(wanted, scan_key):
        code_guesses.must_have_room()
    with reading() as tx:
        workshop = store.by_code(tx, wanted)
    if workshop is None:
        code_guesses.failed()
        raise Refusal("code_unknown")
    workshop.must_be_open()
    return workshop


def known_workshop(code: str | None) -> Workshop | None:
    """The workshop behind a code, open or not, for who has its cookie; strangers ask `find_workshop` (braked)."""
    wanted = typed_code(code)
    with reading() as tx:
        return store.by_code(tx, wanted) if wanted else None


def workshop_of(visitor: Visitor) -> Workshop:
    """The workshop this participant, facilitator or projector is in."""
    with reading() as tx:
        return store.by_id(tx, visitor.in_workshop())


def alliance_of(visitor: Visitor) -> Alliance:
    with reading() as tx:
        return store.alliance(tx, store.by_id(tx, visitor.in_workshop()).alliance_id)


def fields_of(visitor: Visitor) -> list[Field]:
    with reading() as tx:
        return store.fields(tx, visitor.in_workshop())


def fields_and_chips(visitor: Visitor) -> tuple[list[Field], list[Chip]]:
    with reading() as tx:
        workshop_id = visitor.in_workshop()
        return store.fields(tx, workshop_id), store.chips(tx, workshop_id)


def links_for(visitor: Visitor) -> Links:
    """The workshop's links, for the facilitator to show the room and the projector the way in."""
    with reading() as tx:
        return links_of(store.by_id(tx, visitor.as_facilitator()))


def my_workshops(visitor: Visitor) -> list[Workshop]:
    with reading() as tx:
        return store.of_alliance(tx, visitor.as_organiser())


def my_alliance(visitor: Visitor) -> Alliance:
    with reading() as tx:
        return store.alliance(tx, visitor.as_organiser())


def plan_of(visitor: Visitor, workshop_id: int) -> Plan:
    with reading() as tx:
        workshop = store.owned(tx, visitor.as_organiser(), workshop_id)
        return Plan(
            workshop,
            store.alliance(tx, workshop.alliance_id),
            store.fields(tx, workshop.id),
            store.chips(tx, workshop.id),
            agenda_store.of_workshop(tx, workshop.id),
            links_of(workshop),
        )


def create_workshop(
    visitor: Visitor,
    *,
    title: str,
    question: str = "",
    place: str = "",
    starts_at: dt.datetime | None = None,
    template: templates.Template = templates.NETWORK_MEETING,
) -> int:
    """A new workshop with the template's agenda, fields of action and topic chips. Returns its id."""
    alliance_id = visitor.as_organiser()
    values = _checked(title, question, place, starts_at)
    with writing() as tx:
        return add_workshop(tx, alliance_id, template, is_demo=store.alliance(tx, alliance_id).is_demo, **values)


def add_workshop(tx: Transaction, alliance_id: int, template: templates.Template, **values: Any) -> int:
    """The part of `create_workshop` that setting up and the demo share."""
    workshop_id = store.add(tx, alliance_id, _free_code(tx), settings=dict(template.settings), **values)
    store.set_fields(tx, workshop_id, template.fields)
    store.set_chips(tx, workshop_id, template.chips)
    for position, item in enumerate(template.agenda):
        agenda_store.add(
            tx,
            workshop_id,
            position=position,
            kind=item.kind.value,
            title=item.title,
            question=item.question,
            minutes=item.minutes,
            settings=dict(item.settings),
        )
    first = agenda_store.of_workshop(tx, workshop_id)[0]
    store.change(tx, workshop_id, activity_id=first.id)
    return workshop_id


def edit_workshop(
    visitor: Visitor,
    workshop_id: int,
    *,
    title: str,
    question: str,
    place: str,
    starts_at: dt.datetime | None,
) -> None:
    values = _checked(title, question, place, starts_at)
    with writing() as tx:
        store.owned(tx, visitor.as_organiser(), workshop_id)
        store.change(tx, workshop_id, **values)
        tx.tell(workshop_id, "now", "join")


def edit_fields(
    visitor: Visitor,
    workshop_id: int,
    wanted: Sequence[tuple[str, str]],
    ids: Sequence[int | None] | None = None,
) -> None:
    """Fields of action as (name, explanation); lines without a name are left out. Needs at least one.

    `ids` names the field that each line was before (None: a new one), so that a renamed field keeps its ideas.
    A field that ideas use cannot go.
    """
    lines = [
        (within(clean_line(name), "field", 120), within(clean_text(short), "field_short", 300), field_id)
        for (name, short), field_id in zip(wanted, ids or [None] * len(wanted), strict=True)
    ]
    named = [line for line in lines if line[0]]
    if not named:
        raise Refusal("fields_missing")
    _must_differ([name for name, _, _ in named])
    with writing() as tx:
        store.owned(tx, visitor.as_organiser(), workshop_id)
        left = store.set_fields(tx, workshop_id, [line[:2] for line in named], [line[2] for line in named])
        _must_be_unused("field_in_use", store.fields_with_ideas(tx, workshop_id, left))
        store.remove_fields(tx, workshop_id, left)
        tx.tell(workshop_id, "ideas", "fields", "desk")


def edit_chips(visitor: Visitor, workshop_id: int, wanted: Sequence[str]) -> None:
    """Topic chips by name. One that offers or wishes use cannot go."""
    named = [line for line in (within(clean_line(name), "chip", 80) for name in wanted) if line]
    _must_differ(named)
    with writing() as tx:
        store.owned(tx, visitor.as_organiser(), workshop_id)
        left = store.set_chips(tx, workshop_id, named)
        _must_be_unused("chip_in_use", store.chips_with_entries(tx, workshop_id, left))
        store.remove_chips(tx, workshop_id, left)
        tx.tell(workshop_id, "chips")


def open_workshop(visitor: Visitor, workshop_id: int, *, is_open: bool) -> None:
    """Opens the workshop for people with the code, or closes it."""
    with writing() as tx:
        workshop = store.owned(tx, visitor.as_organiser(), workshop_id)
        store.change(tx, workshop_id, is_open=is_open)
        if not is_open:
            keep_network(tx, workshop)
        log.note(tx, workshop_id, visitor.role, "open_workshop" if is_open else "close_workshop")
        tx.tell(workshop_id, "now")


def renew_links(visitor: Visitor, workshop_id: int) -> None:
    """Facilitator and projector get new links; the old ones end at once."""
    with writing() as tx:
        workshop = store.owned(tx, visitor.as_organiser(), workshop_id)
        renewed = {"facilitator_key": workshop.facilitator_key + 1, "screen_key": workshop.screen_key + 1}
        store.change(tx, workshop_id, **renewed)
        log.note(tx, workshop_id, visitor.role, "renew_links")
        tx.tell(workshop_id, "links")


def _checked(title: str, question: str, place: str, starts_at: dt.datetime | None) -> dict[str, Any]:
    return {
        "title": required_line(title, "title", TITLE_MOST),
        "question": within(clean_text(question), "question", 300),
        "place": within(clean_line(place), "place", 200),
        "starts_at": starts_at,
    }


def _must_differ(names: Sequence[str]) -> None:
    if len({name.casefold() for name in names}) < len(names):
        raise Refusal("name_twice")


def _must_be_unused(reason: str, used: Sequence[str]) -> None:
    """A refusal names the first thing that is in use and undoes the whole change."""
    if used:
        raise Refusal(reason, name=used[0])


def _free_code(tx: Transaction) -> str:
    for _ in range(20):
        code = draw_code(secrets.choice)
        if store.by_code(tx, code) is None:
            return code
    raise RuntimeError(f"no free code among {len(CODE_LETTERS)} letters")
