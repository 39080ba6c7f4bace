"""Regular expressions that are compiled when they are first needed: most runs of a command meet few of them."""

from __future__ import annotations

import re
from typing import Any, cast


class _Pattern:
    """Stands for a compiled pattern. A method, once asked for, is the compiled pattern's own."""

    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, found)
        return found


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """The regular expression, compiled by its first use. For a module's own constants: a mistake in it is found only then."""
    return cast("re.Pattern[str]", _Pattern(text, flags))
