"""Text that people typed is read as text: never as Markdown, as HTML or as SQL. Asked of the source itself."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What of Streamlit reads its first argument, its label or its help as Markdown.
READ_MARKDOWN = {
    *("badge", "button", "caption", "checkbox", "dialog", "download_button", "error", "expander", "file_uploader"),
    *("form_submit_button", "header", "info", "link_button", "markdown", "metric", "multiselect", "number_input"),
    *(
        "pills",
        "popover",
        "radio",
        "segmented_control",
        "select_slider",
        "selectbox",
        "slider",
        "status",
        "subheader",
    ),
    *("success", "table", "tabs", "text_area", "text_input", "time_input", "title", "toast", "toggle", "warning"),
    *("date_input", "feedback"),
}
# Words that the caller has said already.
HANDED_ON = {"label"}
# Numbers, and words of our own.
OURS = {
    "at_desk": {"dot", "round_.budget", "round_.maximum"},
    "facilitator": {"meeting.code"},
    "commitments": {"question.answered", "question.present"},
    # Written by us, filled in by the operator.
    "info": {"filled(texts.page(topic, language()), details)"},
    "my_data": {"section.title"},
    "myself": {"code[:5]", "code[5:]"},
    "outcome": {"round_.ballots", "round_.present", "round_.budget", "round_.maximum", "round_.short_seal"},
    "plan": {"count"},
    "meetings": {
        *("newest.number", "round_.number", "seen.rule.rounds", "outlook.idle_least"),
        *("rule.minutes", "rule.rounds", "rule.size"),
    },
    "privacy": {"last", "most"},
    "round": {
        *("at_desk", "options", "possible[subject]", "suggested_budget(options)"),
        *("round_.ballots", "round_.present", "round_.budget", "round_.maximum"),
    },
    "set_up": {"PASSWORD_LEAST"},
    # Its cells are escaped two lines above.
    "tables": {"pd.DataFrame(cells, columns=list(columns))"},
    "teams": {"{role.value: team.parts.get(role, 0) for role in GroupRole}"},
    "voting": {"round_.ballots", "round_.present", "round_.budget", "round_.maximum"},
}


def test_nothing_typed_is_read_as_markdown() -> None:
    """Everything that is not a word of ours goes through `plain`."""
    found = [found for found in _unescaped() if found[2] not in OURS.get(found[1], set()) | HANDED_ON]
    assert [f"{where}: {part}" for where, _, part in found] == []


def test_the_look_for_markdown_would_find_some() -> None:
    call = ast.parse('st.header(say("a.b", name=person.name) + plain(x) + f"{idea.title}")').body[0]
    assert isinstance(call, ast.Expr)
    assert isinstance(call.value, ast.Call)
    assert _parts(call.value.args[0]) == ["person.name", "idea.title"]


def _unescaped() -> Iterator[tuple[str, str, str]]:
    """(where, module, expression)"""
    for path in _sources("components", "pages"):
        name = path.parent.name if path.stem == "__init__" else path.stem
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                for line, part in _unescaped_in(function):
                    yield f"{path.relative_to(ROOT)}:{line}", name, part


def _unescaped_in(function: ast.FunctionDef) -> Iterator[tuple[int, str]]:
    """What is read as Markdown in a function; a name stands for what the function itself has put into it."""
    known = {
        node.targets[0].id: node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READ_MARKDOWN:
            texts = [*node.args[:1], *(each.value for each in node.keywords if each.arg in ("help", "label"))]
            yield from ((node.lineno, part) for text in texts for part in _parts(text, known))


def _parts(node: ast.expr, known: dict[str, ast.expr] | None = None) -> list[str]:
    """What of an expression is neither a constant, nor escaped, nor counted."""
    known = known or {}
    match node:
        case ast.Constant():
            inside: list[ast.expr] = []
        case ast.JoinedStr(values=values) | ast.BoolOp(values=values):
            inside = values
        case ast.FormattedValue(value=value):
            inside = [value]
        case ast.BinOp(left=left, right=right):
            inside = [left, right]
        case ast.IfExp(body=body, orelse=orelse):
            inside = [body, orelse]
        case ast.Call(func=ast.Name(id="plain" | "len" | "int" | "round" | "sum" | "min" | "max")):
            inside = []
        case ast.Call(func=ast.Name(id="say" | "refusal"), keywords=keywords):
            inside = [keyword.value for keyword in keywords]
        case ast.Call(func=ast.Attribute(attr="join"), args=[ast.GeneratorExp(elt=each)]):
            inside = [each]
        case ast.Name(id=name) if name in known:
            # Not again, or a name that is made longer would never end.
            inside, known = [known[name]], {other: value for other, value in known.items() if other != name}
        case _:
            return [ast.unparse(node)]
    return [part for each in inside for part in _parts(each, known)]


def test_no_sql_is_put_together_from_strings() -> None:
    """`text(…)` and `exec_driver_sql(…)` get constants; everything that varies is a bound parameter."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in _sources("storage", "actions", "server", "documents")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and _name(node) in ("text", "exec_driver_sql", "literal_column")
        if not all(_is_constant(argument) for argument in node.args[:1])
    ]
    assert found == []


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _is_constant(node: ast.expr) -> bool:
    """A string as it stands there, or one that is written in capitals above."""
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id.lstrip("_").isupper())


def test_no_page_is_put_together_from_strings_in_the_browser() -> None:
    forbidden = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|srcdoc|createContextualFragment"
        r"|setHTMLUnsafe|\beval\(|new Function|setTimeout\(\s*[\"'`]|javascript:"
    )
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for folder in ("components", "server")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in (".js", ".html")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(forbidden, line)
    ]
    assert found == []


def test_no_python_hands_html_to_the_browser() -> None:
    forbidden = r"unsafe_allow_html|unsafe_allow_javascript|\bst\.html\(|components\.v1|st\.iframe\("
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in _sources("components", "pages", "server", "actions")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(forbidden, line)
    ]
    assert found == []


def _sources(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]
