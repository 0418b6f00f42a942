"""What is stored about a person, in plain words: the same sentences on the page and in the file to take along."""

from collections.abc import Iterable

import texts
from domain.contacts import RequestState
from domain.ideas import Idea
from domain.people import InstitutionType
from domain.privacy import Consent, ConsentInWords, Contact, Kept, LinkedBallot, Personal, Purpose, Section
from texts.consents import wording
from texts.days import spoken, spoken_day

_HASH_SHOWN = 8
_ABOUT: dict[str, str] = {
    Purpose.MARKS: "consent_marks",
    Purpose.MARKS_ROOM: "consent_marks_room",
    Purpose.TABLE_NAME: "consent_table_name",
    Purpose.CONTACT_PERSON: "consent_contact_person",
}


def sections(personal: Personal, language: str) -> list[Section]:
    """Every kind of data, also where nothing is stored: that is an answer too."""

    def section(key: str, lines: Iterable[str], *notes: str) -> Section:
        said = " ".join(note for note in notes if note)
        return Section(key, texts.say(f"my_data.{key}", language), tuple(lines), said)

    found = [
        section("person", _person(personal, language), _until(personal, personal.kept_as, language)),
        section("email", [personal.email] if personal.email else [], _say("email_note", language)),
        section("exchange", _exchange(personal, language)),
        section("contacts", _contacts(personal, language)),
        section("ideas", [_idea(idea, language) for idea in personal.ideas], _say("ideas_note", language)),
        section("ballots", _ballots(personal.ballots, language), _say("ballots_note", language)),
        section("answers", _answers(personal, language), _say("answers_note", language)),
        section("marks", _marks(personal, language), _say("marks_note", language)),
        section("groups", _groups(personal, language)),
        section("meetings", _meetings(personal, language), _say("meetings_note", language)),
        section("feedback", [_say("feedback_given", language)] if personal.gave_feedback else []),
    ]
    if personal.has_code:
        until = _until(personal, Kept.TOKEN, language)
        found.append(section("code", [_say("code_there", language)], until))
    return found if personal.person.at_desk else [*found, section("device", [_say("device_cookie", language)])]


def consents_in_words(personal: Personal, language: str) -> list[ConsentInWords]:
    """Newest first, with wording and proof."""
    return [_consent(personal, consent, language) for consent in reversed(personal.consents)]


def _consent(personal: Personal, consent: Consent, language: str) -> ConsentInWords:
    contact = personal.contact_of(consent.request_id)
    who = _who(contact.name, contact.institution) if contact else ""
    about = _say(_ABOUT.get(consent.purpose, "consent_suggested"), language)
    if consent.purpose == Purpose.PAIR:
        about = _say("consent_pair", language, who=who) if who else _say("consent_pair_gone", language)
    known = wording(consent.purpose, consent.text_version, consent.channel)
    said = known.of(language).replace("{name}", contact.name if contact else "…") if known else ""
    proof = _say(
        "consent_given",
        language,
        when=spoken(consent.given_at, language),
        channel=_say(f"channel_{consent.channel}", language),
        version=consent.text_version,
        hash=consent.text_hash[:_HASH_SHOWN],
    )
    if consent.withdrawn_at:
        proof += " " + _say("consent_withdrawn", language, when=spoken(consent.withdrawn_at, language))
    return ConsentInWords(
        consent.id if consent.holds else None, about, said or _say("consent_unknown", language), proof
    )


def _person(personal: Personal, language: str) -> list[str]:
    person = personal.person
    kind = texts.say(f"type.{person.institution_type.value}", language)
    lines = [_say("name", language, name=person.name)]
    if person.institution_type is not InstitutionType.KEINE:
        lines += [_say("institution", language, institution=person.institution), _say("kind", language, kind=kind)]
    if person.joined_at:
        lines.append(_say("since", language, when=spoken(person.joined_at, language)))
    return [*lines, _say("at_desk", language)] if person.at_desk else lines


def _exchange(personal: Personal, language: str) -> list[str]:
    lines = [
        _say(key, language, line=line)
        for key, said in (("offer", personal.offers), ("seek", personal.seeks), ("field", personal.fields))
        for line in said
    ]
    return [*lines, _say("suggested" if personal.visible else "not_suggested", language)] if lines else []


def _contacts(personal: Personal, language: str) -> list[str]:
    return [line for contact in personal.contacts for line in _contact(contact, language)]


def _contact(contact: Contact, language: str) -> list[str]:
    """The request, what this person released for it, and what was noted and agreed on."""
    who = _who(contact.name, contact.institution)
    expired = contact.state is RequestState.EXPIRED
    state = texts.say("contacts.data.expired" if expired else f"my_data.state_{contact.state.value}", language)
    shown = [texts.say("contacts.data.email", language)] if contact.released.email else []
    if contact.released.phone:
        shown.append(texts.say("contacts.data.phone", language, phone=contact.released.phone))
    step = contact.next_step
    if contact.due:
        step = texts.say("groups.step_until", language, step=step, due=contact.due)
    return [
        _say("contact_sent" if contact.sent_by_me else "contact_got", language, who=who, state=state),
        *([texts.say("contacts.data.released", language, who=who, what=", ".join(shown))] if shown else []),
        *([texts.say("contacts.data.note", language, who=who, note=contact.note)] if contact.note else []),
        *([texts.say("contacts.data.step", language, who=who, step=step)] if step else []),
    ]


def _idea(idea: Idea, language: str) -> str:
    title = _say("idea_withdrawn" if idea.withdrawn else "idea", language, title=idea.title)
    return f"{title}: {idea.text}" if idea.text else title


def _ballots(ballots: Iterable[LinkedBallot], language: str) -> list[str]:
    lines = []
    for ballot in ballots:
        said = [
            _say("ballot", language, round=ballot.round_title, option=option, dots=dots)
            for option, dots in ballot.dots
        ]
        lines += said or [_say("ballot_empty", language, round=ballot.round_title)]
        if ballot.receipt:
            lines.append(_say("ballot_receipt", language, round=ballot.round_title, receipt=ballot.receipt))
        if ballot.paper_number:
            lines.append(_say("ballot_paper", language, round=ballot.round_title, number=ballot.paper_number))
    return lines


def _answers(personal: Personal, language: str) -> list[str]:
    return [
        _say("answer", language, idea=idea, step=texts.say(f"question.step_{step}", language))
        for answers in personal.answers
        for idea, step in answers.steps
    ]


def _marks(personal: Personal, language: str) -> list[str]:
    return [
        _say("mark", language, idea=idea, what=texts.say(f"contribution.{what.value}", language))
        for idea, what in personal.marks
    ]


def _until(personal: Personal, kind: Kept, language: str) -> str:
    if personal.is_demo:
        return _say("until_demo", language)
    day = personal.until(kind)
    return _say("until", language, day=spoken_day(day, language)) if day else _say("until_unknown", language)


def _meetings(personal: Personal, language: str) -> list[str]:
    lines = []
    for number, table, names in personal.meetings:
        key = "meeting_with" if names else "meeting_table" if table else "meeting_pause"
        lines.append(_say(key, language, number=number, table=table, names=", ".join(names)))
    return lines or ([_say("meetings_here", language)] if personal.in_meetings else [])


def _groups(personal: Personal, language: str) -> list[str]:
    lines = [
        _say("group", language, title=title, role=texts.say(f"groups.{role.value}", language))
        for title, role in personal.groups
    ]
    lines += [_say("seat", language, title=personal.seat)] if personal.seat else []
    return lines + [_say("contact_of_group", language, title=title) for title in personal.contact_of_groups]


def _who(name: str, institution: str) -> str:
    return f"{name} ({institution})" if institution else name


def _say(key: str, language: str, **values: object) -> str:
    return texts.say(f"my_data.{key}", language, **values)
