"""Whether an answer is one that the service's description allows: the loopback must not say what Google could not."""

from __future__ import annotations

from typing import Any

from tests.google_service.json_objects import JsonObject


class Judgement:
    """The judgement of one answer. A part that occurs many times in it (a format) is looked at once."""

    def __init__(self, schemas: dict[str, JsonObject]) -> None:
        self._schemas = schemas
        self._seen: set[tuple[str, int]] = set()
        self.misfits: list[str] = []

    def message(self, name: str, value: Any) -> None:
        if not isinstance(value, dict):
            self.misfits.append(f"{value!r} is no {name}")
            return
        if (name, id(value)) in self._seen:
            return
        self._seen.add((name, id(value)))
        known = self._schemas[name].get("properties", {})
        for key, item in value.items():
            if key not in known:
                self.misfits.append(f"{name} has no {key}")
            else:
                self._field(known[key], item, name, key)

    def _field(self, schema: JsonObject, value: Any, name: str, key: str) -> None:
        if "$ref" in schema:
            self.message(schema["$ref"], value)
        elif schema["type"] == "array" and isinstance(value, list):
            for item in value:
                self._field(schema["items"], item, name, key)
        elif not _fits(schema, value):
            self.misfits.append(f"{name}.{key}: {value!r} is no {schema.get('format') or schema['type']}")


def _fits(schema: JsonObject, value: Any) -> bool:
    match schema["type"]:
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool) and -(2**31) <= value < 2**31
        case "number":
            return isinstance(value, (int, float)) and not isinstance(value, bool)
        case "string":
            return isinstance(value, str) and ("enum" not in schema or value in schema["enum"])
        case "object":
            return isinstance(value, dict)
        case "array":
            return False
    return True
