"""What a person is told who wants something that is not possible."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from domain.refusal import Refusal


def refused(deed: Callable[[], object]) -> str:
    """The reason of the refusal that the deed meets; the test fails if it meets none."""
    with pytest.raises(Refusal) as refusal:
        deed()
    return refusal.value.reason


@contextmanager
def refusing(*reasons: str) -> Iterator[None]:
    """Around what must be refused for one of these reasons."""
    with pytest.raises(Refusal) as refusal:
        yield
    assert refusal.value.reason in reasons
