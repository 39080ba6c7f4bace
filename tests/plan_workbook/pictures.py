"""The pictures of the plan workbook in the guides: `python -m tests.plan_workbook.pictures [FOLDER]`.

LibreOffice draws the workbook, poppler cuts the pages to what is on them. Pictures of a tab "on the screen" show some of its
columns, with the letters and numbers around the cells; those of pages are the pages that the workbook prints.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter

from sheetsync.adapters.config_files import load_settings
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.plan_workbook.tab_columns import TabColumns
from sheetsync.core.sheets.plan_workbook.tab_sheet import FIRST_ROW, HEADING_ROW
from tests import office
from tests.plan_workbook.filled_tab import TAB, make_filled, rows
from tests.printed_pages import page_texts
from tests.small_png import small_png

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
_TAB_TITLE = "CÔNG CHỨC VĂN PHÒNG UBND XÃ"
_SCREEN_DPI, _GUIDE_DPI, _PRINT_DPI = 110, 96, 140
_LOOK_DPI = 36
_MARGIN = 6
_A3 = 8
_ROW_HEIGHT = 33.0
"""Points: two lines of text with air around them. The rows of a workbook are as high as their texts need."""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a page in points of a resolution: of its left upper corner, and how large."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Screen:
    """A picture of the tab: which of its columns and rows. words: on that page only."""

    name: str
    keys: tuple[str, ...]
    first_row: int
    last_row: int
    words: str


SCREENS = (
    Screen(
        "so-moi-dau-sheet",
        ("number", "task_id", "task", "deliverable", "role", "cadence", "due", "status", "progress", "completed_on"),
        1,
        HEADING_ROW,
        _TAB_TITLE,
    ),
    Screen(
        "so-moi-tab",
        ("number", "due", "status", "completed_on", "result", "difficulty", "warning", "check"),
        HEADING_ROW,
        FIRST_ROW + len(rows()) - 1,
        "Đã có số liệu của 06/07",
    ),
)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES
    folder.mkdir(parents=True, exist_ok=True)
    settings = load_settings(None)
    work = Path(tempfile.mkdtemp())
    try:
        book = make_filled(work, settings)
        for screen in SCREENS:
            _picture(_screen(book, work, settings, screen), screen.words, folder / screen.name, _SCREEN_DPI)
        pages = office.to_pdf(book, work / "pages")
        _picture(pages, "HƯỚNG DẪN ĐIỀN SỔ KẾ HOẠCH", folder / "so-moi-huong-dan", _GUIDE_DPI)
        _picture(pages, _TAB_TITLE, folder / "so-moi-in", _PRINT_DPI)
    finally:
        shutil.rmtree(work)


def _screen(book: Path, work: Path, settings: Settings, screen: Screen) -> Path:
    """The workbook printed with the tab's rows and those columns of it on one page, the columns as wide as on the screen."""
    workbook = openpyxl.load_workbook(book)
    tab = workbook[TAB]
    columns = TabColumns.of(settings.columns)
    places = {**columns.places, "warning": columns.warning, "check": columns.check}
    shown = {places[key] for key in screen.keys}
    for place in range(1, columns.first_helper):
        tab.column_dimensions[get_column_letter(place)].hidden = place not in shown
    for row in range(FIRST_ROW, screen.last_row + 1):
        tab.row_dimensions[row].height = _ROW_HEIGHT
    tab.print_area = f"A{screen.first_row}:{get_column_letter(columns.check)}{screen.last_row}"
    tab.print_title_rows = None
    tab.print_options.headings = True
    tab.page_setup.paperSize, tab.page_setup.scale = _A3, 100
    assert tab.sheet_properties.pageSetUpPr is not None
    tab.sheet_properties.pageSetUpPr.fitToPage = False
    assert tab.oddFooter is not None
    assert tab.oddHeader is not None
    tab.oddFooter.center.text = tab.oddHeader.center.text = ""
    workbook.save(work / f"{screen.name}.xlsx")
    return office.to_pdf(work / f"{screen.name}.xlsx", work / "screens")


def _picture(pdf: Path, words: str, target: Path, dpi: int) -> None:
    """The first page of a PDF with these words as a picture, without the white around."""
    page = next(number for number, text in enumerate(page_texts(pdf), start=1) if words in text)
    box = _used(pdf, page)
    cut = {
        "-x": box.left * dpi // _LOOK_DPI - _MARGIN,
        "-y": box.top * dpi // _LOOK_DPI - _MARGIN,
        "-W": box.width * dpi // _LOOK_DPI + 2 * _MARGIN,
        "-H": box.height * dpi // _LOOK_DPI + 2 * _MARGIN,
    }
    cutting = [text for option, value in cut.items() for text in (option, str(value))]
    target.with_suffix(".png").write_bytes(small_png(_drawn(pdf, page, dpi, *cutting)))


def _drawn(pdf: Path, page: int, dpi: int, *options: str) -> bytes:
    command = ["pdftoppm", "-r", str(dpi), "-f", str(page), "-l", str(page), *options, "-singlefile", str(pdf)]
    return subprocess.run(command, capture_output=True, check=True).stdout


def _used(pdf: Path, page: int) -> Box:
    """What of a page is not white."""
    _, size, _, points = _drawn(pdf, page, _LOOK_DPI, "-gray").split(b"\n", 3)
    width, height = map(int, size.split())
    lines = [points[line * width : (line + 1) * width] for line in range(height)]
    down = [number for number, line in enumerate(lines) if min(line) < 255]
    across = [number for number in range(width) if min(points[number::width]) < 255]
    return Box(across[0], down[0], across[-1] - across[0] + 1, down[-1] - down[0] + 1)


if __name__ == "__main__":
    main()
