"""A workbook file that is not there yet."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sheetsync.adapters.xlsx.file_store import Clock, local_time, save, writing
from sheetsync.core.sheets.form_design import FormBook
from sheetsync.errors import UsageError
from sheetsync.ports import WriteOutcome


class NewXlsxFile:
    """An .xlsx file, or an .xlsm one with buttons in its tabs; what stands there already is never overwritten."""

    online = False

    def __init__(self, path: Path, *, clock: Clock = local_time) -> None:
        self._path = path
        self._clock = clock

    def create(self, design: FormBook, tabs: Mapping[str, str]) -> WriteOutcome:
        """Write the file in one step. Raises UsageError where a file stands there, BookUnwritable."""
        from sheetsync.adapters.xlsx.new_book.write import new_workbook  # noqa: PLC0415 - start-up stays light

        self._refuse_existing()
        with writing(self._path) as real:
            self._refuse_existing()
            data = new_workbook(design)
            if self._path.suffix.lower() == ".xlsm":
                from sheetsync.adapters.xlsx.vba.macro_book import with_macros  # noqa: PLC0415 - only where buttons are wanted

                data = with_macros(data, tabs)
            saved = save(real, data, expected=None, like=real, clock=self._clock)
        place = self._path if saved.open_by is None else saved.path
        return WriteOutcome(saved_to=str(place), changed=True, open_by=saved.open_by)

    def _refuse_existing(self) -> None:
        if self._path.exists() or self._path.is_symlink():
            raise UsageError(
                f"Đã có «{self._path}»; sheetsync không ghi đè lên tệp có sẵn.",
                "Vui lòng chọn tên khác cho --output, hoặc tự đổi tên tệp cũ trước.",
            )
