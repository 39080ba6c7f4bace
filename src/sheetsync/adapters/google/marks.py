"""The marks that sheets of ours carry on Google: developer metadata, which people do not see and cannot edit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sheetsync.core.book import SheetKind
from sheetsync.records import dataclass

MARK_KEY = "sheetsync"
"""On a sheet: it is ours."""
ASIDE_KEY = "sheetsync.aside"
"""On a sheet beside its mark: it is only there until the write that made it (or took it out of sight) has been looked at."""
STAGING_KEY = "sheetsync.staging"
"""On a sheet out of sight that a large write is being put together on: nobody else's work is ever in it. Its value ends in the
sheet's id."""
ENTRIES_KEY = "sheetsync.entries"
"""On a sheet out of sight that holds what stood in a tab right before entries were written: the tab's id, then its own."""
RECEIPT_KEY = "sheetsync.receipt"
"""On the spreadsheet: the last write of ours, so that a write whose answer was lost can be told from one that never came."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SheetMark:
    """digest: of everything that was written into the sheet. sheet_id: the sheet the mark was made for; on a copy that a person
    made, it is another one's, and the copy is people's own. metadata_id: of the mark itself."""

    kind: SheetKind
    period: str
    fingerprint: str
    digest: str
    sheet_id: int
    metadata_id: int = 0

    @property
    def text(self) -> str:
        return "|".join((self.kind.value, self.period, self.fingerprint, self.digest, str(self.sheet_id)))


def read_mark(metadata: Iterable[Mapping[str, Any]], sheet_id: int, key: str = MARK_KEY) -> SheetMark | None:
    """The mark among a sheet's metadata; None where there is none, one of another version, or one that came along when a
    person copied the sheet."""
    for entry in metadata:
        if entry.get("metadataKey") != key:
            continue
        parts = str(entry.get("metadataValue", "")).split("|")
        kinds = {kind.value: kind for kind in SheetKind}
        if len(parts) != 5 or parts[0] not in kinds or parts[4] != str(sheet_id):
            continue
        return SheetMark(kinds[parts[0]], parts[1], parts[2], parts[3], sheet_id, int(entry.get("metadataId", 0)))
    return None


def put_mark(mark: SheetMark, key: str = MARK_KEY) -> Json:
    """The request that marks a sheet."""
    return {
        "createDeveloperMetadata": {
            "developerMetadata": {
                "metadataKey": key,
                "metadataValue": mark.text,
                "location": {"sheetId": mark.sheet_id},
                "visibility": "DOCUMENT",
            }
        }
    }


def put_entries_mark(tab_id: int, sheet_id: int) -> Json:
    """The request that marks a sheet as the one that holds what stood in a tab."""
    return {
        "createDeveloperMetadata": {
            "developerMetadata": {
                "metadataKey": ENTRIES_KEY,
                "metadataValue": f"{tab_id}|{sheet_id}",
                "location": {"sheetId": sheet_id},
                "visibility": "DOCUMENT",
            }
        }
    }


def entries_of(metadata: Iterable[Mapping[str, Any]], sheet_id: int) -> int | None:
    """The id of the tab of which the sheet holds what stood there; None for other sheets, and for a copy a person made of it."""
    for entry in metadata:
        tab_id, _, own = str(entry.get("metadataValue", "")).partition("|")
        if entry.get("metadataKey") == ENTRIES_KEY and own == str(sheet_id) and tab_id.isdigit():
            return int(tab_id)
    return None


def put_line_mark(key: str, sheet_id: int, dimension: str, index: int) -> Json:
    """The request that binds a mark to a row or column (index from 0), by which it is found again wherever it is moved. Short,
    for Google takes no more than 30,000 letters of marks on a sheet."""
    place = {"sheetId": sheet_id, "dimension": dimension, "startIndex": index, "endIndex": index + 1}
    return {
        "createDeveloperMetadata": {
            "developerMetadata": {
                "metadataKey": key,
                "metadataValue": str(index + 1),
                "location": {"dimensionRange": place},
                "visibility": "DOCUMENT",
            }
        }
    }


def remove_line_marks(key: str) -> Json:
    return {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": {"metadataKey": key}}}}


def is_staging(metadata: Iterable[Mapping[str, Any]], sheet_id: int) -> bool:
    """Whether a large write is being put together on the sheet; not on a copy that a person made of it."""
    return any(
        entry.get("metadataKey") == STAGING_KEY and str(entry.get("metadataValue", "")).split("|")[-1] == str(sheet_id)
        for entry in metadata
    )


def put_staging(sheet_id: int, metadata_id: int) -> Json:
    """The request that marks a sheet as one that is being put together. metadata_id: by which the mark is taken off again."""
    return {
        "createDeveloperMetadata": {
            "developerMetadata": {
                "metadataId": metadata_id,
                "metadataKey": STAGING_KEY,
                "metadataValue": str(sheet_id),
                "location": {"sheetId": sheet_id},
                "visibility": "DOCUMENT",
            }
        }
    }


def change_mark(old: SheetMark, new: SheetMark) -> Json:
    """The request that puts a new mark in place of an old one on the same sheet."""
    return {
        "updateDeveloperMetadata": {
            "dataFilters": [_by_id(old.metadata_id)],
            "developerMetadata": {"metadataValue": new.text},
            "fields": "metadataValue",
        }
    }


def remove_metadata(metadata_id: int) -> Json:
    return {"deleteDeveloperMetadata": {"dataFilter": _by_id(metadata_id)}}


def put_receipt(receipt: int) -> Json:
    """receipt: its own metadata id, so that a write that was carried out once cannot be carried out again."""
    return {
        "createDeveloperMetadata": {
            "developerMetadata": {
                "metadataId": receipt,
                "metadataKey": RECEIPT_KEY,
                "metadataValue": "1",
                "location": {"spreadsheet": True},
                "visibility": "DOCUMENT",
            }
        }
    }


def _by_id(metadata_id: int) -> Json:
    return {"developerMetadataLookup": {"metadataId": metadata_id}}
