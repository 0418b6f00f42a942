"""What the legal pages say about whoever runs the meetings, and how long something is kept."""

from domain.privacy import Kept, Period, period_of
from storage import organisation as store

# These are shown, but kept to by others than this application's daily deletion.
ELSEWHERE = ("logs", "backups")


def legal_details() -> dict[str, str]:
    """Filled in by the operator; what is empty shows as a gap on the pages."""
    return store.details()


def periods() -> dict[str, Period]:
    """Every period that can be understood, by its name under [periods]."""
    names = [*Kept, *ELSEWHERE]
    written = {str(name): period_of(store.details().get(f"periods.{name}", "")) for name in names}
    return {name: period for name, period in written.items() if period}


def kept_for() -> dict[Kept, Period]:
    """The periods that the daily deletion keeps to. A kind that is missing here is never deleted."""
    understood = periods()
    return {kind: understood[kind] for kind in Kept if kind in understood}


def not_understood() -> list[str]:
    """The names of periods that are no number of days, weeks, months or years."""
    return [name for name in (*Kept, *ELSEWHERE) if name not in periods()]


def missing() -> list[str]:
    """What the operator has not filled in yet."""
    return [name for name, value in legal_details().items() if not value]
