"""Reading what a client sent, as proto3 JSON is read.

Null is "not given", whole numbers may be written as text, an unknown name or a value of the wrong type is a violation. What is
read is canonical: colours are 32-bit numbers, a colour and its ColorStyle say the same, defaults that the service does not tell
apart from nothing are left out. Not modelled: the exact wording for every type of mistake.
"""

from __future__ import annotations

import json
import re
import struct
from functools import cache
from typing import Any

from tests.google_service.json_objects import JsonObject, Violation

At = tuple[Any, str | int] | None
"""Where in the body: what is around it, and the field or index in that."""

_WITHOUT_PRESENCE = {
    "Color": ("red", "green", "blue", "alpha"),
    "GridProperties": ("hideGridlines", "frozenRowCount", "frozenColumnCount", "rowGroupControlAfter", "columnGroupControlAfter"),
    "SheetProperties": ("hidden", "rightToLeft"),
    "ProtectedRange": ("warningOnly", "description"),
    "DimensionProperties": ("hiddenByUser", "hiddenByFilter"),
    "DataValidationRule": ("strict", "showCustomUi", "inputMessage"),
    "Editors": ("users", "groups", "domainUsersCanEdit"),
}
"""Fields whose zero, false, empty text or empty list is the same as not given."""


class Reader:
    """Reads one body by the messages of a description."""

    def __init__(self, schemas: dict[str, JsonObject]) -> None:
        self._schemas = schemas
        self.violations: list[Violation] = []

    def message(self, name: str, value: Any, at: At) -> Any:
        if not isinstance(value, dict):
            return self._violated(at, f"type.googleapis.com/google.apps.sheets.v4.{name}", value)
        known = self._schemas[name]["properties"]
        result: JsonObject = {}
        for given, item in value.items():
            key = given if given in known else _camel_case(given)
            if key not in known:
                place = f" at '{_spelled(at)}'" if at else ""
                said = f'Invalid JSON payload received. Unknown name "{given}"{place}: Cannot find field.'
                self.violations.append((_spelled(at), said))
            elif item is not None:
                result[key] = self.value(known[key], item, (at, key))
        for key in _WITHOUT_PRESENCE.get(name, ()):
            if key in result and not result[key]:
                del result[key]
        for key in [key for key in result if key.lower().endswith(("color", "colorstyle"))]:
            _mirror_colour(known, result, key.removesuffix("Style"))
        return result

    def value(self, schema: JsonObject, value: Any, at: At) -> Any:
        reference = schema.get("$ref")
        if value is None:
            return None
        if reference is not None:
            return self.message(reference, value, at)
        kind = schema["type"]
        if kind == "string" and "enum" not in schema and isinstance(value, str):
            return value
        if kind == "any":
            return value
        if kind == "array":
            if not isinstance(value, list):
                return self._violated(at, "type.googleapis.com/google.protobuf.ListValue", value)
            items = schema["items"]
            return [self.value(items, item, (at, index)) for index, item in enumerate(value)]
        if kind == "object":
            if not isinstance(value, dict):
                return self._violated(at, "map", value)
            inner = schema.get("additionalProperties")
            return {key: self.value(inner, item, (at, key)) for key, item in value.items()} if inner else value
        return self._scalar(schema, value, at)

    def _scalar(self, schema: JsonObject, value: Any, at: At) -> Any:
        kind = schema["type"]
        if kind == "string":
            if "enum" in schema and value not in schema["enum"]:
                return self._violated(at, "enum", value)
            return value if isinstance(value, str) else self._violated(at, "TYPE_STRING", value)
        if kind == "boolean":
            return value if isinstance(value, bool) else self._violated(at, "TYPE_BOOL", value)
        number = _number(value)
        if kind == "integer":
            if number is None or number != int(number) or not -(2**31) <= number < 2**31:
                return self._violated(at, "TYPE_INT32", value)
            return int(number)
        if number is None:
            return self._violated(at, "TYPE_DOUBLE", value)
        return _as_float32(number) if schema.get("format") == "float" else number

    def _violated(self, at: At, kind: str, value: Any) -> None:
        place = _spelled(at)
        self.violations.append((place, f"Invalid value at '{place}' ({kind}), {json.dumps(value, ensure_ascii=False)}"))


def _spelled(at: At) -> str:
    """`requests[0].repeat_cell.cell`: by the names that the fields have in the protocol."""
    parts: list[str] = []
    while at is not None:
        at, name = at
        parts.append(f"[{name}]" if isinstance(name, int) else f".{_snake_case(name)}")
    return "".join(reversed(parts)).removeprefix(".")


def _number(value: Any) -> int | float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", value):
        return float(value) if re.search(r"[.eE]", value) else int(value)
    return None


@cache
def _as_float32(number: int | float) -> int | float:
    """The number as a 32-bit one shows: 127/255 is 0.49803922."""
    if number == int(number):
        return int(number)
    kept = struct.pack("f", number)
    for digits in range(6, 10):
        short = float(f"{number:.{digits}g}")
        if struct.pack("f", short) == kept:
            return short
    return number


def _mirror_colour(known: JsonObject, message: JsonObject, colour: str) -> None:
    """A colour and its style say the same; the style is the one that counts."""
    style = f"{colour}Style"
    if style not in known or colour not in known:
        return
    if style in message:
        if "rgbColor" in message[style]:
            message[colour] = message[style]["rgbColor"]
    elif colour in message:
        message[style] = {"rgbColor": message[colour]}


def _camel_case(name: str) -> str:
    return re.sub(r"_([a-z0-9])", lambda found: found.group(1).upper(), name)


def _snake_case(name: str) -> str:
    return re.sub(r"([A-Z])", lambda found: "_" + found.group(1).lower(), name)
