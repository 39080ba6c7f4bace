"""JSON messages as the service keeps them, and a quick copy of one."""

from __future__ import annotations

from typing import Any

JsonObject = dict[str, Any]
Violation = tuple[str, str]
"""The field and what is wrong with it, as in google.rpc.BadRequest."""


def copied(value: Any) -> Any:
    """A deep copy of JSON data; several times quicker than copy.deepcopy, which a large sheet needs."""
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    if isinstance(value, list):
        return [copied(item) for item in value]
    return value
