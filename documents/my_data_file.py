"""What is stored about a person as a file to take along: to read, or for other programs."""

import datetime as dt
import json
from html import escape
from typing import Any

import texts
from documents.document import Document
from documents.my_data import consents_in_words, sections
from documents.web_page import web_page
from domain.privacy import Kept, Personal
from domain.refusal import Refusal
from texts.days import spoken

JSON = "meine-daten.json"
HTML = {"meine-daten.html": "de", "my-data.html": "en"}


def my_data_document(personal: Personal, name: str) -> Document:
    if name == JSON:
        content = json.dumps(_values(personal), ensure_ascii=False, indent=2)
        return Document(name, "application/json", content.encode())
    if name in HTML:
        return Document(name, "text/html; charset=utf-8", _page(personal, HTML[name]).encode())
    raise Refusal("document_unknown")


def _page(personal: Personal, language: str) -> str:
    """One file that opens anywhere: no script, nothing from elsewhere."""
    made = texts.say("my_data.file_made", language, when=spoken(dt.datetime.now(dt.UTC), language))
    parts = [
        f"<h1>{escape(texts.say('my_data.file', language))}</h1>",
        f"<p>{escape(texts.say('my_data.of', language, meeting=personal.meeting))}<br>{escape(made)}</p>",
    ]
    for each in sections(personal, language):
        said = each.lines or (texts.say("my_data.none", language),)
        lines = "".join(f"<li>{escape(line)}</li>" for line in said)
        note = f"<p><small>{escape(each.note)}</small></p>" if each.note else ""
        parts.append(f"<h2>{escape(each.title)}</h2><ul>{lines}</ul>{note}")
    parts.append(f"<h2>{escape(texts.say('my_data.consents', language))}</h2>")
    for consent in consents_in_words(personal, language):
        parts.append(
            f"<h3>{escape(consent.about)}</h3><blockquote>{escape(consent.wording)}</blockquote>"
            f"<p><small>{escape(consent.proof)}</small></p>"
        )
    if not personal.consents:
        parts.append(f"<p>{escape(texts.say('my_data.consents_none', language))}</p>")
    return web_page(texts.say("my_data.file", language), parts, language)


def _values(personal: Personal) -> dict[str, Any]:
    """In English, because programs read it."""
    person = personal.person
    return {
        "format": "buendniswerkstatt-personal",
        "version": 1,
        "meeting": personal.meeting,
        "person": {
            "id": person.id,
            "name": person.name,
            "institution": person.institution,
            "institution_type": person.institution_type.value,
            "joined_at": _moment(person.joined_at),
            "entered_by_facilitator": person.at_desk,
            "has_return_code": personal.has_code,
            "email": personal.email,
            "may_be_suggested": personal.visible,
        },
        "offers": list(personal.offers),
        "seeks": list(personal.seeks),
        "fields_of_action": list(personal.fields),
        "consents": [
            {
                "purpose": consent.purpose,
                "text_version": consent.text_version,
                "text_sha256": consent.text_hash,
                "channel": consent.channel,
                "given_at": _moment(consent.given_at),
                "withdrawn_at": _moment(consent.withdrawn_at),
            }
            for consent in personal.consents
        ],
        "contact_requests": [
            {
                "with": contact.name,
                "institution": contact.institution,
                "sent_by_me": contact.sent_by_me,
                "state": contact.state.value,
                "created_at": _moment(contact.created_at),
                "released_email": contact.released.email,
                "released_phone": contact.released.phone,
                "own_note": contact.note,
                "next_step": contact.next_step,
                "due": contact.due,
            }
            for contact in personal.contacts
        ],
        "ideas": [
            {
                "title": idea.title,
                "text": idea.text,
                "taken_back": idea.withdrawn,
                "created_at": _moment(idea.created_at),
            }
            for idea in personal.ideas
        ],
        "ballots_still_linked": [
            {"round": ballot.round_title, "dots": dict(ballot.dots), "receipt": ballot.receipt}
            | {"paper_form": ballot.paper_number}
            for ballot in personal.ballots
        ],
        "answers_still_linked": [dict(answers.steps) for answers in personal.answers],
        "offers_to_ideas": [{"idea": title, "offer": what.value} for title, what in personal.marks],
        "groups": [{"title": title, "role": role.value} for title, role in personal.groups],
        "works_in_group": personal.seat,
        "contact_person_of": list(personal.contact_of_groups),
        "takes_part_in_meeting_rounds": personal.in_meetings,
        "meeting_rounds": [
            {"round": number, "table": table, "with": list(names)} for number, table, names in personal.meetings
        ],
        "gave_feedback": personal.gave_feedback,
        "deleted_on": {kind.value: _day(personal.until(kind)) for kind in (Kept.TOKEN, personal.kept_as)},
    }


def _moment(moment: dt.datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
