"""What the legal pages say about whoever runs the meetings."""

from storage import organisation as store


def legal_details() -> dict[str, str]:
    """Filled in by the operator; what is empty shows as a gap on the pages."""
    return store.details()
