"""Charts: what people typed is data, never a field name, an expression or an address (row 16)."""

from collections.abc import Iterator
from typing import Any

import pytest

from components.charts import _chart
from domain.text_rules import clean_text
from tests.trust.strings import all_strings

LABELS = [text for each in all_strings() if 0 < len(each.text) <= 500 and (text := clean_text(each.text))]
# The columns that the chart is made of.
OURS = {"label", "value", "label_top", "top", "middle", "bottom"}
# What would load something, follow something, or calculate something written in the data.
NEVER = {"tooltip", "href", "url", "signal", "expr", "params", "transform", "facet", "image"}


@pytest.fixture(autouse=True)
def _no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    class Nowhere:
        class theme:
            type = "light"

    monkeypatch.setattr("components.charts.st.context", Nowhere)


def test_a_label_is_nothing_but_a_value() -> None:
    spec = _chart([(label, number) for number, label in enumerate(LABELS)]).to_dict()
    data = spec.pop("datasets")
    assert {each for key, each in _items(spec) if key == "field"} <= OURS
    assert {key for key, _ in _items(spec)} & NEVER == set()
    assert not [text for text in _strings(spec) if text in LABELS and text not in OURS | {"left", "top"}]
    rows = next(iter(data.values()))
    assert {key for row in rows for key in row} == OURS
    assert len(rows) == len(LABELS)


def test_the_shape_of_a_chart_is_the_same_whatever_its_labels_say() -> None:
    """Nothing of a label has become part of the program."""
    plain, nasty = ([(text, 1)] for text in ("Wort", "datum['x'] {signal} a.b[0] http://x.example/y.png"))
    shapes = [_chart(bars).to_dict() for bars in (plain, nasty)]
    for shape in shapes:
        del shape["datasets"]
        _forget_names(shape)
    assert _without_numbers(shapes[0]) == _without_numbers(shapes[1])


def _forget_names(value: Any) -> None:
    """Altair names a table by what is in it."""
    if isinstance(value, dict):
        value.pop("name", None)
        for each in value.values():
            _forget_names(each)
    elif isinstance(value, list):
        for each in value:
            _forget_names(each)


def _without_numbers(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_numbers(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_without_numbers(each) for each in value]
    return 0 if isinstance(value, int | float) else value


def _items(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from ((key, each) for key, each in value.items() if isinstance(each, str | dict | list))
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _items(each)


def _strings(value: Any) -> list[str]:
    return [each for _, each in _items(value) if isinstance(each, str)]
