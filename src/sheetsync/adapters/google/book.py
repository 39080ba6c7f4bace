"""A Google Sheet as a PlanBook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from sheetsync.adapters.google.address import PREFIX
from sheetsync.adapters.google.changes import Changes, plan_changes, plan_return
from sheetsync.adapters.google.conditional_formats import missing_rules
from sheetsync.adapters.google.marks import Json, remove_metadata
from sheetsync.adapters.google.memory import Memory
from sheetsync.adapters.google.own_sheets import settle_aside
from sheetsync.adapters.google.snapshot import Snapshot
from sheetsync.adapters.google.spreadsheet import Spreadsheet
from sheetsync.adapters.google.staging import COMFORTABLE, staged
from sheetsync.core.book import BookContent
from sheetsync.errors import BookUnwritable, StillBeingEdited
from sheetsync.ports import WriteOutcome

if TYPE_CHECKING:
    from sheetsync.core.edits import Edit


_HISTORY = "Vui lòng dùng Tệp > Lịch sử phiên bản của Google Sheets."


class GoogleBook:
    """A run reads twice (to judge, and to see that nothing has changed since) and writes at most twice (everything at once, and
    what the answer shows is left to tidy), whatever the number of tabs. comfortable: bytes above which the sheets are put
    together out of sight first. memory: of what was there before each write; without one nothing can be taken back."""

    def __init__(self, spreadsheet: Spreadsheet, memory: Memory | None = None, *, comfortable: int = COMFORTABLE) -> None:
        self._spreadsheet = spreadsheet
        self._memory = memory
        self._comfortable = comfortable
        self._fresh: Snapshot | None = None

    @property
    def name(self) -> str:
        return f"{PREFIX}{self._spreadsheet.identifier}"

    def read(self) -> BookContent:
        """Raises BookUnreadable, AccessDenied, ServiceUnavailable."""
        found, self._fresh = self._fresh, None
        return (found or self._spreadsheet.read()).content

    def write(self, edits: Iterable[Edit], expected_version: str) -> WriteOutcome:
        """Carry out all edits or none.

        Raises StillBeingEdited when people changed the book since it was read (what was written meanwhile is ours alone and is
        taken up by the next try), SheetConflict, BookUnwritable, AccessDenied, ServiceUnavailable.
        """
        edits = tuple(edits)
        before = self._spreadsheet.read()
        if before.content.version != expected_version:
            self._fresh = before  # so that the next try need not ask again
            raise StillBeingEdited(
                f"Sổ «{before.title}» đã có người sửa sau khi đọc; chưa ghi gì.", "Chạy lại để làm trên nội dung mới nhất."
            )
        return self._carry_out(before, plan_changes(before, edits))

    def undo(self) -> WriteOutcome:
        """Our sheets and colours as they were before the last write of this computer. What people typed stays as it is: their
        own edits are in Google's version history.

        Raises BookUnwritable where nothing is remembered or somebody has run sheetsync on the book since.
        """
        remembered = self._memory.last() if self._memory else None
        if self._memory is None or remembered is None:
            raise BookUnwritable(
                "Máy này không nhớ lần ghi nào vào sheet này để lấy lại.",
                f"{_HISTORY} Muốn gỡ mọi thứ của sheetsync: sheetsync clean",
            )
        before = self._spreadsheet.read()
        if remembered.sheets is None or not self._memory.is_still(remembered, before):
            raise BookUnwritable(
                f"Sổ «{before.title}» đã được chạy sheetsync ở máy khác sau lần ghi mà máy này nhớ; chưa đổi gì.",
                f"{_HISTORY} Muốn gỡ mọi thứ của sheetsync: sheetsync clean",
            )
        changes = plan_return(before, remembered.sheets, remembered.rules)
        memory, self._memory = self._memory, None  # taking back is not itself a write to take back
        try:
            outcome = self._carry_out(before, changes)
        finally:
            self._memory = memory
        memory.taken_back(remembered)
        return outcome

    def _carry_out(self, before: Snapshot, changes: Changes) -> WriteOutcome:
        if not changes.anything:
            return WriteOutcome(saved_to=self.name, changed=False, title=before.title)
        sending = staged(changes, before, comfortable=self._comfortable)
        for piece in sending.pieces:
            self._spreadsheet.write_aside(piece, lambda found: _made(piece, found))  # noqa: B023 - called at once
        after = self._spreadsheet.write(sending.write, before)
        kept = [*changes.kept, *self._look_after(before, after, changes)]
        if self._memory is not None:
            self._memory.remember(before, changes, after)
        if after.peoples_version(before) != before.peoples_version(before):
            raise StillBeingEdited(
                f"Sổ «{before.title}» có người sửa đúng lúc đang ghi; báo cáo vừa ghi là của nội dung trước đó.",
                "Vui lòng đợi một lát rồi chạy lại để báo cáo theo nội dung mới nhất.",
            )
        return WriteOutcome(saved_to=self.name, changed=True, kept_sheets=tuple(kept), title=before.title)

    def _look_after(self, before: Snapshot, after: Snapshot, changes: Changes) -> Iterator[str]:
        """Settles what the write set aside, and puts back what it should not have touched; the names of sheets that stay."""
        requests: list[Json] = []
        kept: list[str] = []
        taken = [sheet.title for sheet in after.sheets]
        asides = [sheet for sheet in after.sheets if sheet.aside is not None]
        for sheet in asides:
            if sheet.aside is not None:
                settled, name = settle_aside(sheet, sheet.aside, taken)
                requests.extend(settled)
                if name:
                    kept.append(name)
                    taken.append(name)
        requests.extend(_rules_to_put_back(before, after, changes))
        if not any(sheet.own is not None or sheet.own_formats for sheet in after.sheets):
            requests.extend(remove_metadata(receipt) for receipt in after.receipts)
        if requests:
            gone = {sheet.sheet_id for sheet in asides}
            self._spreadsheet.write_aside(
                requests,
                lambda found: all(sheet.aside is None for sheet in found.sheets if sheet.sheet_id in gone),
            )
        return iter(kept)


def _made(piece: Sequence[Json], found: Snapshot) -> bool:
    """Whether the sheet that a piece makes is there; a piece that makes none is simply sent again."""
    wanted = [request["addSheet"]["properties"]["sheetId"] for request in piece if "addSheet" in request]
    return bool(wanted) and all(found.by_id(sheet_id) is not None for sheet_id in wanted)


def _rules_to_put_back(before: Snapshot, after: Snapshot, changes: Changes) -> Iterator[Json]:
    """Conditional formats have no name, only a place: if somebody moved them in the very moment of the write, one of theirs may
    have gone in place of one of ours. Then ours is still there, and theirs is not."""
    for sheet_id in changes.coloured:
        old, new = before.by_id(sheet_id), after.by_id(sheet_id)
        if old is None or new is None or len(new.own_formats) <= len(changes.coloured[sheet_id]):
            continue
        for place, rule in missing_rules(old.peoples_formats, new.peoples_formats):
            yield {"addConditionalFormatRule": {"rule": rule, "index": min(place, len(new.formats))}}
