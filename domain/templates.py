"""Templates: what a new workshop starts with. The content is German, organisers change it as they like."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.agenda import Kind


@dataclass(frozen=True)
class Item:
    """One activity of a template."""

    kind: Kind
    minutes: int
    title: str
    question: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Template:
    name: str
    agenda: tuple[Item, ...]
    fields: tuple[tuple[str, str], ...]
    chips: tuple[str, ...]
    settings: Mapping[str, Any] = field(default_factory=dict)


_FIELDS = (
    (
        "Ausbildung und Übergang Schule–Beruf",
        "Jugendliche, Schulen und Betriebe zusammenbringen; Ausbildungsplätze besetzen; Abbrüche vermeiden.",
    ),
    (
        "Fachkräftezuwanderung und Willkommenskultur",
        "Internationale und zuziehende Fachkräfte gewinnen, anerkennen, begleiten und integrieren.",
    ),
    (
        "Erwerbsbeteiligung von Frauen und Vereinbarkeit",
        "Beruf mit Familie und Pflege vereinbaren; Stundenumfang erhöhen; Wiedereinstieg erleichtern.",
    ),
    (
        "Ältere Beschäftigte und Wissenstransfer",
        "Erfahrung halten, gesund bis zur Rente arbeiten, Wissen weitergeben.",
    ),
    (
        "Hochschulabsolventinnen und -absolventen binden",
        "Studierende und Betriebe vernetzen; Absolventinnen und Absolventen in der Region halten; "
        "Studienaussteigende gewinnen.",
    ),
    (
        "Weiterbildung und Qualifizierung",
        "Beschäftigte und Ungelernte passend qualifizieren, auch im Verbund kleiner Betriebe.",
    ),
    (
        "Standort- und Arbeitgebermarketing",
        "Region und Arbeitgeber sichtbar machen; Rückkehr und Zuzug fördern.",
    ),
    (
        "Digitalisierung und Wandel der Arbeit",
        "Digitale Kompetenzen, neue Arbeitsformen und Daten für Entscheidungen.",
    ),
    ("Gesundheit und Pflege", "Fachkräfte in Pflege und Gesundheitsberufen gewinnen, ausbilden und halten."),
    (
        "Arbeitsuchende und stille Reserve aktivieren",
        "Menschen ohne Beschäftigung den Weg in Arbeit ebnen, auch in Teilzeit.",
    ),
)

_CHIPS = (
    "Praktikumsplätze",
    "Ausbildungsplätze",
    "Kontakte zu Schulen",
    "Betriebsbesuche",
    "Mentoring und Patenschaften",
    "Sprachkurse",
    "Anerkennung ausländischer Abschlüsse",
    "Wohnraum",
    "Begleitung beim Ankommen",
    "Kinderbetreuung",
    "Teilzeit- und Schichtmodelle",
    "Wiedereinstieg",
    "Dual Career",
    "Wissenstransfer",
    "Betriebliche Gesundheit",
    "Kontakt zu Studierenden",
    "Abschlussarbeiten",
    "Wissenschaftliche Begleitung und Evaluation",
    "Weiterbildungsangebote",
    "Teilqualifizierung",
    "Lehrwerkstatt und Lernräume",
    "Fördermittelberatung",
    "Kofinanzierung",
    "Projektträgerschaft",
    "Arbeitgebermarketing",
    "Video, Text und Social Media",
    "Veranstaltungsräume",
    "Zugang zu Netzwerken",
    "Digitale Kompetenzen",
    "KI und Automatisierung",
    "Fachkräfte in der Pflege",
    "Praxisanleitung Pflege",
    "Mobilität",
    "Daten und Monitoring",
    "Bewerberinnen und Bewerber",
    "Auszubildende",
)

NETWORK_MEETING = Template(
    name="network_meeting",
    fields=_FIELDS,
    chips=_CHIPS,
    agenda=(
        Item(
            Kind.WELCOME,
            30,
            "Ankommen, Kaffee, Anmelden per QR-Code",
            "Scannen Sie den Code oder geben Sie ihn auf Ihrem Laptop ein.",
        ),
        Item(Kind.WELCOME, 10, "Begrüßung, Ziel und Spielregeln"),
        Item(
            Kind.POLL,
            10,
            "Wer ist da? Einpunktabfrage nach Institution und Handlungsfeld",
            "Welches Handlungsfeld bringt Sie heute hierher?",
            {"subject": "fields", "budget": 1, "maximum": 1},
        ),
        Item(
            Kind.REVIEW,
            15,
            "Was wurde aus den Projekten? Stand der letzten drei Halbjahre",
            "Was wurde aus den Projekten der letzten Treffen?",
        ),
        Item(Kind.TALK, 15, "Impuls: Arbeitsmarkt bis 2035"),
        Item(
            Kind.IDEAS,
            25,
            "Ideensammlung mit Karten (eine Idee pro Karte)",
            "Welche Projekte starten wir gemeinsam?",
        ),
        Item(Kind.CLUSTER, 15, "Ideen ordnen und Überschriften finden", "Welche Ideen gehören zusammen?"),
        Item(Kind.BREAK, 15, "Pause und Infomarkt"),
        Item(
            Kind.VOTE,
            15,
            "Mehrpunktabfrage: Welche Themen gehen wir an?",
            "Welche Themen gehen wir an?",
            {"subject": "clusters", "budget": 5, "maximum": 2},
        ),
        Item(Kind.EXCHANGE, 25, "Kooperationsbörse: Ich biete – ich suche", "Wer kann wem weiterhelfen?"),
        Item(Kind.GROUPS, 40, "Projektgruppen erarbeiten Steckbriefe", "Wer macht wo mit?"),
        Item(Kind.PRESENTATION, 15, "Zwei Minuten je Gruppe", "Was nimmt sich jede Gruppe vor?"),
        Item(Kind.FEEDBACK, 10, "Blitzlicht, Rückmeldung und Ausblick", "Was nehmen Sie mit?"),
    ),
)

# Two hours: without the talk, with shorter groups.
SHORT_MEETING = Template(
    name="short_meeting",
    fields=_FIELDS,
    chips=_CHIPS,
    agenda=(
        Item(
            Kind.WELCOME,
            15,
            "Ankommen, Kaffee, Anmelden per QR-Code",
            "Scannen Sie den Code oder geben Sie ihn auf Ihrem Laptop ein.",
        ),
        Item(Kind.WELCOME, 5, "Begrüßung, Ziel und Spielregeln"),
        Item(
            Kind.IDEAS,
            20,
            "Ideensammlung mit Karten (eine Idee pro Karte)",
            "Welche Projekte starten wir gemeinsam?",
        ),
        Item(Kind.CLUSTER, 10, "Ideen ordnen und Überschriften finden", "Welche Ideen gehören zusammen?"),
        Item(Kind.BREAK, 10, "Pause und Infomarkt"),
        Item(
            Kind.VOTE,
            10,
            "Mehrpunktabfrage: Welche Themen gehen wir an?",
            "Welche Themen gehen wir an?",
            {"subject": "clusters", "budget": 5, "maximum": 2},
        ),
        Item(Kind.EXCHANGE, 20, "Kooperationsbörse: Ich biete – ich suche", "Wer kann wem weiterhelfen?"),
        Item(Kind.GROUPS, 20, "Projektgruppen erarbeiten Steckbriefe", "Wer macht wo mit?"),
        Item(Kind.PRESENTATION, 10, "Zwei Minuten je Gruppe", "Was nimmt sich jede Gruppe vor?"),
        Item(Kind.FEEDBACK, 10, "Blitzlicht, Rückmeldung und Ausblick", "Was nehmen Sie mit?"),
    ),
)

TEMPLATES = {template.name: template for template in (NETWORK_MEETING, SHORT_MEETING)}
