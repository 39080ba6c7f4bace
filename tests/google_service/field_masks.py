"""Field masks: what a `fields` parameter names, its application to an answer, and to an update."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from tests.google_service.json_objects import JsonObject

Path = tuple[str, ...]
Tree = dict[str, Any]
"""Field -> what is wanted below it; an empty tree means everything below."""


def parse_mask(text: str) -> list[Path]:
    """`a.b,c(d,e/f)` names a.b, c.d and c.e.f. Raises ValueError for a text that is no mask."""
    paths, rest = _parse_list(text, 0, ())
    if rest != len(text):
        raise ValueError(text)
    return paths


def _parse_list(text: str, at: int, before: Path) -> tuple[list[Path], int]:
    paths: list[Path] = []
    while True:
        found = re.compile(r"\s*([\w*]+(?:\s*[./]\s*[\w*]+)*)\s*").match(text, at)
        if not found:
            raise ValueError(text)
        path = before + tuple(re.split(r"\s*[./]\s*", found.group(1)))
        at = found.end()
        if at < len(text) and text[at] == "(":
            inner, at = _parse_list(text, at + 1, path)
            if at >= len(text) or text[at] != ")":
                raise ValueError(text)
            paths += inner
            at += 1
        else:
            paths.append(path)
        while at < len(text) and text[at].isspace():
            at += 1
        if at >= len(text) or text[at] != ",":
            return paths, at
        at += 1


def tree_of(paths: Iterable[Path]) -> Tree:
    tree: Tree = {}
    whole: set[int] = set()
    for path in paths:
        at = tree
        for segment in path:
            if id(at) in whole:
                break
            at = at.setdefault(segment, {})
        else:
            at.clear()
            whole.add(id(at))
    return tree


def below(tree: Tree | None, *path: str) -> Tree | None:
    """What is wanted below a path: a tree (empty: everything), or None when nothing is."""
    for segment in path:
        if tree is None or not tree:
            return tree
        found = [tree[key] for key in (segment, "*") if key in tree]
        if not found:
            return None
        tree = {} if any(not each for each in found) else {key: value for each in found for key, value in each.items()}
    return tree


def project(value: Any, tree: Tree) -> Any:
    """The part of an answer that a mask names."""
    if not tree:
        return value
    if isinstance(value, list):
        return [project(item, tree) for item in value]
    if not isinstance(value, dict):
        return value
    if "*" not in tree:
        return {key: project(value[key], wanted) if wanted else value[key] for key, wanted in tree.items() if key in value}
    shown: JsonObject = {}
    for key, item in value.items():
        wanted = below(tree, key)
        if wanted is not None:
            shown[key] = project(item, wanted)
    return shown


def with_fields(target: JsonObject, source: JsonObject, paths: Sequence[Path]) -> JsonObject:
    """A new message: the target with the named fields taken from the source; a field that the source lacks is cleared.

    What is taken is not copied: messages are never changed in place.
    """
    result = dict(target)
    for path in paths:
        if path[0] == "*":
            return dict(source)
        _take(result, source, path)
    return result


def _take(target: JsonObject, source: JsonObject | None, path: Path) -> None:
    name, rest = path[0], path[1:]
    value = source.get(name) if isinstance(source, dict) else None
    if not rest or rest[0] == "*":
        if value is None:
            target.pop(name, None)
        else:
            target[name] = value
        return
    if value is None and name not in target:
        return
    inner = dict(target.get(name) or {})
    _take(inner, value, rest)
    if inner or value is not None:
        target[name] = inner
    else:
        target.pop(name, None)
