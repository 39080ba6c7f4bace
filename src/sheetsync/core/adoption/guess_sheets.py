"""Guesses which sheets of a strange book are officials' tabs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from sheetsync.core.adoption.former_tabs import doubt_other_periods, leave_former_years, named_period
from sheetsync.core.adoption.guess_columns import ColumnGuesser
from sheetsync.core.adoption.guess_plan import plan_title, plan_year
from sheetsync.core.adoption.guess_sharing import with_sharing
from sheetsync.core.adoption.proposal import ColumnGuess, Proposal, SheetGuess, Verdict, title_of
from sheetsync.core.book import BookContent, SheetContent
from sheetsync.core.columns import KnownHeadings
from sheetsync.core.settings import Settings
from sheetsync.core.shared_sheets import own_columns
from sheetsync.core.values import match_key, nfc, unaccented
from sheetsync.records import replace

_TAB_FROM = 60
_PERHAPS_FROM = 30
_EMPTY, _ODD_NAME, _HIDDEN, _REPEATED = 35, 45, 55, 25
"""How much it lowers the confidence that a table is empty, that its name is no official's, that it is hidden, and, where one of
these is so, that its tasks stand on other sheets too: then it is a summary or a copy."""
_NOT_AN_OFFICIAL = re.compile(
    r"\b(?:tong hop|huong dan|danh muc|bieu mau|mau|thong ke|bao cao|bia|muc luc|tra cuu|du lieu|cau hinh|ghi chu|nhap lieu|"
    r"luu tru|readme|guide|summary|template|list|lookup|help|instructions|config|data|copy|ban sao|cu|old|archive)\b|\(\d+\)$"
)
_OWN_NAMES = ("bao cao quy", "tong hop noi bo", "ket qua kiem tra")
_SHEET_NAME = re.compile(r"(?!')[^\[\]:*?/\\\x00-\x1f]{1,31}(?<!')")
"""What Excel allows as a name, blanks around it aside, which the configuration leaves out; other programs write longer and
odder ones, which it cannot name."""


def propose(content: BookContent, settings: Settings, *, as_of: date) -> Proposal:
    """What the book seems to be. settings: the default configuration, whose headings are looked for; as_of: its year is taken
    where the book names none."""
    guesser = ColumnGuesser(KnownHeadings(own_columns(settings.columns)))
    sheets = tuple(_sheet(sheet, guesser) for sheet in content.sheets)
    tasks = [_tasks(sheet, guess) for sheet, guess in zip(content.sheets, sheets, strict=True)]
    possible = frozenset(day.year for day in settings.holidays)
    sheets = _one_meaning_each(_doubt_other_periods(_doubt_repeated(sheets, tasks), tasks, content, possible, as_of=as_of))
    sheets = with_sharing(_one_sheet_a_name(sheets), content.sheets, KnownHeadings(settings.columns))
    year = plan_year(content, sheets, possible, as_of=as_of)
    if not year.doubt:
        sheets = leave_former_years(sheets, year.year)
    title = plan_title(content, sheets)
    return Proposal(content.name, sheets, year.year, title or title_of(year.year), year_doubt=year.doubt)


def _sheet(sheet: SheetContent, guesser: ColumnGuesser) -> SheetGuess:
    if sheet.own is not None:
        return SheetGuess(sheet.name, Verdict.OTHER, 0, "sheet do sheetsync tạo")
    if not any(any(value is not None for value in cells) for cells in sheet.rows):
        return SheetGuess(sheet.name, Verdict.OTHER, 0, "sheet trống")
    found = guesser.guess(sheet)
    if found is None:
        return SheetGuess(sheet.name, Verdict.OTHER, 0, "không thấy dòng tiêu đề cột")
    first, last, columns = found
    guess = SheetGuess(sheet.name, Verdict.OTHER, 0, "", first, last, columns)
    task, status = guess.column("task"), guess.column("status")
    if task is None:
        return replace(guess, reason="không thấy cột nhiệm vụ")
    guess = replace(guess, tasks=_filled(sheet, task, last))
    return _judged(guess, sheet, task, status)


def _judged(guess: SheetGuess, sheet: SheetContent, task: ColumnGuess, status: ColumnGuess | None) -> SheetGuess:
    others = sum(column.key is not None for column in guess.columns) - 1 - (status is not None)
    confidence = (
        min(100, min(task.confidence, status.confidence) + 4 * others) if status else min(45, task.confidence // 2 + 3 * others)
    )
    reasons = [] if status else ["không thấy cột trạng thái"]
    name = unaccented(sheet.name)
    if _SHEET_NAME.fullmatch(nfc(sheet.name).strip()) is None:
        return replace(guess, reason="tên sheet dài quá 31 ký tự hoặc có ký tự không dùng được")
    if name.startswith(_OWN_NAMES):
        return replace(guess, reason="tên trùng với sheet do sheetsync tạo")
    if guess.tasks == 0:
        confidence -= _EMPTY
        reasons.append("chưa có nhiệm vụ nào")
    if _NOT_AN_OFFICIAL.search(name):
        confidence -= _ODD_NAME
        reasons.append("tên sheet không giống tên cán bộ")
    if sheet.hidden:
        confidence -= _HIDDEN
        reasons.append("sheet đang ẩn")
    return _with_verdict(guess, confidence, reasons)


def _with_verdict(guess: SheetGuess, confidence: int, reasons: list[str]) -> SheetGuess:
    confidence = max(confidence, 0)
    verdict = Verdict.TAB if confidence >= _TAB_FROM else Verdict.PERHAPS if confidence >= _PERHAPS_FROM else Verdict.OTHER
    if verdict is not Verdict.TAB and not reasons:
        reasons.append("các cột chỉ giống một phần")
    return replace(guess, verdict=verdict, confidence=confidence, reason="; ".join(reasons))


def _doubt_repeated(sheets: tuple[SheetGuess, ...], tasks: Sequence[set[str]]) -> tuple[SheetGuess, ...]:
    """Lower the confidence in doubtful sheets most of whose tasks stand on undoubted tabs too. Tabs of officials who work
    together also share tasks: those are not doubted."""
    elsewhere = set().union(*(own for own, guess in zip(tasks, sheets, strict=True) if guess.verdict is Verdict.TAB))
    result = []
    for guess, own in zip(sheets, tasks, strict=True):
        if guess.verdict is Verdict.PERHAPS and own and 2 * len(own & elsewhere) >= len(own):
            reasons = [guess.reason, "nhiệm vụ cũng có ở sheet khác"]
            guess = _with_verdict(guess, max(guess.confidence - _REPEATED, _PERHAPS_FROM), reasons)
        result.append(guess)
    return tuple(result)


def _doubt_other_periods(
    sheets: tuple[SheetGuess, ...], tasks: Sequence[set[str]], content: BookContent, possible: frozenset[int], *, as_of: date
) -> tuple[SheetGuess, ...]:
    """Doubt copies of other periods. Which tab is the present one depends on the plan's year, and that on the tabs taken: it is
    read from the latest ones first."""
    if not any(named_period(sheet.name) for sheet in sheets):
        return sheets
    latest = doubt_other_periods(sheets, tasks, plan_year=as_of.year, as_of=date.max)
    year = plan_year(content, latest, possible, as_of=as_of).year
    return doubt_other_periods(sheets, tasks, plan_year=year, as_of=as_of)


def _tasks(sheet: SheetContent, guess: SheetGuess) -> set[str]:
    """The match keys of what stands in the task column."""
    task = guess.column("task")
    if task is None or guess.verdict is Verdict.OTHER:
        return set()
    values = (sheet.value(row, task.column) for row in range(guess.last_row + 1, sheet.last_row + 1))
    return {match_key(value) for value in values if isinstance(value, str) and value.strip()}


def _filled(sheet: SheetContent, column: ColumnGuess, heading_row: int) -> int:
    j = column.column - sheet.first_column
    rows = sheet.rows[heading_row + 1 - sheet.first_row :]
    return sum(1 for cells in rows if j < len(cells) and cells[j] is not None)


def _one_meaning_each(sheets: tuple[SheetGuess, ...]) -> tuple[SheetGuess, ...]:
    """The configuration knows one meaning of a heading: the one with the most confidence in all tabs together counts in each."""
    votes: dict[str, Counter[str]] = {}
    for sheet in sheets:
        for guess in sheet.columns if sheet.verdict is not Verdict.OTHER else ():
            if guess.key:
                votes.setdefault(guess.alias_key, Counter())[guess.key] += guess.confidence
    meanings = {alias: counter.most_common(1)[0][0] for alias, counter in votes.items()}
    return tuple(replace(sheet, columns=tuple(_agreed(sheet, meanings))) for sheet in sheets)


def _agreed(sheet: SheetGuess, meanings: dict[str, str]) -> Iterator[ColumnGuess]:
    taken = {guess.key for guess in sheet.columns}
    for guess in sheet.columns:
        meaning = meanings.get(guess.alias_key)
        if sheet.verdict is Verdict.OTHER or guess.key in (None, meaning):
            yield guess
        elif meaning in taken:
            yield replace(guess, key=None, confidence=0)
        else:
            yield replace(guess, key=meaning, confidence=dict(guess.others).get(meaning or "", 50))


def _one_sheet_a_name(sheets: tuple[SheetGuess, ...]) -> tuple[SheetGuess, ...]:
    """Names that differ only in blanks or accents' composition mean the same official: the first such sheet is the tab."""
    seen: set[str] = set()
    result = []
    for sheet in sheets:
        key = match_key(sheet.name)
        if sheet.verdict is not Verdict.OTHER and key in seen:
            sheet = replace(sheet, verdict=Verdict.OTHER, reason="tên trùng với một sheet đứng trước")
        elif sheet.verdict is not Verdict.OTHER:
            seen.add(key)
        result.append(sheet)
    return tuple(result)
