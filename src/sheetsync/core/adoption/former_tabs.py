"""Tells tabs of other periods (`VP Q4-2022`, `VP (Q3)`) from current ones beside them: taken too, each task would count twice.

A book all of whose tabs name a period is one of tabs like any other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sheetsync.core.adoption.proposal import SheetGuess, Verdict
from sheetsync.core.values import match_key, nfc, unaccented
from sheetsync.records import dataclass, replace

_LEFT = 40
"""The confidence, at most, in a tab of another period: it is left for the time being, and asked about."""
_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_APART = r"[\s._/\u2010-\u2015-]*"
_BEGIN, _END = r"(?<![^\W_])", r"(?![^\W_])"
_QUARTER = r"(?:[1-4]|iv|i{1,3})"
_YEAR_AFTER = rf"(?:{_APART}(?:năm|nam)?{_APART}(20\d\d|\d\d)(?!\d))?"
_PERIOD = re.compile(
    rf"{_BEGIN}(?:q[uú][ýíyi]|q){_APART}(?:{_QUARTER}\s*(?:[+&,-]|và)\s*)*({_QUARTER}){_END}{_YEAR_AFTER}"
    rf"|{_BEGIN}(?:[36] ?(?:tháng|thang|t)|nửa|nua) (đầu|dau|cuối|cuoi)(?: (?:năm|nam){_END})?{_YEAR_AFTER}"
    rf"|{_BEGIN}(?:tháng|thang|thg|t){_APART}(1[0-2]|0?[1-9]){_END}{_YEAR_AFTER}"
    rf"|{_BEGIN}(?:(?:\d\d?[.-])?(1[0-2]|0?[1-9])[.-])?(?:{_BEGIN}năm\s*)?(?<!\d)(20\d\d)(?!\d)"
    rf"|(?<!\d)(20\d\d)(?!\d)"
    rf"|{_BEGIN}([369]) ?(?:tháng|thang){_END}"
    rf"|{_BEGIN}(?:năm|kỳ|quý|tháng) (?:ngoái|trước|cũ){_END}"
)
"""Looked for in names as they are written, in small letters: `năm` is a year, `Nam` also a person."""
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_LAST_MONTH = 12


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """What a sheet's name says: of whom (the keys under which that may be known, the period left out), and of which period, by
    its year and last month. year: None where none is named."""

    owners: tuple[str, ...]
    year: int | None
    month: int


def named_period(name: str) -> NamedPeriod | None:
    """The period that a sheet's name names, beside whose sheet it is; None for none."""
    written = nfc(name).casefold()
    found = list(_PERIOD.finditer(written))
    if not found:
        return None
    years = [year for match in found for year in (match[2], match[4], match[6], match[8], match[9]) if year]
    months = [month for match in found if (month := _month(match)) is not None]
    owner = _owner(_PERIOD.sub(" ", written))
    typed_plainly = owner == unaccented(owner) and owner.endswith(" nam")  # `VP nam 2022`
    owners = (owner, owner.removesuffix(" nam")) if typed_plainly else (owner,)
    return NamedPeriod(owners, int(years[-1]) % 100 + 2000 if years else None, max(months, default=_LAST_MONTH))


def doubt_other_periods(sheets: Sequence[SheetGuess], tasks: Sequence[set[str]]) -> tuple[SheetGuess, ...]:
    """The sheets, those doubted that seem to be another period's copy of a current tab. tasks: of each sheet."""
    periods = [named_period(sheet.name) for sheet in sheets]
    sure = [n for n, sheet in enumerate(sheets) if sheet.verdict is Verdict.TAB]
    plain = {_owner(sheets[n].name): n for n in reversed(sure) if periods[n] is None and tasks[n]}  # none on a blank form
    latest = _latest(sure, periods)
    result = []
    for n, (sheet, period) in enumerate(zip(sheets, periods, strict=True)):
        if period is None or sheet.verdict is Verdict.OTHER:
            result.append(sheet)
            continue
        current = next((plain[owner] for owner in period.owners if owner in plain), None)
        last = latest.get(period.owners[0], n)
        if current is not None:
            sheet = _doubted(sheet, f"có vẻ là bản của một kỳ khác, cạnh sheet «{sheets[current].name}»", sheets[current].name)
        elif plain and not period.owners[0]:
            sheet = _doubted(sheet, "tên sheet chỉ ghi một kỳ")
        elif last != n and (_years_differ(period, periods[last]) or 2 * len(tasks[n] & tasks[last]) >= max(len(tasks[n]), 1)):
            sheet = _doubted(sheet, f"có vẻ là bản của kỳ trước, cạnh sheet «{sheets[last].name}»", sheets[last].name)
        result.append(sheet)
    return tuple(result)


def leave_former_years(sheets: Sequence[SheetGuess], plan_year: int) -> tuple[SheetGuess, ...]:
    """The sheets without copies of years before the plan's, which is sure; other tabs of such years are doubted."""
    years = [period.year if (period := named_period(sheet.name)) is not None else None for sheet in sheets]
    current = any(sheet.taken and (year is None or year >= plan_year) for sheet, year in zip(sheets, years, strict=True))
    result = []
    for sheet, year in zip(sheets, years, strict=True):
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


def _latest(sure: Sequence[int], periods: Sequence[NamedPeriod | None]) -> Mapping[str, int]:
    """By whose sheets they are, the number of the one with the latest period: where only some name a year, the others are of
    this one."""
    groups: dict[str, list[tuple[NamedPeriod, int]]] = {}
    for n in sure:
        period = periods[n]
        if period is not None:
            groups.setdefault(period.owners[0], []).append((period, n))
    result = {}
    for owner, group in groups.items():
        result[owner] = max(group, key=lambda found: (found[0].year is None, found[0].year or 0, found[0].month, -found[1]))[1]
    return result


def _years_differ(one: NamedPeriod, other: NamedPeriod | None) -> bool:
    return other is not None and None not in (one.year, other.year) and one.year != other.year


def _month(match: re.Match[str]) -> int | None:
    if match[1]:
        return 3 * (_NUMBERS.get(match[1]) or int(match[1]))
    if match[3]:
        return 6 if match[3] in ("đầu", "dau") else _LAST_MONTH
    month = match[5] or match[7] or match[10]
    return int(month) if month else None


def _owner(name: str) -> str:
    """Whose sheet, without signs between the words."""
    return match_key(_BETWEEN_WORDS.sub(" ", nfc(name)))
