"""Whether an answer is one that the service's description allows: the loopback must not say what Google could not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.google_service.json_objects import JsonObject

Check = Callable[[Any], None]
_TYPES: dict[str, tuple[type, ...]] = {
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "string": (str,),
    "object": (dict,),
}


class Judgement:
    """The judgement of one answer. A format, which may occur in thousands of cells, is looked at once."""

    def __init__(self, schemas: dict[str, JsonObject]) -> None:
        self._schemas = schemas
        self._checks: dict[str, Check] = {}
        self._formats: set[int] = set()
        self.misfits: list[str] = []

    def message(self, name: str, value: Any) -> None:
        self._check_of(name)(value)

    def _check_of(self, name: str) -> Check:
        """The check for a message, made when it is first needed."""
        if name not in self._checks:
            fields: dict[str, Check] = {}
            known = self._schemas[name].get("properties", {})

            def check(value: Any) -> None:
                if not isinstance(value, dict):
                    self.misfits.append(f"{value!r} is no {name}")
                    return
                for key, item in value.items():
                    if key not in fields:
                        if key not in known:
                            self.misfits.append(f"{name} has no {key}")
                            continue
                        fields[key] = self._field(known[key], f"{name}.{key}")
                    fields[key](item)

            self._checks[name] = self._once(check) if name == "CellFormat" else check
        return self._checks[name]

    def _once(self, check: Check) -> Check:
        def check_once(value: Any) -> None:
            if id(value) not in self._formats:
                self._formats.add(id(value))
                check(value)

        return check_once

    def _field(self, schema: JsonObject, name: str) -> Check:
        if "$ref" in schema:
            return self._check_of(schema["$ref"])
        if schema["type"] == "array":
            return self._list(self._field(schema["items"], name), name)
        if schema["type"] == "any":
            return lambda _: None
        types = _TYPES[schema["type"]]
        values = schema.get("enum")
        small = schema["type"] == "integer"

        def check(value: Any) -> None:
            fits = type(value) in types and (values is None or value in values) and (not small or -(2**31) <= value < 2**31)
            if not fits:
                self.misfits.append(f"{name}: {value!r} is no {schema.get('format') or schema['type']}")

        return check

    def _list(self, check: Check, name: str) -> Check:
        def check_all(value: Any) -> None:
            if not isinstance(value, list):
                self.misfits.append(f"{name}: {value!r} is no list")
                return
            for item in value:
                check(item)

        return check_all
