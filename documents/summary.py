"""„Meine Zusammenfassung“: whom one has met and what comes next, to print or to keep. One file, for one person."""

import datetime as dt
from collections.abc import Iterable, Sequence
from html import escape

import texts
from documents.document import Document
from domain.contact_cards import ContactCard
from domain.groups import GroupRole
from domain.ideas import Idea
from texts.days import spoken

NAMES = {"meine-zusammenfassung.html": "de", "my-summary.html": "en"}
_STYLE = (
    "body{font:18px/1.5 sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}"
    "h1{line-height:1.2}section{break-inside:avoid}li,p{overflow-wrap:anywhere}p{margin:.2rem 0}"
)


def summary(
    meeting: str,
    cards: Sequence[ContactCard],
    ideas: Sequence[Idea],
    groups: Sequence[tuple[str, GroupRole]],
    *,
    name: str,
    at: dt.datetime,
) -> Document:
    """It opens anywhere: no script, nothing from elsewhere."""
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
        *_list(
            "groups", (f"{title} ({texts.say(f'groups.{role.value}', language)})" for title, role in groups), language
        ),
    ]
    page = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body>{''.join(parts)}</body></html>"
    )
    return Document(name, "text/html; charset=utf-8", page.encode())


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


def _list(key: str, lines: Iterable[str], language: str) -> list[str]:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    said = f"<ul>{items}</ul>" if items else _paragraph(_say(f"{key}_none", language))
    return [f"<h2>{escape(_say(key, language))}</h2>", said]


def _paragraph(*lines: str) -> str:
    said = "<br>".join(escape(part) for line in lines for part in line.splitlines())
    return f"<p>{said}</p>"


def _say(key: str, language: str, **values: object) -> str:
    return texts.say(f"summary.{key}", language, **values)
