"""The log in words: whatever the application writes into it can be read by an organiser."""

import ast
from collections.abc import Iterator

import pytest

import texts
from domain.visitor import Role
from tests.test_layers import ROOT


def deeds() -> Iterator[str]:
    """Every verb that any action notes."""
    for path in sorted((ROOT / "actions").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "log.note":
                verb = node.args[3]
                branches = [verb.body, verb.orelse] if isinstance(verb, ast.IfExp) else [verb]
                for each in branches:
                    assert isinstance(each, ast.Constant), ast.unparse(node)
                    yield str(each.value)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_deed_and_every_role_has_words(language: str) -> None:
    found = set(deeds())
    assert len(found) > 25, "the search itself is broken"
    known = texts.keys(language)
    assert [deed for deed in sorted(found) if f"deed.{deed}" not in known] == []
    assert [role for role in Role if f"my_data_office.role_{role.value}" not in known] == []
