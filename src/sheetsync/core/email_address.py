"""What counts as one e-mail address in the configuration and in `Cán bộ`."""

from __future__ import annotations

ADDRESS_PATTERN = r"[^@\s,;<>\"']+@[^@\s,;<>\"']+\.[^@\s,;<>\"'.]+"
"""One address and nothing else: no name before it, no second one behind it."""

ADDRESS_FORM = "dạng ten@noi.vn"


def same_address(one: str, other: str) -> bool:
    """Capitals make no difference to whom a message or a right goes."""
    return one.strip().casefold() == other.strip().casefold()
