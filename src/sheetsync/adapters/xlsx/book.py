"""A workbook on disk as a PlanBook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sheetsync.adapters.xlsx.backups import version
from sheetsync.adapters.xlsx.file_store import Clock, is_open, local_time, read_file, save, writing
from sheetsync.adapters.xlsx.whole_file import whole_file
from sheetsync.core.book import BookContent
from sheetsync.errors import BookUnwritable, ExternallyChanged
from sheetsync.ports import WriteOutcome

if TYPE_CHECKING:
    from sheetsync.adapters.xlsx.fresh_book import FreshBook
    from sheetsync.core.edits import Edit
    from sheetsync.core.old_literals import Formula
    from sheetsync.core.sheets.design import SheetDesign


class XlsxBook:
    """An .xlsx or .xlsm file. output: where results go instead; the book itself is then never written. in_place: a book that
    somebody has open is not written at all, instead of the result standing beside it."""

    def __init__(self, path: Path, output: Path | None = None, *, in_place: bool = False, clock: Clock = local_time) -> None:
        self._path = path
        self._output = None if output is None or (output.exists() and path.exists() and output.samefile(path)) else output
        self._in_place = in_place
        self._clock = clock
        self._last_read: BookContent | None = None

    def read(self) -> BookContent:
        """All sheets and the version read. Raises BookUnreadable."""
        from sheetsync.adapters.xlsx.read import read_book  # noqa: PLC0415 - start-up stays light

        content = read_book(read_file(self._path), self._path.name)
        self._last_read = content.without_cells()
        return content

    def formulas(self) -> Iterable[Formula]:
        """Those of people's sheets, each read when it is taken. Raises BookUnreadable."""
        from sheetsync.adapters.xlsx.formula_texts import formulas_of  # noqa: PLC0415

        return formulas_of(read_file(self._path), self._path.name)

    def write(self, edits: Iterable[Edit], expected_version: str) -> WriteOutcome:
        """Carry out all edits or none, in one write.

        Edits that change nothing write nothing, except that an output asked for is always written. Raises ExternallyChanged,
        SheetConflict, BookUnwritable, BookUnreadable.
        """
        from sheetsync.adapters.xlsx.apply_edits import apply_edits  # noqa: PLC0415 - start-up stays light
        from sheetsync.adapters.xlsx.read import read_book  # noqa: PLC0415

        target = self._output or self._path
        if self._in_place:
            self._refuse_open()
        with writing(target) as real:
            data = read_file(self._path)
            if version(data) != expected_version:
                raise ExternallyChanged(
                    f"«{self._path.name}» đã được người khác sửa sau khi đọc; chưa ghi gì.", "Chạy lại để làm trên bản mới nhất."
                )
            content = self._last_read
            if content is None or content.version != expected_version:
                content = read_book(data, self._path.name)
            applied = apply_edits(data, content, edits, _draw)
            if self._output is None:
                standing: str | None = expected_version
            else:
                standing = version(whole_file(real)) if real.exists() else None
            if version(applied.data) == standing:
                return WriteOutcome(
                    saved_to=str(target), changed=False, kept_sheets=applied.kept_sheets, left_cells=applied.left_cells
                )
            saved = save(real, applied.data, expected=standing, like=self._path, clock=self._clock, in_place=self._in_place)
        return WriteOutcome(
            saved_to=str(target if saved.open_by is None else saved.path),
            changed=True,
            backup=str(saved.backup) if saved.backup else None,
            open_by=saved.open_by,
            kept_sheets=applied.kept_sheets,
            left_cells=applied.left_cells,
        )

    def _refuse_open(self) -> None:
        from sheetsync.adapters.xlsx.open_by import open_by  # noqa: PLC0415

        who = open_by(self._path)
        if who is not None:
            raise is_open(self._path, who)


def _draw(designs: Sequence[SheetDesign]) -> FreshBook:
    """The designs in a workbook. openpyxl writes each sheet to the temporary folder first, whose disk may be the full one."""
    import tempfile  # noqa: PLC0415

    from lxml.etree import SerialisationError  # noqa: PLC0415 - start-up stays light

    from sheetsync.adapters.xlsx.fresh_book import draw  # noqa: PLC0415

    try:
        return draw(designs)
    except (OSError, SerialisationError) as problem:
        raise BookUnwritable(
            f"Không ghi được vào thư mục tạm «{tempfile.gettempdir()}», có thể ổ đĩa đã đầy; sổ vẫn như cũ.",
            "Xóa bớt tệp không cần rồi chạy lại.",
        ) from problem
