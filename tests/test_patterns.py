"""Patterns that are compiled late do what compiled ones do, and every one of the package compiles."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import sheetsync
from sheetsync.patterns import _Pattern, pattern


def test_a_late_pattern_matches_as_a_compiled_one() -> None:
    late, compiled = pattern("(Ô)(x)?", re.IGNORECASE), re.compile("(Ô)(x)?", re.IGNORECASE)
    for _ in range(2):
        assert late.findall("ôx Ô") == compiled.findall("ôx Ô")
        assert late.sub("-", "aô") == "a-"
        assert late.fullmatch("Ôx") is not None
    assert (late.pattern, late.flags) == (compiled.pattern, compiled.flags)


def test_a_mistake_is_told_at_the_first_use() -> None:
    wrong = pattern("(")
    with pytest.raises(re.error):
        wrong.match("a")


def test_every_pattern_of_the_package_compiles() -> None:
    names = [module.name for module in pkgutil.walk_packages(sheetsync.__path__, "sheetsync.") if "__main__" not in module.name]
    late = [value for name in names for value in vars(importlib.import_module(name)).values() if isinstance(value, _Pattern)]
    assert len(late) > 50
    assert [one.pattern for one in late]
