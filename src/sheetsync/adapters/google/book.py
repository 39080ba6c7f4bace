"""A Google Sheet as a PlanBook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from sheetsync.adapters.google.address import PREFIX
from sheetsync.adapters.google.changes import Changes, plan_changes, plan_return
from sheetsync.adapters.google.conditional_formats import missing_rules
from sheetsync.adapters.google.entries_settled import copies, giving_back, missed, strays, tidying
from sheetsync.adapters.google.marks import Json, remove_metadata
from sheetsync.adapters.google.memory import Memory
from sheetsync.adapters.google.own_sheets import settle_aside
from sheetsync.adapters.google.snapshot import Snapshot
from sheetsync.adapters.google.spreadsheet import Spreadsheet
from sheetsync.adapters.google.staging import COMFORTABLE, staged
from sheetsync.core.book import BookContent
from sheetsync.errors import AccessDenied, BookUnwritable, ExternallyChanged, StillBeingEdited
from sheetsync.ports import WriteOutcome

if TYPE_CHECKING:
    from sheetsync.core.edits import Edit


_ROUNDS = 8
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
        return (found or self._read()).content

    def write(self, edits: Iterable[Edit], expected_version: str) -> WriteOutcome:
        """Carry out all edits or none.

        Raises StillBeingEdited when people changed the book since it was read (what was written meanwhile is ours alone and is
        taken up by the next try), SheetConflict, BookUnwritable, AccessDenied, ServiceUnavailable.
        """
        edits = tuple(edits)
        before = self._read()
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
        before = self._read()
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
        strayed = missed(after)
        kept = [*changes.kept, *self._look_after(before, after, changes, self._given_back(after))]
        if self._memory is not None:
            self._memory.remember(before, changes, after)
        if strayed:
            raise StillBeingEdited(
                f"Sổ «{before.title}» có người sửa đúng lúc đang ghi; ô không còn đúng chỗ đã trả lại: {', '.join(strayed)}.",
                "Vui lòng đợi một lát rồi chạy lại để ghi tiếp trên nội dung mới nhất.",
            )
        if not changes.entries_alone and self._edited_meanwhile(before, after, changes):
            raise StillBeingEdited(
                f"Sổ «{before.title}» có người sửa đúng lúc đang ghi; báo cáo vừa ghi là của nội dung trước đó.",
                "Vui lòng đợi một lát rồi chạy lại để báo cáo theo nội dung mới nhất.",
            )
        return WriteOutcome(saved_to=self.name, changed=True, kept_sheets=tuple(kept), title=before.title)

    @staticmethod
    def _edited_meanwhile(before: Snapshot, after: Snapshot, changes: Changes) -> bool:
        return after.peoples_version(before, changes.entries) != before.peoples_version(before, changes.entries)

    def _read(self) -> Snapshot:
        """The spreadsheet, after whatever a write of entries that was cut short has left is settled: what strayed into a wrong
        cell must not be taken for somebody's entry."""
        found = self._spreadsheet.read()
        if not copies(found):
            return found
        try:
            self._tidy(self._given_back(found), ())
        except (BookUnwritable, AccessDenied, ExternallyChanged):
            return found  # whoever may only look at the book can still read it
        return self._spreadsheet.read()

    def _given_back(self, book: Snapshot) -> Snapshot:
        """Gives back what entries have overwritten by mistake, until nothing is left to give back; the spreadsheet after it."""
        for _ in range(_ROUNDS):
            found = strays(book)
            if not found:
                return book
            spoken_for = Changes(ids={sheet.sheet_id for sheet in book.sheets})
            try:
                book = self._spreadsheet.write(giving_back(book, found, spoken_for.take_id), book)
            except StillBeingEdited:
                book = self._spreadsheet.read()
        raise StillBeingEdited(
            f"Sổ «{book.title}» đang có nhiều người sửa; có ô vừa ghi nhầm chưa kịp trả lại.",
            "Vui lòng đợi một lát rồi chạy lại: lần chạy sau sẽ trả lại các ô đó trước.",
        )

    def _tidy(self, book: Snapshot, requests: Sequence[Json]) -> None:
        """Takes away what is needed no more: copies of tabs, and what the requests say."""
        wanted = [*requests, *tidying(book)]
        gone = {sheet.sheet_id for sheet in book.sheets if sheet.aside is not None}
        if wanted:
            self._spreadsheet.write_aside(
                wanted,
                lambda found: not copies(found) and all(sheet.aside is None for sheet in found.sheets if sheet.sheet_id in gone),
            )

    def _look_after(self, before: Snapshot, after: Snapshot, changes: Changes, latest: Snapshot) -> Iterator[str]:
        """Settles what the write set aside, and puts back what it should not have touched; the names of sheets that stay. latest:
        the spreadsheet after what was written by mistake was given back."""
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
            requests.extend(remove_metadata(receipt) for receipt in latest.receipts)
        self._tidy(latest, requests)
        return iter(kept)


def _made(piece: Sequence[Json], found: Snapshot) -> bool:
    """Whether the sheet that a piece makes is there; a piece that makes none is simply sent again."""
    wanted = [request["addSheet"]["properties"]["sheetId"] for request in piece if "addSheet" in request]
    return bool(wanted) and all(found.by_id(sheet_id) is not None for sheet_id in wanted)


def _rules_to_put_back(before: Snapshot, after: Snapshot, changes: Changes) -> Iterator[Json]:
    """Conditional formats have no name, only a place: if somebody moved them in the very moment of the write, one of theirs may
    have gone in place of one of ours. The write's answer says so; where it was lost, ours is still there and theirs is not."""
    for sheet_id in changes.coloured:
        old, new = before.by_id(sheet_id), after.by_id(sheet_id)
        if old is None or new is None:
            continue
        if after.taken_out is not None:
            gone = [(place, rule) for there, place, rule in reversed(after.taken_out) if there == sheet_id]
        elif len(new.own_formats) > len(changes.coloured[sheet_id]):
            gone = list(missing_rules(old.peoples_formats, new.peoples_formats))
        else:
            gone = []
        for place, rule in gone:
            yield {"addConditionalFormatRule": {"rule": rule, "index": min(place, len(new.formats))}}
