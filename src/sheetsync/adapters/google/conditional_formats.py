"""Highlights as conditional format rules. Rules have no name on Google: they are known by their place and by our mark in their
formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sheetsync.adapters.google.formats import difference_format, rgb_of
from sheetsync.adapters.google.formulas import formula_for, same_formula
from sheetsync.adapters.google.grid import grid_range
from sheetsync.adapters.google.marks import Json
from sheetsync.adapters.google.snapshot import SheetState
from sheetsync.core.edits import Highlight
from sheetsync.core.highlight_mark import marked


def rule_of(highlight: Highlight, sheet_id: int, locale: str) -> Json:
    """A ConditionalFormatRule with our mark."""
    return custom_rule(
        [grid_range(sheet_id, area) for area in highlight.areas],
        formula_for(marked(highlight.condition), locale),
        difference_format(highlight.look),
    )


def custom_rule(ranges: Sequence[Json], formula: str, looks: Json) -> Json:
    return {
        "ranges": list(ranges),
        "booleanRule": {
            "condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]},
            "format": looks,
        },
    }


def exchange_requests(sheet: SheetState, wanted: Sequence[Json]) -> Iterator[Json]:
    """Ours out, the wanted ones in behind people's own; nothing where they are there already."""
    own = sheet.own_formats
    present = [sheet.formats[place] for place in own]
    after_peoples = own == tuple(range(len(sheet.formats) - len(own), len(sheet.formats)))
    if after_peoples and len(present) == len(wanted) and all(map(same_rule, present, wanted)):
        return
    for place in reversed(own):
        yield {"deleteConditionalFormatRule": {"sheetId": sheet.sheet_id, "index": place}}
    start = len(sheet.formats) - len(own)
    for place, rule in enumerate(wanted, start=start):
        yield {"addConditionalFormatRule": {"rule": rule, "index": place}}


def missing_rules(before: Sequence[Json], after: Sequence[Json]) -> Iterator[tuple[int, Json]]:
    """The rules of people that were there and are no more, with the places they had: as many as there are fewer now. A rule that
    a person changed meanwhile, or whose cells moved, is not missing where one of its formula or its ranges is still there."""
    left = list(after)
    gone: list[tuple[bool, int, Json]] = []
    for place, rule in enumerate(before):
        if rule in left:
            left.remove(rule)
        else:
            gone.append((any(_alike(rule, other) for other in left), place, rule))
    fewer = max(len(before) - len(after), 0)
    surest_first = sorted(gone, key=lambda found: found[:2])[:fewer]
    yield from ((place, rule) for _, place, rule in surest_first)


def same_rule(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two rules show the same, however Google spells what it was given."""
    ranges = [_range(each) for each in one.get("ranges", ())], [_range(each) for each in other.get("ranges", ())]
    return ranges[0] == ranges[1] and same_formula(_formula(one), _formula(other)) and _looks(one) == _looks(other)


def _alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if one.get("booleanRule", {}).get("condition") == other.get("booleanRule", {}).get("condition"):
        return True
    return one.get("ranges") == other.get("ranges")


def _range(given: Mapping[str, int]) -> tuple[int | None, ...]:
    keys = ("sheetId", "startRowIndex", "startColumnIndex", "endRowIndex", "endColumnIndex")
    return tuple(given.get(key, 0 if key.startswith(("sheet", "start")) else None) for key in keys)


def _formula(rule: Mapping[str, Any]) -> str:
    values = rule.get("booleanRule", {}).get("condition", {}).get("values", ())
    return str(values[0].get("userEnteredValue", "")) if values else ""


def _looks(rule: Mapping[str, Any]) -> tuple[object, ...]:
    given = rule.get("booleanRule", {}).get("format", {})
    text = given.get("textFormat", {})
    return (
        rgb_of(given, "backgroundColor"),
        rgb_of(text, "foregroundColor"),
        bool(text.get("bold", False)),
        bool(text.get("italic", False)),
    )
