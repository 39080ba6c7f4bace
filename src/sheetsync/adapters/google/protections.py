"""Who may edit what, as protected ranges. Ours are known by their description; people's own are never touched.

Of a sheet everything is protected but the blocks that are open; a block that only some may fill in is protected once more, for
them. The owner of a spreadsheet can always edit, and whoever protects a range is added to its editors by Google.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sheetsync.adapters.google.grid import grid_range
from sheetsync.adapters.google.marks import Json
from sheetsync.core.access import SheetAccess

OURS = "sheetsync:"
"""How the description of each of ours begins."""

WHOLE_SHEET, BUT_ENTRIES, ENTRIES = (
    f"{OURS} chỉ văn phòng sửa",
    f"{OURS} chỉ văn phòng sửa, trừ các ô cán bộ ghi",
    f"{OURS} các ô cán bộ ghi",
)


def protected_ranges(access: SheetAccess, sheet_id: int, office: Sequence[str]) -> Iterator[Json]:
    """The ProtectedRanges of one sheet."""
    whole: Json = {"range": {"sheetId": sheet_id}, "description": WHOLE_SHEET, "editors": _editors(office)}
    if access.open:
        whole["description"] = BUT_ENTRIES
        whole["unprotectedRanges"] = [grid_range(sheet_id, block) for block in access.open]
    yield whole
    if access.people:
        for block in access.open:
            yield {
                "range": grid_range(sheet_id, block),
                "description": ENTRIES,
                "editors": _editors((*access.people, *office)),
            }


def add_protections(wanted: Iterable[Json]) -> Iterator[Json]:
    for protected in wanted:
        yield {"addProtectedRange": {"protectedRange": protected}}


def remove_protections(present: Iterable[Mapping[str, Any]]) -> Iterator[Json]:
    for protected in present:
        yield {"deleteProtectedRange": {"protectedRangeId": protected["protectedRangeId"]}}


def is_ours(protected: Mapping[str, Any]) -> bool:
    return str(protected.get("description", "")).startswith(OURS)


def editors_of(protected: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(protected.get("editors", {}).get("users", ()))


def _editors(addresses: Iterable[str]) -> Json:
    return {"users": list({address.casefold(): address for address in addresses}.values())}
