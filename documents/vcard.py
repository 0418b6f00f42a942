"""A contact as a file that phones and mail programs take into their address book (vCard 3.0, RFC 2426)."""

import texts
from documents.document import Document
from domain.contact_cards import ContactCard

NAMES = {"kontakt.vcf": "de", "contact.vcf": "en"}
# In bytes; a longer line goes on in the next one, after a blank.
_LINE_MOST = 75


def vcard(card: ContactCard, name: str) -> Document:
    """Without the reader's own note: address books are shared and passed on."""
    language = NAMES[name]
    first, _, last = card.name.rpartition(" ")
    note = [texts.say("contacts.card.met", language, meeting=card.meeting)]
    if card.topic:
        note.append(texts.say("contacts.card.about", language, topic=card.topic))
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"N:{_escaped(last)};{_escaped(first)};;;",
        f"FN:{_escaped(card.name)}",
        *([f"ORG:{_escaped(card.institution)}"] if card.institution else []),
        *([f"EMAIL;TYPE=INTERNET:{_escaped(card.email)}"] if card.email else []),
        *([f"TEL;TYPE=VOICE:{_escaped(card.phone)}"] if card.phone else []),
        f"NOTE:{_escaped(chr(10).join(note))}",
        "END:VCARD",
    ]
    content = "".join(f"{_folded(line)}\r\n" for line in lines)
    return Document(name, "text/vcard; charset=utf-8", content.encode())


def _escaped(text: str) -> str:
    """What people are called is never read as another line or field."""
    for char in ("\\", ";", ","):
        text = text.replace(char, f"\\{char}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> str:
    """Never within a character: some programs put the bytes together only after reading them."""
    folded, length = [""], 0
    for char in line:
        size = len(char.encode())
        if length + size > _LINE_MOST:
            folded.append(" ")
            length = 1
        folded[-1] += char
        length += size
    return "\r\n".join(folded)
