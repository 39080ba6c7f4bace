"""What this computer remembers of its writes to a Google Sheet, so that the last one can be taken back: how our own sheets and
colours were before. Google keeps every edit of people itself (File > Version history); none of theirs is kept here."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sheetsync.adapters.google.changes import Changes
from sheetsync.adapters.google.marks import Json
from sheetsync.adapters.google.own_sheets import Wanted
from sheetsync.adapters.google.sheet_requests import SheetRequests
from sheetsync.adapters.google.snapshot import Snapshot
from sheetsync.adapters.private_file import write_private
from sheetsync.core.book import SheetKind
from sheetsync.errors import BookUnwritable
from sheetsync.records import dataclass

KEPT = 10
"""As many writes as there are dated copies of a file."""
_WRITES, _DRAWN = "writes", "drawn"


@dataclass(frozen=True, slots=True)
class Remembered:
    """One write. sheets, rules: ours as they were before it; None where this computer did not draw one of the sheets. after:
    digests of our sheets right after it, by id."""

    place: Path
    sheets: tuple[Wanted, ...] | None
    rules: Mapping[int, Sequence[Json]]
    after: Mapping[int, str]


class Memory:
    """folder: of this spreadsheet alone. Nothing in it is readable by others."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def remember(self, before: Snapshot, changes: Changes, after: Snapshot) -> None:
        """Raises BookUnwritable where the folder cannot be written; the spreadsheet is written already then."""
        record = {
            "sheets": [
                {
                    "title": sheet.title,
                    "kind": sheet.own.kind.value,
                    "period": sheet.own.period,
                    "fingerprint": sheet.own.fingerprint,
                    "digest": sheet.own.digest,
                }
                for sheet in before.sheets
                if sheet.own is not None and not sheet.edited
            ],
            "rules": {
                str(sheet.sheet_id): [sheet.formats[place] for place in sheet.own_formats]
                for sheet in before.sheets
                if sheet.own_formats
            },
            "after": _digests(after),
        }
        try:
            for drawing in changes.drawings:
                made = drawing.requests
                write_private(
                    self._folder / _DRAWN / f"{drawing.mark.digest}.json",
                    {
                        "sheet_id": made.sheet_id,
                        "rows": made.rows,
                        "columns": made.columns,
                        "frame": made.frame,
                        "fill": made.fill,
                        "over": made.over,
                    },
                )
            last = self._writes()[-1:]
            number = int(last[0].stem) + 1 if last else 1
            write_private(self._folder / _WRITES / f"{number:08d}.json", record)
            self._forget()
        except OSError as error:
            raise BookUnwritable(
                f"Đã ghi xong vào Google Sheet, nhưng không lưu được bản ghi nhớ để undo ({error.strerror or error}).",
                f"Vui lòng xem lại quyền của thư mục «{self._folder}»; muốn lấy lại bản cũ thì dùng Tệp > Lịch sử phiên bản.",
            ) from error

    def last(self) -> Remembered | None:
        """The last write that is remembered and has not been taken back. Raises BookUnwritable where the record is damaged."""
        writes = self._writes()
        if not writes:
            return None
        try:
            record = json.loads(writes[-1].read_text(encoding="utf-8"))
            sheets = [self._wanted(sheet) for sheet in record["sheets"]]
            rules = {int(sheet_id): rules for sheet_id, rules in record["rules"].items()}
            after = {int(sheet_id): digest for sheet_id, digest in record["after"].items()}
        except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
            raise BookUnwritable(
                f"Bản ghi nhớ «{writes[-1]}» bị hỏng nên không lấy lại được.",
                "Vui lòng dùng Tệp > Lịch sử phiên bản của Google Sheets; có thể xóa tệp hỏng này.",
            ) from error
        known = [sheet for sheet in sheets if sheet is not None]
        return Remembered(writes[-1], tuple(known) if len(known) == len(sheets) else None, rules, after)

    def is_still(self, remembered: Remembered, book: Snapshot) -> bool:
        """Whether our sheets are as that write left them: nobody has run sheetsync on the book since, on whatever computer."""
        return {str(sheet_id): digest for sheet_id, digest in remembered.after.items()} == _digests(book)

    def taken_back(self, remembered: Remembered) -> None:
        remembered.place.unlink(missing_ok=True)

    def _wanted(self, sheet: Mapping[str, str]) -> Wanted | None:
        place = self._folder / _DRAWN / f"{sheet['digest']}.json"
        if not place.is_file():
            return None
        drawn: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
        requests = SheetRequests(
            drawn["sheet_id"],
            drawn["rows"],
            drawn["columns"],
            tuple(drawn["frame"]),
            tuple(drawn["fill"]),
            tuple(drawn["over"]),
        )
        return Wanted(sheet["title"], SheetKind(sheet["kind"]), sheet["period"], sheet["fingerprint"], requests.on)

    def _writes(self) -> list[Path]:
        folder = self._folder / _WRITES
        return sorted(folder.glob("[0-9]*.json")) if folder.is_dir() else []

    def _forget(self) -> None:
        """All but the last writes, and drawings that none of them names."""
        writes = self._writes()
        for place in writes[:-KEPT]:
            place.unlink(missing_ok=True)
        named: set[str] = set()
        for place in writes[-KEPT:]:
            record = json.loads(place.read_text(encoding="utf-8"))
            named.update(sheet["digest"] for sheet in record["sheets"])
            named.update(record["after"].values())
        for place in (self._folder / _DRAWN).glob("*.json"):
            if place.stem not in named:
                place.unlink(missing_ok=True)


def _digests(book: Snapshot) -> dict[str, str]:
    return {str(sheet.sheet_id): sheet.own.digest for sheet in book.sheets if sheet.own is not None}
