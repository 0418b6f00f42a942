"""„Meine Zusammenfassung“: whom one has met and what comes next, to print or to keep. One file, for one person."""

import datetime as dt
from collections.abc import Iterable, Sequence
from html import escape

import texts
from documents.document import Document
from documents.web_page import web_page
from domain.contact_cards import ContactCard
from domain.groups import Group, GroupRole
from domain.ideas import Idea
from texts.days import spoken

NAMES = {"meine-zusammenfassung.html": "de", "my-summary.html": "en"}


def summary(
    meeting: str,
    cards: Sequence[ContactCard],
    ideas: Sequence[Idea],
    groups: Sequence[tuple[Group, GroupRole]],
    *,
    name: str,
    at: dt.datetime,
) -> Document:
    language = NAMES[name]
    title = _say("title", language)
    parts = [
        f"<h1>{escape(title)}</h1>",
        _paragraph(_say("of", language, meeting=meeting), _say("made", language, when=spoken(at, language))),
        _paragraph(_say("how", language)),
        f"<h2>{escape(_say('contacts', language))}</h2>",
        *(_contact(card, language) for card in cards),
        *([] if cards else [_paragraph(_say("contacts_none", language))]),
        *_list("ideas", (idea.title for idea in ideas if not idea.withdrawn), language),
        *_list("groups", (_group(group, role, language) for group, role in groups), language),
    ]
    return Document(name, "text/html; charset=utf-8", web_page(title, parts, language).encode())


def _contact(card: ContactCard, language: str) -> str:
    step = [texts.say("contacts.step_line", language, step=card.next_step)] if card.next_step else []
    lines = [
        card.institution,
        card.email,
        texts.say("contacts.phone_line", language, phone=card.phone) if card.phone else "",
        texts.say("contacts.about", language, topic=card.topic) if card.topic else "",
        _say("note", language, note=card.note) if card.note else "",
        *step,
        _say("due", language, due=card.due) if card.due else "",
    ]
    return f"<section><h3>{escape(card.name)}</h3>{_paragraph(*filter(None, lines))}</section>"


def _group(group: Group, role: GroupRole, language: str) -> str:
    parts = [
        f"{group.title} ({texts.say(f'groups.{role.value}', language)})",
        texts.say("contacts.step_line", language, step=group.next_step) if group.next_step else "",
        _say("due", language, due=group.due) if group.due else "",
    ]
    return "\n".join(filter(None, parts))


def _list(key: str, lines: Iterable[str], language: str) -> list[str]:
    items = "".join(f"<li>{_broken(line)}</li>" for line in lines)
    said = f"<ul>{items}</ul>" if items else _paragraph(_say(f"{key}_none", language))
    return [f"<h2>{escape(_say(key, language))}</h2>", said]


def _paragraph(*lines: str) -> str:
    return f"<p>{'<br>'.join(map(_broken, lines))}</p>"


def _broken(line: str) -> str:
    return "<br>".join(escape(part) for part in line.splitlines())


def _say(key: str, language: str, **values: object) -> str:
    return texts.say(f"summary.{key}", language, **values)
