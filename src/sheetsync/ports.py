"""What use cases ask of the world outside. Tiny on purpose: every adapter passes the same contract suite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from sheetsync.core.book import BookContent
from sheetsync.records import dataclass

if TYPE_CHECKING:  # what validate does not need
    from sheetsync.core.access import AccessChange, SheetAccess
    from sheetsync.core.edits import Edit
    from sheetsync.core.hand_out.record import HandOutRecord
    from sheetsync.core.history.frozen_report import Closing, FrozenReport
    from sheetsync.core.history.observed import State
    from sheetsync.core.history.records import Occasion, PastChange, Seen
    from sheetsync.core.history.sights import KnownBlanks
    from sheetsync.core.merge import Base
    from sheetsync.core.old_literals import Formula
    from sheetsync.core.plan import Plan
    from sheetsync.core.report import Correction
    from sheetsync.core.sheets.form_design import FormBook


@dataclass(frozen=True, slots=True)
class WriteOutcome:
    """What a write did. saved_to: the address of the book that now holds the result (another one when the book was open, or
    when an output was asked for). changed: whether any byte differs from before. backup: the address of the copy of the
    original, if one was made. open_by: who has the book open, when that is why the result stands beside it. kept_sheets: the
    new names of sheets of ours that a person had edited and that were kept. left_cells: sheet and cell of each that an edit
    named and that had to stay as it was. title: what people call the book, where its address does not say it."""

    saved_to: str
    changed: bool
    backup: str | None = None
    open_by: str | None = None
    kept_sheets: tuple[str, ...] = ()
    left_cells: tuple[tuple[str, str], ...] = ()
    title: str = ""


class PlanBook(Protocol):
    """One book: a file, a Google Sheet, an open workbook."""

    def read(self) -> BookContent:
        """All sheets and the version read. Raises BookUnreadable."""
        ...

    def write(self, edits: Iterable[Edit], expected_version: str) -> WriteOutcome:
        """Carry out all edits or none; an edit may be made when it is taken. Raises ExternallyChanged when the book is no longer
        the version read, SheetConflict when a name is taken by somebody's sheet, BookUnwritable when it cannot be saved."""
        ...


class BookWithFormulas(PlanBook, Protocol):
    """A book whose formulas can be read as they are written, and not only their results."""

    def formulas(self) -> Iterable[Formula]:
        """Those of people's sheets, each read when it is taken. Raises BookUnreadable."""
        ...


class NewBook(Protocol):
    """The place of a book that is not there yet. online: people fill it in together, in a browser."""

    @property
    def online(self) -> bool: ...

    def create(self, design: FormBook, tabs: Mapping[str, str]) -> WriteOutcome:
        """Make the book. tabs: by sheet name, the cell at which buttons may stand. Raises UsageError where something stands there
        already, BookUnwritable when it cannot be saved."""
        ...


class BookRights(Protocol):
    """Who may edit what in a book that several people share."""

    def read(self) -> BookContent:
        """All sheets. Raises BookUnreadable."""
        ...

    def put(self, wanted: Sequence[SheetAccess], office: Sequence[str], *, dry_run: bool) -> RightsOutcome:
        """Make the rights of the sheets named in `wanted`, as far as they are ours, exactly these; office: the addresses of those
        who may edit everything. dry_run: only say what would change. Raises BookUnwritable."""
        ...


@dataclass(frozen=True, slots=True)
class RightsOutcome:
    """What was changed since the book was first read, or would be. content: the book right after; left: sheets with rights of
    ours that nothing was said about, and that stay as they are."""

    changes: tuple[AccessChange, ...]
    content: BookContent
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """A configuration file that was written. backup: the copy of what stood there, None where nothing did."""

    path: str
    backup: str | None = None


class PlanConfig(Protocol):
    """The configuration files that hold plan and officials."""

    def write(self, before: Plan, after: Plan) -> tuple[ConfigFile, ...]:
        """Make the files say `after`, which was derived from `before`, their present content; the files that changed. All or
        none. Raises ConfigError where the files could not say it, ExternallyChanged, ConfigUnwritable."""
        ...


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """Somebody asks for a full check. by: who, as it stands beside the tick; "" where nothing does. begun: the answer was begun
    before and never finished."""

    by: str
    begun: bool = False


class CheckRequests(Protocol):
    """The place in a shared book where people ask for a full check and read when it was done."""

    def prepare(self) -> bool:
        """Make the place where it is missing; whether it was. Raises SheetConflict, BookUnwritable and what reading raises."""
        ...

    def asked(self) -> CheckRequest | None:
        """The request that waits, if one does: one short read. Raises BookUnreadable, AccessDenied, ServiceUnavailable."""
        ...

    def begin(self, stamp: str) -> None:
        """Take the tick away and say that the check is under way. What is ticked from now on is a new request."""
        ...

    def finish(self, stamp: str) -> None:
        """Say when and with what result it was done."""
        ...


class History(Protocol):
    """What was entered in one book, and when. Everything raises HistoryUnavailable where it cannot be read or written."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What people must be told of the history itself, one sentence each: that a damaged one was set aside, for one."""
        ...

    def record(self, seen: Seen, occasion: Occasion) -> None:
        """Store what differs from the last time: all or nothing."""
        ...

    def tasks(self) -> tuple[str, ...]:
        """Every task that a row was ever known by."""
        ...

    def changes(self, *, task: str = "", since: date | None = None) -> tuple[PastChange, ...]:
        """What has changed, the latest last, since a day. task: of this one, with what the first run found; otherwise without."""
        ...

    def occasions(self) -> tuple[Occasion, ...]:
        """Every run that is remembered, the earliest first."""
        ...

    def closing(self, period: str) -> Closing | None:
        """The closed report of a period, by its key; None while it is open."""
        ...

    def closings(self) -> tuple[Closing, ...]:
        """Every closing, the earliest first, those that were opened again too."""
        ...

    def close(self, seen: Seen, occasion: Occasion, frozen: FrozenReport, *, reason: str, errors: int) -> Closing:
        """Store the entries and the report that was made of them: both or neither. Raises UsageError for a closed period."""
        ...

    def keep_late(self, period: str, late: Sequence[Correction]) -> None:
        """What was found to differ from a closed report, in place of what was found before."""
        ...

    def reopen(self, period: str, moment: datetime, reason: str) -> Closing:
        """Open a closed period again; the closed report stays in history. Raises UsageError where the period is open."""
        ...

    def state_at(self, moment: datetime) -> State:
        """Every cell that was not blank, as it was stored last up to a moment."""
        ...

    def blanks_at(self, moment: datetime) -> KnownBlanks:
        """Which of all other cells are known to have been blank then."""
        ...


class CommonState(Protocol):
    """Where the last common state of two books is kept between two syncs."""

    def load(self) -> Base | None:
        """None where the two were never synced. Raises ConfigError where it is damaged."""
        ...

    def save(self, base: Base) -> None:
        """In one step. Raises ConfigUnwritable."""
        ...


class HandOutRecords(Protocol):
    """Where the office keeps what it knows of the workbooks that went out to officials."""

    def load(self, identifier: str) -> HandOutRecord | None:
        """None where nothing is known under this id, whatever it looks like. Raises ConfigError where it is damaged."""
        ...

    def save(self, record: HandOutRecord) -> None:
        """In one step, in place of what was kept under its id. Raises ConfigUnwritable."""
        ...

    def has_book(self, book: str) -> bool:
        """Whether a book of this name still lies beside the office's: what was handed out from that one belongs there."""
        ...
