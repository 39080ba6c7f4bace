"""Sheets of ours in an open workbook: put in from a drawn one, handed over to people, looked at before they are taken away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sheetsync.adapters.excel_live.read import as_rows, local_name, read_sheet
from sheetsync.core.cells import a1
from sheetsync.core.fingerprint import DESIGN_NAME, MARK_NAME, Mark, fingerprint_of
from sheetsync.core.sheets.design import SheetDesign
from sheetsync.core.sheets.drawn_sheet import DrawnSheet
from sheetsync.errors import BookUnwritable

_EXCEL_LINKS = 1


def copied_in(book: Any, design: SheetDesign, drawn: DrawnSheet, after: Any, folder: Path) -> Any:
    """The drawn sheet copied behind a sheet of the book, with our mark; under another name while its own is taken. Raises
    BookUnwritable where Excel holds other cells than were drawn; the copy is gone then."""
    path = folder / f"sheetsync {drawn.digest}.xlsx"
    path.write_bytes(drawn.data)
    source = book.app.books.open(str(path), update_links=False, read_only=True, add_to_mru=False)
    try:
        copy = source.sheets[0].copy(after=after)
        try:
            _lead_home(book.api, path)
            mark = Mark(design.kind, design.period, drawn.fingerprint)
            copy.api.Names.Add(MARK_NAME, "=" + mark.formula, False)
            copy.api.Names.Add(DESIGN_NAME, f'="{drawn.digest}"', False)
            if fingerprint_of(read_sheet(copy.api, date_1904=bool(book.api.Date1904))) != drawn.fingerprint:
                raise BookUnwritable(
                    f"Excel không nhận đúng nội dung của sheet «{design.name}».",
                    "Vui lòng lưu và đóng sổ, rồi chạy lại với đường dẫn của tệp.",
                )
        except BaseException:
            copy.delete()
            raise
    finally:
        source.close()
    return copy


def is_as_drawn(worksheet: Any, drawn: DrawnSheet) -> bool:
    """Whether an unedited sheet of ours is already what would be put in its place."""
    return local_name(worksheet, DESIGN_NAME) == f'="{drawn.digest}"'


def has_additions(worksheet: Any) -> bool:
    """Whether a sheet of ours holds what only a person can have added: a comment, a picture, a shape, a table."""
    charts = int(worksheet.ChartObjects().Count)
    return bool(worksheet.Comments.Count or worksheet.ListObjects.Count or int(worksheet.Shapes.Count) != charts)


def named_elsewhere(book: Any, name: str) -> str | None:
    """Where people's formulas, names or charts point at a sheet, in words; None where nothing does. Excel would turn them into
    #REF! with the sheet taken away."""
    points_at = re.compile(rf"{re.escape(name.replace(chr(39), chr(39) * 2))}'?!|{re.escape(name)}:[^!]*!", re.IGNORECASE).search
    for sheet in book.sheets:
        if str(sheet.name) == name:
            continue
        used = sheet.api.UsedRange
        if used.HasFormula is not False:
            for i, line in enumerate(as_rows(used.Formula)):
                for j, text in enumerate(line):
                    if str(text)[:1] == "=" and points_at(str(text)):
                        return f"ô {a1(int(used.Row) + i, int(used.Column) + j)} của sheet «{sheet.name}»"
        for chart in _charts(sheet.api):
            if points_at(chart):
                return f"biểu đồ ở sheet «{sheet.name}»"
    for defined in book.api.Names:
        own = str(defined.Name).rpartition("!")[0].strip("'").replace("''", "'") == name
        if not own and points_at(str(defined.RefersTo)):
            return f"tên «{defined.Name}»"
    return None


def hand_over(worksheet: Any, name: str | None) -> None:
    """Make an edited sheet of ours a sheet of the people: no mark, and another name if one is given."""
    before = str(worksheet.Name)
    if name is not None:
        worksheet.Name = name
        _links_go_on(worksheet, before, name)
    for defined in list(worksheet.Names):
        if str(defined.Name).rpartition("!")[2].lower() in (MARK_NAME, DESIGN_NAME):
            defined.Delete()


def _links_go_on(worksheet: Any, before: str, name: str) -> None:
    """Its own links go on naming itself; Excel exchanges names in formulas only."""
    start, new = ("'" + each.replace("'", "''") + "'!" for each in (before, name))
    for link in worksheet.Hyperlinks:
        place = str(link.SubAddress or "")
        if place.startswith(start):
            link.SubAddress = new + place.removeprefix(start)


def _lead_home(workbook: Any, source: Path) -> None:
    """Nothing in the copy may lead back to the drawn workbook."""
    for turn in (True, False):
        links = [str(link) for link in workbook.LinkSources(_EXCEL_LINKS) or () if source.name in str(link)]
        if links and turn:
            for link in links:
                workbook.ChangeLink(link, workbook.FullName, _EXCEL_LINKS)
        elif links:
            raise BookUnwritable(
                "Excel để lại liên kết tới tệp tạm trong sheet vừa lập.",
                "Vui lòng lưu và đóng sổ, rồi chạy lại với đường dẫn của tệp.",
            )


def _charts(worksheet: Any) -> Iterator[str]:
    """What the charts of a sheet show, as formulas."""
    charts = worksheet.ChartObjects()
    for number in range(1, int(charts.Count) + 1):
        series = charts.Item(number).Chart.SeriesCollection()
        for place in range(1, int(series.Count) + 1):
            yield str(series.Item(place).Formula)
