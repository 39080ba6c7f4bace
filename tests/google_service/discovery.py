"""The services' own description (discovery documents): every request and every answer is judged by it.

Not modelled: limits that the description states only in words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cached_property
from importlib.resources import files
from typing import Any, NamedTuple
from urllib.parse import unquote

from tests.google_service.answers import Judgement
from tests.google_service.field_masks import Path
from tests.google_service.json_objects import JsonObject, Violation
from tests.google_service.received import Reader


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
        reader = Reader(self._schemas)
        for name, value in query:
            if name not in known:
                said = f"Cannot bind query parameter. Field '{name}' could not be found in request message."
                unknown = f'Invalid JSON payload received. Unknown name "{name}": {said}'
                reader.violations.append(("", unknown))
                continue
            read: Any = {"true": True, "false": False}.get(value.lower(), value) if known[name]["type"] == "boolean" else value
            reader.value(known[name], read, (None, name))
        return reader.violations

    def received(self, method: Method, body: Any) -> tuple[JsonObject, list[Violation]]:
        """The body in its canonical form, and what is wrong with it."""
        schema = method.description.get("request", {}).get("$ref")
        if schema is None or body is None:
            return {}, []
        at = {"sheets.spreadsheets.values.update": "data", "sheets.spreadsheets.values.append": "data"}.get(method.identity, "")
        reader = Reader(self._schemas)
        read = reader.message(schema, body, (None, at) if at else None)
        return read if isinstance(read, dict) else {}, reader.violations

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
