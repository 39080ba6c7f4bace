"""A period's report as it was closed: everything the two report sheets are made of, in a form that outlives the book."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime

from sheetsync.core.history.plain_records import from_plain, to_plain
from sheetsync.core.report import Correction, QuarterReport
from sheetsync.core.settings import PeriodSettings, Settings, Unit
from sheetsync.errors import UsageError
from sheetsync.records import dataclass, replace

_FORMAT, _VERSION = "sheetsync-report", 1


@dataclass(frozen=True, slots=True)
class HandedIn:
    """When an official with a tab handed in, as the tab states; None where it states nothing."""

    official: str
    on: date | None


@dataclass(frozen=True, slots=True)
class FrozenReport:
    """The report, and what its sheets say of the office and its working days."""

    report: QuarterReport
    unit: Unit
    periods: PeriodSettings
    holidays: frozenset[date]
    made_up_days: frozenset[date]
    handed_in: tuple[HandedIn, ...] = ()

    def settings(self, now: Settings) -> Settings:
        """The settings that draw the sheets as they were drawn."""
        return replace(now, unit=self.unit, periods=self.periods, holidays=self.holidays, made_up_days=self.made_up_days)


@dataclass(frozen=True, slots=True)
class Closing:
    """A report as it was closed. moment: when; reason: why in spite of `errors` errors, "" where nobody said; fingerprint: of its
    written form; late: what was last found to differ since; reopened: when it was opened again, and why."""

    moment: datetime
    reason: str
    errors: int
    fingerprint: str
    frozen: FrozenReport
    late: tuple[Correction, ...] = ()
    reopened: datetime | None = None
    reopen_reason: str = ""

    @property
    def mark(self) -> str:
        """The fingerprint as people compare it."""
        return self.fingerprint[:12]


def already_closed(closing: Closing) -> UsageError:
    """For whoever wants to close a closed period."""
    return UsageError(
        f"{closing.frozen.report.period.title} đã chốt ngày {closing.moment:%d/%m/%Y} (dấu {closing.mark}).",
        "Muốn chốt lại: sheetsync reopen SỔ KỲ --reason LÝ-DO, rồi chốt lần nữa.",
    )


def freeze(report: QuarterReport, settings: Settings, handed_in: tuple[HandedIn, ...] = ()) -> FrozenReport:
    """Sentences that are worded when somebody reads them are worded now."""
    errors = tuple(
        replace(group, errors=tuple(replace(error, said=error.message) for error in group.errors)) for group in report.errors
    )
    return FrozenReport(
        replace(report, errors=errors),
        settings.unit,
        settings.periods,
        settings.holidays,
        settings.made_up_days,
        handed_in,
    )


def written(frozen: FrozenReport) -> str:
    """The report as text: the same report gives the same text."""
    return json.dumps({"format": _FORMAT, "version": _VERSION, **to_plain(frozen)}, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> FrozenReport:
    """The report that `written` wrote down. Raises ValueError for anything else, also for what a later version wrote."""
    plain = json.loads(text)
    if not isinstance(plain, dict) or plain.pop("format", None) != _FORMAT:
        raise ValueError("not a closed report")
    version = plain.pop("version", None)
    if version != _VERSION:
        raise ValueError(f"version {version!r} of a closed report is not known")
    return from_plain(FrozenReport, plain)


def fingerprint(text: str) -> str:
    """What tells one written report from any other."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
