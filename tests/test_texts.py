"""Texts: complete in both languages, known to whoever says them, and in the words of the glossary."""

import ast
import json
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import texts

ROOT = Path(__file__).resolve().parent.parent
CODE = [
    path
    for folder in ("domain", "storage", "actions", "server", "documents", "components", "pages", "texts")
    for path in sorted((ROOT / folder).rglob("*.py"))
]
SCRIPTS = [
    path
    for path in sorted((ROOT / "components").rglob("*.js"))
    if "wordsOf(data" in path.read_text() or "wordsOf(me" in path.read_text()
]
# DOMAIN §5 and §6, R-7: what we do not say.
FORBIDDEN = ("Voting", "Dashboard", "Submit", "User", "Login", "loslegen", "Ups", "gewählt", "beschlossen", "Sieger")

# Beside a number: words that one and many share, and texts that are only said of two and more.
SAME_FOR_ONE = (
    "answered at auf ausgewählt Bogen bis der gave in interessiert interested Leitung Min min more of ohne on "
    "Partner selected similar so Stimmzettel took von weitere without zeigen ähnliche"
)
NEVER_ONE = {
    "advice.proposal",
    "browser.ballot.search",
    "browser.desk.merged_many",
    "browser.desk.moved_many",
    "browser.desk.moved_out_many",
    "browser.exchange.more",
    "browser.screen.first_of",
    "browser.screen.rule",
    "readings.type",
    "refusal.paper_too_many_options",
    "round.tied",
}


def _calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    """(where, call) of every call of a function with one of these names, in all our code."""
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _called(node) in names:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def _called(call: ast.Call) -> str:
    """The function's name; of methods only those of our own modules (`texts.say`, but not `tx.tell`)."""
    if isinstance(call.func, ast.Name):
        return call.func.id
    if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
        return call.func.attr if call.func.value.id in ("texts", "frame", "words") else ""
    return ""


def _patterns(node: ast.expr) -> list[str]:
    """What an argument can become, as regular expressions: a literal, a choice of literals, an f-string."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [re.escape(node.value)]
    if isinstance(node, ast.IfExp):
        return _patterns(node.body) + _patterns(node.orelse)
    if isinstance(node, ast.JoinedStr):
        parts = [re.escape(part.value) if isinstance(part, ast.Constant) else ".+" for part in node.values]
        return ["".join(parts)]
    return []


def _keys_said() -> Iterator[tuple[str, str, ast.Call]]:
    for where, call in _calls("say", "tell", "done"):
        position = 1 if _called(call) == "done" else 0
        for pattern in _patterns(call.args[position]) if len(call.args) > position else []:
            yield where, pattern, call


def _reasons() -> Iterator[tuple[str, str, set[str]]]:
    """(where, reason, values given) of every refusal that the code can raise."""
    for where, call in _calls("Refusal", "_refuse"):
        given = {keyword.arg or "" for keyword in call.keywords}
        yield from ((where, pattern, given) for pattern in _patterns(call.args[0]) if ".+" not in pattern)
    for where, call in _calls("required_line", "within"):
        for field in _patterns(call.args[1]):
            yield where, f"{field}_too_long", {"most", "length"}
            if _called(call) == "required_line":
                yield where, f"{field}_missing", set()


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _texts(language: str) -> dict[str, str]:
    return {key: texts._texts(language)[key] for key in texts.keys(language)}


def test_both_languages_have_the_same_texts() -> None:
    assert texts.keys("de") ^ texts.keys("en") == set()


def test_both_languages_have_the_same_placeholders() -> None:
    english = _texts("en")
    different = [
        key for key, text in _texts("de").items() if _placeholders(text) != _placeholders(english.get(key, text))
    ]
    assert different == []


def test_no_text_is_defined_in_two_files() -> None:
    for language in texts.LANGUAGES:
        found: dict[str, str] = {}
        for path in sorted((texts.FOLDER / language).glob("*.toml")):
            for key, _ in texts._flat("", texts.tomllib.loads(path.read_text(encoding="utf-8"))):
                assert key not in found, f"{key} stands in {path.name} and in {found[key]}"
                found[key] = path.name


def test_every_refusal_has_a_friendly_sentence() -> None:
    reasons = list(_reasons())
    assert len(reasons) > 80, "the search itself is broken"
    assert [f"{where} {reason}" for where, reason, _ in reasons if not texts.has(f"refusal.{reason}")] == []


def test_every_refusal_brings_what_its_sentence_needs() -> None:
    lacking = [
        f"{where} {reason} needs {_placeholders(_texts('de')[f'refusal.{reason}']) - given}"
        for where, reason, given in _reasons()
        if texts.has(f"refusal.{reason}") and not _placeholders(_texts("de")[f"refusal.{reason}"]) <= given
    ]
    assert lacking == []


def test_every_key_that_is_said_exists() -> None:
    keys = texts.keys("de")
    said = list(_keys_said())
    assert len(said) > 50, "the search itself is broken"
    unknown = [
        f"{where} {pattern}" for where, pattern, _ in said if not any(re.fullmatch(pattern, key) for key in keys)
    ]
    assert unknown == []


def test_whoever_says_a_text_fills_its_placeholders() -> None:
    german = {re.escape(key): text for key, text in _texts("de").items()}
    lacking = []
    for where, pattern, call in _keys_said():
        given = {keyword.arg for keyword in call.keywords}
        # None: values come in by **, their names are not known here.
        if pattern in german and None not in given and not _placeholders(german[pattern]) <= given:
            lacking.append(f"{where} {pattern} needs {_placeholders(german[pattern])}")
    assert lacking == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_every_word_of_a_browser_component_exists(script: Path) -> None:
    code = script.read_text(encoding="utf-8")
    words = set(re.findall(r"\bwords\.(\w+)", code)) | set(re.findall(r"\bwords\[\"([\w.]+)\"\]", code))
    assert words, "the search itself is broken"
    known = json.loads(texts.browser_words("de"))
    assert sorted(words - set(known)) == []


@pytest.mark.parametrize("word", FORBIDDEN)
def test_german_texts_avoid(word: str) -> None:
    found = {key: text for key, text in _texts("de").items() if re.search(rf"\b{word}\b", text)}
    assert found == {}


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_texts_are_calm(language: str) -> None:
    """No exclamation marks, no star or colon inside words."""
    loud = {
        key: text for key, text in _texts(language).items() if "!" in text or re.search(r"\w[*:_]innen|\w\*\w", text)
    }
    assert loud == {}


def test_german_sentences_are_short() -> None:
    """At most 15 words (DIN 8581-1)."""
    long = {
        key: sentence
        for key, text in _texts("de").items()
        for sentence in re.split(r"(?<=[.?:;])\s+", text)
        if len(sentence.split()) > 15
    }
    assert long == {}


def test_participants_read_of_topic_groups_not_of_clusters() -> None:
    found = {}
    for path in (texts.FOLDER / "de").glob("*.toml"):
        if path.stem not in ("facilitator", "desk", "organiser", "office"):
            found.update({key: text for key, text in _flat(path).items() if "Cluster" in text})
    assert found == {}


def _flat(path: Path) -> dict[str, str]:
    return dict(texts._flat("", texts.tomllib.loads(path.read_text(encoding="utf-8"))))


def test_a_text_fills_its_placeholders_and_leaves_typed_braces_alone() -> None:
    assert (
        texts.say("refusal.name_too_long", most=80)
        == "Der Name ist etwas zu lang. Höchstens 80 Zeichen sind möglich."
    )
    assert "{most}" in texts.say("refusal.field_in_use", name="{most}")


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 Themen stehen zur Auswahl"), (1, "1 Thema steht zur Auswahl"), (2, "2 Themen stehen zur Auswahl")],
)
def test_one_has_words_of_its_own(count: int, said: str) -> None:
    assert texts.say("browser.screen.options", count=count) == said


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_no_text_gives_one_the_words_of_many(language: str) -> None:
    counted = re.compile(r"\{(?:count|dots|ballots|voted|answered|added|pairs|rounds|minutes)\} (\w+)")
    wrong = {
        (key, word)
        for key, text in _texts(language).items()
        for word in counted.findall(text)
        if key not in NEVER_ONE and word not in SAME_FOR_ONE.split()
    }
    assert wrong == set()


def test_an_unknown_language_speaks_german() -> None:
    assert texts.say("page.room", "xx") == texts.say("page.room", "de")
    assert texts.browser_words("xx") == texts.browser_words("de")
