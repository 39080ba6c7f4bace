"""How a conditional format of ours is known: `N("sheetsync")=0` inside the AND of its formula.

Always true, and kept by Excel, LibreOffice and Google.
"""

from __future__ import annotations

import re

LONGEST_FORMULA = 8192  # characters, Excel's limit
_MARK = re.compile(r'\bN\(\s*"sheetsync"\s*\)', re.IGNORECASE)


def marked(condition: str) -> str:
    """The condition with our mark. Raises ValueError when the formula gets too long for Excel."""
    formula = f'AND(N("sheetsync")=0,{condition})'
    if len(formula) > LONGEST_FORMULA:
        raise ValueError(f"a conditional format's formula has {len(formula)} characters")
    return formula


def is_marked(formula: str) -> bool:
    """Whether a conditional format with this formula is ours."""
    return _MARK.search(formula) is not None
