"""File names of which no two are alike where case does not count."""

from __future__ import annotations

from collections.abc import Mapping


def distinct_names(stems: Mapping[str, str], ending: str, *, joint: str) -> dict[str, str]:
    """By the same keys, the stem and the ending; a stem that is taken gets the lowest number from 2 that makes it free, after the
    joint."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for key, stem in stems.items():
        name, number = stem, 2
        while name.casefold() in taken:
            name, number = f"{stem}{joint}{number}", number + 1
        taken.add(name.casefold())
        names[key] = f"{name}{ending}"
    return names
