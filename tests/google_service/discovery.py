"""The services' own description (discovery documents): every request and every answer is judged by it.

A request is read as proto3 JSON is: null is "not given", whole numbers may be written as text, an unknown name or a value of
the wrong type is a violation. What is read is canonical: colours are 32-bit numbers, a colour and its ColorStyle say the same.
Not modelled: limits that the description states only in words, and the exact wording for every type of mistake.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Sequence
from functools import cached_property
from importlib.resources import files
from typing import Any, NamedTuple
from urllib.parse import unquote

from tests.google_service.answers import Judgement
from tests.google_service.field_masks import Path
from tests.google_service.json_objects import JsonObject, Violation

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


class Method(NamedTuple):
    """A method of the service that an address leads to."""

    identity: str
    arguments: dict[str, str]
    description: JsonObject

    @property
    def scopes(self) -> list[str]:
        return list(self.description.get("scopes", []))

    @property
    def answer_schema(self) -> str | None:
        schema: str | None = self.description.get("response", {}).get("$ref")
        return schema


class Description:
    """One service: its methods, its messages."""

    def __init__(self, name: str) -> None:
        path = files("googleapiclient") / "discovery_cache" / "documents" / f"{name}.json"
        self._document: JsonObject = json.loads(path.read_text(encoding="utf-8"))
        self.revision: str = self._document["revision"]
        self._schemas: dict[str, JsonObject] = self._document["schemas"]

    def method(self, verb: str, path: str) -> Method | None:
        """The method that a verb and a path (still percent-encoded) lead to."""
        for known_verb, pattern, described in self._methods:
            found = pattern.fullmatch(path)
            if known_verb == verb and found:
                return Method(described["id"], {key: unquote(value) for key, value in found.groupdict().items()}, described)
        return None

    @cached_property
    def _methods(self) -> list[tuple[str, re.Pattern[str], JsonObject]]:
        found: list[tuple[str, re.Pattern[str], JsonObject]] = []

        def collect(resource: JsonObject) -> None:
            for described in resource.get("methods", {}).values():
                template = re.escape(described.get("flatPath", described["path"]))
                pattern = re.sub(
                    r"\\\{(\w+)\\\}",
                    lambda part: f"(?P<{part.group(1)}>[^/{'' if part.group(1) == 'range' else ':'}]+?)",
                    template,
                )
                found.append((described["httpMethod"], re.compile("/" + pattern), described))
            for inner in resource.get("resources", {}).values():
                collect(inner)

        collect(self._document)
        return sorted(found, key=lambda each: -len(each[1].pattern))

    def query_violations(self, method: Method, query: Sequence[tuple[str, str]]) -> list[Violation]:
        known = {**self._document["parameters"], **method.description.get("parameters", {})}
        violations: list[Violation] = []
        for name, value in query:
            if name not in known:
                said = f"Cannot bind query parameter. Field '{name}' could not be found in request message."
                unknown = f'Invalid JSON payload received. Unknown name "{name}": {said}'
                violations.append(("", unknown))
                continue
            read: Any = {"true": True, "false": False}.get(value.lower(), value) if known[name]["type"] == "boolean" else value
            self._read(known[name], read, _snake_case(name), violations)
        return violations

    def received(self, method: Method, body: Any) -> tuple[JsonObject, list[Violation]]:
        """The body in its canonical form, and what is wrong with it."""
        schema = method.description.get("request", {}).get("$ref")
        if schema is None or body is None:
            return {}, []
        at = {"sheets.spreadsheets.values.update": "data", "sheets.spreadsheets.values.append": "data"}.get(method.identity, "")
        violations: list[Violation] = []
        read = self._read_message(schema, body, at, violations)
        return read if isinstance(read, dict) else {}, violations

    def _read(self, schema: JsonObject, value: Any, at: str, violations: list[Violation]) -> Any:
        if value is None:
            return None
        if "$ref" in schema:
            return self._read_message(schema["$ref"], value, at, violations)
        kind = schema.get("type")
        if kind == "any":
            return value
        if kind == "array":
            if not isinstance(value, list):
                return _violated(violations, at, "type.googleapis.com/google.protobuf.ListValue", value)
            items = schema["items"]
            return [self._read(items, item, f"{at}[{index}]", violations) for index, item in enumerate(value)]
        if kind == "object":
            if not isinstance(value, dict):
                return _violated(violations, at, "map", value)
            inner = schema.get("additionalProperties")
            return {key: self._read(inner, item, f"{at}.{key}", violations) for key, item in value.items()} if inner else value
        return _read_scalar(schema, value, at, violations)

    def _read_message(self, name: str, value: Any, at: str, violations: list[Violation]) -> Any:
        if not isinstance(value, dict):
            return _violated(violations, at, f"type.googleapis.com/google.apps.sheets.v4.{name}", value)
        known = self._schemas[name]["properties"]
        result: JsonObject = {}
        for given, item in value.items():
            key = given if given in known else _camel_case(given)
            if key not in known:
                place = f" at '{at}'" if at else ""
                violations.append((at, f'Invalid JSON payload received. Unknown name "{given}"{place}: Cannot find field.'))
            elif item is not None:
                result[key] = self._read(known[key], item, f"{at}.{_snake_case(key)}" if at else _snake_case(key), violations)
        for key in _WITHOUT_PRESENCE.get(name, ()):
            if key in result and not result[key]:
                del result[key]
        for colour in self._colours.get(name, ()):
            _mirror_colour(result, colour)
        return result

    @cached_property
    def _colours(self) -> dict[str, list[str]]:
        """Message -> its fields that are a Color with a ColorStyle beside it."""
        return {
            name: [key for key in schema["properties"] if schema["properties"].get(f"{key}Style", {}).get("$ref") == "ColorStyle"]
            for name, schema in self._schemas.items()
            if any(part.get("$ref") == "ColorStyle" for part in schema.get("properties", {}).values())
        }

    def unknown_paths(self, schema_name: str, paths: Sequence[Path]) -> list[Path]:
        """The paths of a field mask that name no field of a message."""
        return [path for path in paths if not self._exists(schema_name, path)]

    def _exists(self, schema_name: str, path: Path) -> bool:
        schema = self._schemas[schema_name]
        for segment in path:
            if segment == "*":
                return True
            inner = schema.get("properties", {}).get(segment)
            if inner is None:
                return False
            while inner.get("type") == "array":
                inner = inner["items"]
            schema = self._schemas[inner["$ref"]] if "$ref" in inner else inner
        return True

    def with_colour_styles(self, schema_name: str, paths: Sequence[Path]) -> list[Path]:
        """The mask with each colour's style and each style's colour: the service keeps the two the same."""
        wider = list(paths)
        for path in paths:
            twin = path[-1].removesuffix("Style") if path[-1].endswith("Style") else path[-1] + "Style"
            if (
                path[-1] != "*"
                and twin.removesuffix("Style").lower().endswith("color")
                and self._exists(schema_name, (*path[:-1], twin))
            ):
                wider.append((*path[:-1], twin))
        return wider

    def misfits(self, schema_name: str, answer: Any) -> list[str]:
        """What in an answer the description does not know."""
        judgement = Judgement(self._schemas)
        judgement.message(schema_name, answer)
        return judgement.misfits


def _read_scalar(schema: JsonObject, value: Any, at: str, violations: list[Violation]) -> Any:
    kind = schema["type"]
    if kind == "string":
        if "enum" in schema and value not in schema["enum"]:
            return _violated(violations, at, "enum", value)
        return value if isinstance(value, str) else _violated(violations, at, "TYPE_STRING", value)
    if kind == "boolean":
        return value if isinstance(value, bool) else _violated(violations, at, "TYPE_BOOL", value)
    number = _number(value)
    if kind == "integer":
        if number is None or number != int(number) or not -(2**31) <= number < 2**31:
            return _violated(violations, at, "TYPE_INT32", value)
        return int(number)
    if number is None:
        return _violated(violations, at, "TYPE_DOUBLE", value)
    return _as_float32(number) if schema.get("format") == "float" else number


def _number(value: Any) -> int | float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", value):
        return float(value) if re.search(r"[.eE]", value) else int(value)
    return None


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


def _violated(violations: list[Violation], at: str, kind: str, value: Any) -> None:
    violations.append((at, f"Invalid value at '{at}' ({kind}), {json.dumps(value, ensure_ascii=False)}"))


def _mirror_colour(message: JsonObject, colour: str) -> None:
    """A colour and its style say the same; the style is the one that counts."""
    style = f"{colour}Style"
    if style in message:
        if "rgbColor" in message[style]:
            message[colour] = message[style]["rgbColor"]
    elif colour in message:
        message[style] = {"rgbColor": message[colour]}


def _camel_case(name: str) -> str:
    return re.sub(r"_([a-z0-9])", lambda found: found.group(1).upper(), name)


def _snake_case(name: str) -> str:
    return re.sub(r"([A-Z])", lambda found: "_" + found.group(1).lower(), name)
