"""The layer law of the house: who may import whom, and a few things nobody may write at all."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# What each layer may import of ours, besides itself.
MAY_IMPORT = {
    "texts": set(),
    "domain": set(),
    "storage": {"domain"},
    "documents": {"domain", "texts"},
    "mail": {"domain", "texts"},
    "actions": {"domain", "storage", "documents", "mail"},
    "server": {"actions", "domain", "texts"},
    "components": {"domain", "texts"},
    "pages": {"components", "actions", "domain", "texts"},
}
OURS = {*MAY_IMPORT, "tests", "bench", "supply", "manage", "app"}
_OUTSIDE_WORLD = {"io", "os", "pathlib", "random", "secrets", "socket", "sqlite3", "subprocess", "time", "urllib"}
NEVER = {
    "texts": {"streamlit", "sqlalchemy"},
    "domain": {"streamlit", "sqlalchemy", *_OUTSIDE_WORLD},
    "storage": {"streamlit"},
    "documents": {"streamlit", "sqlalchemy"},
    "mail": {"streamlit", "sqlalchemy"},
    "actions": {"streamlit", "sqlalchemy", "starlette"},
    "server": {"sqlalchemy"},
    "components": {"sqlalchemy"},
    "pages": {"sqlalchemy", "altair"},
}
LINES_MOST = 250
# The tables of one database are one thought.
LONG_FILES = {"storage/schema.py"}


def _modules(layer: str) -> list[Path]:
    return [path for path in sorted((ROOT / layer).rglob("*.py")) if "migrations" not in path.parts]


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of everything a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, "." * node.level + (node.module or "")


def _where(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def _broken(layer: str, path: Path) -> list[str]:
    """The imports of a module that its layer may not have."""
    broken = []
    for line, name in _imports(path):
        top = name.partition(".")[0]
        if not top:
            broken.append(f"{_where(path, line)} imports {name}: write the full name")
        elif top in OURS - {layer} - MAY_IMPORT[layer]:
            broken.append(f"{_where(path, line)} imports {name}: {layer} may not know {top}")
        elif top in NEVER[layer]:
            broken.append(f"{_where(path, line)} imports {name}: {layer} never imports {top}")
    return broken


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_a_layer_imports_only_what_lies_below_it(layer: str) -> None:
    assert [line for path in _modules(layer) for line in _broken(layer, path)] == []


def test_the_law_notices_what_breaks_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.test_layers.ROOT", tmp_path)
    module = tmp_path / "components" / "sly.py"
    module.parent.mkdir()
    module.write_text(
        "def show():\n    from actions import ideas\n    import sqlalchemy.orm\n    from . import live\n"
    )
    assert _broken("components", module) == [
        "components/sly.py:2 imports actions: components may not know actions",
        "components/sly.py:3 imports sqlalchemy.orm: components never imports sqlalchemy",
        "components/sly.py:4 imports .: write the full name",
    ]


def test_the_rules_have_no_clock_and_no_chance_of_their_own() -> None:
    asked = {"now", "utcnow", "today"}
    calls = [
        f"{_where(path, node.lineno)} asks for .{node.func.attr}()"
        for path in _modules("domain")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in asked
    ]
    assert calls == []


def test_no_module_grows_beyond_a_readers_patience() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for layer in MAY_IMPORT
        for path in _modules(layer)
    }
    too_long = {name: lines for name, lines in lengths.items() if lines > LINES_MOST}
    assert {name: lines for name, lines in too_long.items() if name not in LONG_FILES} == {}
    assert set(too_long) >= LONG_FILES, "an exception that is no longer needed"


@pytest.mark.parametrize("forbidden", ["unsafe_allow_html", "st.html(", "components.v1", "innerHTML"])
def test_what_people_type_is_never_read_as_html(forbidden: str) -> None:
    assert _lines_with(re.escape(forbidden), ".py", "components", "pages") == []


@pytest.mark.parametrize(
    "forbidden", ["innerHTML", "outerHTML", "insertAdjacentHTML", "document\\.write", "\\beval\\(", "new Function"]
)
def test_browser_components_put_text_in_as_text(forbidden: str) -> None:
    assert _lines_with(forbidden, ".js", "components") == []


@pytest.mark.parametrize("suffix", [".js", ".css", ".html"])
def test_nothing_the_browser_gets_names_a_foreign_host(suffix: str) -> None:
    foreign = r"(https?:)?//(?!www\.w3\.org/)[a-z0-9-]+\.[a-z]{2,}"
    assert _lines_with(foreign, suffix, "components") == []


def _lines_with(pattern: str, suffix: str, *folders: str) -> list[str]:
    return [
        f"{_where(path, number)} {line.strip()}"
        for folder in folders
        for path in sorted((ROOT / folder).rglob(f"*{suffix}"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(pattern, line)
    ]
