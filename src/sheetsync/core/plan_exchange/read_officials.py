"""`Cán bộ` as the office edited it: a row for each official, and one more for each person who held the role before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import TypeVar

from sheetsync.core.email_address import ADDRESS_FORM, ADDRESS_PATTERN
from sheetsync.core.plan import Official, Plan, Tenure
from sheetsync.core.plan_exchange.cell_meaning import parts, read_code, read_day, read_yes, same_as, sound
from sheetsync.core.plan_exchange.differences import Difference, DifferenceKind
from sheetsync.core.plan_exchange.sheet_table import Found, SheetRow, SheetTable, shortened
from sheetsync.core.sheets.plan_workbook.book_columns import LIST_SEPARATOR, OFFICIAL_COLUMNS, YES_WORD
from sheetsync.core.sheets.plan_workbook.officials_sheet import official_values
from sheetsync.core.values import match_key, vietnamese_date
from sheetsync.patterns import pattern
from sheetsync.records import dataclass, field, replace

T = TypeVar("T")

_HELD = ("person", "email", "start", "end")
_EMAIL = pattern(ADDRESS_PATTERN)
_SHEET_NAME = pattern(r"(?!')[^\[\]:*?/\\]{1,31}(?<!')")
_HEADINGS = {column.key: column.heading for column in OFFICIAL_COLUMNS}
_OUR_SHEETS = ("Báo cáo Quý", "Tổng hợp nội bộ", "Kết quả kiểm tra")


@dataclass(slots=True)
class OfficialsReading:
    """officials: in the configuration's order, new ones behind the row above them. rows: the row that says who the official is,
    by code."""

    officials: tuple[Official, ...] = ()
    consolidator: str = ""
    rows: dict[str, SheetRow] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)


def read_officials(table: SheetTable, plan: Plan, found: Found) -> OfficialsReading:
    """Every row against the configured officials."""
    reading = OfficialsReading()
    groups = _groups(table, plan, found)
    known = {official.code: official for official in plan.officials}
    read: dict[str, Official] = {}
    for code, rows in groups.items():
        reading.rows[code] = rows[0]
        read[code] = _official(code, rows, known.get(code), plan, found)
        reading.differences += _differences(rows, known.get(code), read[code], plan, table.sheet)
    reading.officials = in_order([official.code for official in plan.officials], read)
    for official in plan.officials:
        if official.code not in read:
            name = official.short_title or official.title
            reading.differences.append(
                Difference(DifferenceKind.ONLY_IN_CONFIG, table.sheet, official.code, name, in_config=name)
            )
    _check_names(reading, found)
    reading.consolidator = _consolidator(reading, groups, plan, found, table)
    return reading


def in_order(known: Sequence[str], read: dict[str, T]) -> tuple[T, ...]:
    """What was read by key, known keys in their order, each new one behind the row above it."""
    order = [key for key in known if key in read]
    above = ""
    for key in read:
        if key not in order:
            order.insert(order.index(above) + 1 if above else 0, key)
        above = key
    return tuple(read[key] for key in order)


def held_text(held: Tenure) -> str:
    """`Trần Thị B (1/1/2021–14/5/2023)`."""
    start, end = (vietnamese_date(day) if day else "…" for day in (held.start, held.end))
    return f"{held.person} ({start}–{end})" if held.start or held.end else held.person


def _groups(table: SheetTable, plan: Plan, found: Found) -> dict[str, list[SheetRow]]:
    """The rows by official, in the sheet's order."""
    exact = {official.code for official in plan.officials}
    folded = {match_key(official.code): official.code for official in reversed(plan.officials)}
    groups: dict[str, list[SheetRow]] = {}
    for row in table.rows:
        if "code" not in row.places or not sound(row, "code", found):
            continue
        code = read_code(row, "code", found)
        if code:
            groups.setdefault(code if code in exact else folded.get(match_key(code), code), []).append(row)
    return groups


def _official(code: str, rows: Sequence[SheetRow], before: Official | None, plan: Plan, found: Found) -> Official:
    """What the rows of one official say. The first one says what the office is; each says who held it and when."""
    first = rows[0]
    expected = official_values(plan, before) if before else {}
    after = before or Official(code, "")
    texts: dict[str, str] = {}
    for key in ("title", "short_title", "tab", "aliases"):
        if key in first.places and sound(first, key, found) and not same_as(first, key, expected.get(key)):
            texts[key] = first.text(key)
        for row in rows[1:]:
            said = row.text(key) if key in row.places else ""
            if said and match_key(said) != match_key(first.text(key)):
                message = (
                    f"«{shortened(said)}» khác dòng {first.row} của cùng mã {code}. Vui lòng để trống ô này, hoặc ghi giống."
                )
                found.add("official-duplicate", row, key, message, official=code)
    if "title" in texts:
        after = replace(after, title=texts["title"])
    if not after.title and "title" in first.places:
        found.add("text-missing", first, "title", "chưa ghi chức danh hoặc tên bộ phận.", official=code)
    if "short_title" in texts or not after.short_title:
        after = replace(after, short_title=texts.get("short_title", "") or after.title)
    if "tab" in texts:
        after = replace(after, tab=texts["tab"] or None)
        if texts["tab"] and not _SHEET_NAME.fullmatch(texts["tab"]):
            message = "tên sheet có nhiều nhất 31 ký tự, không có [ ] : * ? / \\ và không bắt đầu hay kết thúc bằng dấu nháy đơn."
            found.add("sheet-name", first, "tab", message, official=code)
    if "aliases" in texts:
        after = replace(after, aliases=tuple(dict.fromkeys(parts(texts["aliases"]))))
    if after.aliases and not after.tab and "aliases" in first.places:
        found.add("sheet-name", first, "aliases", "chỉ ghi tên khác của sheet khi bộ phận có sheet riêng.", official=code)
    return _with_people(after, rows, before, plan.year, found)


def _with_people(after: Official, rows: Sequence[SheetRow], before: Official | None, year: int, found: Found) -> Official:
    """Who holds the office and who held it. Rows as the configuration says them are taken as they are."""
    if any(key not in rows[0].places for key in _HELD):
        return after
    held = [(row, _tenure(row, year, found, after.code)) for row in rows]
    held = [(row, one) for row, one in held if one.person or len(rows) == 1]
    if not held:
        return replace(after, person="", email="", start=None, end=None, former=())
    before_all = [*(before.former if before else ()), *([_current(before)] if before else [])]
    if sorted(map(repr, before_all)) == sorted(repr(one) for _, one in held):
        return after
    held.sort(key=lambda each: (each[1].end is None, each[1].end or date.max, each[1].start or date.min))
    for (_, earlier), (row, later) in pairwise(held):
        if earlier.end is None or (later.start is not None and later.start <= earlier.end):
            message = (
                f"thời gian phụ trách của {later.person} trùng với {held_text(earlier)}. Vui lòng ghi «Đến ngày» của người trước "
                "và «Từ ngày» của người sau."
            )
            found.add("official-overlap", row, "start", message, official=after.code)
    *former, current = (one for _, one in held)
    return replace(after, person=current.person, email=current.email, start=current.start, end=current.end, former=tuple(former))


def _tenure(row: SheetRow, year: int, found: Found, code: str) -> Tenure:
    readable = [key for key in _HELD if not sound(row, key, found)] == []
    start, end = (read_day(row, key, found, year) for key in ("start", "end"))
    email = row.text("email")
    if readable and email and not _EMAIL.fullmatch(email):
        message = f"«{shortened(email)}» không phải địa chỉ email. Vui lòng ghi {ADDRESS_FORM}, hoặc để trống."
        found.add("email-invalid", row, "email", message, official=code)
    if start and end and end < start:
        message = f"{vietnamese_date(end)} trước «Từ ngày» {vietnamese_date(start)}. Vui lòng xem lại hai ngày."
        found.add("days-reversed", row, "end", message, official=code)
    return Tenure(row.text("person"), email, start, end)


def _current(official: Official) -> Tenure:
    return Tenure(official.person, official.email, official.start, official.end)


def _check_names(reading: OfficialsReading, found: Found) -> None:
    """No sheet name or alias belongs to two, and none is one that sheetsync uses itself."""
    taken: dict[str, str] = {}
    for official in reading.officials:
        row = reading.rows[official.code]
        for key, name in (("tab", official.tab or ""), *(("aliases", alias) for alias in official.aliases)):
            if not name or key not in row.places:
                continue
            other = taken.setdefault(match_key(name), official.code)
            if other != official.code:
                message = f"tên sheet «{shortened(name)}» đã dùng cho {other}. Mỗi bộ phận cần tên sheet riêng."
                found.add("sheet-name", row, key, message, official=official.code)
            if any(match_key(name).startswith(match_key(own)) for own in _OUR_SHEETS):
                message = f"«{shortened(name)}» trùng tên sheet do phần mềm tạo. Vui lòng đặt tên khác."
                found.add("sheet-name", row, key, message, official=official.code)


def _consolidator(
    reading: OfficialsReading, groups: dict[str, list[SheetRow]], plan: Plan, found: Found, table: SheetTable
) -> str:
    if "consolidator" not in table.headings:
        return plan.consolidator
    chosen = []
    for code, rows in groups.items():
        readable = [row for row in rows if sound(row, "consolidator", found)]
        answers = [read_yes(row, "consolidator", found, otherwise=False) for row in readable]
        if True in answers:
            chosen.append(code)
    heading = table.headings["consolidator"]
    if len(chosen) != 1:
        where = reading.rows[chosen[1]].places["consolidator"] if chosen else heading
        count = f"có {len(chosen)} bộ phận được chọn" if chosen else "chưa chọn bộ phận nào"
        found.at("consolidator", where, f"{count}. Vui lòng chọn «{YES_WORD}» ở đúng một bộ phận.", key="consolidator")
        return plan.consolidator
    official = next(official for official in reading.officials if official.code == chosen[0])
    if not official.tab:
        message = "bộ phận tổng hợp báo cáo phải có sheet riêng. Vui lòng ghi tên sheet."
        found.add("consolidator", reading.rows[chosen[0]], "tab", message, official=chosen[0])
    if chosen[0] != plan.consolidator:
        for code, now in ((plan.consolidator, ""), (chosen[0], YES_WORD)):
            row = reading.rows.get(code)
            if row is not None:
                name = next(one.short_title or one.title for one in reading.officials if one.code == code)
                reading.differences.append(
                    Difference(
                        DifferenceKind.CHANGED,
                        table.sheet,
                        code,
                        name,
                        "consolidator",
                        heading.heading,
                        row.places["consolidator"],
                        "" if now else YES_WORD,
                        now,
                    )
                )
    return chosen[0]


def _differences(
    rows: Sequence[SheetRow], before: Official | None, after: Official, plan: Plan, sheet: str
) -> Iterator[Difference]:
    first, name = rows[0], after.short_title or after.title
    if before is None:
        yield Difference(DifferenceKind.ONLY_IN_BOOK, sheet, after.code, name, where=first.places["code"], in_book=after.title)
        return
    old, new = _shown(before), _shown(after)
    for key in ("title", "short_title", "tab", "aliases", *_HELD):
        if old[key] != new[key] and key in first.places:
            row = _row_of(rows, after) if key in _HELD else first
            yield Difference(
                DifferenceKind.CHANGED, sheet, after.code, name, key, _HEADINGS[key], row.places[key], old[key], new[key]
            )
    for held in after.former:
        if held not in before.former:
            row = next((row for row in rows if row.text("person") == held.person), first)
            yield Difference(
                DifferenceKind.CHANGED,
                sheet,
                after.code,
                name,
                "former",
                "Người phụ trách trước",
                row.places["person"],
                "",
                held_text(held),
            )
    for held in before.former:
        if held not in after.former and held != _current(after):
            yield Difference(
                DifferenceKind.CHANGED, sheet, after.code, name, "former", "Người phụ trách trước", None, held_text(held), ""
            )


def _row_of(rows: Sequence[SheetRow], official: Official) -> SheetRow:
    """The row of whoever holds the office now."""
    return next((row for row in rows if row.text("person") == official.person), rows[0])


def _shown(official: Official) -> dict[str, str]:
    return {
        "title": official.title,
        "short_title": official.short_title,
        "tab": official.tab or "",
        "aliases": LIST_SEPARATOR.join(official.aliases),
        "person": official.person,
        "email": official.email,
        "start": vietnamese_date(official.start) if official.start else "",
        "end": vietnamese_date(official.end) if official.end else "",
    }
