"""Which edition of the template a plan workbook is, and for which period it was made: what its hidden sheet says."""

from __future__ import annotations

from collections.abc import Mapping

from sheetsync.core.book import BookContent
from sheetsync.core.cells import CellValue
from sheetsync.core.sheets.plan_workbook import sheet_names as names
from sheetsync.records import dataclass

_MOST_ROWS = 60


@dataclass(frozen=True, slots=True)
class BookEdition:
    """template: the version of the template; fingerprint: of the plan it was made of; period: `2023-Q1`. Each 0 or "" where the
    hidden sheet does not say it."""

    template: int
    fingerprint: str = ""
    period: str = ""

    @property
    def older(self) -> bool:
        return self.template < names.TEMPLATE_VERSION

    @property
    def newer(self) -> bool:
        return self.template > names.TEMPLATE_VERSION

    def advice(self, book: str) -> str:
        """What differs from this edition's template and what to do about it, in one line; "" where nothing does. book: the
        workbook's name."""
        now = f"bản sheetsync này dùng mẫu {names.TEMPLATE_VERSION}"
        if self.newer:
            return f"Sổ theo mẫu {self.template}, {now}: vui lòng cập nhật sheetsync để đọc đúng các cột mới của sổ."
        if not self.older:
            return ""
        stem, dot, suffix = book.rpartition(".")
        changes = "; ".join(words for version, words in names.TEMPLATE_CHANGES.items() if version > self.template)
        return (
            f"Sổ theo mẫu cũ ({self.template or 'không ghi số'}), {now} ({changes}). Cập nhật, không mất nội dung đã ghi: "
            f'sheetsync plan export "{book}" --output "{stem or book} - mẫu mới{dot}{suffix}"'
        )


def read_edition(content: BookContent) -> BookEdition | None:
    """None for a workbook that `new` did not make."""
    values = hidden_values(content)
    if values is None:
        return None
    template, fingerprint, period = (values.get(name) for name in (names.TEMPLATE, names.FINGERPRINT, names.PERIOD_KEY))
    version = int(template) if isinstance(template, int | float) and not isinstance(template, bool) else 0
    return BookEdition(version, fingerprint if isinstance(fingerprint, str) else "", period if isinstance(period, str) else "")


def hidden_values(content: BookContent) -> Mapping[CellValue, CellValue] | None:
    """What the hidden sheet says, by name; None where there is none."""
    sheet = next((sheet for sheet in content.sheets if sheet.name == names.HIDDEN), None)
    if sheet is None:
        return None
    values: dict[CellValue, CellValue] = {}
    for row in range(1, min(sheet.last_row, _MOST_ROWS) + 1):
        values.setdefault(sheet.value(row, 1), sheet.value(row, 2))
    return values
