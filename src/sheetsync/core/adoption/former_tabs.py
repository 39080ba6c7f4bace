"""Tells tabs of other periods (`VP Q4-2022`, `VP (Q3)`) from current ones beside them: taken too, each task would count twice.

A book all of whose tabs name a period is one of tabs like any other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from sheetsync.core.adoption.proposal import SheetGuess, Verdict
from sheetsync.core.values import match_key, nfc, unaccented
from sheetsync.records import dataclass, replace

_LEFT = 40
"""The confidence, at most, in a tab of another period: it is left for the time being, and asked about."""
_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_APART = r"[\s._/\u2010-\u2015-]*"
_BEGIN, _END = r"(?<![^\W_])", r"(?![^\W_])"
_QUARTER = r"(?:[1-4]|iv|i{1,3})"
_FIRST_QUARTER = re.compile(_QUARTER)
_TOGETHER = r"\s*(?:[+&,-]|và)\s*"


def _year_after(group: str) -> str:
    return rf"(?:{_APART}(?:(?:năm|nam){_APART})?(?P<{group}>20\d\d|\d\d)(?!\d))?"


_PERIOD = re.compile(
    rf"{_BEGIN}(?:q[uú][ýíyi]|q){_APART}(?P<before>(?:{_QUARTER}{_TOGETHER})*)(?P<quarter>{_QUARTER}){_END}{_year_after('year_1')}"
    rf"|{_BEGIN}(?:[36] ?(?:tháng|thang|t)|nửa|nua) (?P<half>đầu|dau|cuối|cuoi)(?: (?:năm|nam){_END})?{_year_after('year_2')}"
    rf"|{_BEGIN}(?:tháng|thang|thg|t){_APART}(?P<month>1[0-2]|0?[1-9]){_END}{_year_after('year_3')}"
    rf"|{_BEGIN}(?:(?:\d\d?[.-])?(?P<month_before>1[0-2]|0?[1-9])[.-])?(?:{_BEGIN}năm\s*)?(?<!\d)(?P<year_4>20\d\d)(?!\d)"
    rf"|(?<!\d)(?P<year_5>20\d\d)(?!\d)"
    rf"|{_BEGIN}(?P<months>[369]) ?(?:tháng|thang){_END}"
    rf"|{_BEGIN}(?P<former>(?:năm|kỳ|quý|tháng) (?:ngoái|trước|cũ)){_END}"
)
"""Looked for in names as they are written, in small letters: `năm` is a year, `Nam` also a person."""
_YEARS = ("year_1", "year_2", "year_3", "year_4", "year_5")
_LONGEST_NAME = 100
"""No period is looked for in longer names: no tab that is taken has one."""
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_LAST_MONTH = 12


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """What a sheet's name says: of whom (the keys under which that may be known, the period left out), and of which period, by
    its year, first and last month. year: None where none is named; former: it only says that the period is over (`năm ngoái`)."""

    owners: tuple[str, ...]
    year: int | None
    first: int
    month: int
    former: bool = False

    def begun(self, plan_year: int, as_of: date) -> bool:
        """Whether it has begun by a day. plan_year: it is of this one where it names none."""
        return (self.year or plan_year, self.first) <= (as_of.year, as_of.month)


def named_period(name: str) -> NamedPeriod | None:
    """The period that a sheet's name names, beside whose sheet it is; None for none."""
    written = nfc(name).casefold()
    found = list(_PERIOD.finditer(written)) if len(written) <= _LONGEST_NAME else []
    if not found:
        return None
    years = [match[group] for match in found for group in _YEARS if match[group]]
    last, first = max((months for match in found if (months := _months(match)) is not None), default=(_LAST_MONTH, 1))
    owner = _owner(_PERIOD.sub(" ", written))
    typed_plainly = owner == unaccented(owner) and owner.endswith(" nam")  # `VP nam 2022`
    owners = (owner, owner.removesuffix(" nam")) if typed_plainly else (owner,)
    former = any(match["former"] for match in found)
    return NamedPeriod(owners, int(years[-1]) % 100 + 2000 if years else None, first, last, former)


def doubt_other_periods(
    sheets: Sequence[SheetGuess], tasks: Sequence[set[str]], *, plan_year: int, as_of: date
) -> tuple[SheetGuess, ...]:
    """The sheets, those doubted that seem to be another period's copy of a current tab. tasks: of each sheet; plan_year: that of
    periods without one; as_of: tabs prepared for periods that begin later are not current."""
    periods = [named_period(sheet.name) for sheet in sheets]
    sure = [n for n, sheet in enumerate(sheets) if sheet.verdict is Verdict.TAB]
    plain = {_owner(sheets[n].name): n for n in reversed(sure) if periods[n] is None and tasks[n]}  # none on a blank form
    others = _present(sure, periods, plan_year, as_of)
    result = []
    for n, (sheet, period) in enumerate(zip(sheets, periods, strict=True)):
        if period is None or sheet.verdict is Verdict.OTHER:
            result.append(sheet)
            continue
        current = next((plain[owner] for owner in period.owners if owner in plain), None)
        nobodys = bool(plain) and not period.owners[0]
        if current is None and not nobodys:
            present = others.get(period.owners[0], n)
            current = present if _copies(n, present, periods, tasks) else None
        if current is not None:
            sheet = _doubted(sheet, f"có vẻ là bản của một kỳ khác, cạnh sheet «{sheets[current].name}»", sheets[current].name)
        elif nobodys:
            sheet = _doubted(sheet, "tên sheet chỉ ghi một kỳ")
        result.append(sheet)
    return tuple(result)


def leave_former_years(sheets: Sequence[SheetGuess], plan_year: int) -> tuple[SheetGuess, ...]:
    """The sheets without copies of years before the plan's, which is sure; other tabs of such years are doubted."""
    periods = [named_period(sheet.name) for sheet in sheets]
    current = any(sheet.taken and _may_be_of(period, plan_year) for sheet, period in zip(sheets, periods, strict=True))
    result = []
    for sheet, period in zip(sheets, periods, strict=True):
        year = period.year if period is not None else None
        if year is not None and year < plan_year and sheet.verdict is not Verdict.OTHER and current:
            if sheet.current:
                reason = f"của năm {year}, trước năm kế hoạch; đã có sheet «{sheet.current}»"
                sheet = replace(sheet, verdict=Verdict.OTHER, reason=reason)
            else:
                sheet = _doubted(sheet, f"tên ghi năm {year}, trước năm kế hoạch")
        result.append(sheet)
    return tuple(result)


def _doubted(sheet: SheetGuess, reason: str, current: str = "") -> SheetGuess:
    reasons = "; ".join(filter(None, (sheet.reason, reason)))
    return replace(sheet, verdict=Verdict.PERHAPS, confidence=min(sheet.confidence, _LEFT), reason=reasons, current=current)


def _present(sure: Sequence[int], periods: Sequence[NamedPeriod | None], plan_year: int, as_of: date) -> Mapping[str, int]:
    """By whose sheets they are, the number of the one with the present period: the latest that has begun, else the first to
    come. Where only some name a year, the others are of the plan's; what only says that it is over is the last to be it."""
    groups: dict[str, list[tuple[NamedPeriod, int]]] = {}
    for n in sure:
        period = periods[n]
        if period is not None:
            groups.setdefault(period.owners[0], []).append((period, n))
    result = {}
    for owner, group in groups.items():
        possible = [found for found in group if _may_be_of(found[0], plan_year)]
        possible = possible or [found for found in group if not found[0].former] or group
        begun = [found for found in possible if found[0].begun(plan_year, as_of)]
        result[owner] = (max(begun, key=_order) if begun else min(possible, key=_order))[1]
    return result


def _order(found: tuple[NamedPeriod, int]) -> tuple[bool, int, int, int]:
    period, n = found
    return period.year is None, period.year or 0, period.month, -n


def _may_be_of(period: NamedPeriod | None, plan_year: int) -> bool:
    """Whether a sheet whose name says this may be current in the plan's year."""
    return period is None or (not period.former and (period.year is None or period.year >= plan_year))


def _copies(n: int, present: int, periods: Sequence[NamedPeriod | None], tasks: Sequence[set[str]]) -> bool:
    """Whether a sheet that names a period is another period's than the present one of its owner, not one more part of it."""
    period = periods[n]
    if n == present or period is None:
        return False
    alike = 2 * len(tasks[n] & tasks[present]) >= max(len(tasks[n]), 1)
    return period.former or _years_differ(period, periods[present]) or alike


def _years_differ(one: NamedPeriod, other: NamedPeriod | None) -> bool:
    return other is not None and None not in (one.year, other.year) and one.year != other.year


def _months(match: re.Match[str]) -> tuple[int, int] | None:
    """The last and the first month that are written; None where a year is all."""
    if match["quarter"]:
        before = _FIRST_QUARTER.match(match["before"])
        return 3 * _number(match["quarter"]), 3 * _number(before[0] if before else match["quarter"]) - 2
    if match["half"]:
        return (6, 1) if match["half"] in ("đầu", "dau") else (_LAST_MONTH, 7)
    if match["months"]:
        return int(match["months"]), 1
    month = match["month"] or match["month_before"]
    return (int(month), int(month)) if month else None


def _number(quarter: str) -> int:
    return _NUMBERS.get(quarter) or int(quarter)


def _owner(name: str) -> str:
    """Whose sheet, without signs between the words."""
    return match_key(_BETWEEN_WORDS.sub(" ", nfc(name)))
