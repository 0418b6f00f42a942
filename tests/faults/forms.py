"""Each fault has a short form, played with every test run, and a long one, played by `make torture`."""

from typing import Any

import pytest


def forms(name: str, *, short: Any, long: Any) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        name, [pytest.param(short, id="short"), pytest.param(long, id="long", marks=pytest.mark.torture)]
    )
