"""The state an audience sees, and the difference between two of them.

A state is two levels deep: section → key → value. A difference has the same shape; None takes a key away.
News names what must be looked at anew: a section, or one key of it ("ideas/17").
"""

from collections.abc import Iterable, Mapping
from typing import Any

Section = dict[str, Any]
State = dict[str, Section]


def part(section: str, key: object) -> str:
    """The name of one key of a section."""
    return f"{section}/{key}"


def section_of(name: str) -> str:
    return name.partition("/")[0]


def sections_and_parts(names: Iterable[str]) -> tuple[set[str], dict[str, set[str]]]:
    """The sections named as a whole, and of the others the keys."""
    names = set(names)
    whole = {name for name in names if "/" not in name}
    parts: dict[str, set[str]] = {}
    for name in names - whole:
        section, _, key = name.partition("/")
        if section not in whole:
            parts.setdefault(section, set()).add(key)
    return whole, parts


def difference(old: Mapping[str, Section], new: Mapping[str, Section]) -> State:
    """What turns `old` into `new`; sections without a change are left out."""
    changed: State = {}
    for name in old.keys() | new.keys():
        before, after = old.get(name, {}), new.get(name, {})
        section = {key: value for key, value in after.items() if key not in before or before[key] != value}
        section.update(dict.fromkeys(before.keys() - after.keys()))
        if section:
            changed[name] = section
    return changed


def applied(state: Mapping[str, Section], change: Mapping[str, Section]) -> State:
    """The state after the change; the same rule as components/live/live.js."""
    result = {name: dict(section) for name, section in state.items()}
    for name, section in change.items():
        target = result.setdefault(name, {})
        for key, value in section.items():
            if value is None:
                target.pop(key, None)
            else:
                target[key] = value
    return {name: section for name, section in result.items() if section}
