"""Who may edit what, as protected ranges. Ours are known by their description; people's own are never touched.

Of a sheet everything is protected but the blocks that are open; a block that only some may fill in is protected once more, for
them. The owner of a spreadsheet can always edit, and whoever protects a range is added to its editors by Google.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sheetsync.adapters.google.grid import grid_range
from sheetsync.adapters.google.marks import Json
from sheetsync.core.access import AccessChange, AccessNews, AccessPart, SheetAccess
from sheetsync.records import dataclass

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


@dataclass(frozen=True, slots=True)
class Right:
    """What one or several protected ranges of a sheet say together. blocks: those that are protected or left open."""

    blocks: frozenset[tuple[int, ...]]
    editors: Mapping[str, str]


def rights_of(protections: Iterable[Mapping[str, Any]]) -> Mapping[AccessPart, Right]:
    """Of the protected ranges of one sheet that are ours."""
    found: dict[AccessPart, Right] = {}
    for protected in protections:
        part = AccessPart.ENTRIES if protected["description"].startswith(ENTRIES) else AccessPart.SHEET
        given = protected.get("unprotectedRanges", ()) if part is AccessPart.SHEET else (protected.get("range", {}),)
        users = {user.casefold(): user for user in protected.get("editors", {}).get("users", ())}
        known = found.get(part, Right(frozenset(), {}))
        found[part] = Right(known.blocks | frozenset(map(_block, given)), {**known.editors, **users})
    return found


def compared(
    sheet: str, before: Mapping[AccessPart, Right], after: Mapping[AccessPart, Right], implied: Collection[str] = ()
) -> Iterator[AccessChange]:
    """What changed on a sheet. implied: addresses that Google adds by itself, of which nothing is said."""
    silent = {address.casefold() for address in implied}
    for part in AccessPart:
        old, new = before.get(part), after.get(part)
        added = tuple(user for key, user in _editors_of(new).items() if key not in _editors_of(old) and key not in silent)
        removed = tuple(user for key, user in _editors_of(old).items() if key not in _editors_of(new) and key not in silent)
        if old is None and new is not None:
            yield AccessChange(sheet, part, AccessNews.NEW, added)
        elif old is not None and new is None:
            yield AccessChange(sheet, part, AccessNews.GONE, removed=removed)
        elif old is not None and new is not None and (added or removed or old.blocks != new.blocks):
            yield AccessChange(sheet, part, AccessNews.CHANGED, added, removed, moved=old.blocks != new.blocks)


def _editors_of(right: Right | None) -> Mapping[str, str]:
    return right.editors if right is not None else {}


def _block(given: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(given.get(key, 0) for key in ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex"))


def _editors(addresses: Iterable[str]) -> Json:
    return {"users": list({address.casefold(): address for address in addresses}.values())}
