"""What a person is told who wants something that is not possible."""

from collections.abc import Callable

import pytest

from domain.refusal import Refusal


def refused(deed: Callable[[], object]) -> str:
    """The reason of the refusal that the deed meets; the test fails if it meets none."""
    with pytest.raises(Refusal) as refusal:
        deed()
    return refusal.value.reason
